import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { DataFrame } from '../../ui/data-frame.tsx'
import { PlotLegend } from '../../ui/plot-legend.tsx'
import { FunnelPlot } from './funnel-plot.tsx'
import type { ComparisonProps, Standing } from './queries.ts'
import { bandFor, funnelSteps, markOfBand, possibleOf } from './reading.ts'
import { useIndicatorState } from './use-indicator-state.ts'
import { useWriting } from './writing.ts'

/** Values by how many cases they rest on, between the limits of chance; below it the same as a table. */
export function FunnelFigure(props: ComparisonProps) {
  const { indicator, comparison, by } = props
  const { t } = useTranslation('indicator')
  const write = useWriting(indicator.unit_of_measure)
  const { change } = useIndicatorState()
  const steps = useMemo(() => funnelSteps(comparison.rows), [comparison])
  const { value: centre } = comparison.whole
  if (centre === undefined || steps.length === 0) return undefined
  return (
    <section className="panel indicator-block">
      <figure className="indicator-figure" aria-labelledby="indicator-funnel">
        <figcaption id="indicator-funnel">{t('funnel.title')}</figcaption>
        <p className="soft small">{t('funnel.what')}</p>
        <FunnelPlot
          units={comparison.rows.map((row) => {
            const band = bandFor(row.funnel, indicator.better)
            const cases = t('of', { part: write.number(row.numerator), whole: write.number(row.denominator) })
            return {
              key: row.unit,
              name: row.name,
              cases: row.denominator,
              value: row.value,
              mark: markOfBand(band),
              words: [row.name, write.value(row.value), cases, t(`band.${band}`)].join('\n'),
            }
          })}
          steps={steps}
          centre={centre}
          possible={possibleOf(indicator.kind)}
          casesName={t('funnel.cases')}
          valueName={t('funnel.value')}
          writeValue={write.value}
          writeNumber={write.number}
          onPress={(unit) =>
            change({ unit_kind: by, unit, period: comparison.period, part: 'denominator', reason: undefined })
          }
        />
        <Legend />
        <FunnelTable {...props} />
      </figure>
    </section>
  )
}

function Legend() {
  const { t } = useTranslation('indicator')
  const marks = ['plain', 'better', 'worse'] as const
  return (
    <PlotLegend
      items={[
        ...marks.map((mark) => ({ sign: { kind: 'mark' as const, mark }, words: t(`funnel.${mark}`) })),
        { sign: { kind: 'line', line: 'plot-mean' }, words: t('funnel.mean') },
        { sign: { kind: 'line', line: 'plot-limit' }, words: t('funnel.limit') },
        { sign: { kind: 'line', line: 'plot-outer' }, words: t('funnel.outer') },
      ]}
    />
  )
}

/** The funnel in numbers, from few cases to many. */
function FunnelTable({ indicator, comparison }: ComparisonProps) {
  const { t } = useTranslation('indicator')
  const rows = comparison.rows.toSorted((one, other) => one.denominator - other.denominator)
  return (
    <details>
      <summary className="small">{t('funnel.table')}</summary>
      <DataFrame label={t('funnel.table')}>
        <table className="data-table data-cards">
          <thead>
            <tr>
              {(['unit', 'cases', 'value', 'inner', 'outer', 'band'] as const).map((column) => (
                <th key={column} scope="col" data-number={!['unit', 'band'].includes(column)}>
                  {t(`funnel.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <FunnelRow key={row.unit} row={row} indicator={indicator} />
            ))}
          </tbody>
        </table>
      </DataFrame>
    </details>
  )
}

function FunnelRow({ row, indicator }: { row: Standing; indicator: ComparisonProps['indicator'] }) {
  const { t } = useTranslation('indicator')
  const write = useWriting(indicator.unit_of_measure)
  const { limits } = row
  return (
    <tr>
      <th scope="row" dir="auto">
        {row.name}
      </th>
      <td data-title={t('funnel.column.cases')} data-number="true">
        {write.number(row.denominator)}
      </td>
      <td data-title={t('funnel.column.value')} data-number="true">
        {write.value(row.value)}
      </td>
      <td data-title={t('funnel.column.inner')} data-number="true">
        {limits !== undefined && write.interval({ low: limits.low_inner, high: limits.high_inner })}
      </td>
      <td data-title={t('funnel.column.outer')} data-number="true">
        {limits !== undefined && write.interval({ low: limits.low_outer, high: limits.high_outer })}
      </td>
      <td data-title={t('funnel.column.band')}>{t(`band.${bandFor(row.funnel, indicator.better)}`)}</td>
    </tr>
  )
}
