import { axisWidth, UprightAxis } from '../../ui/plot-axis.tsx'
import { PlotFrame } from '../../ui/plot-frame.tsx'
import { Mark } from '../../ui/plot-mark.tsx'
import type { PlotMark } from '../../ui/plot-mark.tsx'
import { bandOf, pathOf, scaleOf, shownLabels, spanOf, ticksOf } from '../../ui/plot.ts'
import type { Scale, Span } from '../../ui/plot.ts'

/** A value of one period. */
export interface RunPoint {
  readonly key: string
  /** Below the axis. */
  readonly label: string
  readonly value: number | undefined
  readonly interval: Span | undefined
  readonly mark: PlotMark
  /** All of it in words, for who points at it. */
  readonly words: string
}

/** A value that is to be reached, from one place on the axis of periods to another. */
export interface RunTarget {
  readonly key: string
  readonly from: number
  readonly to: number
  readonly value: number
  /** At the end of its line. */
  readonly label: string
  /** All of it in words, for who points at it. */
  readonly words: string
}

/** Mean and natural limits of the points from one place to another. */
export interface RunLimits extends Span {
  readonly from: number
  readonly to: number
  readonly mean: number
}

interface RunChartProps {
  readonly points: readonly RunPoint[]
  readonly limits: RunLimits | undefined
  readonly targets: readonly RunTarget[]
  /** Below the axis behind the last point: periods that are still to come. */
  readonly ahead: readonly string[]
  /** Beyond these no value can lie. */
  readonly possible: Partial<Span>
  readonly writeValue: (value: number) => string
  readonly chosen: string | undefined
  readonly onPress: (key: string) => void
  readonly onPressTarget: (key: string) => void
}

/** Values of all periods with their intervals, the mean and the limits of chance. Its table stands below it: this is for eyes only. */
export function RunChart(props: RunChartProps) {
  return <PlotFrame>{(frame) => <Drawing {...props} {...frame} />}</PlotFrame>
}

interface DrawingProps extends RunChartProps {
  readonly width: number
  readonly letter: number
}

function Drawing(props: DrawingProps) {
  const { width, letter, points, limits, targets, writeValue } = props
  const span = spanOfAll(props)
  if (span === undefined) return undefined
  const height = Math.round(letter * 19)
  const ticks = ticksOf(span, 6)
  const axis = { ticks, write: writeValue, letter }
  const left = axisWidth(axis)
  const foot = height - letter * 1.8
  const labels = [...points.map(({ label }) => label), ...props.ahead]
  const half = (width - left - letter) / Math.max(1, labels.length) / 2
  const x = scaleOf({ low: -0.5, high: labels.length - 0.5 }, left, width - letter)
  const y = scaleOf(span, foot, letter)
  const sizes = { letter, half, foot }
  return (
    <svg width={width} height={height} fontSize={letter * 0.857}>
      <UprightAxis {...axis} y={y} from={left} to={width - letter} />
      <PeriodLabels labels={labels} x={x} left={left} height={height} width={width} letter={letter} />
      {limits !== undefined && <LimitLines limits={limits} x={x} y={y} half={half} />}
      <path
        className="plot-line"
        d={pathOf(
          points.map(({ value }, index) => (value === undefined ? undefined : { x: x(index), y: y(value) })),
        )}
      />
      {points.map((point, index) => (
        <PointDrawn
          key={point.key}
          {...{ point, y }}
          x={x(index)}
          {...sizes}
          chosen={props.chosen}
          onPress={props.onPress}
        />
      ))}
      {targets.map((target) => (
        <TargetDrawn key={target.key} {...{ target, x, y }} {...sizes} onPress={props.onPressTarget} />
      ))}
    </svg>
  )
}

/** What the upright axis has to hold. */
function spanOfAll({ points, limits, targets, possible }: RunChartProps): Span | undefined {
  return spanOf(
    [
      ...points.flatMap(({ value, interval }) => [value, interval?.low, interval?.high]),
      ...targets.map(({ value }) => value),
      limits?.low,
      limits?.high,
    ],
    possible,
  )
}

