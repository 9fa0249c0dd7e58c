import { pathOf, scaleOf, spanOf } from '../../ui/plot.ts'

const size = { width: 96, height: 28, edge: 4 } as const

/** How a value went, in the height of a line of words; the numbers stand on the page of the indicator. */
export function Sparkline({ values }: { values: readonly (number | undefined)[] }) {
  const span = spanOf(values)
  if (span === undefined || values.length < 2) return undefined
  const x = scaleOf({ low: 0, high: values.length - 1 }, size.edge, size.width - size.edge)
  const y = scaleOf(span, size.height - size.edge, size.edge)
  const spots = values.map((value, index) => (value === undefined ? undefined : { x: x(index), y: y(value) }))
  const last = spots.findLast((spot) => spot !== undefined)
  return (
    <svg
      className="indicator-spark"
      viewBox={`0 0 ${size.width} ${size.height}`}
      width={size.width}
      height={size.height}
      aria-hidden="true"
    >
      <path d={pathOf(spots)} />
      {last !== undefined && <circle cx={last.x} cy={last.y} r={2.5} />}
    </svg>
  )
}
