import { scaleOf } from '../../ui/plot.ts'
import '../../ui/plot.css'
import type { RankedUnit } from './queries.ts'

const width = 200
const height = 24

interface Props {
  readonly interval: NonNullable<RankedUnit['interval']>
  /** Its rank, where ranks are made known. */
  readonly rank: number | null
  /** How many units are ranked. */
  readonly count: number
}

/** The places a unit may have, the best at the left; the words beside it say the same. */
export function RankBar({ interval: { low, high }, rank, count }: Props) {
  const x = scaleOf({ low: 0.5, high: count + 0.5 }, 0, width)
  const middle = height / 2
  return (
    <svg
      className="interval-bar"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <line className="recipe-track" x1={0} x2={width} y1={middle} y2={middle} />
      <rect
        className="recipe-places"
        x={x(low - 0.4)}
        y={middle - 4}
        width={x(high + 0.4) - x(low - 0.4)}
        height={8}
        rx={3}
      />
      {rank !== null && (
        <rect className="plot-value" x={x(rank) - 3} y={middle - 8} width={6} height={16} rx={2} />
      )}
    </svg>
  )
}
