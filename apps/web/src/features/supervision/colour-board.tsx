import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useFormats } from '../../text/format-context.tsx'
import { FilterBar } from '../../ui/list-filter-bar.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { useAskPages } from '../../wire/service-context.tsx'
import { ColourMark } from './colour-mark.tsx'
import { LadderDrawer } from './ladder-drawer.tsx'
import { OrderCard } from './order-card.tsx'
import { useOrderFilters } from './order-filter.ts'
import { listAddress, ordersAsked } from './order-query.ts'
import { useOrderCounts } from './queries.ts'
import type { Order } from './queries.ts'
import { Remind } from './remind.tsx'

/** Cards that a column shows; the list has the rest. */
const most = 40

/** Orders in columns by the colour in force, those due first on top. */
export function ColourBoard({ search }: { search: URLSearchParams }) {
  const { t } = useTranslation('supervision')
  const [, setSearch] = useSearchParams()
  const asked = ordersAsked(search)
  const orders = useAskPages('supervision.list', { query: { limit: 200, ...asked } } as never)
  const { data: counts } = useOrderCounts(asked)
  const filters = useOrderFilters().filter(({ name }) => name !== 'colour')
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [laddered, setLaddered] = useState<string>()
  function tick(id: string): void {
    const next = new Set(ticked)
    if (!next.delete(id)) next.add(id)
    setTicked(next)
  }
  return (
    <section className="supervision-board" aria-label={t('board.title')} aria-busy={orders.isFetching}>
      <div className="supervision-bars panel">
        <FilterBar filters={filters} />
        {Object.keys(asked).length > 0 && (
          <button
            type="button"
            className="supervision-plain"
            onClick={() => setSearch(new URLSearchParams(), { replace: true })}
          >
            {t('filter.off')}
          </button>
        )}
      </div>
      <Shown query={orders} rows={8}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.rows)
          const chosen = rows.filter(({ id }) => ticked.has(id))
          const opened = rows.find(({ id }) => id === laddered)
          if (rows.length === 0) return <Empty what={t('board.empty')} />
          return (
            <>
              {chosen.length > 0 && (
                <div className="list-bulk" role="status">
                  <span>{t('remind.chosen', { count: chosen.length })}</span>
                  <Remind orders={chosen} clear={() => setTicked(new Set())} />
                </div>
              )}
              <div className="supervision-columns">
                {(counts?.colours ?? []).map(({ colour, name, count }) => (
                  <Column
                    key={colour ?? 'none'}
                    title={
                      name === undefined ? t('matrix.none') : <ColourMark colour={colour ?? ''} name={name} />
                    }
                    count={count}
                    rest={listAddress({ ...asked, colour: colour ?? 'none' })}
                    orders={rows.filter((order) => order.colour?.colour === colour)}
                    isTicked={(id) => ticked.has(id)}
                    onTick={tick}
                    onLadder={setLaddered}
                  />
                ))}
              </div>
              {opened !== undefined && <LadderDrawer order={opened} onClose={() => setLaddered(undefined)} />}
            </>
          )
        }}
      </Shown>
    </section>
  )
}

interface ColumnProps {
  readonly title: ReactNode
  readonly count: number
  /** The list of all of them. */
  readonly rest: string
  readonly orders: readonly Order[]
  readonly isTicked: (id: string) => boolean
  readonly onTick: (id: string) => void
  readonly onLadder: (id: string) => void
}

function Column({ title, count, rest, orders, isTicked, onTick, onLadder }: ColumnProps) {
  const { t } = useTranslation('supervision')
  const formats = useFormats()
  return (
    <section className="supervision-column">
      <h2>
        {title}
        <span className="soft number">{formats.number(count)}</span>
      </h2>
      {count === 0 && <p className="soft small">{t('board.column_empty')}</p>}
      <ul>
        {orders.slice(0, most).map((order) => (
          <OrderCard
            key={order.id}
            order={order}
            isTicked={isTicked(order.id)}
            onTick={order.urgeable.length > 0 ? () => onTick(order.id) : undefined}
            onLadder={() => onLadder(order.id)}
          />
        ))}
      </ul>
      {count > Math.min(most, orders.length) && <Link to={rest}>{t('board.rest', { count })}</Link>}
    </section>
  )
}
