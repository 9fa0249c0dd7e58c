import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { MatterLamp } from '../../look/lamp.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { writeAddress } from '../../ui/list-address.ts'
import { ListPage } from '../../ui/list-page.tsx'
import type { ListColumn } from '../../ui/list-table.tsx'
import type { ListView } from '../../ui/list-view-bar.tsx'
import { ColourMark } from './colour-mark.tsx'
import { LadderDrawer } from './ladder-drawer.tsx'
import { LadderLine } from './ladder.tsx'
import { noticeAddress } from './order-card.tsx'
import { OrderExport } from './order-export.tsx'
import { useOrderFilters } from './order-filter.ts'
import { ordersAsked } from './order-query.ts'
import { useOrderCounts } from './queries.ts'
import type { Order } from './queries.ts'
import { Remind } from './remind.tsx'

/** Every order as a row; the same filters as the board. */
export function OrderList() {
  const { t } = useTranslation('supervision')
  const may = useMay()
  const [search] = useSearchParams()
  const [laddered, setLaddered] = useState<Order>()
  const { week, part } = ordersAsked(search)
  return (
    <>
      <Brought search={search} />
      <ListPage<'supervision.list'>
        list="supervision.list"
        name="supervision"
        query={{ ...(week !== undefined && { week }), ...(part !== undefined && { part }) }}
        views={useViews()}
        filters={useOrderFilters()}
        columns={useColumns(setLaddered)}
        keyOf={({ id }) => id}
        pathOf={({ id }) => `/matters/${id}`}
        empty={t('board.empty')}
        {...(may('supervision.export') && { acts: <OrderExport search={search} /> })}
        {...(may('matter.act_many') && {
          bulk: (orders: readonly Order[], clear: () => void) => <Remind orders={orders} clear={clear} />,
        })}
      />
      {laddered !== undefined && <LadderDrawer order={laddered} onClose={() => setLaddered(undefined)} />}
    </>
  )
}

/** That the weekly sheet narrowed the list besides, and the way back. */
function Brought({ search }: { search: URLSearchParams }) {
  const { t } = useTranslation('supervision')
  const { week, part } = ordersAsked(search)
  if (week === undefined || part === undefined) return undefined
  return (
    <p className="supervision-brought" role="status">
      {t('list.brought', { week, what: t(`week.${part}`) })}
      <Link to={{ search: writeAddress(search, { week: undefined, part: undefined }).toString() }}>
        {t('list.brought_off')}
      </Link>
    </p>
  )
}

function useViews(): readonly ListView[] {
  const { t } = useTranslation('supervision')
  const { data: counts } = useOrderCounts()
  return [
    { title: t('list.open'), search: '', count: counts?.open },
    { title: t('due.overdue'), search: 'due=overdue', count: counts?.overdue, isUrgent: true },
    { title: t('due.soon'), search: 'due=soon', count: counts?.due_soon },
    { title: t('due.week'), search: 'due=week' },
    { title: t('list.done'), search: 'state=done' },
    { title: t('list.all'), search: 'state=all' },
  ]
}

function useColumns(onLadder: (order: Order) => void): readonly ListColumn<Order>[] {
  return [...useOrderColumns(), ...useStandingColumns(onLadder)]
}

/** What it is, who has it, by when. */
function useOrderColumns(): readonly ListColumn<Order>[] {
  const { t } = useTranslation('supervision')
  const say = useWording()
  return [
    {
      id: 'title',
      title: t('column.title'),
      isFixed: true,
      cell: ({ title, number }) => (
        <span className="supervision-two">
          <span className="supervision-title" dir="auto">
            {title === '' ? number : title}
          </span>
          <span className="number soft small">{number}</span>
        </span>
      ),
    },
    {
      id: 'kind',
      title: t('column.kind'),
      width: '7em',
      cell: ({ kind }) => (kind === undefined ? '' : say(kind.name)),
    },
    {
      id: 'office',
      title: t('column.office'),
      width: '14em',
      cell: ({ office, assisting }) => (
        <span className="supervision-two" title={assisting.map(({ name }) => name).join(t('and'))}>
          <span>{office?.name ?? ''}</span>
          {assisting.length > 0 && (
            <span className="soft small">{t('card.assisting', { count: assisting.length })}</span>
          )}
        </span>
      ),
    },
    {
      id: 'leader',
      title: t('column.leader'),
      width: '6em',
      isHidden: true,
      cell: ({ leader }) => leader?.name ?? '',
    },
    {
      id: 'due',
      title: t('column.due'),
      width: '9em',
      cell: (order) => <MatterLamp lamp={order.lamp} dueAt={order.due_at} remaining={order.remaining} />,
    },
  ]
}

/** How high it stands and why, what was told last, and its paper. */
function useStandingColumns(onLadder: (order: Order) => void): readonly ListColumn<Order>[] {
  const { t } = useTranslation('supervision')
  const say = useWording()
  const formats = useFormats()
  return [
    {
      id: 'colour',
      title: t('column.colour'),
      width: '14em',
      cell: ({ colour, ground, proposed }) => (
        <>
          {colour !== undefined && <ColourMark colour={colour.colour} name={colour.name} />}
          {ground !== undefined && <span className="supervision-why soft small">{say(ground.text)}</span>}
          {proposed !== undefined && (
            <span className="supervision-why small">{t('proposed', { text: say(proposed.text) })}</span>
          )}
        </>
      ),
    },
    {
      id: 'feedback',
      title: t('column.feedback'),
      width: '12em',
      cell: ({ feedback }) =>
        feedback === undefined ? (
          <span className="soft">{t('feedback.none')}</span>
        ) : (
          <span className="supervision-told" dir="auto" title={feedback.text}>
            {t('feedback.told', {
              at: formats.moment(feedback.at),
              text: feedback.text ?? say(feedback.step),
            })}
          </span>
        ),
    },
    {
      id: 'ladder',
      title: t('column.ladder'),
      width: '10em',
      cell: (order) => (
        <Button type="link" size="small" className="supervision-ladder" onClick={() => onLadder(order)}>
          <LadderLine steps={order.ladder} />
        </Button>
      ),
    },
    {
      id: 'notice',
      title: t('column.notice'),
      width: '6em',
      cell: ({ id, issued_at: issuedAt, title }) =>
        issuedAt === undefined ? (
          ''
        ) : (
          <a
            className="supervision-paper"
            href={noticeAddress(id)}
            target="_blank"
            rel="noopener"
            aria-label={t('notice_of', { title })}
          >
            <PrinterOutlined /> {t('notice')}
          </a>
        ),
    },
    {
      id: 'step',
      title: t('column.step'),
      width: '9em',
      isHidden: true,
      cell: ({ steps }) => steps.map(say).join(t('and')),
    },
  ]
}
