import { GeoJSONSource, Map as MapLibre, Marker, NavigationControl, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import 'maplibre-gl/dist/maplibre-gl.css'
import { useEffect, useRef, useState } from 'react'
import { useAppearance } from '../look/use-appearance.ts'
import { useLanguage } from '../text/format-context.tsx'
import { useAsk } from '../wire/service-context.tsx'
import { boundsOf, groundFeatures, nameFeatures, pointFeatures, shadedFeatures } from './area-map-data.ts'
import { readPaint } from './area-map-paint.ts'
import { styleOf } from './area-map-style.ts'
import type { AreaMapProps, MapView } from './area-shape.ts'

setWorkerUrl(workerUrl)

/** The map itself. Its handlers are read when they are called, so that a screen may make new ones each time. */
export function AreaMapCanvas(props: AreaMapProps) {
  const frame = useRef<HTMLDivElement>(null)
  const latest = useRef(props)
  const [map, setMap] = useState<MapLibre>()
  const [isDrawn, setDrawn] = useState(false)
  const { mode } = useAppearance()
  useEffect(() => {
    latest.current = props
  })
  useEffect(() => {
    if (frame.current === null) return undefined
    const made = new MapLibre({
      container: frame.current,
      style: styleOf(readPaint(mode)),
      ...centreOf(latest.current.view),
      pixelRatio: Math.min(devicePixelRatio, 2),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      fadeDuration: 0,
    })
    made.addControl(new NavigationControl({ showCompass: false }), 'top-right')
    made.on('load', () => setMap(made))
    made.on('idle', () => setDrawn(true))
    listen(made, () => latest.current)
    made.on('moveend', ({ originalEvent }) => {
      if (originalEvent !== undefined) latest.current.onView?.(viewOf(made))
    })
    return () => {
      setMap(undefined)
      made.remove()
    }
  }, [mode])
  useGround(map)
  useShown(map, props)
  return (
    <div
      ref={frame}
      className="area-map-frame"
      role="application"
      aria-busy={!isDrawn}
      aria-label={props.label}
    />
  )
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

function centreOf(view: MapView | undefined) {
  return view === undefined
    ? {}
    : { center: [view.longitude, view.latitude] as [number, number], zoom: view.zoom }
}

function viewOf(map: MapLibre): MapView {
  const { lng, lat } = map.getCenter()
  return { longitude: lng, latitude: lat, zoom: map.getZoom() }
}

/** What the map is drawn on: asked for once, the same for every map. */
function useGround(map: MapLibre | undefined): void {
  const { data } = useAsk('map.ground', {}, { staysFor: Infinity })
  const language = useLanguage()
  useEffect(() => {
    if (map !== undefined && data !== undefined)
      void sourceOf(map, 'ground')?.setData(groundFeatures(data, language))
  }, [map, data, language])
}

/** Brings what the screen gives into the map whenever it changes. */
function useShown(map: MapLibre | undefined, props: AreaMapProps): void {
  const { shapes, points, shades, marks, pin, layer = 'points' } = props
  const fitted = useRef<string>(undefined)
  useEffect(() => {
    if (map === undefined || shapes === undefined) return
    void sourceOf(map, 'areas')?.setData(shadedFeatures(shapes, shades))
    void sourceOf(map, 'names')?.setData(nameFeatures(shapes, marks))
    const bounds = boundsOf(shapes)
    if (bounds === undefined || fitted.current === String(bounds)) return
    // What the address says of the view holds for the areas that were there first.
    if (fitted.current !== undefined || props.view === undefined) {
      map.fitBounds(bounds, { padding: 24, animate: false })
    }
    fitted.current = String(bounds)
  }, [map, shapes, shades, marks, props.view])
  useEffect(() => {
    if (map === undefined) return
    const features = pointFeatures(points ?? [])
    void sourceOf(map, 'points')?.setData(layer === 'points' ? features : pointFeatures([]))
    void sourceOf(map, 'heat')?.setData(layer === 'heat' ? features : pointFeatures([]))
  }, [map, points, layer])
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
