import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { FormAnswer } from '../../form/form-definition.ts'
import type { Answers } from '../../form/schema-fault.ts'
import { useAsk } from '../../wire/service-context.tsx'
import { officePath, personPath, postPath } from './address.ts'
import { Days, PlainTable } from './piece.tsx'
import type { HoldingLine, Person } from './queries.ts'
import { RowDrawer } from './row-drawer.tsx'
import { answerIn } from './row-form.ts'
import type { RowWish } from './row-form.ts'

/** What can be done with the posts of somebody. */
export type HoldingAct =
  | { readonly kind: 'appoint' }
  | { readonly kind: 'end' | 'deputise' | 'end_deputy'; readonly row: HoldingLine }

interface TableProps {
  readonly rows: readonly HoldingLine[]
  /** Whose posts they are; of a post its people are shown instead. */
  readonly person?: string
  readonly onAct?: (act: HoldingAct) => void
}

/** Posts of somebody, or people of a post, with the days; what is over stands last. */
export function HoldingTable({ rows, person, onAct }: TableProps) {
  const { t } = useTranslation('registry')
  const ordered = rows.toSorted(
    (one, other) =>
      Number(one.valid_until !== undefined) - Number(other.valid_until !== undefined) ||
      (one.valid_from < other.valid_from ? 1 : -1),
  )
  return (
    <PlainTable
      label={t('holding.title')}
      rows={ordered}
      keyOf={({ post, person: who, deputy_for: whom, valid_from: from }) => [post, who, whom, from].join(' ')}
      empty={t('holding.none')}
      columns={[
        [
          t('field.post'),
          ({ post, post_name: name, office, office_name: place }) => (
            <>
              <Link to={postPath(post)}>{name}</Link>{' '}
              {office !== undefined && (
                <Link to={officePath(office)} className="soft">
                  {place}
                </Link>
              )}
            </>
          ),
        ],
        [t('holding.how'), (row) => <How row={row} person={person} />],
        [t('field.valid'), ({ valid_from: from, valid_until: until }) => <Days from={from} until={until} />],
        ['', (row) => onAct !== undefined && <Acts row={row} person={person} onAct={onAct} />],
      ]}
    />
  )
}

/** In their own right, or for somebody; of somebody deputised, by whom. */
function How({ row, person }: { row: HoldingLine; person: string | undefined }) {
  const { t } = useTranslation('registry')
  const { kind, name, person: who, deputy_for: whom = '', deputy_for_name: whose } = row
  const self = person === undefined ? <Link to={personPath(who)}>{name}</Link> : undefined
  if (kind === 'holding') return self ?? t('holding.own')
  if (person === whom) {
    return (
      <>
        {t('holding.deputised_by')} <Link to={personPath(who)}>{name}</Link>
      </>
    )
  }
  return (
    <>
      {self} {t('holding.deputy_for')} <Link to={personPath(whom)}>{whose}</Link>
    </>
  )
}

interface ActsProps {
  readonly row: HoldingLine
  readonly person: string | undefined
  readonly onAct: (act: HoldingAct) => void
}

function Acts({ row, person, onAct }: ActsProps) {
  const { t } = useTranslation('registry')
  if (row.kind === 'deputy') {
    return (
      <Button size="small" type="link" onClick={() => onAct({ kind: 'end_deputy', row })}>
        {t('holding.end_deputy')}
      </Button>
    )
  }
  return (
    <>
      <Button size="small" type="link" onClick={() => onAct({ kind: 'deputise', row })}>
        {t('holding.deputise')}
      </Button>
      {person !== undefined && row.valid_until === undefined && (
        <Button size="small" type="link" onClick={() => onAct({ kind: 'end', row })}>
          {t('holding.end')}
        </Button>
      )}
    </>
  )
}

function oneFieldForm(
  id: string,
  fields: readonly (readonly [name: string, widget: string, label: string])[],
): FormAnswer {
  return {
    id,
    schema: {
      type: 'object',
      properties: Object.fromEntries(
        fields.map(([name, widget]) => [
          `row-${name}`,
          { type: 'string', minLength: 1, ...(widget === 'date' && { format: 'date' }) },
        ]),
      ),
      required: fields.map(([name]) => `row-${name}`),
    },
    fields: fields.map(([name, widget], order) => ({
      name: `row-${name}`,
      order: order + 1,
      widget,
      level: 'internal' as const,
      choices: [],
    })),
    texts: Object.fromEntries(fields.map(([name, , label]) => [`form.${id}.row-${name}`, label])),
  }
}

interface DrawerProps {
  readonly act: HoldingAct
  readonly person: Pick<Person, 'id' | 'name'>
  readonly onClose: () => void
}

/** The form of an act on somebody's posts. */
export function HoldingDrawer({ act, person, onClose }: DrawerProps) {
  switch (act.kind) {
    case 'appoint':
      return <PostsDrawer person={person} onClose={onClose} />
    case 'end':
      return <PostsDrawer ended={act.row.post} person={person} onClose={onClose} />
    case 'deputise':
    case 'end_deputy':
      return <DeputyDrawer kind={act.kind} row={act.row} onClose={onClose} />
  }
}

/** Posts are said of a person as a whole, as files say them: those that stay and the new one, or those that stay. */
function PostsDrawer({
  ended,
  person: { id, name },
  onClose,
}: {
  ended?: string
  person: Pick<Person, 'id' | 'name'>
  onClose: () => void
}) {
  const { t } = useTranslation('registry')
  const held = useAsk('holding.list', { query: { person: id, kind: 'holding', limit: 200 } })
  const posts = (held.data?.rows ?? [])
    .filter((row) => row.person === id && row.valid_until === undefined)
    .map(({ post }) => post)
  const form =
    ended === undefined
      ? oneFieldForm('appoint', [
          ['post', 'post', t('field.post')],
          ['since', 'date', t('field.since')],
        ])
      : oneFieldForm('end', [['on', 'date', t('holding.end_on')]])
  function wishOf(answers: Answers): RowWish {
    if (ended === undefined) {
      const all = [...new Set([...posts, answerIn(answers, 'post')])]
      return { row: { id, posts: all.join('、'), since: answerIn(answers, 'since') } }
    }
    return {
      row: { id, posts: posts.filter((post) => post !== ended).join('、') },
      on: answerIn(answers, 'on'),
    }
  }
  return (
    <RowDrawer
      title={ended === undefined ? t('holding.appointing', { name }) : t('holding.ending', { name })}
      kind="people"
      subject={id}
      form={form}
      wishOf={wishOf}
      note={ended === undefined ? t('holding.appoint_what') : t('holding.end_what')}
      onClose={onClose}
    />
  )
}

function DeputyDrawer({
  kind,
  row,
  onClose,
}: {
  kind: 'deputise' | 'end_deputy'
  row: HoldingLine
  onClose: () => void
}) {
  const { t } = useTranslation('registry')
  const { post, person, deputy_for: whom = '', valid_from: from } = row
  if (kind === 'end_deputy') {
    return (
      <RowDrawer
        title={t('holding.ending_deputy', { name: row.name })}
        kind="deputies"
        subject={[post, person, whom, from].join(' ')}
        named={{ post, person, deputyFor: whom, validFrom: from }}
        only={['validUntil']}
        onClose={onClose}
      />
    )
  }
  return (
    <RowDrawer
      title={t('holding.deputising', { name: row.name })}
      kind="deputies"
      named={{ post, deputyFor: person }}
      only={['person', 'validFrom', 'validUntil']}
      note={t('holding.deputise_what', { name: row.name })}
      onClose={onClose}
    />
  )
}
