import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { itemPath, officePath } from './address.ts'
import { BasisList } from './basis-list.tsx'
import { ChangeHistory } from './history.tsx'
import { useNames } from './names.ts'
import { Block, Days, DutySiblings, Facts } from './piece.tsx'
import type { DutyRow } from './queries.ts'
import { RowDrawer } from './row-drawer.tsx'

/** A row of a duty list: who is asked for what, by whom, and on what legal ground. */
export function DutyPage() {
  const { duty = '' } = useParams()
  const { t } = useTranslation('registry')
  const rows = useAsk('duty.list', { query: { id: duty, all: true, limit: 1 } })
  return (
    <Shown query={rows}>
      {({ rows: [row] }) =>
        row === undefined ? <Empty what={t('duty.missing')} /> : <OneDuty key={row.id} row={row} />
      }
    </Shown>
  )
}

function OneDuty({ row }: { row: DutyRow }) {
  const { t } = useTranslation('registry')
  const may = useMay()
  const names = useNames()
  const [isChanging, setChanging] = useState(false)
  const { lead_office: lead, office } = row
  return (
    <div className="registry-page">
      <PageHead
        title={row.name}
        beside={
          <span className="registry-tag" data-kind={row.kind}>
            {t(`choice.duty_kind.${row.kind}`)}
          </span>
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
      <p className="registry-note">{t(`duty.means.${row.kind}`)}</p>
      <Block title={t('facts')}>
        <Facts
          lines={[
            [t('field.duties.id'), <span className="number">{row.id}</span>],
            [t('field.item'), <Link to={itemPath(row.item)}>{row.item}</Link>],
            [
              t('duty.whose'),
              office === undefined ? (
                t(`duty.every.${row.list}`)
              ) : (
                <Link to={officePath(office)}>{names.office(office)}</Link>
              ),
            ],
            [
              t('field.leadOffice'),
              lead === undefined ? undefined : <Link to={officePath(lead)}>{names.office(lead)}</Link>,
            ],
            [t('field.act'), row.act],
            [t('field.manner'), row.manner],
            [t('field.valid'), <Days from={row.valid_from} until={row.valid_until} />],
            [t('field.legalBasis'), <BasisList basis={row.legal_basis} />],
          ]}
        />
      </Block>
      <ChangeHistory part="duty" subject={row.id} />
      {isChanging && (
        <RowDrawer
          title={t('duty.change', { name: row.name })}
          kind="duties"
          subject={row.id}
          named={{ id: row.id }}
          onClose={() => setChanging(false)}
        />
      )}
    </div>
  )
}
