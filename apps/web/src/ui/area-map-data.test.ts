import { expect, test } from 'vitest'
import { boundsOf, groundFeatures, pointFeatures, shadedFeatures } from './area-map-data.ts'
import type { AreaShapes } from './area-shape.ts'

const square = {
  type: 'Polygon',
  coordinates: [
    [
      [117, 36],
      [118, 36],
      [118, 37],
      [117, 36],
    ],
  ],
}
function areas(...geometries: readonly (object | null)[]): AreaShapes {
  return {
    type: 'FeatureCollection',
    features: geometries.map((geometry, index) => ({
      type: 'Feature',
      id: `area-${index}`,
      properties: { name: `${index}` },
      geometry,
    })),
  }
}

test('the map begins where all its areas are in sight', () => {
  expect(boundsOf(areas(square, null))).toEqual([117, 36, 118, 37])
  expect(boundsOf(areas(null))).toBeUndefined()
})

test('an area without a shape is not drawn, and one without a number is light', () => {
  const { features } = shadedFeatures(areas(square, null), new Map([['area-1', 1]]))
  expect(features.map(({ properties }: { readonly properties: unknown }) => properties)).toEqual([
    { id: 'area-0', name: '0', shade: 0 },
  ])
})

test('a point keeps its lamp', () => {
  const { features } = pointFeatures([{ id: 'm', longitude: 117.1, latitude: 36.2, lamp: 'red' }])
  expect(features[0]).toMatchObject({
    properties: { id: 'm', lamp: 'red' },
    geometry: { coordinates: [117.1, 36.2] },
  })
})

test('names of the ground are in the language of the screen, and in the other where there is but one', () => {
  const ground = {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { kind: 'water', name: '明湖', name_en: 'Minghu Lake' },
        geometry: square,
      },
      { type: 'Feature', properties: { kind: 'park', name: '湖心公园' }, geometry: square },
      { type: 'Feature', properties: { kind: 'lane' }, geometry: square },
    ],
  } as const
  const names = (language: 'zh' | 'en') =>
    groundFeatures(ground, language).features.map(
      ({ properties }: { readonly properties: Readonly<Record<string, unknown>> | null }) =>
        properties?.['name'],
    )
  expect(names('en')).toEqual(['Minghu Lake', '湖心公园', ''])
  expect(names('zh')).toEqual(['明湖', '湖心公园', ''])
})
