import { expect, test } from 'vitest'
import { readBoundaries } from './boundary-file.ts'
import type { BoundaryWish } from './boundary-file.ts'
import { fromCgcs2000 } from './coordinate.ts'
import { ringsOf } from './geometry.ts'
import type { AreaGeometry } from './geometry.ts'
import { anIsland, windingTiles } from './test-boundary.ts'

const wish: BoundaryWish = { property: 'code', coordinates: 'cgcs2000', known: new Set(['110101', '110102']) }

function aFile(
  features: readonly (readonly [code: unknown, geometry: unknown])[],
  more: Readonly<Record<string, unknown>> = {},
): unknown {
  return {
    type: 'FeatureCollection',
    ...more,
    features: features.map(([code, geometry]) => ({ type: 'Feature', properties: { code }, geometry })),
  }
}

const [east, west] = [anIsland([116.4, 39.9], 0.1), anIsland([116.2, 39.9], 0.1)]

function told(file: unknown, change: Partial<BoundaryWish> = {}) {
  return readBoundaries(file, { ...wish, ...change }).faults.map(({ feature, code }) => [feature, code])
}

test('shapes come by code, whatever their order; a number is a code too, and the number of the country falls away', () => {
  const read = readBoundaries(
    aFile([
      [110102, west],
      ['156110101', east],
    ]),
    wish,
  )
  expect(read).toMatchObject({
    features: 2,
    passed: 0,
    positions: 8,
    keptPositions: 8,
    tolerance: 0,
    faults: [],
  })
  expect(read.shapes).toEqual([
    { code: '110101', geometry: east },
    { code: '110102', geometry: west },
  ])
})

test('features of other divisions are passed over and counted, whatever is wrong with them', () => {
  const read = readBoundaries(
    aFile([
      ['110101', east],
      ['310101', null],
    ]),
    wish,
  )
  expect(read).toMatchObject({
    passed: 1,
    faults: [{ feature: 2, code: 'code_unknown', params: { text: '310101' } }],
  })
  expect(read.shapes).toHaveLength(1)
})

test.each([
  ['shape_missing', null],
  ['shape_missing', { type: 'Polygon', coordinates: [] }],
  ['shape_malformed', { type: 'Point', coordinates: [116, 39] }],
  [
    'shape_malformed',
    {
      type: 'Polygon',
      coordinates: [
        [
          [116, 39],
          [117, 39],
          [117, 40],
        ],
      ],
    },
  ],
  ['shape_malformed', { type: 'Polygon', coordinates: [[[[[[[116, 39]]]]]]] }],
  [
    'shape_flat',
    {
      type: 'Polygon',
      coordinates: [
        [
          [116, 39],
          [117, 39],
          [118, 39],
          [116, 39],
        ],
      ],
    },
  ],
  [
    'shape_crosses',
    {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [2, 2],
          [2, 0],
          [0, 1],
          [0, 0],
        ],
      ],
    },
  ],
  [
    'not_degrees',
    {
      type: 'Polygon',
      coordinates: [
        [
          [448_000, 4_417_000],
          [449_000, 4_417_000],
        ],
      ],
    },
  ],
  [
    'axes_swapped',
    {
      type: 'Polygon',
      coordinates: [
        [
          [39.9, 116.4],
          [39.9, 116.5],
        ],
      ],
    },
  ],
])('%s is told of the feature', (code, geometry) => {
  const read = readBoundaries(
    aFile([
      ['110101', east],
      ['110102', geometry],
    ]),
    wish,
  )
  expect(read.faults).toMatchObject([{ feature: 2, code, params: { text: '110102' } }])
  // One that crosses itself can be drawn all the same.
  expect(read.shapes.map((one) => one.code)).toEqual(
    code === 'shape_crosses' ? ['110101', '110102'] : ['110101'],
  )
})

test('codes that are missing or come twice are told, the second of two with the first', () => {
  const read = readBoundaries(
    aFile([
      ['110101', east],
      ['', west],
      [undefined, west],
      ['110101', west],
    ]),
    wish,
  )
  expect(read.faults).toEqual([
    { feature: 2, code: 'code_missing', params: {} },
    { feature: 3, code: 'code_missing', params: {} },
    { feature: 4, code: 'code_doubled', params: { text: '110101', before: 1 } },
  ])
})

test('a file that is none, is too large or has another property is told as a whole', () => {
  expect(told(undefined)).toEqual([[0, 'no_features']])
  expect(told({ type: 'Topology', objects: {} })).toEqual([[0, 'no_features']])
  expect(told(aFile(Array.from({ length: 20_001 }, () => ['1', null])))).toEqual([[0, 'features_too_many']])
  const read = readBoundaries(aFile([['110101', east]]), { ...wish, property: 'adcode' })
  expect(read.faults).toEqual([
    { feature: 0, code: 'property_missing', params: { property: 'adcode', there: 'code' } },
  ])
  expect(read.shapes).toEqual([])
})

test.each([
  ['urn:ogc:def:crs:OGC:1.3:CRS84', 'cgcs2000', []],
  ['urn:ogc:def:crs:EPSG::4490', 'cgcs2000', []],
  ['EPSG:4326', 'gcj02', [[0, 'crs_contradicts']]],
  ['urn:ogc:def:crs:EPSG::4528', 'cgcs2000', [[0, 'crs_unknown']]],
  ['urn:ogc:def:crs:EPSG::14490', 'cgcs2000', [[0, 'crs_unknown']]],
  ['EPSG:3857', 'wgs84', [[0, 'crs_unknown']]],
] as const)('a file that says it is in %s, handed in as %s', (name, coordinates, faults) => {
  const crs = { type: 'name', properties: { name } }
  expect(told(aFile([['110101', east]], { crs }), { coordinates })).toEqual(faults)
})

test('what is in GCJ-02 comes back to where it is', () => {
  const shifted: AreaGeometry = {
    type: 'Polygon',
    coordinates: ringsOf(east).map((ring) => ring.map((position) => fromCgcs2000(position, 'gcj02'))),
  }
  const { shapes } = readBoundaries(aFile([['110101', shifted]]), { ...wish, coordinates: 'gcj02' })
  expect(shapes).toEqual([{ code: '110101', geometry: east }])
})

test('a province of 121 counties with 400,000 positions is drawn in less than 300 kB', () => {
  const tiles = windingTiles(11, { corners: 820 })
  const codes = tiles.map((_, place) => String(110_101 + place))
  const read = readBoundaries(aFile(tiles.map((tile, place) => [codes[place], tile])), {
    ...wish,
    known: new Set(codes),
  })
  expect(read.positions).toBeGreaterThan(390_000)
  expect(read.shapes).toHaveLength(121)
  expect(JSON.stringify(read.shapes).length).toBeLessThan(300_000)
  expect(read.tolerance).toBeLessThan(500)
})
