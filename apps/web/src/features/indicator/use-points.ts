import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndicatorDetail, IndicatorSeries } from './queries.ts'
import { intervalOf, markOfPoint } from './reading.ts'
import type { RunPoint } from './run-chart.tsx'
import { useSignWords } from './use-sign-words.ts'
import { useWriting } from './writing.ts'

/** The periods of a series as the chart draws them, each with all of it in words. */
export function usePoints(indicator: IndicatorDetail, series: IndicatorSeries): readonly RunPoint[] {
  const { t } = useTranslation('indicator')
  const write = useWriting(indicator.unit_of_measure)
  const signsOf = useSignWords(series)
  return useMemo(
    () =>
      series.rows.map((row) => {
        const interval = intervalOf(row)
        const words = [
          write.period(row.period),
          row.value === undefined ? t('no_cases') : write.value(row.value),
          t('of', { part: write.number(row.numerator), whole: write.number(row.denominator) }),
          interval === undefined ? '' : write.interval(interval),
          row.is_closed ? '' : t('running'),
          ...signsOf(row.period),
        ]
        return {
          key: row.period,
          label: row.period,
          value: row.value,
          interval,
          mark: markOfPoint(row, series.chart),
          words: words.filter((part) => part !== '').join('\n'),
        }
      }),
    [series, signsOf, t, write],
  )
}
