import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import { dutyPath } from './address.ts'
import { BasisList } from './basis-list.tsx'
import { ChangeHistory } from './history.tsx'
import { useNames } from './names.ts'
import { Block, Days, DutySiblings, Facts, PlainTable } from './piece.tsx'
import { RowDrawer } from './row-drawer.tsx'
import { useWord } from './word.ts'

type ItemVersion = RowOf<'item.list'>

/** An item in its newest version, the versions before it, and the rows of duty lists about it. */
export function ItemPage() {
  const { item = '' } = useParams()
  const { t } = useTranslation('registry')
  const versions = useAsk('item.read', { params: { item } })
  return (
    <Shown query={versions}>
      {({ rows }) => {
        const [newest] = rows
        return newest === undefined ? (
          <Empty what={t('item.empty')} />
        ) : (
          <OneItem key={newest.code} newest={newest} rows={rows} />
        )
      }}
    </Shown>
  )
}

function OneItem({ newest, rows }: { newest: ItemVersion; rows: readonly ItemVersion[] }) {
  const { t } = useTranslation('registry')
  const may = useMay()
  const names = useNames()
  const word = useWord()
  const [isChanging, setChanging] = useState(false)
  return (
    <div className="registry-page">
      <PageHead
        title={newest.name}
        beside={
          <span className="registry-tag">{word(`choice.item_kind.${newest.kind}`) ?? newest.kind}</span>
        }
        what={<DutySiblings />}
        acts={
          may('registry.change') && (
            <Button type="primary" onClick={() => setChanging(true)}>
              {t('edit.open')}
            </Button>
          )
        }
      />
      <Block title={t('facts')}>
        <Facts
          lines={[
            [t('field.items.code'), <span className="number">{newest.code}</span>],
            [t('field.authority'), newest.authority],
            [t('field.items.office'), names.office(newest.office)],
            [t('field.items.level'), t(`choice.item_level.${newest.level}`)],
            [t('field.valid'), <Days from={newest.valid_from} until={newest.valid_until} />],
            [t('field.legalBasis'), <BasisList basis={newest.legal_basis} />],
          ]}
        />
      </Block>
      <Duties item={newest.code} />
      <Versions rows={rows} />
      <ChangeHistory part="item" subject={`${newest.code} ${newest.version}`} />
      {isChanging && (
        <RowDrawer
          title={t('item.change', { name: newest.name })}
          kind="items"
          subject={`${newest.code} ${newest.version}`}
          named={{ code: newest.code }}
          note={t('item.version_note')}
          onClose={() => setChanging(false)}
        />
      )}
    </div>
  )
}

function Versions({ rows }: { rows: readonly ItemVersion[] }) {
  const { t } = useTranslation('registry')
  const word = useWord()
  return (
    <Block title={t('item.versions')} count={rows.length}>
      <PlainTable
        label={t('item.versions')}
        rows={rows}
        keyOf={({ version }) => String(version)}
        empty=""
        columns={[
          [t('field.version'), ({ version }) => <span className="number">{version}</span>],
          [t('field.name'), ({ name }) => name],
          [
            t('field.valid'),
            ({ valid_from: from, valid_until: until }) => <Days from={from} until={until} />,
          ],
          [
            t('field.adjustment'),
            ({ adjustment }) =>
              adjustment === undefined
                ? ''
                : `${word(`choice.adjustment.${adjustment.kind}`) ?? adjustment.kind} ${adjustment.document}`,
          ],
        ]}
      />
    </Block>
  )
}

function Duties({ item }: { item: string }) {
  const { t } = useTranslation('registry')
  const names = useNames()
  const { data } = useAsk('duty.list', { query: { item, limit: 50 } })
  if (data === undefined) return undefined
  return (
    <Block title={t('duty.title')} count={data.rows.length}>
      <PlainTable
        label={t('duty.title')}
        rows={data.rows}
        keyOf={({ id }) => id}
        empty={t('item.no_duty')}
        columns={[
          [t('field.duties.name'), ({ id, name }) => <Link to={dutyPath(id)}>{name}</Link>],
          [t('field.duties.kind'), ({ kind }) => t(`choice.duty_kind.${kind}`)],
          [
            t('duty.whose'),
            ({ list, office }) => (office === undefined ? t(`duty.every.${list}`) : names.office(office)),
          ],
          [t('field.leadOffice'), ({ lead_office: lead }) => names.office(lead)],
        ]}
      />
    </Block>
  )
}
