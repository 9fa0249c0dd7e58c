/** A point on the plane of the district: decimetres to the east and north of its origin. */
export interface PlanePoint {
  readonly x: number
  readonly y: number
}

/** Twice the signed area of a ring, positive when it runs counterclockwise; exact for whole decimetres. */
export function doubleArea(ring: readonly PlanePoint[]): number {
  return sides(ring).reduce((sum, [a, b]) => sum + (a.x * b.y - b.x * a.y), 0)
}

/** Length of a ring, or of a path when it is not closed. */
export function lengthOf(points: readonly PlanePoint[], closed: boolean): number {
  return (closed ? sides(points) : steps(points)).reduce((sum, [a, b]) => sum + distance(a, b), 0)
}

export function distance(a: PlanePoint, b: PlanePoint): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

/** Positive when `c` lies to the left of the way from `a` to `b`. */
export function turn(a: PlanePoint, b: PlanePoint, c: PlanePoint): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

/** True when two segments cross at a point that is no end of either. */
export function doCross(
  [a, b]: readonly [PlanePoint, PlanePoint],
  [c, d]: readonly [PlanePoint, PlanePoint],
): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0
}

/** Counts crossings of a ray; for points on the border either answer is possible. */
export function isInsideRing(ring: readonly PlanePoint[], { x, y }: PlanePoint): boolean {
  let inside = false
  for (const [a, b] of sides(ring)) {
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside
  }
  return inside
}

/** The middle of the area of a ring. */
export function centreOf(ring: readonly PlanePoint[]): PlanePoint {
  let [x, y] = [0, 0]
  for (const [a, b] of sides(ring)) {
    const weight = a.x * b.y - b.x * a.y
    x += (a.x + b.x) * weight
    y += (a.y + b.y) * weight
  }
  const area = 3 * doubleArea(ring)
  return { x: x / area, y: y / area }
}

/** A point well inside a ring: its middle, or the best of a lattice when the middle lies outside or at the border. */
export function labelPoint(ring: readonly PlanePoint[]): PlanePoint {
  const centre = centreOf(ring)
  const room = Math.sqrt(Math.abs(doubleArea(ring)) / 2)
  const candidates = [centre, ...latticeIn(ring, room / 7)].filter((point) => isInsideRing(ring, point))
  const rated = candidates.map((point) => ({
    point,
    room: distanceToRing(ring, point) - 0.15 * distance(point, centre),
  }))
  return rated.reduce((best, one) => (one.room > best.room ? one : best), { point: centre, room: -Infinity })
    .point
}

/** The points of a lattice that lie inside a ring. */
export function latticeIn(ring: readonly PlanePoint[], gap: number): readonly PlanePoint[] {
  const { minX, minY, maxX, maxY } = boxOf(ring)
  const points: PlanePoint[] = []
  for (let y = minY + gap / 2; y < maxY; y += gap) {
    for (let x = minX + gap / 2; x < maxX; x += gap) {
      if (isInsideRing(ring, { x, y })) points.push({ x, y })
    }
  }
  return points
}

/** Rounds corners by cutting them (Chaikin): the ends of a path stay where they are. */
export function smooth(
  points: readonly PlanePoint[],
  closed: boolean,
  rounds: number = 2,
): readonly PlanePoint[] {
  if (rounds === 0) return points
  const cut = (closed ? sides(points) : steps(points)).flatMap(([a, b]) => [mix(a, b, 0.25), mix(a, b, 0.75)])
  const [first] = points
  const last = points.at(-1)
  const ends = closed || first === undefined || last === undefined ? cut : [first, ...cut.slice(1, -1), last]
  return smooth(ends, closed, rounds - 1)
}

/** The point at a share of the way from one to another. */
export function mix(a: PlanePoint, b: PlanePoint, share: number): PlanePoint {
  return { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) }
}

/** The sides of a ring, the closing one included. */
export function sides(ring: readonly PlanePoint[]): readonly (readonly [PlanePoint, PlanePoint])[] {
  return ring.map((point, index) => [point, ring[(index + 1) % ring.length] ?? point])
}

/** The segments of a path. */
export function steps(path: readonly PlanePoint[]): readonly (readonly [PlanePoint, PlanePoint])[] {
  return path.slice(1).map((point, index) => [path[index] ?? point, point])
}

function distanceToSegment(point: PlanePoint, [a, b]: readonly [PlanePoint, PlanePoint]): number {
  const square = (b.x - a.x) ** 2 + (b.y - a.y) ** 2
  if (square === 0) return distance(point, a)
  const share = ((point.x - a.x) * (b.x - a.x) + (point.y - a.y) * (b.y - a.y)) / square
  return distance(point, mix(a, b, Math.min(1, Math.max(0, share))))
}

function distanceToRing(ring: readonly PlanePoint[], point: PlanePoint): number {
  return Math.min(...sides(ring).map((side) => distanceToSegment(point, side)))
}

function boxOf(ring: readonly PlanePoint[]) {
  const xs = ring.map(({ x }) => x)
  const ys = ring.map(({ y }) => y)
  return { minX: Math.min(...xs), minY: Math.min(...ys), maxX: Math.max(...xs), maxY: Math.max(...ys) }
}
