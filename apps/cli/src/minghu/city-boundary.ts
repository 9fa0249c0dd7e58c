import { makeChance } from '../simulation/chance.ts'
import { positionOf } from './geography.ts'
import { centreOf, distance, doubleArea, isInsideRing, sides } from './plane.ts'
import type { PlanePoint } from './plane.ts'
import type { Skeleton } from './skeleton.ts'
import { field, listOf, numberOf, textOf } from './written.ts'
import type { Written } from './written.ts'

/** Where the parts of the city lie, and what stands below a map of them. */
export interface WrittenBoundary {
  readonly name: string
  readonly source: string
  readonly approval: string
  /** Code of the district that keeps its outline. */
  readonly own: string
  /** Of the whole city. */
  readonly middle: PlanePoint
  readonly sites: readonly Site[]
}

interface Site {
  readonly code: string
  readonly at: PlanePoint
  /** Square kilometres. */
  readonly ground: number
}

/** Decimetres. */
const kilometre = 10_000

export function readBoundary(written: Written): WrittenBoundary {
  return {
    name: textOf(field(written, 'name')),
    source: textOf(field(written, 'source')),
    approval: textOf(field(written, 'approval')),
    own: textOf(field(written, 'own')),
    middle: readPoint(field(written, 'middle')),
    sites: listOf(field(written, 'sites'), (one) => ({
      code: textOf(field(one, 'code')),
      at: readPoint(one),
      ground: numberOf(field(one, 'ground')),
    })),
  }
}

function readPoint(written: Written): PlanePoint {
  return {
    x: numberOf(field(written, 'east')) * kilometre,
    y: numberOf(field(written, 'north')) * kilometre,
  }
}

/** From the middle of a cell to its corners. */
const radius = 0.9 * kilometre

/** A six-sided piece of land, its corners counterclockwise. */
interface Cell {
  readonly middle: PlanePoint
  readonly corners: readonly PlanePoint[]
}

/**
 * Draws the districts of the city as GeoJSON: cells that tile the land are given to the sites, so that neighbours share their
 * borders and each has about its ground. The same seed gives the same bytes.
 */
export function writeCityBoundary(
  written: WrittenBoundary,
  skeleton: Skeleton,
  seed: number,
): { readonly name: string; readonly text: string } {
  const outline = skeleton.outline
  const home = centreOf(outline)
  const sites = written.sites.map((site) => ({ ...site, at: moved(site.at, home) }))
  const cells = layCells(written, { home, seed })
  const own = cells.filter(({ middle }) => isInsideRing(outline, middle))
  const others = cells.filter(({ middle }) => !isInsideRing(outline, middle))
  const owners = shareOut(others, sites)
  const features = [
    { code: written.own, cells: own },
    ...sites.map(({ code }) => ({ code, cells: others.filter((cell) => owners.get(cell) === code) })),
  ]
    .toSorted((one, other) => Number(one.code) - Number(other.code))
    .map(({ code, cells: land }) => ({
      type: 'Feature',
      properties: { code },
      geometry: { type: 'MultiPolygon', coordinates: polygonsOf(land).map(positionsOf) },
    }))
  const lines = features.map((feature) => JSON.stringify(feature)).join(',\n')
  return { name: written.name, text: `{"type":"FeatureCollection","features":[\n${lines}\n]}\n` }

  function positionsOf(rings: readonly (readonly PlanePoint[])[]) {
    return rings.map((ring) => [...ring, ...ring.slice(0, 1)].map((point) => positionOf(skeleton, point)))
  }
}

function moved({ x, y }: PlanePoint, by: PlanePoint): PlanePoint {
  return { x: x + by.x, y: y + by.y }
}

