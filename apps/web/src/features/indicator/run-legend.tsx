import { useTranslation } from 'react-i18next'
import { PlotLegend } from '../../ui/plot-legend.tsx'
import type { PlotMark } from '../../ui/plot-mark.tsx'

const marks = ['plain', 'better', 'worse', 'running'] as const satisfies readonly PlotMark[]

interface RunLegendProps {
  readonly marks: readonly PlotMark[]
  readonly hasLimits: boolean
  readonly hasTargets: boolean
}

/** What the marks and lines of the chart mean; only those that are drawn. */
export function RunLegend({ marks: drawn, hasLimits, hasTargets }: RunLegendProps) {
  const { t } = useTranslation('indicator')
  const lines = [
    ...(hasLimits ? (['mean', 'limit'] as const) : []),
    ...(hasTargets ? (['target'] as const) : []),
  ]
  return (
    <PlotLegend
      items={[
        ...marks
          .filter((mark) => drawn.includes(mark))
          .map((mark) => ({ sign: { kind: 'mark' as const, mark }, words: t(`legend.${mark}`) })),
        { sign: { kind: 'interval' }, words: t('legend.interval') },
        ...lines.map((line) => ({
          sign: { kind: 'line' as const, line: `plot-${line}` as const },
          words: t(`legend.${line}`),
        })),
      ]}
    />
  )
}
