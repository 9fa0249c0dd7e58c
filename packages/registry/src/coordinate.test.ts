import { expect, test } from 'vitest'
import fc from 'fast-check'
import { convertGeometry, fromCgcs2000, toCgcs2000 } from './coordinate.ts'
import type { CoordinateSystem } from './coordinate.ts'
import type { Position } from './geometry.ts'

/** Metres between two positions that are close to each other. */
function metresBetween([x, y]: Position, [otherX, otherY]: Position): number {
  return Math.hypot((x - otherX) * 111_320 * Math.cos((y * Math.PI) / 180), (y - otherY) * 110_574)
}

// Points on which the usual implementations agree (Beijing, Shanghai, Shenzhen; Tian'anmen for BD-09).
test.each<[CoordinateSystem, Position, Position]>([
  ['gcj02', [116.38404722455657, 39.91334545536069], [116.377817, 39.911954]],
  ['gcj02', [121.531541859215, 31.17530398364597], [121.5272106, 31.1774276]],
  ['gcj02', [113.9171764808363, 22.540796131694766], [113.912316, 22.543847]],
])('a point of %s lies where it is known to lie', (system, shifted, plain) => {
  expect(metresBetween(toCgcs2000(shifted, system), plain)).toBeLessThan(0.01)
})

test('BD-09 is another step on top of GCJ-02', () => {
  const plain = toCgcs2000([116.404, 39.915], 'gcj02')
  const baidu: Position = [116.41036949371029, 39.92133699351022]
  expect(metresBetween(fromCgcs2000(plain, 'bd09'), baidu)).toBeLessThan(0.01)
  expect(metresBetween(toCgcs2000(baidu, 'bd09'), plain)).toBeLessThan(0.5)
})

test('undoing a shift is exact to a centimetre all over the country, and the shift is some hundred metres', () => {
  const inChina = fc.tuple(
    fc.double({ min: 73.5, max: 134.5, noNaN: true }),
    fc.double({ min: 18.2, max: 53.4, noNaN: true }),
  )
  fc.assert(
    fc.property(inChina, fc.constantFrom('gcj02' as const, 'bd09' as const), (position, system) => {
      const shifted = fromCgcs2000(position, system)
      expect(metresBetween(toCgcs2000(shifted, system), position)).toBeLessThan(0.01)
      expect(metresBetween(shifted, position)).toBeGreaterThan(10)
      expect(metresBetween(shifted, position)).toBeLessThan(3000)
    }),
  )
})

test('WGS-84 and CGCS2000 are one, a height stays, and abroad nothing is shifted', () => {
  expect(toCgcs2000([116.4, 39.9, 12], 'wgs84')).toEqual([116.4, 39.9, 12])
  expect(toCgcs2000([116.4, 39.9, 12], 'gcj02')).toHaveLength(3)
  expect(toCgcs2000([-73.9, 40.7], 'gcj02')).toEqual([-73.9, 40.7])
})

test('a shape is moved as a whole and stays closed', () => {
  const ring: readonly Position[] = [
    [116.3, 39.9],
    [116.31, 39.9],
    [116.3, 39.91],
    [116.3, 39.9],
  ]
  const moved = convertGeometry({ type: 'MultiPolygon', coordinates: [[ring]] }, 'gcj02')
  if (moved.type !== 'MultiPolygon') return expect.unreachable()
  const [first, ...others] = moved.coordinates[0]?.[0] ?? []
  expect(others.at(-1)).toEqual(first)
  expect(first).not.toEqual(ring[0])
})
