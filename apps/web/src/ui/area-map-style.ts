import type { GeoJSONSourceSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { groundLayers, groundNameLayers } from './area-map-ground.ts'
import type { MapPaint } from './area-map-paint.ts'

const empty: GeoJSONSourceSpecification = {
  type: 'geojson',
  data: { type: 'FeatureCollection', features: [] },
}

/**
 * The ground, areas, their names, and points in clusters. Red points lie above the others and are larger, so that colour is not
 * alone; no glyphs are fetched, for the map draws all letters with the fonts of the browser.
 */
export function styleOf(paint: MapPaint): StyleSpecification {
  return {
    version: 8,
    sources: {
      ground: empty,
      areas: empty,
      names: empty,
      heat: empty,
      points: { ...empty, cluster: true, clusterRadius: 44 * paint.scale, clusterMaxZoom: 15 },
    },
    layers: [
      { id: 'outside', type: 'background', paint: { 'background-color': paint.ground } },
      { id: 'areas', type: 'fill', source: 'areas', paint: { 'fill-color': paint.land } },
      ...groundLayers(paint),
      ...areaLayers(paint),
      ...groundNameLayers(paint),
      heatLayer(paint),
      ...pointLayers(paint),
    ],
  }
}

function areaLayers(paint: MapPaint): LayerSpecification[] {
  return [
    {
      id: 'shades',
      type: 'fill',
      source: 'areas',
      paint: { 'fill-color': paint.accent, 'fill-opacity': ['*', ['get', 'shade'], 0.75] },
    },
    {
      id: 'edges',
      type: 'line',
      source: 'areas',
      paint: { 'line-color': paint.border, 'line-width': 1.5, 'line-dasharray': [4, 2] },
    },
    {
      id: 'names',
      type: 'symbol',
      source: 'names',
      layout: {
        'text-field': [
          'case',
          ['==', ['get', 'mark'], ''],
          ['get', 'name'],
          ['concat', ['get', 'name'], '\n', ['get', 'mark']],
        ],
        'text-size': 13 * paint.scale,
        'text-max-width': 8,
      },
      paint: { 'text-color': paint.ink, 'text-halo-color': paint.surface, 'text-halo-width': 1.6 },
    },
  ]
}

function heatLayer({ scale, heat: [low, middle, high] }: MapPaint): LayerSpecification {
  return {
    id: 'heat',
    type: 'heatmap',
    source: 'heat',
    paint: {
      'heatmap-radius': ['interpolate', ['linear'], ['zoom'], 10, 14 * scale, 15, 48 * scale],
      'heatmap-intensity': ['interpolate', ['linear'], ['zoom'], 10, 0.3, 15, 1.5],
      'heatmap-opacity': 0.75,
      'heatmap-color': [
        'interpolate',
        ['linear'],
        ['heatmap-density'],
        0,
        'rgba(0, 0, 0, 0)',
        0.2,
        low,
        0.6,
        middle,
        1,
        high,
      ],
    },
  }
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
        'circle-radius': ['*', paint.scale, ['step', ['get', 'point_count'], 14, 20, 18, 100, 24]],
        'circle-stroke-color': paint.surface,
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'counts',
      type: 'symbol',
      source: 'points',
      filter: ['has', 'point_count'],
      layout: { 'text-field': ['get', 'point_count_abbreviated'], 'text-size': 12 * paint.scale },
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
        'circle-radius': ['*', paint.scale, ['match', ['get', 'lamp'], 'red', 8, 'yellow', 7, 6]],
        'circle-stroke-color': paint.surface,
        'circle-stroke-width': 1.5,
      },
    },
  ]
}
