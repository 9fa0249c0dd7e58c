import { useTranslation } from 'react-i18next'
import { PlotFrame } from '../../ui/plot-frame.tsx'
import { scaleOf, spanOf, ticksOf } from '../../ui/plot.ts'
import type { Scale } from '../../ui/plot.ts'
import type { Choice } from './choice.ts'
import type { SplitGap } from './queries.ts'
import { stepsOf } from './waterfall.ts'
import type { WaterfallStep } from './waterfall.ts'
import { useWriting } from './writing.ts'

interface WaterfallChartProps {
  readonly choice: Choice
  readonly gap: SplitGap
}

/** From one's own score over each indicator to the peer's. For eyes only: its table stands below it. */
export function WaterfallChart(props: WaterfallChartProps) {
  return <PlotFrame>{(frame) => <Drawing {...props} {...frame} />}</PlotFrame>
}

interface DrawingProps extends WaterfallChartProps {
  readonly width: number
  readonly letter: number
}

function Drawing({ choice, gap, width, letter }: DrawingProps) {
  const { t } = useTranslation('peer')
  const write = useWriting(choice.ground)
  const parts = gap.parts.map(({ indicator, part }) => ({ key: indicator, part }))
  const steps = stepsOf(gap.own.score, parts)
  const names = new Map(gap.parts.map((part) => [part.indicator, write.named(part)]))
  // Whole scores are drawn from nothing: a cut bar would make a gap look larger than it is.
  const reach = steps.flatMap(({ from, to }) => [from, to])
  const span = spanOf(reach, { low: Math.min(...reach) })
  if (span === undefined) return undefined
  const row = letter * 2.9
  const head = letter * 1.6
  const height = Math.round(head + steps.length * row + letter * 0.5)
  const ticks = ticksOf(span, Math.max(3, Math.min(8, Math.floor(width / (letter * 6)))))
  // Room at both ends for the numbers beside the bars.
  const x = scaleOf(span, letter * 4, width - letter * 4)
  function nameOf({ kind, key }: WaterfallStep): string {
    switch (kind) {
      case 'own':
        return gap.own.name
      case 'peer':
        return gap.peer.name
      case 'rest':
        return t('gap.rest')
      case 'part':
        return names.get(key) ?? key
    }
  }
  return (
    <svg width={width} height={height} fontSize={letter * 0.857}>
      {ticks.map((tick) => (
        <g key={tick} className="plot-grid">
          <line x1={x(tick)} x2={x(tick)} y1={head} y2={height} />
          <text x={x(tick)} y={letter} textAnchor="middle">
            {write.number(tick)}
          </text>
        </g>
      ))}
      {steps.map((step, place) => (
        <Bar
          key={step.key}
          {...{ step, x, letter, width }}
          y={head + place * row}
          name={nameOf(step)}
          label={isEnd(step) ? write.score(step.to) : write.signed(step.to - step.from)}
        />
      ))}
    </svg>
  )
}

function isEnd({ kind }: WaterfallStep): boolean {
  return kind === 'own' || kind === 'peer'
}

interface BarProps {
  readonly step: WaterfallStep
  readonly x: Scale
  readonly y: number
  readonly letter: number
  readonly width: number
  readonly name: string
  readonly label: string
}

/** A name, and below it a bar with its number; the line to the next begins where it ends. */
function Bar({ step, x, y, letter, name, label }: BarProps) {
  const [from, to] = [x(step.from), x(step.to)]
  const [left, right] = [Math.min(from, to), Math.max(from, to)]
  const top = y + letter * 1.35
  const tone = isEnd(step) ? 'end' : step.to >= step.from ? 'worse' : 'better'
  return (
    <g>
      <text className="plot-name" x={letter * 0.2} y={y + letter * 0.95}>
        {name}
      </text>
      <rect
        className="peer-bar"
        data-tone={tone}
        x={left}
        y={top}
        width={Math.max(1.5, right - left)}
        height={letter * 1.1}
      />
      <text
        className="plot-name"
        x={to >= from ? right + letter * 0.4 : left - letter * 0.4}
        y={top + letter * 0.85}
        textAnchor={to >= from ? 'start' : 'end'}
      >
        {label}
      </text>
      {step.kind !== 'peer' && (
        <line className="plot-limit" x1={to} x2={to} y1={top + letter * 1.1} y2={top + letter * 2.9} />
      )}
    </g>
  )
}
