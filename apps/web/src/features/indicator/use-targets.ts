import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import { drawTargets } from './commitment.ts'
import type { SpanKind } from './indicator-state.ts'
import type { GapWork, IndicatorDetail, IndicatorSeries } from './queries.ts'
import type { RunTarget } from './run-chart.tsx'
import { useWriting } from './writing.ts'

interface TargetScene {
  readonly indicator: IndicatorDetail
  readonly series: IndicatorSeries
  readonly grain: SpanKind
}

/** The targets that work was given, as the chart draws them, each with all of it in words. */
export function useTargets(
  work: readonly GapWork[],
  { indicator, series, grain }: TargetScene,
): { readonly targets: readonly RunTarget[]; readonly ahead: readonly string[] } {
  const { t } = useTranslation('indicator')
  const formats = useFormats()
  const unit = indicator.unit_of_measure
  const write = useWriting(unit)
  return useMemo(() => {
    const drawn = drawTargets(work, { periods: series.rows.map(({ period }) => period), grain, unit })
    const byId = new Map(work.map((row) => [row.id, row]))
    const targets = drawn.targets.map((target) => {
      const row = byId.get(target.key)
      const label = t('commitment.label', { value: write.value(target.value) })
      const words = [
        row?.title ?? '',
        label,
        row?.by_when === undefined ? '' : t('commitment.until', { day: formats.day(noonOf(row.by_when)) }),
        row?.owner?.name ?? '',
      ]
      return { ...target, label, words: words.filter((part) => part !== '').join('\n') }
    })
    return { targets, ahead: drawn.ahead }
  }, [work, series, grain, unit, t, formats, write])
}

/** An instant of a day that lies in it in the zone of the district. */
export function noonOf(day: string): string {
  return `${day}T04:00:00Z`
}