interface PeriodLabelsProps {
  readonly labels: readonly string[]
  readonly x: Scale
  readonly left: number
  readonly height: number
  readonly width: number
  readonly letter: number
}

/** The periods below the axis, as many as have room. */
function PeriodLabels({ labels, x, left, height, width, letter }: PeriodLabelsProps) {
  const needed = Math.max(...labels.map((label) => label.length)) * letter * 0.62 + letter
  const shown = new Set(shownLabels(labels.length, needed, width - left - letter))
  return labels.map((label, index) =>
    shown.has(index) ? (
      <text
        key={label}
        x={Math.min(x(index), width - needed / 2 + letter / 2)}
        y={height - letter * 0.4}
        textAnchor="middle"
      >
        {label}
      </text>
    ) : undefined,
  )
}

function LimitLines({ limits, x, y, half }: { limits: RunLimits; x: Scale; y: Scale; half: number }) {
  const [from, to] = [x(limits.from) - half, x(limits.to) + half]
  function across(value: number) {
    return [
      { x: from, y: y(value) },
      { x: to, y: y(value) },
    ]
  }
  return (
    <g>
      <path className="plot-band" d={bandOf(across(limits.high), across(limits.low))} />
      <path className="plot-limit" d={pathOf([...across(limits.high), undefined, ...across(limits.low)])} />
      <path className="plot-mean" d={pathOf(across(limits.mean))} />
    </g>
  )
}

interface PointProps {
  readonly point: RunPoint
  readonly x: number
  readonly y: Scale
  readonly letter: number
  readonly half: number
  readonly foot: number
  readonly chosen: string | undefined
  readonly onPress: (key: string) => void
}

function PointDrawn({ point, x, y, letter, half, foot, chosen, onPress }: PointProps) {
  const { key, value, interval, mark, words } = point
  return (
    <g className="plot-point" data-chosen={key === chosen} onClick={() => onPress(key)}>
      <title>{words}</title>
      {/* The whole column can be pressed. */}
      <rect className="plot-column" x={x - half} width={half * 2} y={0} height={foot} />
      {interval !== undefined && (
        <line className="plot-interval" x1={x} x2={x} y1={y(interval.low)} y2={y(interval.high)} />
      )}
      {value !== undefined && <Mark mark={mark} x={x} y={y(value)} size={letter * 0.32} />}
    </g>
  )
}

interface TargetProps {
  readonly target: RunTarget
  readonly x: Scale
  readonly y: Scale
  readonly letter: number
  readonly half: number
  readonly onPress: (key: string) => void
}

/** A line from when the work began to the day of its target, where a flag stands. */
function TargetDrawn({ target, x, y, letter, half, onPress }: TargetProps) {
  const { key, value, label, words } = target
  const [from, to, height] = [x(target.from) - half, x(target.to) + half, y(value)]
  const flag = letter * 0.7
  const room = letter * label.length * 0.8 + flag * 2
  // At the upper edge the words stand below the line.
  const above = height > letter * 2.6
  return (
    <g className="plot-point" onClick={() => onPress(key)}>
      <title>{words}</title>
      {/* Flag and words can be pressed; the line lets through to the periods behind it. */}
      <rect
        className="plot-column"
        x={to - room}
        width={room}
        y={above ? height - letter * 1.6 : height - letter * 0.7}
        height={letter * 2.3}
      />
      <path className="plot-target" d={`M${from} ${height}L${to} ${height}`} />
      <path
        className="plot-flag"
        data-key={key}
        d={`M${to} ${height + flag * 0.9}V${height - flag * 0.9}L${to - flag * 1.3} ${height - flag * 0.3}L${to} ${height + flag * 0.3}`}
      />
      <text
        className="plot-name"
        x={to - flag * 1.6}
        y={above ? height - letter * 0.5 : height + letter * 1.2}
        textAnchor="end"
      >
        {label}
      </text>
    </g>
  )
}
