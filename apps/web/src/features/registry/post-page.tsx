import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { officePath } from './address.ts'
import { ChangeHistory } from './history.tsx'
import { HoldingDrawer, HoldingTable } from './holding.tsx'
import type { HoldingAct } from './holding.tsx'
import { useNames } from './names.ts'
import { Block, Days, Facts, PeopleSiblings } from './piece.tsx'
import { RowDrawer } from './row-drawer.tsx'
import { useWord } from './word.ts'

/** A post: its office and role, who has it from when to when, and who stands in for them. */
export function PostPage() {
  const { post = '' } = useParams()
  const { t } = useTranslation('registry')
  const may = useMay()
  const [isChanging, setChanging] = useState(false)
  const [act, setAct] = useState<HoldingAct>()
  const row = useAsk(
    'registry.read',
    { params: { part: 'post', subject: post } },
    { isWanted: may('registry.read') },
  )
  const holdings = useAsk('holding.list', { query: { post, limit: 200 } })
  const name = textIn(row.data?.row, 'name')
  const mayChange = may('registry.change')
  return (
    <Shown query={row}>
      {({ row: found }) => (
        <div className="registry-page">
          <PageHead
            title={name}
            what={<PeopleSiblings />}
            acts={
              mayChange && (
                <Button type="primary" onClick={() => setChanging(true)}>
                  {t('edit.open')}
                </Button>
              )
            }
          />
          <PostFacts row={found} />
          <Block title={t('post.people')}>
            <Shown query={holdings} rows={3}>
              {({ rows }) => <HoldingTable rows={rows} {...(mayChange && { onAct: setAct })} />}
            </Shown>
          </Block>
          <ChangeHistory part="post" subject={post} />
          {isChanging && (
            <RowDrawer
              title={t('post.change', { name })}
              kind="posts"
              subject={post}
              named={{ id: post }}
              onClose={() => setChanging(false)}
            />
          )}
          {act !== undefined && 'row' in act && (
            <HoldingDrawer
              act={act}
              person={{ id: act.row.person, name: act.row.name }}
              onClose={() => setAct(undefined)}
            />
          )}
        </div>
      )}
    </Shown>
  )
}

function PostFacts({ row }: { row: Readonly<Record<string, unknown>> }) {
  const { t } = useTranslation('registry')
  const names = useNames()
  const word = useWord()
  const [office, role, until] = [textIn(row, 'office'), textIn(row, 'role'), textIn(row, 'validUntil')]
  return (
    <Block title={t('facts')}>
      <Facts
        lines={[
          [t('field.id'), <span className="number">{textIn(row, 'id')}</span>],
          [t('field.office'), <Link to={officePath(office)}>{names.office(office)}</Link>],
          [t('field.role'), role === '' ? t('post.no_role') : (word(`choice.role.${role}`) ?? role)],
          [t('field.valid'), <Days from={textIn(row, 'validFrom')} {...(until !== '' && { until })} />],
        ]}
      />
    </Block>
  )
}

function textIn(row: Readonly<Record<string, unknown>> | undefined, name: string): string {
  const value = row?.[name]
  return typeof value === 'string' ? value : ''
}
