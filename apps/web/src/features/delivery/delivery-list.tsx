import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import type { ListColumn } from '../../ui/list-table.tsx'
import type { ListView } from '../../ui/list-view-bar.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { DeliveryActs } from './delivery-acts.tsx'
import { useDeliveryCounts, useReceiverNames } from './queries.ts'
import type { DeliveryLine } from './queries.ts'
import { SectionBar } from './section-bar.tsx'
import './delivery.css'

/** What is on its way to other systems and people, what arrived, and what was given up: dead letters first. */
export function DeliveryList() {
  const { t } = useTranslation('delivery')
  return (
    <div className="delivery">
      <PageHead title={t('title')} what={t('what')} />
      <SectionBar />
      <ListPage<'delivery.list'>
        list="delivery.list"
        name="deliveries"
        views={useViews()}
        filters={[{ name: 'receiver', label: t('filter.receiver'), kind: 'text' }]}
        columns={useColumns()}
        keyOf={({ delivery }) => delivery}
        pathOf={({ delivery }) => `/deliveries/${delivery}`}
        empty={t('empty')}
        bulk={(rows, clear) => (
          <DeliveryActs
            deliveries={rows.map(({ delivery }) => delivery)}
            isDead={rows.every(({ dead_at: dead }) => dead !== undefined)}
            isSettled={rows.every(
              ({ dead_at: dead, delivered_at: done }) => dead !== undefined || done !== undefined,
            )}
            onDone={clear}
          />
        )}
      />
    </div>
  )
}

function useViews(): readonly ListView[] {
  const { t } = useTranslation('delivery')
  const { data } = useDeliveryCounts()
  return [
    { title: t('view.dead'), search: '', count: data?.dead_deliveries, isUrgent: true },
    { title: t('view.pending'), search: 'state=pending', count: data?.deliveries },
    { title: t('view.unanswered'), search: 'state=unanswered' },
    { title: t('view.delivered'), search: 'state=delivered' },
  ]
}

function useColumns(): readonly ListColumn<DeliveryLine>[] {
  const { t } = useTranslation('delivery')
  const formats = useFormats()
  const names = useReceiverNames()
  return [
    {
      id: 'receiver',
      title: t('column.receiver'),
      isFixed: true,
      cell: ({ receiver }) => names.get(receiver) ?? receiver,
    },
    { id: 'kind', title: t('column.kind'), width: '8em', cell: ({ kind }) => t(`kind.${kind}`) },
    {
      id: 'error',
      title: t('column.error'),
      width: '18em',
      cell: ({ last_error: error = '' }) => (
        <span className="delivery-error" title={error}>
          {error}
        </span>
      ),
    },
    {
      id: 'attempts',
      title: t('column.attempts'),
      width: '6em',
      isNumber: true,
      cell: ({ attempts }) => formats.number(attempts),
    },
    {
      id: 'created',
      title: t('column.created'),
      width: '10em',
      isNumber: true,
      cell: ({ created_at: at }) => <span className="number soft">{formats.moment(at)}</span>,
    },
    {
      id: 'since',
      title: t('column.since'),
      width: '12em',
      isNumber: true,
      cell: (row) => <StateSince row={row} />,
    },
  ]
}

/** When it died, arrived, or is tried next. */
function StateSince({ row }: { row: DeliveryLine }) {
  const { t } = useTranslation('delivery')
  const formats = useFormats()
  const { dead_at: dead, delivered_at: delivered, due_at: due } = row
  const [name, at] =
    dead !== undefined
      ? (['dead', dead] as const)
      : delivered !== undefined
        ? (['delivered', delivered] as const)
        : (['due', due] as const)
  return <span className="number soft">{t(`since.${name}`, { at: formats.moment(at) })}</span>
}
