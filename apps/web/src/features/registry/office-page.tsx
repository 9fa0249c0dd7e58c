import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { useFormats } from '../../text/format-context.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { areaPath, officePath, personPath } from './address.ts'
import { ChangeHistory } from './history.tsx'
import { useNames } from './names.ts'
import { OpenWorkTable } from './open-work.tsx'
import { Block, Days, Facts, PathLinks, PlainTable } from './piece.tsx'
import { useOpenWork } from './queries.ts'
import type { Office } from './queries.ts'
import { PostTable } from './post-table.tsx'
import { RowDrawer } from './row-drawer.tsx'
import { initialAnswers } from './row-form.ts'
import { ServedPosts } from './served-post.tsx'
import { ShiftTable } from './shift-table.tsx'

type Doing = 'change' | 'add_below' | 'add_post' | 'add_person' | 'add_shift'

/** An office: its posts with who is in them, its people, who is on duty, what packs ask of it, and what waits there. */
export function OfficePage({ id }: { id: string }) {
  const office = useAsk('office.read', { params: { office: id } })
  return <Shown query={office}>{(found) => <OneOffice office={found} />}</Shown>
}

function OneOffice({ office }: { office: Office }) {
  const { t } = useTranslation('registry')
  const may = useMay()
  const [doing, setDoing] = useState<Doing>()
  const mayChange = may('registry.change')
  return (
    <div className="registry-page">
      <PageHead
        title={office.name}
        beside={<span className="registry-tag">{t(`choice.office_kind.${office.kind}`)}</span>}
        what={<PathLinks path={office.path} pathOf={officePath} />}
        acts={
          mayChange && (
            <>
              <Button onClick={() => setDoing('add_below')}>{t('office.add_below')}</Button>
              <Button type="primary" onClick={() => setDoing('change')}>
                {t('edit.open')}
              </Button>
            </>
          )
        }
      />
      <OfficeFacts office={office} />
      <Posts office={office} {...(mayChange && { onAdd: () => setDoing('add_post') })} />
      <People office={office} {...(mayChange && { onAdd: () => setDoing('add_person') })} />
      <Shifts office={office} {...(mayChange && { onAdd: () => setDoing('add_shift') })} />
      <ServedPosts office={office.id} />
      <Work office={office} />
      <ChangeHistory part="office" subject={office.id} />
      {doing !== undefined && <Doings office={office} doing={doing} onClose={() => setDoing(undefined)} />}
    </div>
  )
}

function OfficeFacts({ office }: { office: Office }) {
  const { t } = useTranslation('registry')
  const names = useNames()
  const { area, successors = [] } = office
  const below = useAsk('office.list', { query: { parent: office.id, limit: 100 } })
  return (
    <Block title={t('facts')}>
      <Facts
        lines={[
          [t('field.id'), <span className="number">{office.id}</span>],
          [
            t('field.area'),
            area === undefined ? t('office.whole') : <Link to={areaPath(area)}>{names.area(area)}</Link>,
          ],
          [t('field.creditCode'), office.credit_code],
          [t('field.valid'), <Days from={office.valid_from} until={office.valid_until} />],
          [
            t('field.successors'),
            successors.length === 0
              ? undefined
              : successors.map((id) => (
                  <Link key={id} to={officePath(id)}>
                    {names.office(id)}
                  </Link>
                )),
          ],
          [
            t('office.below'),
            below.data === undefined || below.data.rows.length === 0 ? undefined : (
              <span className="registry-links">
                {below.data.rows.map(({ id, name }) => (
                  <Link key={id} to={officePath(id)}>
                    {name}
                  </Link>
                ))}
              </span>
            ),
          ],
        ]}
      />
    </Block>
  )
}

interface PartProps {
  readonly office: Office
  readonly onAdd?: () => void
}

function AddButton({ onAdd, text }: { onAdd: (() => void) | undefined; text: string }) {
  return onAdd === undefined ? undefined : (
    <Button size="small" onClick={onAdd}>
      {text}
    </Button>
  )
}

function Posts({ office, onAdd }: PartProps) {
  const { t } = useTranslation('registry')
  const posts = useAsk('post.list', { query: { office: office.id, limit: 200 } })
  return (
    <Block
      title={t('office.posts')}
      count={posts.data?.rows.length}
      acts={<AddButton onAdd={onAdd} text={t('post.add')} />}
    >
      <Shown query={posts} rows={3}>
        {({ rows }) => <PostTable rows={rows} />}
      </Shown>
    </Block>
  )
}

