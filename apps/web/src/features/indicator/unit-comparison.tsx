import { useTranslation } from 'react-i18next'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { spanOf } from '../../ui/plot.ts'
import { FunnelFigure } from './funnel-figure.tsx'
import { MatterPanel } from './matter-panel.tsx'
import { NumberExport } from './number-export.tsx'
import type { ComparisonProps } from './queries.ts'
import { inBands, intervalOf, possibleOf } from './reading.ts'
import { UnitTable } from './unit-table.tsx'
import { UnitsApart } from './units-apart.tsx'
import { useIndicatorState } from './use-indicator-state.ts'
import { useWriting } from './writing.ts'

/** All units: the whole first, then bands or the order with what weakens it, those apart, and the funnel. */
export function UnitComparison(props: ComparisonProps) {
  const { indicator, comparison, by } = props
  const { t } = useTranslation('indicator')
  const { state } = useIndicatorState()
  const { unit } = state
  const opened = unit.unit_kind === by ? comparison.rows.find((row) => row.unit === unit.unit) : undefined
  return (
    <>
      <Whole {...props} />
      {opened !== undefined && state.part !== undefined && (
        <MatterPanel
          indicator={indicator}
          unit={unit}
          unitName={opened.name}
          period={comparison.period}
          part={state.part}
          counted={opened}
        />
      )}
      {comparison.rows.length > 0 && (state.order === 'bands' ? <Bands {...props} /> : <Ranked {...props} />)}
      <UnitsApart comparison={comparison} />
      {comparison.rows.length > 1 ? (
        <FunnelFigure {...props} />
      ) : (
        <p className="soft small">{t('units.one')}</p>
      )}
    </>
  )
}

function Whole({ indicator, comparison, by }: ComparisonProps) {
  const { t } = useTranslation('indicator')
  const say = useWording()
  const { state } = useIndicatorState()
  const formats = useFormats()
  const write = useWriting(indicator.unit_of_measure)
  const { whole, ceiling, period, version } = comparison
  const interval = intervalOf(whole)
  const facts = [
    t('of', { part: write.number(whole.numerator), whole: write.number(whole.denominator) }),
    ...(interval === undefined ? [] : [t('units.interval', { interval: write.interval(interval) })]),
    t('units.cut_off', { at: formats.moment(comparison.cut_off) }),
    t('series.version', { version }),
  ]
  return (
    <section className="panel indicator-block" aria-labelledby="indicator-whole">
      <header>
        <h2 id="indicator-whole">{t('units.whole', { period: write.period(period) })}</h2>
        <NumberExport
          kind="units"
          indicator={indicator.id}
          asked={{ period, by, level: state.level }}
          name={t('export.units_file', { name: say(indicator.name), period })}
        />
      </header>
      <p className="indicator-whole">
        <span className="indicator-value">
          {whole.value === undefined ? t('no_cases') : write.value(whole.value)}
        </span>
        <span className="soft">{facts.join(t('semicolon'))}</span>
        {!comparison.is_closed && <span className="data-tag">{t('running')}</span>}
      </p>
      {ceiling !== undefined && (
        <p>{t('units.ceiling', { count: ceiling.at_ceiling, units: write.number(ceiling.units) })}</p>
      )}
    </section>
  )
}

/** The axis that the bars of all rows have in common. */
function spanOfAll({ indicator, comparison: { rows } }: ComparisonProps) {
  const values = rows.flatMap(({ value, lower, upper }) => [value, lower, upper])
  return spanOf(values, possibleOf(indicator.kind)) ?? { low: 0, high: 1 }
}

/** What limits allow to be said: no places within a band. */
function Bands(props: ComparisonProps) {
  const { t } = useTranslation('indicator')
  const span = spanOfAll(props)
  return (
    <section className="panel indicator-block" aria-labelledby="indicator-bands">
      <header>
        <h2 id="indicator-bands">{t('bands.title')}</h2>
        <p className="soft small">{t('bands.what')}</p>
      </header>
      <UnitTable
        {...props}
        groups={inBands(props.comparison.rows, props.indicator.better).map(({ band, rows }) => ({
          key: band,
          title: t(`band.${band}`),
          rows,
        }))}
        span={span}
        title={t('bands.title')}
        isRanked={false}
      />
    </section>
  )
}

/** The order, and beside each place whether it means anything. */
function Ranked(props: ComparisonProps) {
  const { t } = useTranslation('indicator')
  return (
    <section className="panel indicator-block" aria-labelledby="indicator-ranked">
      <header>
        <h2 id="indicator-ranked">{t('ranked.title')}</h2>
        <p className="soft small">{t('ranked.what')}</p>
      </header>
      <UnitTable
        {...props}
        groups={[{ key: 'all', rows: props.comparison.rows }]}
        span={spanOfAll(props)}
        title={t('ranked.title')}
        isRanked
      />
    </section>
  )
}
