import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { MapPaint } from './area-map-paint.ts'

/** Of a line in pixels at zoom 11 and at zoom 16, and what tells it from another of its kind. */
type Width = readonly [far: number, near: number, part?: string]

/** Hills, water and roads, below everything else. */
export function groundLayers(paint: MapPaint): LayerSpecification[] {
  return [
    face('hill', paint.hill),
    line('river', paint.water, [2, 9]),
    face('water', paint.water),
    face('island', paint.hill),
    line('lane', paint.road, [0.3, 4]),
    line('street', paint.roadEdge, [0.8, 9, '-edge']),
    line('street', paint.road, [0.5, 7]),
    line('railway', paint.rail, [1, 3]),
    line('main', paint.mainEdge, [2, 13, '-edge']),
    line('main', paint.main, [1.2, 10]),
    {
      id: 'metro',
      type: 'line',
      source: 'ground',
      filter: isKind('metro'),
      paint: { 'line-color': paint.place, 'line-width': 1.5, 'line-dasharray': [3, 2] },
    },
  ]

  function face(kind: string, colour: string): LayerSpecification {
    return {
      id: `ground-${kind}`,
      type: 'fill',
      source: 'ground',
      filter: ['all', ['==', ['geometry-type'], 'Polygon'], isKind(kind)],
      paint: { 'fill-color': colour },
    }
  }

  function line(kind: string, colour: string, width: Width): LayerSpecification {
    const [far, near, part = ''] = width
    return {
      id: `ground-${kind}${part}`,
      type: 'line',
      source: 'ground',
      filter: isKind(kind),
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': colour,
        'line-width': ['interpolate', ['exponential', 1.5], ['zoom'], 11, far * paint.scale, 16, near],
      },
    }
  }
}

/** Names of water and roads, and what people know a place by; they give way to the names of areas. */
export function groundNameLayers(paint: MapPaint): LayerSpecification[] {
  const halo = { 'text-halo-color': paint.surface, 'text-halo-width': 1.2 }
  return [
    {
      id: 'water-names',
      type: 'symbol',
      source: 'ground',
      filter: isKind('water'),
      layout: { 'text-field': ['get', 'name'], 'text-size': 16 * paint.scale, 'text-letter-spacing': 0.3 },
      paint: { 'text-color': paint.waterInk },
    },
    {
      id: 'road-names',
      type: 'symbol',
      source: 'ground',
      minzoom: 12.5,
      filter: ['in', ['get', 'kind'], ['literal', ['main', 'street', 'river']]],
      layout: { 'symbol-placement': 'line', 'text-field': ['get', 'name'], 'text-size': 11 * paint.scale },
      paint: { 'text-color': paint.place, ...halo },
    },
    {
      id: 'places',
      type: 'circle',
      source: 'ground',
      minzoom: 12,
      filter: isPlace,
      paint: {
        'circle-color': paint.place,
        'circle-radius': 2.5,
        'circle-stroke-color': paint.surface,
        'circle-stroke-width': 1,
      },
    },
    {
      id: 'place-names',
      type: 'symbol',
      source: 'ground',
      minzoom: 12.5,
      filter: isPlace,
      layout: {
        'text-field': ['get', 'name'],
        'text-size': 11 * paint.scale,
        'text-anchor': 'left',
        'text-offset': [0.5, 0],
        'text-max-width': 12,
      },
      paint: { 'text-color': paint.place, ...halo },
    },
  ]
}

const isPlace: ExpressionSpecification = ['==', ['geometry-type'], 'Point']

function isKind(kind: string): ExpressionSpecification {
  return ['==', ['get', 'kind'], kind]
}
