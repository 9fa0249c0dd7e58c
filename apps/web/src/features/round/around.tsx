import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { MatterLamp } from '../../look/lamp.tsx'
import { useFormats } from '../../text/format-context.tsx'
import type { Position } from '../../ui/area-shape.ts'
import { writeAddress } from '../../ui/list-address.ts'
import { useOwnPosition } from '../../ui/own-position.ts'
import { Shown } from '../../ui/screen-state.tsx'
import { AroundMap } from './around-map.tsx'
import { useGrids, useOpenMatters } from './queries.ts'
import type { OpenMatter } from './queries.ts'
import { distanceOf, nearestFirst, readRound } from './round-state.ts'
import type { RoundState } from './round-state.ts'

/** What is open in the area, as a list or on a map, by one filter. */
export function Around({ area }: { area: string }) {
  const { t } = useTranslation('round')
  const formats = useFormats()
  const [search] = useSearchParams()
  const state = readRound(search)
  const { list, points, counts, shapes } = useOpenMatters(state, area)
  const [own, setOwn] = useState<Position>()
  return (
    <section className="round-around" aria-labelledby="around">
      <h2 id="around">
        {t('around.title')}{' '}
        {counts.data !== undefined && (
          <span className="soft number">{formats.number(counts.data.open + counts.data.suspended)}</span>
        )}
      </h2>
      <Filter state={state} area={area} />
      <Ways state={state} onOwn={setOwn} />
      {state.view === 'map' ? (
        <AroundMap points={points.data?.rows} shapes={shapes.data} own={own} />
      ) : (
        <Shown query={list} rows={6}>
          {({ pages }) => (
            <>
              <Rows rows={pages.flatMap(({ rows }) => rows)} own={own} />
              {list.hasNextPage && (
                <button
                  type="button"
                  className="press"
                  data-kind="plain"
                  disabled={list.isFetchingNextPage}
                  onClick={() => void list.fetchNextPage()}
                >
                  {t('around.more')}
                </button>
              )}
            </>
          )}
        </Shown>
      )}
    </section>
  )
}

/** Which grid, and how near the end of its time. */
function Filter({ state, area }: { state: RoundState; area: string }) {
  const { t } = useTranslation('round')
  const [search, setSearch] = useSearchParams()
  const grids = useGrids(area)
  function change(name: string, value: string): void {
    setSearch(writeAddress(search, { [name]: value === '' ? undefined : value }), { replace: true })
  }
  return (
    <div className="round-filter">
      <select
        className="input"
        aria-label={t('around.grid')}
        value={state.grid ?? ''}
        onChange={({ target }) => change('grid', target.value)}
      >
        <option value="">{t('around.all_grids')}</option>
        {grids.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <select
        className="input"
        aria-label={t('around.due')}
        value={state.due ?? ''}
        onChange={({ target }) => change('due', target.value)}
      >
        <option value="">{t('around.any_due')}</option>
        <option value="overdue">{t('around.overdue')}</option>
        <option value="soon">{t('around.soon')}</option>
      </select>
    </div>
  )
}

/** List or map; and where one is, when that is pressed: it stays in this page. */
function Ways({ state, onOwn }: { state: RoundState; onOwn: (position: Position) => void }) {
  const { t } = useTranslation('round')
  const form = useTranslation('form')
  const [search] = useSearchParams()
  const { isFinding, fault, find } = useOwnPosition()
  return (
    <>
      <div className="round-ways">
        <nav aria-label={t('around.views')}>
          {(['list', 'map'] as const).map((view) => (
            <Link
              key={view}
              replace
              preventScrollReset
              to={{ search: writeAddress(search, { view: view === 'list' ? undefined : view }).toString() }}
              aria-current={view === state.view ? 'true' : undefined}
            >
              {t(`around.${view}`)}
            </Link>
          ))}
        </nav>
        <button
          type="button"
          className="press"
          data-kind="plain"
          disabled={isFinding}
          onClick={() => find(onOwn)}
        >
          {t(isFinding ? 'around.finding' : 'around.here')}
        </button>
      </div>
      <p role="alert" className="round-fault">
        {fault !== undefined && form.t(fault)}
      </p>
    </>
  )
}

function Rows({ rows, own }: { rows: readonly OpenMatter[]; own: Position | undefined }) {
  const { t } = useTranslation('round')
  const formats = useFormats()
  if (rows.length === 0) return <p className="soft">{t('around.empty')}</p>
  const ordered = own === undefined ? rows : nearestFirst(rows, own)
  return (
    <ul className="round-cards">
      {ordered.map(({ id, number, title, lamp, due_at: dueAt, remaining, status, place }) => (
        <li key={id}>
          <Link to={`/matters/${id}`} className="round-card" data-lamp={lamp}>
            <strong dir="auto">{title === '' ? number : title}</strong>
            <span className="round-foot">
              <MatterLamp lamp={lamp} dueAt={dueAt} remaining={remaining} status={status} />
              {own !== undefined && place !== undefined && (
                <span className="number small">
                  {t('around.distance', {
                    distance: formats.number(Math.round(distanceOf(own, place) / 10) * 10),
                  })}
                </span>
              )}
              <span className="number soft small">{number}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
