import { Suspense, lazy } from 'react'
import type { AreaMapProps } from './area-shape.ts'
import './area-map.css'

const Canvas = lazy(async () => ({ default: (await import('./area-map-canvas.tsx')).AreaMapCanvas }))

/** A map of our own areas; no tiles are needed. What it shows stands in `twin` as well. It knows nothing of antd. */
export function AreaMap(props: AreaMapProps) {
  return (
    <div className="area-map">
      <Suspense fallback={<div className="area-map-frame" aria-busy="true" />}>
        <Canvas {...props} />
      </Suspense>
      {props.twin}
    </div>
  )
}
