import { axisWidth, UprightAxis } from '../../ui/plot-axis.tsx'
import { PlotFrame } from '../../ui/plot-frame.tsx'
import { Mark } from '../../ui/plot-mark.tsx'
import type { PlotMark } from '../../ui/plot-mark.tsx'
import { bandOf, logTicksOf, pathOf, scaleOf, spanOf, ticksOf } from '../../ui/plot.ts'
import type { Scale, Span } from '../../ui/plot.ts'

/** Between these the values of so many cases lie by chance: 95 of 100 inside the inner, 998 of 1000 inside the outer. */
export interface FunnelStep {
  readonly cases: number
  readonly inner: Span
  readonly outer: Span
}

interface FunnelUnit {
  readonly key: string
  readonly name: string
  readonly cases: number
  readonly value: number
  readonly mark: PlotMark
  readonly words: string
}

interface FunnelPlotProps {
  readonly units: readonly FunnelUnit[]
  /** From few cases to many. */
  readonly steps: readonly FunnelStep[]
  readonly centre: number
  readonly possible: Partial<Span>
  /** What the two axes are called. */
  readonly casesName: string
  readonly valueName: string
  readonly writeValue: (value: number) => string
  readonly writeNumber: (value: number) => string
  readonly onPress: (key: string) => void
}

/** Values by the number of their cases, and between which limits chance alone puts them (Spiegelhalter 2005). For eyes only: a table has it all. */
export function FunnelPlot(props: FunnelPlotProps) {
  return <PlotFrame>{(frame) => <Drawing {...props} {...frame} />}</PlotFrame>
}

/** Cases differ by more than this: then few and many are told apart by logarithms only. */
const wideRange = 20

interface DrawingProps extends FunnelPlotProps {
  readonly width: number
  readonly letter: number
}

function Drawing(props: DrawingProps) {
  const { units, steps, centre, possible, width, letter, writeValue } = props
  const span = spanOf(
    [centre, ...units.map(({ value }) => value), ...steps.flatMap(({ inner }) => [inner.low, inner.high])],
    possible,
  )
  if (span === undefined) return undefined
  const height = Math.round(letter * 22)
  const ticks = ticksOf(span, 6)
  const upright = { ticks, write: writeValue, letter }
  const left = axisWidth(upright)
  const [head, foot, right] = [letter * 2, height - letter * 3.4, width - letter * 1.5]
  const y = scaleOf(span, foot, head)
  const axis = caseAxis(props, left + letter, right)
  return (
    <svg width={width} height={height} fontSize={letter * 0.857}>
      <text x={0} y={letter} className="indicator-axis">
        {props.valueName}
      </text>
      <Edges steps={steps} x={axis.place} y={(value) => y(Math.min(span.high, Math.max(span.low, value)))} />
      <UprightAxis {...upright} y={y} from={left} to={width - letter} />
      {axis.ticks.map((tick) => (
        <text key={tick} x={axis.place(tick)} y={foot + letter * 1.3} textAnchor="middle">
          {props.writeNumber(tick)}
        </text>
      ))}
      <text x={right} y={height - letter * 0.5} textAnchor="end" className="indicator-axis">
        {props.casesName}
      </text>
      <line className="plot-mean" x1={left} x2={width - letter} y1={y(centre)} y2={y(centre)} />
      {units.map((unit) => (
        <UnitMark key={unit.key} unit={unit} x={axis.place(unit.cases)} y={y(unit.value)} {...props} />
      ))}
    </svg>
  )
}

/** Where so many cases lie: by logarithms where few and many are far apart. */
function caseAxis({ units, steps, width, letter }: DrawingProps, from: number, to: number) {
  const cases = [...units.map((unit) => unit.cases), ...steps.map((step) => step.cases)]
  const [least, most] = [Math.min(...cases), Math.max(...cases)]
  const isLog = least > 0 && most > least * wideRange
  const plain = isLog ? Math.log10 : Number
  // One number of cases lies at the left and not nowhere.
  const span = { low: plain(least), high: most > least ? plain(most) : plain(least) + 1 }
  const scale = scaleOf(span, from, to)
  const whole = { low: least, high: most }
  const room = width / letter / 6
  const ticks = most > least ? (isLog ? logTicksOf(whole, room) : ticksOf(whole, room)) : [least]
  return { place: (value: number) => scale(plain(value)), ticks }
}

/** Both pairs of limits, as areas and as lines. */
function Edges({ steps, x, y }: { steps: readonly FunnelStep[]; x: Scale; y: Scale }) {
  function edge(pick: (step: FunnelStep) => number) {
    return steps.map((step) => ({ x: x(step.cases), y: y(pick(step)) }))
  }
  const pairs = [
    { name: 'outer', high: edge(({ outer }) => outer.high), low: edge(({ outer }) => outer.low) },
    { name: 'inner', high: edge(({ inner }) => inner.high), low: edge(({ inner }) => inner.low) },
  ] as const
  return pairs.map(({ name, high, low }) => (
    <g key={name}>
      <path className="plot-band" d={bandOf(high, low)} />
      <path
        className={name === 'outer' ? 'plot-outer' : 'plot-limit'}
        d={pathOf([...high, undefined, ...low])}
      />
    </g>
  ))
}

interface UnitMarkProps extends DrawingProps {
  readonly unit: FunnelUnit
  readonly x: number
  readonly y: number
}

/** A unit; those outside the limits are named, on the side where there is room. */
function UnitMark({ unit, x, y, width, letter, onPress }: UnitMarkProps) {
  const isRight = x > width / 2
  return (
    <g className="plot-point" onClick={() => onPress(unit.key)}>
      <title>{unit.words}</title>
      <circle className="plot-column" cx={x} cy={y} r={letter} />
      <Mark mark={unit.mark} x={x} y={y} size={letter * 0.36} />
      {unit.mark !== 'plain' && (
        <text
          x={x + (isRight ? -letter : letter)}
          y={y}
          dy="0.35em"
          textAnchor={isRight ? 'end' : 'start'}
          className="plot-name"
        >
          {unit.name}
        </text>
      )}
    </g>
  )
}
