/**
 * Figures of the point-to-grid lookup: microseconds for one point among many grids, held against a full scan on a
 * sample. `node tools/bench/grid.ts [GRIDS]`, 100,000 when not said. Exit code 1 when a scan finds another grid.
 */
import type { GridLookup, GridShape, Point, Ring } from '@duibiao/registry'
import { findGrid, makeGridLookup } from '@duibiao/registry'
import { makeRandom } from '@duibiao/testkit'
import type { Random } from '@duibiao/testkit'

export interface GridFigures {
  readonly grids: number
  readonly corners: number
  readonly buildMilliseconds: number
  readonly microsecondsPerPoint: number
  readonly scanMicrosecondsPerPoint: number
  readonly outside: number
  readonly disagreements: number
}

const cornersPerSide = 6

/** Measures the lookup over about `count` crooked grids that fill a square without gap, of 24 corners each. */
export function measureGridLookup(count: number): GridFigures {
  const random = makeRandom('bench grid', 1)
  const side = Math.ceil(Math.sqrt(count))
  const shapes = makeShapes(random, side)
  const start = performance.now()
  const lookup = makeGridLookup(shapes)
  const buildMilliseconds = performance.now() - start
  const points = Array.from({ length: 200_000 }, () => makePoint(random))
  // The first round is for the compiler.
  const outside = countOutside(lookup, points)
  const begin = performance.now()
  countOutside(lookup, points)
  const microsecondsPerPoint = ((performance.now() - begin) / points.length) * 1000
  const sample = points.slice(0, 50)
  const scanStart = performance.now()
  const disagreements = sample.filter((point) => scan(shapes, point) !== findGrid(lookup, point)).length
  const scanMicrosecondsPerPoint = ((performance.now() - scanStart) / sample.length) * 1000
  const corners = lookup.positions.length / 2
  const { length: grids } = shapes
  return {
    grids,
    corners,
    buildMilliseconds,
    microsecondsPerPoint,
    scanMicrosecondsPerPoint,
    outside,
    disagreements,
  }
}

function countOutside(lookup: GridLookup, points: readonly Point[]): number {
  return points.reduce((count, point) => count + (findGrid(lookup, point) === undefined ? 1 : 0), 0)
}

/** The plain textbook test over every grid. */
function scan(shapes: readonly GridShape[], { longitude: x, latitude: y }: Point): string | undefined {
  const found = shapes.find(({ geometry }) => {
    const [ring = []] = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
    return ring.reduce((isOdd, [ax, ay], index) => {
      const [bx, by] = ring[index + 1] ?? [ax, ay]
      return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax ? !isOdd : isOdd
    }, false)
  })
  return found?.id
}

/** A square of half a degree, some 50 km, that begins at 120° E, 36° N. */
const extent = 0.5

function makePoint(random: Random): Point {
  return { longitude: 120 + random.next() * extent, latitude: 36 + random.next() * extent }
}

function makeShapes(random: Random, side: number): readonly GridShape[] {
  const step = extent / side / cornersPerSide
  const width = side * cornersPerSide + 1
  const jitter = Float64Array.from({ length: 2 * width * width }, () => (random.next() - 0.5) * 0.8 * step)
  function corner(column: number, row: number): readonly [number, number] {
    const index = 2 * (row * width + column)
    return [120 + column * step + (jitter[index] ?? 0), 36 + row * step + (jitter[index + 1] ?? 0)]
  }
  return Array.from({ length: side * side }, (_, shape) => {
    const west = (shape % side) * cornersPerSide
    const south = Math.floor(shape / side) * cornersPerSide
    const along = Array.from({ length: cornersPerSide }, (__, step1) => step1)
    const ring: Ring = [
      ...along.map((at) => corner(west + at, south)),
      ...along.map((at) => corner(west + cornersPerSide, south + at)),
      ...along.map((at) => corner(west + cornersPerSide - at, south + cornersPerSide)),
      ...along.map((at) => corner(west, south + cornersPerSide - at)),
      corner(west, south),
    ]
    return { id: `grid ${shape}`, geometry: { type: 'Polygon', coordinates: [ring] } }
  })
}

if (import.meta.main) {
  const figures = measureGridLookup(Number(process.argv[2] ?? 100_000))
  console.log(
    `${figures.grids} grids with ${figures.corners} corners, built in ${figures.buildMilliseconds.toFixed(0)} ms\n` +
      `lookup  ${figures.microsecondsPerPoint.toFixed(2)} µs a point\n` +
      `scan    ${figures.scanMicrosecondsPerPoint.toFixed(0)} µs a point, ${figures.disagreements} disagreements\n` +
      `${figures.outside} of 200000 points outside of all grids`,
  )
  process.exitCode = figures.disagreements === 0 ? 0 : 1
}
