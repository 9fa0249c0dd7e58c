import type { Scale } from './plot.ts'

interface AxisProps {
  readonly ticks: readonly number[]
  readonly write: (value: number) => string
  readonly letter: number
}

/** Room at the left for the numbers of an upright axis, pixels. */
export function axisWidth({ ticks, write, letter }: AxisProps): number {
  return Math.max(...ticks.map((tick) => write(tick).length)) * letter * 0.56 + letter
}

interface UprightAxisProps extends AxisProps {
  readonly y: Scale
  /** Where the lines begin and end, pixels. */
  readonly from: number
  readonly to: number
}

/** The numbers of an upright axis at the left of their lines. */
export function UprightAxis({ ticks, write, letter, y, from, to }: UprightAxisProps) {
  return ticks.map((tick) => (
    <g key={tick} className="plot-grid">
      <line x1={from} x2={to} y1={y(tick)} y2={y(tick)} />
      <text x={from - letter * 0.5} y={y(tick)} dy="0.35em" textAnchor="end">
        {write(tick)}
      </text>
    </g>
  ))
}