function People({ office, onAdd }: PartProps) {
  const { t } = useTranslation('registry')
  const people = useAsk('person.list', { query: { office: office.id, limit: 200 } })
  return (
    <Block
      title={t('office.people')}
      count={people.data?.rows.length}
      acts={<AddButton onAdd={onAdd} text={t('people.add')} />}
    >
      <Shown query={people} rows={3}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="soft registry-none">{t('office.no_people')}</p>
          ) : (
            <p className="registry-links">
              {rows.map(({ id, name }) => (
                <Link key={id} to={personPath(id)}>
                  {name}
                </Link>
              ))}
            </p>
          )
        }
      </Shown>
    </Block>
  )
}

function Shifts({ office, onAdd }: PartProps) {
  const { t } = useTranslation('registry')
  const shifts = useAsk('duty_time.list', { query: { office: office.id, limit: 100 } })
  const roster = useAsk('duty_time.roster', { query: { office: office.id } })
  const formats = useFormats()
  const now = (roster.data?.rows ?? []).filter(({ is_running: isRunning }) => isRunning)
  return (
    <Block
      title={t('shift.title')}
      count={shifts.data?.rows.length}
      acts={<AddButton onAdd={onAdd} text={t('shift.add')} />}
    >
      {now.length > 0 && (
        <p className="registry-now">
          {t('shift.now', {
            names: now
              .map(({ name, until }) => t('shift.until', { name, until: formats.moment(until) }))
              .join(t('and')),
          })}
        </p>
      )}
      <Shown query={shifts} rows={2}>
        {({ rows }) => <ShiftTable rows={rows} hasOffice={false} />}
      </Shown>
    </Block>
  )
}

function Work({ office }: { office: Office }) {
  const { t } = useTranslation('registry')
  const work = useOpenWork('office', office.id)
  if (work.data === undefined) return undefined
  return (
    <Block title={t('work.title')} count={work.data.tasks}>
      <OpenWorkTable work={work.data} label={t('work.title')} />
    </Block>
  )
}

function Doings({ office, doing, onClose }: { office: Office; doing: Doing; onClose: () => void }) {
  const { t } = useTranslation('registry')
  switch (doing) {
    case 'change':
      return (
        <RowDrawer
          title={t('office.change', { name: office.name })}
          kind="offices"
          subject={office.id}
          named={{ id: office.id }}
          aside={({ row }) => (row['validUntil'] === undefined ? undefined : <Ending office={office} />)}
          onClose={onClose}
        />
      )
    case 'add_below':
      return (
        <RowDrawer
          title={t('office.add_below')}
          kind="offices"
          initial={initialAnswers({ parent: office.id, area: office.area })}
          onClose={onClose}
        />
      )
    case 'add_post':
      return (
        <RowDrawer
          title={t('post.add')}
          kind="posts"
          initial={initialAnswers({ office: office.id })}
          onClose={onClose}
        />
      )
    case 'add_person':
      return (
        <RowDrawer
          title={t('people.add')}
          kind="people"
          initial={initialAnswers({ office: office.id })}
          onClose={onClose}
        />
      )
    case 'add_shift':
      return (
        <RowDrawer
          title={t('shift.add')}
          kind="duty_times"
          initial={initialAnswers({ mode: 'recurring' })}
          named={{ office: office.id, id: `${office.id}.${crypto.randomUUID().slice(0, 8)}` }}
          onClose={onClose}
        />
      )
  }
}

/** Before an office ends: what waits there has to go to its successor first. */
function Ending({ office }: { office: Office }) {
  const { t } = useTranslation('registry')
  const { data } = useOpenWork('office', office.id)
  if (data === undefined || data.tasks + data.matters === 0) return undefined
  return (
    <div className="registry-warning">
      <p>{t('office.ending', { tasks: data.tasks, matters: data.matters })}</p>
      <PlainTable
        label={t('work.title')}
        rows={data.rows.slice(0, 5)}
        keyOf={(row) => `${row.element} ${row.is_held}`}
        empty=""
        columns={[
          [t('work.step'), ({ name }) => name],
          [t('work.tasks'), ({ tasks }) => tasks],
        ]}
      />
    </div>
  )
}
