import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import type { IndicatorDetail, IndicatorSeries } from './queries.ts'
import { intervalOf } from './reading.ts'
import { useSignWords } from './use-sign-words.ts'
import { useWriting } from './writing.ts'

interface NowPanelProps {
  readonly indicator: IndicatorDetail
  readonly series: IndicatorSeries
}

/** The newest closed period with cases, and everything that must be said beside its value. */
export function NowPanel({ indicator, series }: NowPanelProps) {
  const { t } = useTranslation('indicator')
  const formats = useFormats()
  const write = useWriting(indicator.unit_of_measure)
  const signsOf = useSignWords(series)
  const known = series.rows.filter(({ value }) => value !== undefined)
  const row = known.findLast(({ is_closed: isClosed }) => isClosed) ?? known.at(-1)
  if (row?.value === undefined) return undefined
  const interval = intervalOf(row)
  const { chart } = series
  const facts: readonly (readonly [string, string | undefined])[] = [
    [t('now.interval'), interval === undefined ? undefined : write.interval(interval)],
    [t('numerator'), write.number(row.numerator)],
    [t('denominator'), write.number(row.denominator)],
    [t('excluded'), write.number(row.excluded.reduce((sum, { matters }) => sum + matters, 0))],
    [t('cut_off'), formats.moment(row.cut_off)],
    [t('now.version'), series.version],
    [t('legend.mean'), chart === undefined ? undefined : write.value(chart.centre)],
  ]
  return (
    <section className="panel indicator-block indicator-now" aria-labelledby="indicator-now">
      <h2 id="indicator-now">
        {t('now.title', { unit: series.unit.name, period: write.period(row.period) })}
      </h2>
      <strong>{write.value(row.value)}</strong>
      {!row.is_closed && <p className="soft small">{t('now.running')}</p>}
      <p>{signsOf(row.period)[0] ?? (chart === undefined ? '' : t('now.inside'))}</p>
      <dl className="indicator-pairs">
        {facts.map(([name, words]) =>
          words === undefined ? undefined : (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="number">{words}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  )
}
