import { Suspense, lazy } from 'react'
import { Loading } from './screen-state.tsx'
import './diagram-view.css'

/** What is drawn over an element of a diagram. */
export interface DiagramMark {
  /** Id of the element in the BPMN. */
  readonly element: string
  /** Something waits there now, it is overdue, or it was passed. */
  readonly kind: 'live' | 'overdue' | 'visited'
  /** Beside the element; `visited` has none. */
  readonly words?: string
}

export interface DiagramViewProps {
  /** BPMN 2.0. */
  readonly xml: string
  readonly marks?: readonly DiagramMark[]
  readonly label: string
  /** An element was pressed. */
  readonly onElement?: (element: string) => void
}

const Canvas = lazy(async () => ({ default: (await import('./diagram-canvas.tsx')).DiagramCanvas }))

/** A procedure as its authors drew it. The library comes when the first one is shown; whoever shows it writes a list beside it. */
export function DiagramView(props: DiagramViewProps) {
  return (
    <figure className="diagram" aria-label={props.label}>
      <Suspense fallback={<Loading />}>
        <Canvas {...props} />
      </Suspense>
    </figure>
  )
}
