import { Suspense, lazy } from 'react'
import type { DecisionViewProps } from './decision-props.ts'
import { Loading } from './screen-state.tsx'
import './decision-view.css'

const Canvas = lazy(async () => ({ default: (await import('./decision-canvas.tsx')).DecisionCanvas }))

/** A decision as its authors drew it. The library comes when the first one is shown; whoever shows it writes a table in words beside it. */
export function DecisionView(props: DecisionViewProps) {
  return (
    <figure className="decision" aria-label={props.label}>
      <Suspense fallback={<Loading />}>
        <Canvas {...props} />
      </Suspense>
    </figure>
  )
}
