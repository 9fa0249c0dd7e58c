import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { useFormats } from '../../text/format-context.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import type { ListColumn } from '../../ui/list-table.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import type { RaceLine } from './queries.ts'
import './race.css'

/** Races of zones, the newest first. */
export function RaceList() {
  const { t } = useTranslation('race')
  const may = useMay()
  return (
    <div className="race">
      <PageHead
        title={t('title')}
        what={t('what')}
        acts={
          may('race.announce') && (
            <Link to="/races/new">
              <Button type="primary" tabIndex={-1}>
                {t('act.announce')}
              </Button>
            </Link>
          )
        }
      />
      <ListPage<'race.list'>
        list="race.list"
        name="races"
        columns={useColumns()}
        keyOf={({ id }) => id}
        pathOf={({ id }) => `/races/${id}`}
        empty={t(may('race.announce') ? 'empty_lead' : 'empty')}
      />
    </div>
  )
}

function useColumns(): readonly ListColumn<RaceLine>[] {
  const { t } = useTranslation('race')
  const formats = useFormats()
  return [
    {
      id: 'name',
      title: t('column.name'),
      cell: ({ name }) => <span dir="auto">{name}</span>,
      isFixed: true,
    },
    {
      id: 'number',
      title: t('column.number'),
      cell: ({ number }) => <span className="number">{number}</span>,
      width: '11em',
    },
    {
      id: 'lead',
      title: t('column.lead'),
      cell: ({ lead_office_name: name }) => name,
      width: '12em',
    },
    {
      id: 'period',
      title: t('column.period'),
      cell: ({ from, to }) => <span className="number">{t('from_to', { from, to })}</span>,
      width: '15em',
    },
    {
      id: 'zones',
      title: t('column.zones'),
      cell: ({ zones }) => formats.number(zones),
      width: '6em',
      isNumber: true,
    },
    {
      id: 'stage',
      title: t('column.stage'),
      cell: (row) => <StageNow row={row} />,
      width: '16em',
    },
  ]
}

/** The stage a race is at; of one that has ended how. */
function StageNow({ row: { stages, status } }: { row: RaceLine }) {
  const { t } = useTranslation('race')
  if (status !== 'open') return t(`status.${status}`)
  const now = stages.find(({ state }) => state !== 'known')
  return now === undefined ? '' : t('stage_now', { name: now.name, state: t(`state.${now.state}`) })
}
