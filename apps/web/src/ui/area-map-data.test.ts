import { expect, test } from 'vitest'
import { boundsOf, pointFeatures, shadedFeatures } from './area-map-data.ts'
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
