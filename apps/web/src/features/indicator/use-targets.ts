import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import { drawTargets } from './commitment.ts'
import type { SpanKind } from './indicator-state.ts'
import type { Commitment } from './commitment.ts'
import type { IndicatorDetail, IndicatorSeries } from './queries.ts'
import type { RunTarget } from './run-chart.tsx'
import { useWriting } from './writing.ts'

interface TargetScene {
  readonly indicator: IndicatorDetail
  readonly series: IndicatorSeries
  readonly grain: SpanKind
}

/** The targets that were promised, as the chart draws them, each with all of it in words. */
export function useTargets(
  rows: readonly Commitment[],
  { indicator, series, grain }: TargetScene,
): { readonly targets: readonly RunTarget[]; readonly ahead: readonly string[] } {
  const { t } = useTranslation('indicator')
  const formats = useFormats()
  const unit = indicator.unit_of_measure
  const write = useWriting(unit)
  return useMemo(() => {
    const drawn = drawTargets(rows, { periods: series.rows.map(({ period }) => period), grain, unit })
    const byKey = new Map(rows.map((row) => [row.key, row]))
    const targets = drawn.targets.map((target) => {
      const row = byKey.get(target.key)
      const label = t('commitment.label', { value: write.value(target.value) })
      const words = [
        row?.title ?? '',
        label,
        row?.by === undefined ? '' : t('commitment.until', { day: formats.day(noonOf(row.by)) }),
        row?.owner?.name ?? '',
      ]
      return { ...target, label, words: words.filter((part) => part !== '').join('\n') }
    })
    return { targets, ahead: drawn.ahead }
  }, [rows, series, grain, unit, t, formats, write])
}

/** An instant of a day that lies in it in the zone of the district. */
export function noonOf(day: string): string {
  return `${day}T04:00:00Z`
}
