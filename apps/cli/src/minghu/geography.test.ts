import { readFileSync } from 'node:fs'
import { findGrid, findTreeFaults, isAreaCode, makeGridLookup, ringsOf } from '@duibiao/registry'
import type { Position } from '@duibiao/registry'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeGeography, positionOf } from './geography.ts'
import type { Geography } from './geography.ts'
import type { AreaPlace } from './area-place.ts'
import { drawMap } from './map.ts'
import { ringOfFace, sideOf, sidesOfFace } from './mesh.ts'
import { doCross, doubleArea, sides } from './plane.ts'
import { tileDistrict } from './tiling.ts'
import { readWrittenDistrict } from './written-file.ts'

const { skeleton, stock } = readWrittenDistrict()
const minghu = makeGeography(skeleton, stock, 1)

function areasOf({ areas }: Geography, level: AreaPlace['area']['level']): readonly AreaPlace[] {
  return areas.filter(({ area }) => area.level === level)
}

/** Directed sides of all rings, as text of their two positions. */
function sidesOf(places: readonly AreaPlace[]): readonly string[] {
  return places.flatMap(({ area }) =>
    ringsOf(area.geometry).flatMap((ring) =>
      ring.slice(1).map((to, index) => `${text(ring[index])}>${text(to)}`),
    ),
  )
}

function text(position: Position | undefined): string {
  return position?.join(' ') ?? ''
}

function turnBack(side: string): string {
  return side.split('>').toReversed().join('>')
}

test('there are 8 streets, one of them a town, 64 communities and 500 grids on about 120 km²', () => {
  expect(areasOf(minghu, 'district')).toHaveLength(1)
  expect(areasOf(minghu, 'street').map(({ area }) => area.name.at(-1))).toEqual(
    Array.from('道道道道道道道镇'),
  )
  expect(areasOf(minghu, 'community')).toHaveLength(64)
  expect(areasOf(minghu, 'grid')).toHaveLength(500)
  const [district] = minghu.areas
  expect(district?.squareKilometres).toBeGreaterThan(110)
  expect(district?.squareKilometres).toBeLessThan(130)
  expect(district?.people).toBeGreaterThan(300_000)
})

test('codes, names, paths and parents are those of a tree of areas', () => {
  expect(findTreeFaults(minghu.areas.map(({ area }) => area))).toEqual([])
  for (const { area } of minghu.areas) expect(isAreaCode(area.code, area.level, area.parent)).toBe(true)
  for (const level of ['street', 'community', 'grid'] as const) {
    const names = areasOf(minghu, level).flatMap(({ area, english }) => [area.name, english])
    expect(new Set(names).size).toBe(names.length)
  }
})

test('the same seed gives the same bytes, another seed another land', () => {
  const again = makeGeography(skeleton, stock, 1)
  expect(JSON.stringify(again)).toBe(JSON.stringify(minghu))
  expect(drawMap(again, 900)).toBe(drawMap(minghu, 900))
  expect(JSON.stringify(makeGeography(skeleton, stock, 2).areas)).not.toBe(JSON.stringify(minghu.areas))
})

describe('grids fill the land exactly', () => {
  test('each side inside is shared by two grids in opposite directions, the others make the outline', () => {
    const grids = sidesOf(areasOf(minghu, 'grid'))
    const all = new Set(grids)
    expect(all.size).toBe(grids.length)
    const border = new Set(grids.filter((side) => !all.has(turnBack(side))))
    expect(border).toEqual(new Set(sidesOf(areasOf(minghu, 'district'))))
  })

  test('every area is made of exactly the sides of the areas below that do not cancel out', () => {
    for (const parent of minghu.areas) {
      const children = minghu.areas.filter(({ area }) => area.parent === parent.area.id)
      if (children.length === 0) continue
      const all = new Set(sidesOf(children))
      const border = [...all].filter((side) => !all.has(turnBack(side)))
      expect(new Set(border)).toEqual(new Set(sidesOf([parent])))
      expect(parent.area.geometry.type).toBe('Polygon')
    }
  })

  test('for any seed: simple rings, every side twice but the outer ones, areas that add up to the whole', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (seed) => {
        const { mesh, streets } = tileDistrict(skeleton, seed)
        const faces = streets.flatMap(({ communities }) => communities.flatMap(({ grids }) => grids))
        expect(faces).toHaveLength(skeleton.grids)
        expect(new Set(faces).size).toBe(faces.length)
        const keys = faces.flatMap((face) => sidesOfFace(mesh.faces[face] ?? []))
        const all = new Set(keys.map(([from, to]) => sideOf(from, to)))
        expect(all.size).toBe(keys.length)
        let whole = 0
        for (const [from, to] of keys) {
          const [a, b] = [mesh.points[from], mesh.points[to]]
          if (all.has(sideOf(to, from)) || a === undefined || b === undefined) continue
          whole += a.x * b.y - b.x * a.y
        }
        const areas = faces.map((face) => doubleArea(ringOfFace(mesh, face)))
        expect(Math.min(...areas)).toBeGreaterThan(0)
        expect(areas.reduce((sum, area) => sum + area, 0)).toBe(whole)
        for (const face of faces) {
          const ring = sides(ringOfFace(mesh, face))
          const crossed = ring.filter((side, index) =>
            ring.slice(index + 1).some((other) => doCross(side, other)),
          )
          expect(crossed).toEqual([])
        }
      }),
      { numRuns: 8 },
    )
  })

  test('a point of the district lies in one grid, and that grid below the community that has the point', () => {
    const lookups = (['district', 'community', 'grid'] as const).map((level) =>
      makeGridLookup(areasOf(minghu, level).map(({ area }) => ({ id: area.id, geometry: area.geometry }))),
    )
    let found = 0
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 130_000 }), fc.integer({ min: 0, max: 110_000 }), (x, y) => {
        const [longitude, latitude] = positionOf(skeleton, { x: x + 0.5, y: y + 0.5 })
        const [district, community, grid] = lookups.map((lookup) => findGrid(lookup, { longitude, latitude }))
        expect(grid === undefined).toBe(district === undefined)
        if (grid === undefined) return
        found += 1
        expect(grid.startsWith(`${community}`)).toBe(true)
      }),
      { numRuns: 2000 },
    )
    // Half of the drawn points on average, and chance leans to the margins: far fewer would mean that nothing was tried.
    expect(found).toBeGreaterThan(500)
  })
})

test('landmarks, estates and crossings lie in the grid they name', () => {
  const lookup = makeGridLookup(
    areasOf(minghu, 'grid').map(({ area }) => ({ id: area.id, geometry: area.geometry })),
  )
  for (const { at, grid } of [...minghu.landmarks, ...minghu.estates]) {
    const [longitude, latitude] = positionOf(skeleton, at)
    expect(findGrid(lookup, { longitude, latitude })).toBe(grid)
  }
  expect(minghu.junctions.length).toBeGreaterThan(40)
})

test('names of estates, landmarks and roads are given once', () => {
  for (const names of [
    minghu.estates.map(({ name }) => name.zh),
    minghu.landmarks.map(({ name }) => name.zh),
    minghu.roads.flatMap(({ name }) => (name === undefined ? [] : [name.zh])),
  ]) {
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  }
})

test('the picture in the documents is that of seed 1 (`duibiao minghu --out DIR` writes it as map.svg)', () => {
  const picture = new URL('../../../../docs/pictures/minghu.svg', import.meta.url)
  expect(readFileSync(picture, 'utf8')).toBe(drawMap(minghu, 1100))
})
