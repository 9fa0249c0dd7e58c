import { useTranslation } from 'react-i18next'
import { pathOf } from '../../ui/plot.ts'
import { PlotFrame } from '../../ui/plot-frame.tsx'
import { cornerOf, reachOf } from './radar.ts'
import type { IndicatorCells } from './radar.ts'

/** More outlines cannot be told apart. */
export const mostCompared = 4

interface Props {
  readonly spokes: readonly (IndicatorCells & { readonly name: string })[]
  /** Of the units, in the order of the cells. */
  readonly names: readonly string[]
}

/** The marks of some units on a spoke for each indicator. The table beside it has the same numbers. */
export function RadarFigure({ spokes, names }: Props) {
  const { t } = useTranslation('recipe')
  // Two spokes are a line, and say nothing that a table does not.
  if (spokes.length < 3) return <p className="soft">{t('units_compared.few')}</p>
  return (
    <figure className="recipe-radar">
      <PlotFrame>
        {({ width, letter }) => (
          <Drawing spokes={spokes} units={names.length} size={Math.min(width, 460)} letter={letter} />
        )}
      </PlotFrame>
      <figcaption>
        <ul className="plot-legend">
          {names.map((name, place) => (
            <li key={name}>
              <svg viewBox="0 0 28 14" aria-hidden="true">
                <line className="recipe-outline" data-unit={place} x1={0} x2={28} y1={7} y2={7} />
                <Corner place={place} x={14} y={7} />
              </svg>
              {name}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  )
}

interface DrawingProps {
  readonly spokes: Props['spokes']
  readonly units: number
  readonly size: number
  readonly letter: number
}

function Drawing({ spokes, units, size, letter }: DrawingProps) {
  const at = { middle: size / 2, radius: Math.max(40, size / 2 - letter * 2.6) }
  const count = spokes.length
  const rings = [0.25, 0.5, 0.75, 1].map((share) =>
    spokes.map((_, place) => cornerOf({ place, count, share }, at)),
  )
  return (
    <svg viewBox={`0 0 ${size} ${size}`} width={size} height={size}>
      <g className="plot-grid">
        {rings.map((ring, place) => (
          <path key={String(place)} className="recipe-ring" d={`${pathOf(ring)}Z`} />
        ))}
        {spokes.map(({ code }, place) => {
          const { x, y } = cornerOf({ place, count, share: 1 }, at)
          return <line key={code} x1={at.middle} y1={at.middle} x2={x} y2={y} />
        })}
      </g>
      {spokes.map(({ code, name }, place) => {
        const { x, y } = cornerOf({ place, count, share: 1 }, { ...at, radius: at.radius + letter })
        return (
          <text key={code} x={x} y={y} fontSize={letter} dy="0.35em" textAnchor={anchorOf(x, at.middle)}>
            {place + 1}
            <title>{name}</title>
          </text>
        )
      })}
      {Array.from({ length: units }, (_, unit) => (
        <Outline key={unit} spokes={spokes} unit={unit} at={at} />
      ))}
    </svg>
  )
}

function anchorOf(x: number, middle: number): 'start' | 'middle' | 'end' {
  if (Math.abs(x - middle) < 2) return 'middle'
  return x > middle ? 'start' : 'end'
}

interface OutlineProps {
  readonly spokes: Props['spokes']
  readonly unit: number
  readonly at: { readonly middle: number; readonly radius: number }
}

/** The marks of one unit; where one is not known the outline is open. */
function Outline({ spokes, unit, at }: OutlineProps) {
  const corners = spokes.map(({ cells, span }, place) => {
    const share = reachOf(cells[unit]?.mark ?? null, span)
    return share === undefined ? undefined : cornerOf({ place, count: spokes.length, share }, at)
  })
  const isWhole = corners.every((corner) => corner !== undefined)
  const line = isWhole ? `${pathOf(corners)}Z` : pathOf([...corners, corners[0]])
  return (
    <g>
      <path className="recipe-outline" data-unit={unit} d={line} />
      {corners.map((corner, place) =>
        corner === undefined ? undefined : <Corner key={String(place)} place={unit} {...corner} />,
      )}
    </g>
  )
}

/** Each unit has a shape of its own, so that none rests on a colour. */
function Corner({ place, x, y }: { readonly place: number; readonly x: number; readonly y: number }) {
  const shapes = [
    <circle key="circle" cx={x} cy={y} r={3.5} />,
    <rect key="square" x={x - 3.5} y={y - 3.5} width={7} height={7} />,
    <path key="diamond" d={`M${x} ${y - 5}L${x + 5} ${y}L${x} ${y + 5}L${x - 5} ${y}Z`} />,
    <path key="triangle" d={`M${x} ${y - 5}L${x + 5} ${y + 4}L${x - 5} ${y + 4}Z`} />,
  ]
  return (
    <g className="recipe-corner" data-unit={place}>
      {shapes[place % shapes.length]}
    </g>
  )
}
