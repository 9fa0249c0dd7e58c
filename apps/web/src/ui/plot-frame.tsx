import { useCallback, useState } from 'react'
import type { ReactNode } from 'react'
import './plot.css'

interface Frame {
  /** Width of what is drawn into, pixels. */
  readonly width: number
  /** Height of the letters around it, pixels: they are larger in large print. */
  readonly letter: number
}

interface PlotFrameProps {
  readonly isSpoken?: boolean
  readonly children: (frame: Frame) => ReactNode
}

/**
 * Measures the place of a drawing and has it drawn, so that its letters stay as large as those around it.
 * For eyes only: a table with the same numbers stands beside or below it. What is chosen in by keys is spoken as well.
 */
export function PlotFrame({ isSpoken = false, children }: PlotFrameProps) {
  const [frame, setFrame] = useState<Frame>()
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined
    const watch = new ResizeObserver(() => {
      const letter = Number.parseFloat(getComputedStyle(element).fontSize)
      setFrame({ width: Math.floor(element.clientWidth), letter })
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  return (
    <div className="plot" ref={ref} aria-hidden={isSpoken ? undefined : 'true'}>
      {frame !== undefined && frame.width > 0 && children(frame)}
    </div>
  )
}
