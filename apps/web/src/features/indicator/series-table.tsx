import { useTranslation } from 'react-i18next'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { DataFrame } from '../../ui/data-frame.tsx'
import type { Part } from './indicator-state.ts'
import { NumberExport } from './number-export.tsx'
import { NumberLink } from './number-link.tsx'
import type { IndicatorDetail, IndicatorPoint, IndicatorSeries } from './queries.ts'
import { intervalOf, markOfPoint } from './reading.ts'
import { useIndicatorState } from './use-indicator-state.ts'
import { useSignWords } from './use-sign-words.ts'
import { useWriting } from './writing.ts'

interface SeriesTableProps {
  readonly indicator: IndicatorDetail
  readonly series: IndicatorSeries
}

const columns = [
  'period',
  'value',
  'interval',
  'numerator',
  'denominator',
  'excluded',
  'pending',
  'cut_off',
  'revisions',
  'sign',
] as const
const numbers: ReadonlySet<string> = new Set(columns.slice(1, 7))

/** The chart as a table, the newest first; each number opens the matters behind it. */
export function SeriesTable({ indicator, series }: SeriesTableProps) {
  const { t } = useTranslation('indicator')
  const say = useWording()
  const { state } = useIndicatorState()
  return (
    <section className="panel indicator-block" aria-labelledby="indicator-periods">
      <header>
        <h2 id="indicator-periods">{t('series.table')}</h2>
        <p className="soft small">{t('series.version', { version: series.version })}</p>
        <NumberExport
          kind="series"
          indicator={indicator.id}
          asked={{ unit: state.unit, grain: state.grain }}
          name={t('export.series_file', { name: say(indicator.name), unit: series.unit.name })}
        />
      </header>
      <DataFrame label={t('series.table')}>
        <table className="data-table data-cards">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col" data-number={numbers.has(column)}>
                  {t(`series.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {series.rows.toReversed().map((row) => (
              <PeriodRow key={row.period} indicator={indicator} series={series} row={row} />
            ))}
          </tbody>
        </table>
      </DataFrame>
    </section>
  )
}

function PeriodRow({ indicator, series, row }: SeriesTableProps & { row: IndicatorPoint }) {
  const { t } = useTranslation('indicator')
  const formats = useFormats()
  const write = useWriting(indicator.unit_of_measure)
  const { state } = useIndicatorState()
  const signsOf = useSignWords(series)
  const interval = intervalOf(row)
  const excluded = row.excluded.reduce((sum, { matters }) => sum + matters, 0)
  const amounts: readonly (readonly [Part, number])[] = [
    ['numerator', row.numerator],
    ['denominator', row.denominator],
    ['excluded', excluded],
    ['pending', row.pending],
  ]
  return (
    <tr data-chosen={row.period === state.period}>
      <th scope="row" className="number">
        {write.period(row.period)}
      </th>
      <td data-title={t('series.column.value')} data-number="true">
        {row.value === undefined ? (
          <span className="soft">{t('no_cases')}</span>
        ) : (
          <strong>{write.value(row.value)}</strong>
        )}
      </td>
      <td data-title={t('series.column.interval')} data-number="true">
        {interval !== undefined && write.interval(interval)}
      </td>
      {amounts.map(([part, amount]) => (
        <td key={part} data-title={t(`series.column.${part}`)} data-number="true">
          <NumberLink
            text={write.number(amount)}
            label={t('series.opens', {
              number: write.number(amount),
              part: t(`series.column.${part}`),
              period: write.period(row.period),
            })}
            count={amount}
            opens={{ period: row.period, part }}
          />
        </td>
      ))}
      <td data-title={t('series.column.cut_off')} className="number">
        {formats.moment(row.cut_off)}
        {!row.is_closed && (
          <>
            {' '}
            <span className="data-tag">{t('running')}</span>
          </>
        )}
      </td>
      <td data-title={t('series.column.revisions')}>
        {row.revisions > 0 && t('revisions', { count: row.revisions })}
      </td>
      <td data-title={t('series.column.sign')}>
        {signsOf(row.period).map((words) => (
          <span key={words} className="data-tag" data-tone={markOfPoint(row, series.chart)}>
            {words}
          </span>
        ))}
      </td>
    </tr>
  )
}
