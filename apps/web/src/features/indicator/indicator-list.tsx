import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useWording } from '../../text/format-context.tsx'
import { DataFrame } from '../../ui/data-frame.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { BuildNote } from './build-note.tsx'
import { monthBefore } from './indicator-state.ts'
import { useIndicators, useSeries } from './queries.ts'
import type { IndicatorLine } from './queries.ts'
import { intervalOf } from './reading.ts'
import { Sparkline } from './sparkline.tsx'
import { useWriting } from './writing.ts'
import '../../ui/list-page.css'
import './indicator.css'

/** Months of the small trend. */
const trendMonths = 12

/** What is counted from matters, by practice: what it is now, from how many, which way is better, and where it comes from. */
export function IndicatorList() {
  const { t } = useTranslation('indicator')
  const query = useIndicators()
  return (
    <div className="indicators">
      <PageHead title={t('title')} what={t('what')} />
      <Shown query={query} rows={10}>
        {(found) => (
          <>
            <BuildNote build={found} />
            {found.rows.length === 0 ? <Empty what={t('none')} /> : <Packs rows={found.rows} />}
          </>
        )}
      </Shown>
    </div>
  )
}

/** The practices, of which the address may name one. */
function Packs({ rows }: { rows: readonly IndicatorLine[] }) {
  const { t } = useTranslation('indicator')
  const say = useWording()
  const [search] = useSearchParams()
  const packs = [...Map.groupBy(rows, ({ pack }) => pack)]
  const chosen = packs.some(([pack]) => pack === search.get('pack')) ? search.get('pack') : null
  return (
    <>
      {packs.length > 1 && (
        <nav className="panel list-views" aria-label={t('packs')}>
          <Link to="/indicators" className="list-view" aria-current={chosen === null ? 'page' : undefined}>
            {t('pack_all')}
          </Link>
          {packs.map(([pack, own]) => (
            <Link
              key={pack}
              to={`/indicators?pack=${pack}`}
              className="list-view"
              aria-current={pack === chosen ? 'page' : undefined}
            >
              {own[0] === undefined ? pack : say(own[0].pack_title)}
              <span className="list-view-count">{own.length}</span>
            </Link>
          ))}
        </nav>
      )}
      {packs
        .filter(([pack]) => chosen === null || pack === chosen)
        .map(([pack, own]) => (
          <PackTable key={pack} pack={pack} rows={own} />
        ))}
    </>
  )
}

const columns = ['name', 'latest', 'counted', 'better', 'trend', 'source'] as const

function PackTable({ pack, rows }: { pack: string; rows: readonly IndicatorLine[] }) {
  const { t } = useTranslation('indicator')
  const say = useWording()
  const title = rows[0] === undefined ? pack : say(rows[0].pack_title)
  return (
    <section className="panel indicator-block" aria-labelledby={`indicator-pack-${pack}`}>
      <h2 id={`indicator-pack-${pack}`}>{title}</h2>
      <DataFrame label={title}>
        <table className="data-table indicator-list data-cards">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col" data-number={column === 'latest' || column === 'counted'}>
                  {t(`column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <IndicatorRow key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      </DataFrame>
    </section>
  )
}

function IndicatorRow({ row }: { row: IndicatorLine }) {
  const { t } = useTranslation('indicator')
  const say = useWording()
  const write = useWriting(row.unit_of_measure)
  const { latest } = row
  const interval = latest === undefined ? undefined : intervalOf(latest)
  return (
    <tr>
      <th scope="row">
        <div className="indicator-name-cell">
          <Link to={`/indicators/${row.id}`}>{say(row.name)}</Link>
          <span className="soft small">{say(row.description)}</span>
        </div>
      </th>
      <td data-title={t('column.latest')} data-number="true">
        {latest?.value === undefined ? (
          <span className="soft">{t('no_cases')}</span>
        ) : (
          <>
            <span className="indicator-value">{write.value(latest.value)}</span>
            <br />
            <span className="soft small">{write.period(latest.period)}</span>
          </>
        )}
      </td>
      <td data-title={t('column.counted')} data-number="true">
        {latest !== undefined && (
          <>
            {t('of', { part: write.number(latest.numerator), whole: write.number(latest.denominator) })}
            <br />
            <span className="soft small">{interval !== undefined && write.interval(interval)}</span>
          </>
        )}
      </td>
      <td data-title={t('column.better')}>
        <Direction better={row.better} />
      </td>
      <td data-title={t('column.trend')}>
        <Trend row={row} />
      </td>
      <td data-title={t('column.source')}>
        <span className="small">{say(row.basis ?? row.source)}</span>
      </td>
    </tr>
  )
}

/** Which way is better, as an arrow and in words. */
export function Direction({ better }: Pick<IndicatorLine, 'better'>) {
  const { t } = useTranslation('indicator')
  return (
    <span className="data-tag">
      <span aria-hidden="true">{better === 'higher' ? '↑ ' : '↓ '}</span>
      {t(`better.${better}`)}
    </span>
  )
}

/** The last months; what they say exactly stands on the page of the indicator. */
function Trend({ row }: { row: IndicatorLine }) {
  const { latest } = row
  return latest === undefined ? undefined : <LastMonths indicator={row.id} last={latest.period} />
}

function LastMonths({ indicator, last }: { indicator: string; last: string }) {
  const from = monthBefore(last, trendMonths - 1)
  const { data } = useSeries(indicator, { unit: { unit_kind: 'district' }, grain: 'month', from })
  const closed = (data?.rows ?? []).filter(({ period }) => period <= last)
  return <Sparkline values={closed.map(({ value }) => value)} />
}
