import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { MatterLamp } from '../../look/lamp.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { ListPage } from '../../ui/list-page.tsx'
import type { ListColumn } from '../../ui/list-table.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import type { GapWorkLine } from './queries.ts'
import { SectionBar } from './section-bar.tsx'
import { useStanding } from './standing.tsx'
import './visit.css'

/** Gaps that became work: from which value to which, by when, whose it is, and how far it is. */
export function GapWorkList() {
  const { t } = useTranslation('visit')
  const may = useMay()
  return (
    <div className="visits">
      <PageHead
        title={t('gap.title')}
        what={t('gap.what')}
        acts={
          may('matter.start') && (
            <Link to="/gap-work/new">
              <Button type="primary" tabIndex={-1}>
                {t('gap.new')}
              </Button>
            </Link>
          )
        }
      />
      <SectionBar />
      <ListPage<'gap_work.list'>
        list="gap_work.list"
        name="gap-work"
        views={[
          { title: t('view.all'), search: '' },
          { title: t('view.open'), search: 'open=true' },
          { title: t('view.ended'), search: 'open=false' },
        ]}
        filters={[{ name: 'indicator', label: t('gap.indicator'), kind: 'text' }]}
        columns={useColumns()}
        keyOf={({ id }) => id}
        pathOf={({ id }) => `/matters/${id}`}
        empty={t('gap.empty')}
      />
    </div>
  )
}

function useColumns(): readonly ListColumn<GapWorkLine>[] {
  const { t } = useTranslation('visit')
  const say = useWording()
  const formats = useFormats()
  const stands = useStanding()
  function value(of: number | undefined, unit = ''): string {
    return of === undefined ? '' : `${formats.number(of)}${unit}`
  }
  return [
    {
      id: 'title',
      title: t('gap.column.title'),
      isFixed: true,
      cell: ({ title, number }) => <span dir="auto">{title === '' ? number : title}</span>,
    },
    { id: 'indicator', title: t('gap.column.indicator'), width: '11em', cell: ({ indicator }) => indicator },
    {
      id: 'own',
      title: t('gap.column.own'),
      width: '7em',
      isNumber: true,
      cell: (gap) => <span className="number">{value(gap.own_value, gap.value_unit)}</span>,
    },
    {
      id: 'peer',
      title: t('gap.column.peer'),
      width: '12em',
      cell: (gap) =>
        t('gap.peer_value', { peer: gap.peer ?? '', value: value(gap.peer_value, gap.value_unit) }),
    },
    {
      id: 'target',
      title: t('gap.column.target'),
      width: '7em',
      isNumber: true,
      cell: (gap) => <strong className="number">{value(gap.target_value, gap.value_unit)}</strong>,
    },
    {
      id: 'by',
      title: t('gap.column.by'),
      width: '8em',
      isNumber: true,
      cell: ({ by_when: by }) => <span className="number">{by}</span>,
    },
    { id: 'owner', title: t('gap.column.owner'), width: '11em', cell: ({ owner }) => owner?.name },
    {
      id: 'state',
      title: t('column.state'),
      width: '11em',
      cell: (gap) => (gap.steps.length > 0 ? gap.steps.map(say).join(t('and')) : stands(gap)),
    },
    {
      id: 'order',
      title: t('gap.column.order'),
      width: '11em',
      cell: ({ order }) =>
        order !== undefined && (
          <MatterLamp lamp={order.lamp} dueAt={order.due_at} remaining={order.remaining} />
        ),
    },
    {
      id: 'reached',
      title: t('gap.column.reached'),
      width: '7em',
      isNumber: true,
      isHidden: true,
      cell: (gap) => <span className="number">{value(gap.reached_value, gap.value_unit)}</span>,
    },
  ]
}
