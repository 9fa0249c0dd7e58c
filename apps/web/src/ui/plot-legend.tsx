import type { ReactNode } from 'react'
import { Mark } from './plot-mark.tsx'
import type { PlotMark } from './plot-mark.tsx'

/** What is drawn, as the legend shows it: a mark, or a line by its class of `plot.css`. */
export type PlotSign =
  | { readonly kind: 'mark'; readonly mark: PlotMark }
  | {
      readonly kind: 'line'
      readonly line: 'plot-line' | 'plot-mean' | 'plot-limit' | 'plot-outer' | 'plot-target'
    }
  | { readonly kind: 'interval' }

interface PlotLegendProps {
  readonly items: readonly { readonly sign: PlotSign; readonly words: string }[]
}

/** What the marks and lines of a drawing mean. */
export function PlotLegend({ items }: PlotLegendProps) {
  return (
    <ul className="plot-legend">
      {items.map(({ sign, words }) => (
        <li key={words}>
          <svg viewBox="0 0 28 14" aria-hidden="true">
            {drawSign(sign)}
          </svg>
          {words}
        </li>
      ))}
    </ul>
  )
}

function drawSign(sign: PlotSign): ReactNode {
  switch (sign.kind) {
    case 'mark':
      return <Mark mark={sign.mark} x={14} y={7} size={4} />
    case 'line':
      return <line className={sign.line} x1={0} x2={28} y1={7} y2={7} />
    case 'interval':
      return <line className="plot-interval" x1={14} x2={14} y1={0} y2={14} />
  }
}
