import { useTranslation } from 'react-i18next'
import { axisWidth, UprightAxis } from '../../ui/plot-axis.tsx'
import { PlotFrame } from '../../ui/plot-frame.tsx'
import { PlotLegend } from '../../ui/plot-legend.tsx'
import { Mark } from '../../ui/plot-mark.tsx'
import { pathOf, scaleOf, shownLabels, spanOf, ticksOf } from '../../ui/plot.ts'
import type { Scale } from '../../ui/plot.ts'
import type { Choice } from './choice.ts'
import type { GroundIndicator } from './ground.ts'
import type { CatchUp } from './queries.ts'
import { useWriting } from './writing.ts'

interface CatchUpChartProps {
  readonly choice: Choice
  readonly indicator: GroundIndicator
  readonly found: CatchUp
}

/** Both places over the years; broken lines go on as the years have gone, to where they meet. Its table stands below it. */
export function CatchUpChart(props: CatchUpChartProps) {
  const { t } = useTranslation('peer')
  const { own, peer } = props.found
  return (
    <>
      <PlotFrame>{(frame) => <Drawing {...props} {...frame} />}</PlotFrame>
      <PlotLegend
        items={[
          { sign: { kind: 'mark', mark: 'plain' }, words: own.name },
          { sign: { kind: 'mark', mark: 'running' }, words: peer.name },
          { sign: { kind: 'line', line: 'plot-target' }, words: t('catch_up.projected') },
        ]}
      />
    </>
  )
}

interface DrawingProps extends CatchUpChartProps {
  readonly width: number
  readonly letter: number
}

interface Spot {
  readonly year: number
  readonly value: number
}

/** Years that a line is drawn on after the last, at the most. */
const mostAhead = 15

function Drawing({ choice, indicator, found, width, letter }: DrawingProps) {
  const write = useWriting(choice.ground)
  const { own, peer, catch_up: projected } = found
  const rows = [...own.rows, ...peer.rows]
  const first = Math.min(...rows.map(({ year }) => year))
  const end = endOf(found, Math.max(...rows.map(({ year }) => year)))
  const ahead = {
    own: aheadOf(own.rows, projected?.slopes.own, end),
    peer: aheadOf(peer.rows, projected?.slopes.peer, end),
  }
  const span = spanOf([...rows, ...ahead.own, ...ahead.peer].map(({ value }) => value))
  if (span === undefined) return undefined
  const height = Math.round(letter * 18)
  const foot = height - letter * 1.8
  const ticks = ticksOf(span, 6)
  function writeTick(value: number): string {
    return write.value(indicator.code, value)
  }
  const axis = { ticks, write: writeTick, letter }
  const left = axisWidth(axis)
  const x = scaleOf({ low: first - 0.5, high: end + 0.5 }, left, width - letter)
  const y = scaleOf(span, foot, letter)
  const years = Array.from({ length: Math.ceil(end) - first + 1 }, (_, place) => first + place)
  const shown = new Set(shownLabels(years.length, letter * 3.5, width - left))
  return (
    <svg width={width} height={height} fontSize={letter * 0.857}>
      <UprightAxis {...axis} y={y} from={left} to={width - letter} />
      {years.map((year, place) =>
        shown.has(place) ? (
          <text key={year} x={x(year)} y={height - letter * 0.4} textAnchor="middle">
            {year}
          </text>
        ) : undefined,
      )}
      <Line rows={peer.rows} ahead={ahead.peer} mark="running" {...{ x, y, letter }} />
      <Line rows={own.rows} ahead={ahead.own} mark="plain" {...{ x, y, letter }} />
    </svg>
  )
}

/** To where the lines meet, or as far as was asked. */
function endOf({ catch_up: projected, goal }: CatchUp, last: number): number {
  if (projected === null) return last
  const until = projected.at ?? goal?.year ?? last
  return Math.max(last, Math.min(until, last + mostAhead))
}

function aheadOf(rows: readonly Spot[], slope: number | undefined, end: number): readonly Spot[] {
  const last = rows.at(-1)
  if (last === undefined || slope === undefined || end <= last.year) return []
  return [last, { year: end, value: last.value + slope * (end - last.year) }]
}

interface LineProps {
  readonly rows: readonly Spot[]
  readonly ahead: readonly Spot[]
  readonly mark: 'plain' | 'running'
  readonly x: Scale
  readonly y: Scale
  readonly letter: number
}

function Line({ rows, ahead, mark, x, y, letter }: LineProps) {
  function spots(from: readonly Spot[]) {
    return from.map(({ year, value }) => ({ x: x(year), y: y(value) }))
  }
  return (
    <g>
      <path className={mark === 'plain' ? 'plot-line' : 'plot-mean'} d={pathOf(spots(rows))} />
      <path className="plot-target" d={pathOf(spots(ahead))} />
      {rows.map(({ year, value }) => (
        <Mark key={year} mark={mark} x={x(year)} y={y(value)} size={letter * 0.3} />
      ))}
    </g>
  )
}
