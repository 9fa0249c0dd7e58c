import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndicatorSeries } from './queries.ts'

/** What the chart of limits says of a period, in words; nothing where it says nothing. */
export function useSignWords({
  chart,
}: Pick<IndicatorSeries, 'chart'>): (period: string) => readonly string[] {
  const { t } = useTranslation('indicator')
  return useCallback(
    (period) => {
      const signal = chart?.signals.find((one) => one.period === period)
      if (signal === undefined) return []
      const kinds = signal.kinds.map((kind) => t(`sign.${kind}`)).join(t('and'))
      return [t(signal.is_better ? 'sign.better' : 'sign.worse', { kinds })]
    },
    [chart, t],
  )
}
