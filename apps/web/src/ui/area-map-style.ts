import type { GeoJSONSourceSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'

/** Colours of the map, from look/token.css. */
export interface MapPaint {
  readonly ground: string
  readonly surface: string
  readonly edge: string
  readonly ink: string
  readonly accent: string
  readonly red: string
  readonly yellow: string
  readonly green: string
  readonly none: string
}

/** Reads the colours that hold now; `mode` only says that they are new. */
export function readPaint(_mode: string): MapPaint {
  const style = getComputedStyle(document.documentElement)
  function token(name: string): string {
    return style.getPropertyValue(`--${name}`).trim()
  }
  return {
    ground: token('ground'),
    surface: token('surface'),
    edge: token('edge-strong'),
    ink: token('ink'),
    accent: token('accent'),
    red: token('lamp-red'),
    yellow: token('lamp-yellow'),
    green: token('lamp-green'),
    none: token('lamp-none'),
  }
}

const empty: GeoJSONSourceSpecification = {
  type: 'geojson',
  data: { type: 'FeatureCollection', features: [] },
}

/**
 * Areas, their names, and points in clusters. Red points lie above the others and are larger, so that colour is not alone; no
 * glyphs are fetched, for the map draws all letters with the fonts of the browser.
 */
export function styleOf(paint: MapPaint): StyleSpecification {
  return {
    version: 8,
    sources: { areas: empty, points: { ...empty, cluster: true, clusterRadius: 44, clusterMaxZoom: 15 } },
    layers: [...areaLayers(paint), ...pointLayers(paint)],
  }
}

function areaLayers(paint: MapPaint): LayerSpecification[] {
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': paint.ground } },
    { id: 'areas', type: 'fill', source: 'areas', paint: { 'fill-color': paint.surface } },
    {
      id: 'shades',
      type: 'fill',
      source: 'areas',
      paint: { 'fill-color': paint.accent, 'fill-opacity': ['*', ['get', 'shade'], 0.75] },
    },
    { id: 'edges', type: 'line', source: 'areas', paint: { 'line-color': paint.edge, 'line-width': 1 } },
    {
      id: 'names',
      type: 'symbol',
      source: 'areas',
      layout: { 'text-field': ['get', 'name'], 'text-size': 12, 'text-max-width': 8 },
      paint: { 'text-color': paint.ink, 'text-halo-color': paint.surface, 'text-halo-width': 1.5 },
    },
  ]
}

function pointLayers(paint: MapPaint): LayerSpecification[] {
  return [
    {
      id: 'clusters',
      type: 'circle',
      source: 'points',
      filter: ['has', 'point_count'],
      paint: {
        'circle-color': paint.accent,
        'circle-radius': ['step', ['get', 'point_count'], 14, 20, 18, 100, 24],
        'circle-stroke-color': paint.surface,
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'counts',
      type: 'symbol',
      source: 'points',
      filter: ['has', 'point_count'],
      layout: { 'text-field': ['get', 'point_count_abbreviated'], 'text-size': 12 },
      paint: { 'text-color': '#ffffff' },
    },
    {
      id: 'points',
      type: 'circle',
      source: 'points',
      filter: ['!', ['has', 'point_count']],
      layout: { 'circle-sort-key': ['match', ['get', 'lamp'], 'red', 2, 'yellow', 1, 0] },
      paint: {
        'circle-color': [
          'match',
          ['get', 'lamp'],
          'red',
          paint.red,
          'yellow',
          paint.yellow,
          'green',
          paint.green,
          paint.none,
        ],
        'circle-radius': ['match', ['get', 'lamp'], 'red', 8, 'yellow', 7, 6],
        'circle-stroke-color': paint.surface,
        'circle-stroke-width': 1.5,
      },
    },
  ]
}