/** Cells of all the land of the city; a corner is where chance puts it, the same for the cells that meet in it. */
function layCells(
  { middle, sites }: WrittenBoundary,
  { home, seed }: { readonly home: PlanePoint; readonly seed: number },
): readonly Cell[] {
  const centre = moved(middle, home)
  const ground = sites.reduce((sum, site) => sum + site.ground, 120) * kilometre ** 2
  const reach = Math.sqrt(ground / Math.PI)
  const chance = makeChance(seed, 'city-outline')
  const waves = [2, 3, 5, 8].map((turns) => ({ turns, from: chance.between(0, 2 * Math.PI) }))
  const rows = Math.ceil((1.3 * reach) / (1.5 * radius))
  const columns = Math.ceil((1.3 * reach) / (Math.sqrt(3) * radius))
  const cells: Cell[] = []
  for (let row = -rows; row <= rows; row += 1) {
    for (let column = -columns; column <= columns; column += 1) {
      const shift = row % 2 === 0 ? 0 : 0.5
      const at = moved(centre, {
        x: Math.round((column + shift) * Math.sqrt(3) * radius),
        y: Math.round(row * 1.5 * radius),
      })
      if (distance(at, centre) <= reachAt(at)) cells.push({ middle: at, corners: cornersOf(at) })
    }
  }
  return cells

  function reachAt({ x, y }: PlanePoint): number {
    const angle = Math.atan2(y - centre.y, x - centre.x)
    return waves.reduce(
      (sum, { turns, from }) => sum + reach * (0.14 / turns) * Math.sin(turns * angle + from),
      reach,
    )
  }

  function cornersOf(at: PlanePoint): readonly PlanePoint[] {
    return Array.from({ length: 6 }, (_, turn) => {
      const angle = ((turn + 0.5) * Math.PI) / 3
      const plain = moved(at, { x: radius * Math.cos(angle), y: radius * Math.sin(angle) })
      // Cells that meet reckon the corner to the same hundred metres.
      const [x, y] = [Math.round(plain.x / 1000), Math.round(plain.y / 1000)]
      const own = makeChance(seed, 'city-corner', x, y)
      return {
        x: Math.round(x * 1000 + own.between(-0.3, 0.3) * radius),
        y: Math.round(y * 1000 + own.between(-0.3, 0.3) * radius),
      }
    })
  }
}

/** How often shares are held against what each site is to have. */
const turns = 60

/** Gives each cell to the site that is nearest for its reach; who has too little reaches farther from turn to turn. */
function shareOut(cells: readonly Cell[], sites: readonly Site[]): ReadonlyMap<Cell, string> {
  const total = sites.reduce((sum, { ground }) => sum + ground, 0)
  const reaches = new Map(sites.map(({ code, ground }) => [code, Math.sqrt(ground)]))
  let owners = new Map<Cell, string>()
  for (let turn = 0; turn < turns; turn += 1) {
    owners = new Map(cells.map((cell) => [cell, nearest(cell.middle)]))
    const counts = Map.groupBy(owners.values(), (code) => code)
    for (const { code, ground } of sites) {
      const wanted = (ground / total) * cells.length
      const share = ((counts.get(code)?.length ?? 0) + 1) / (wanted + 1)
      reaches.set(code, (reaches.get(code) ?? 1) * share ** -0.2)
    }
  }
  return owners

  function nearest(point: PlanePoint): string {
    let [best, least] = ['', Infinity]
    for (const { code, at } of sites) {
      const far = distance(point, at) / (reaches.get(code) ?? 1)
      if (far < least) [best, least] = [code, far]
    }
    return best
  }
}

/** The land of some cells as polygons: an outline and its holes each. */
function polygonsOf(cells: readonly Cell[]): readonly (readonly (readonly PlanePoint[])[])[] {
  const rings = ringsAround(cells)
  const outlines = rings.filter((ring) => doubleArea(ring) > 0)
  const holes = rings.filter((ring) => doubleArea(ring) < 0)
  return outlines.map((outline) => [
    outline,
    ...holes.filter((hole) => isInsideRing(outline, centreOf(hole))),
  ])
}

/** The sides that only one of the cells has, joined: at a corner of three cells there is one way on. */
function ringsAround(cells: readonly Cell[]): readonly (readonly PlanePoint[])[] {
  const next = new Map<string, { readonly from: PlanePoint; readonly to: PlanePoint }>()
  for (const { corners } of cells) {
    for (const [from, to] of sides(corners)) {
      const back = `${keyOf(to)} ${keyOf(from)}`
      if (next.has(back)) next.delete(back)
      else next.set(`${keyOf(from)} ${keyOf(to)}`, { from, to })
    }
  }
  const ways = new Map([...next.values()].map(({ from, to }) => [keyOf(from), to]))
  const rings: (readonly PlanePoint[])[] = []
  for (let start = ways.keys().next(); start.done !== true; start = ways.keys().next()) {
    const ring: PlanePoint[] = []
    let to = ways.get(start.value)
    ways.delete(start.value)
    while (to !== undefined) {
      ring.push(to)
      const key = keyOf(to)
      to = ways.get(key)
      ways.delete(key)
    }
    rings.push(ring)
  }
  return rings
}

function keyOf({ x, y }: PlanePoint): string {
  return `${x},${y}`
}
