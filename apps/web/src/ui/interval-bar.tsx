import { scaleOf } from './plot.ts'
import type { Span } from './plot.ts'
import './plot.css'

interface IntervalBarProps {
  readonly value: number
  readonly interval: Span
  /** The value of all units together. */
  readonly centre: number | undefined
  /** What the bars of a table have in common. */
  readonly span: Span
}

const width = 200
const height = 24

/** A value with its interval on the axis of the table; the numbers stand beside it. */
export function IntervalBar({ value, interval, centre, span }: IntervalBarProps) {
  const x = scaleOf(span, 6, width - 6)
  const middle = height / 2
  return (
    <svg
      className="interval-bar"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {centre !== undefined && (
        <line className="plot-mean" x1={x(centre)} x2={x(centre)} y1={0} y2={height} />
      )}
      <line className="plot-interval" x1={x(interval.low)} x2={x(interval.high)} y1={middle} y2={middle} />
      <line className="plot-end" x1={x(interval.low)} x2={x(interval.low)} y1={middle - 5} y2={middle + 5} />
      <line
        className="plot-end"
        x1={x(interval.high)}
        x2={x(interval.high)}
        y1={middle - 5}
        y2={middle + 5}
      />
      <rect className="plot-value" x={x(value) - 3} y={middle - 6} width={6} height={12} rx={2} />
    </svg>
  )
}
