import { GeoJSONSource, Map as MapLibre, Marker, NavigationControl, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import 'maplibre-gl/dist/maplibre-gl.css'
import { useEffect, useRef, useState } from 'react'
import { useAppearance } from '../look/use-appearance.ts'
import { boundsOf, pointFeatures, shadedFeatures } from './area-map-data.ts'
import { readPaint, styleOf } from './area-map-style.ts'
import type { AreaMapProps } from './area-shape.ts'

setWorkerUrl(workerUrl)

/** The map itself. Its handlers are read when they are called, so that a screen may make new ones each time. */
export function AreaMapCanvas(props: AreaMapProps) {
  const frame = useRef<HTMLDivElement>(null)
  const latest = useRef(props)
  const [map, setMap] = useState<MapLibre>()
  const { mode } = useAppearance()
  useEffect(() => {
    latest.current = props
  })
  useEffect(() => {
    if (frame.current === null) return undefined
    const made = new MapLibre({
      container: frame.current,
      style: styleOf(readPaint(mode)),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      fadeDuration: 0,
    })
    made.addControl(new NavigationControl({ showCompass: false }), 'top-right')
    made.on('load', () => setMap(made))
    listen(made, () => latest.current)
    return () => {
      setMap(undefined)
      made.remove()
    }
  }, [mode])
  useShown(map, props)
  return <div ref={frame} className="area-map-frame" role="application" aria-label={props.label} />
}

function listen(map: MapLibre, props: () => AreaMapProps): void {
  map.on('click', ({ point, lngLat }) => {
    const [hit] = map.queryRenderedFeatures(point, { layers: ['points', 'clusters', 'areas'] })
    const { onPick, onPoint, onArea } = props()
    if (onPick !== undefined) onPick({ longitude: lngLat.lng, latitude: lngLat.lat })
    else if (hit?.layer.id === 'points') onPoint?.(String(hit.properties['id']))
    else if (hit?.layer.id === 'clusters') map.easeTo({ center: lngLat, zoom: map.getZoom() + 2 })
    else if (hit !== undefined) onArea?.(String(hit.properties['id']))
  })
}

/** Brings what the screen gives into the map whenever it changes. */
function useShown(map: MapLibre | undefined, { shapes, points, shades, pin }: AreaMapProps): void {
  const isFitted = useRef(false)
  useEffect(() => {
    if (map === undefined || shapes === undefined) return
    void sourceOf(map, 'areas')?.setData(shadedFeatures(shapes, shades))
    const bounds = boundsOf(shapes)
    if (bounds !== undefined && !isFitted.current) {
      map.fitBounds(bounds, { padding: 24, animate: false })
      isFitted.current = true
    }
  }, [map, shapes, shades])
  useEffect(() => {
    if (map !== undefined) void sourceOf(map, 'points')?.setData(pointFeatures(points ?? []))
  }, [map, points])
  useEffect(() => {
    if (map === undefined || pin === undefined) return undefined
    const marker = new Marker({
      color: getComputedStyle(document.documentElement).getPropertyValue('--accent'),
    })
    marker.setLngLat([pin.longitude, pin.latitude]).addTo(map)
    return () => void marker.remove()
  }, [map, pin])
}

function sourceOf(map: MapLibre, id: string): GeoJSONSource | undefined {
  const source = map.getSource(id)
  return source instanceof GeoJSONSource ? source : undefined
}
