import { useEffect } from 'react'
import type { ReactNode } from 'react'
import './page-head.css'

export interface PageHeadProps {
  readonly title: string
  /** Beside the title: a lamp, a count. */
  readonly beside?: ReactNode
  readonly what?: ReactNode
  /** At the right: buttons of the screen. */
  readonly acts?: ReactNode
}

/** The head of a screen; its title is that of the window as well. */
export function PageHead({ title, beside, what, acts }: PageHeadProps) {
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <header className="page-head">
      <div className="page-head-title">
        <h1>{title}</h1>
        {beside}
      </div>
      {what !== undefined && <div className="page-head-what soft">{what}</div>}
      {acts !== undefined && <div className="page-head-acts">{acts}</div>}
    </header>
  )
}
