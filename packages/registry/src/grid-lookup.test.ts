import { expect, test } from 'vitest'
import { AppError } from '@duibiao/base'
import { parseAreaGeometry } from './geometry.ts'
import type { Ring } from './geometry.ts'
import { findGrid, makeGridLookup } from './grid-lookup.ts'

function aSquare(west: number, south: number, size = 1): Ring {
  const [east, north] = [west + size, south + size]
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
}

const lookup = makeGridLookup([
  { id: 'west', geometry: { type: 'Polygon', coordinates: [aSquare(0, 0)] } },
  { id: 'east', geometry: { type: 'Polygon', coordinates: [aSquare(1, 0)] } },
  { id: 'north', geometry: { type: 'MultiPolygon', coordinates: [[aSquare(0, 1)], [aSquare(1, 1)]] } },
  { id: 'around', geometry: { type: 'Polygon', coordinates: [aSquare(10, 0, 3), aSquare(11, 1)] } },
])

test.each([
  { where: 'inside', longitude: 0.5, latitude: 0.5, id: 'west' },
  { where: 'on a border: the grid to the east', longitude: 1, latitude: 0.5, id: 'east' },
  { where: 'on a horizontal border: the grid to the north', longitude: 0.5, latitude: 1, id: 'north' },
  { where: 'on a corner of three', longitude: 1, latitude: 1, id: 'north' },
  { where: 'on the outer border to the east', longitude: 2, latitude: 0.5, id: 'east' },
  { where: 'on the outer border to the north', longitude: 0.5, latitude: 2, id: 'north' },
  { where: 'outside', longitude: 2.5, latitude: 0.5, id: undefined },
  { where: 'between the parts of nothing', longitude: 5, latitude: 5, id: undefined },
  { where: 'in a hole', longitude: 11.5, latitude: 1.5, id: undefined },
  { where: 'around a hole', longitude: 10.5, latitude: 1.5, id: 'around' },
  { where: 'on the border of a hole', longitude: 11, latitude: 1.5, id: 'around' },
  { where: 'nowhere', longitude: Number.NaN, latitude: 0, id: undefined },
])('a point $where', ({ longitude, latitude, id }) => {
  expect(findGrid(lookup, { longitude, latitude })).toBe(id)
})

test('no grids, no answer', () => {
  expect(findGrid(makeGridLookup([]), { longitude: 0, latitude: 0 })).toBeUndefined()
})

test('GeoJSON is read, and what is wrong with it is said with its path', () => {
  const polygon = { type: 'Polygon', coordinates: [aSquare(0, 0)] }
  expect(parseAreaGeometry(polygon)).toEqual(polygon)
  const wrong: readonly (readonly [unknown, string])[] = [
    [null, '$'],
    [{ type: 'Point', coordinates: [1, 2] }, 'type'],
    [{ type: 'Polygon', coordinates: [] }, 'coordinates'],
    [{ type: 'Polygon', coordinates: [aSquare(0, 0).slice(0, 3)] }, 'coordinates[0]'],
    [{ type: 'Polygon', coordinates: [aSquare(0, 0).slice(0, 4)] }, 'coordinates[0]'],
    [{ type: 'MultiPolygon', coordinates: [[aSquare(0, 0)], [aSquare(180, 0)]] }, 'coordinates[1][0][1]'],
    [
      {
        type: 'Polygon',
        coordinates: [
          [
            ['1', 2],
            [2, 2],
            [2, 3],
            ['1', 2],
          ],
        ],
      },
      'coordinates[0][0]',
    ],
  ]
  for (const [value, path] of wrong) {
    const error = catchError(() => parseAreaGeometry(value))
    expect(error).toMatchObject({ code: 'geometry_malformed', params: { path } })
  }
})

function catchError(run: () => unknown): AppError | undefined {
  try {
    run()
    return undefined
  } catch (error) {
    return error instanceof AppError ? error : undefined
  }
}
