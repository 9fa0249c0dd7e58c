import type { ReactNode } from 'react'

/** What is said of a value that is drawn. */
export type PlotMark = 'plain' | 'better' | 'worse' | 'running'

interface MarkProps {
  readonly mark: PlotMark
  readonly x: number
  readonly y: number
  /** Half of its width, pixels. */
  readonly size: number
}

/** A value: each meaning has a shape of its own, so that none rests on a colour. */
export function Mark({ mark, x, y, size }: MarkProps): ReactNode {
  const more = size * 1.5
  switch (mark) {
    case 'better':
      return (
        <path
          className="plot-mark"
          data-mark={mark}
          d={`M${x} ${y - more}L${x + more} ${y}L${x} ${y + more}L${x - more} ${y}Z`}
        />
      )
    case 'worse':
      return (
        <rect
          className="plot-mark"
          data-mark={mark}
          x={x - size * 1.15}
          y={y - size * 1.15}
          width={size * 2.3}
          height={size * 2.3}
        />
      )
    case 'running':
    case 'plain':
      return <circle className="plot-mark" data-mark={mark} cx={x} cy={y} r={size} />
  }
}
