import type { ReactNode } from 'react'
import './data-table.css'

interface DataFrameProps {
  /** What the table holds, for who hears it. */
  readonly label: string
  readonly children: ReactNode
}

/** What a wide `data-table` moves in sideways: by hand and by keys, and the page stays as wide as the window. */
export function DataFrame({ label, children }: DataFrameProps) {
  return (
    <div className="data-frame" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  )
}
