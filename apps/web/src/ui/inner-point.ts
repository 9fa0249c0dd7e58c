type Place = readonly [x: number, y: number]
type Ring = readonly Place[]

/** How many points of a shape are tried along each side of what surrounds it. */
const tries = 12

/**
 * A point inside of rings as far from their edge as a coarse search finds, for a name: the middle of a bent area may lie outside of
 * it. Undefined when there is nothing inside.
 */
export function innerPoint(rings: readonly Ring[]): Place | undefined {
  const points = rings.flat()
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  const [west, south] = [Math.min(...xs), Math.min(...ys)]
  const [width, height] = [Math.max(...xs) - west, Math.max(...ys) - south]
  let best: Place | undefined
  let most = 0
  for (let row = 0; row < tries; row += 1) {
    for (let column = 0; column < tries; column += 1) {
      const at: Place = [west + ((column + 0.5) / tries) * width, south + ((row + 0.5) / tries) * height]
      if (!isInside(rings, at)) continue
      const room = Math.min(...rings.map((ring) => distanceTo(ring, at)))
      if (room > most) [best, most] = [at, room]
    }
  }
  return best
}

/** Inside of an odd number of rings: not in a hole. */
function isInside(rings: readonly Ring[], [x, y]: Place): boolean {
  let isIn = false
  for (const ring of rings) {
    for (const [[ax, ay], [bx, by]] of sidesOf(ring)) {
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) isIn = !isIn
    }
  }
  return isIn
}

/** Squared, to the nearest side. */
function distanceTo(ring: Ring, [x, y]: Place): number {
  let nearest = Infinity
  for (const [[ax, ay], [bx, by]] of sidesOf(ring)) {
    const [dx, dy] = [bx - ax, by - ay]
    const length = dx * dx + dy * dy
    const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length))
    nearest = Math.min(nearest, (x - ax - share * dx) ** 2 + (y - ay - share * dy) ** 2)
  }
  return nearest
}

function sidesOf(ring: Ring): readonly (readonly [Place, Place])[] {
  return ring.map((point, index) => [point, ring[(index + 1) % ring.length] ?? point] as const)
}

/** The rings in the coordinates of a polygon or of several. */
export function ringsIn(coordinates: unknown): readonly Ring[] {
  if (!Array.isArray(coordinates)) return []
  const points = coordinates.flatMap((one: unknown) => {
    const [x, y]: readonly unknown[] = Array.isArray(one) ? one : []
    return typeof x === 'number' && typeof y === 'number' ? [[x, y] as const] : []
  })
  return points.length > 0 ? [points] : coordinates.flatMap(ringsIn)
}
