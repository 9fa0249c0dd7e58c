import { Suspense, lazy } from 'react'
import type { DiagramViewProps } from './diagram-mark.ts'
import { Loading } from './screen-state.tsx'
import './diagram-view.css'

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
