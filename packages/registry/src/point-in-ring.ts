/** A point in degrees, on a plane: edges are straight lines in longitude and latitude. */
export type Point = { readonly longitude: number; readonly latitude: number }

/** Closed rings one after the other as x, y, x, y …, from index `from` up to `to`, each repeating its first position. */
export type RingRange = { readonly positions: Float64Array; readonly from: number; readonly to: number }

/**
 * True when a ray from the point to the east crosses the ring an odd number of times. Edges belong to what lies east of
 * them, and horizontal ones to what lies north: of areas that share a border, exactly one has each of its points.
 */
export function isOddInRing({ positions, from, to }: RingRange, point: Point): boolean {
  const { longitude: x, latitude: y } = point
  let isOdd = false
  for (let index = from; index + 3 < to; index += 2) {
    const ay = at(positions, index + 1)
    const by = at(positions, index + 3)
    if (ay > y === by > y) continue
    const ax = at(positions, index)
    const bx = at(positions, index + 2)
    if (x >= ax && x >= bx) continue
    if (
      (x < ax && x < bx) ||
      (by > ay ? sideOf(positions, index, point) > 0 : sideOf(positions, index, point) < 0)
    ) {
      isOdd = !isOdd
    }
  }
  return isOdd
}

/** True when the point lies on an edge or corner of the ring. */
export function isOnRing({ positions, from, to }: RingRange, point: Point): boolean {
  for (let index = from; index + 3 < to; index += 2) {
    if (isInBox(positions, index, point) && sideOf(positions, index, point) === 0) return true
  }
  return false
}

/** Positive when the point is left of the edge at `index`, negative when right, 0 when on its line. Exact. */
export function sideOf(positions: Float64Array, index: number, point: Point): number {
  const { longitude: x, latitude: y } = point
  const left = (at(positions, index) - x) * (at(positions, index + 3) - y)
  const right = (at(positions, index + 1) - y) * (at(positions, index + 2) - x)
  const side = left - right
  // Shewchuk 1997: with this margin the sign of the rounded value is right; nearly all points are outside of it.
  if (Math.abs(side) > roundingMargin * (Math.abs(left) + Math.abs(right))) return side
  return exactSideOf(positions, index, point)
}

const roundingMargin = (3 + 16 * 2 ** -53) * 2 ** -53

function exactSideOf(positions: Float64Array, index: number, point: Point): number {
  const x = exactOf(point.longitude)
  const y = exactOf(point.latitude)
  const ax = exactOf(at(positions, index)) - x
  const ay = exactOf(at(positions, index + 1)) - y
  const bx = exactOf(at(positions, index + 2)) - x
  const by = exactOf(at(positions, index + 3)) - y
  const side = ax * by - ay * bx
  return side > 0n ? 1 : side < 0n ? -1 : 0
}

const float = new Float64Array(1)
const bits = new BigUint64Array(float.buffer)

/** A finite number times 2^1074, which is an integer for every double. */
function exactOf(value: number): bigint {
  float[0] = value
  const raw = bits[0] ?? 0n
  const exponent = (raw >> 52n) & 0x7ffn
  const fraction = raw & 0xfffffffffffffn
  const size = exponent === 0n ? fraction : (fraction | 0x10000000000000n) << (exponent - 1n)
  return raw >> 63n === 1n ? -size : size
}

function isInBox(positions: Float64Array, index: number, { longitude: x, latitude: y }: Point): boolean {
  const ax = at(positions, index)
  const ay = at(positions, index + 1)
  const bx = at(positions, index + 2)
  const by = at(positions, index + 3)
  return x >= Math.min(ax, bx) && x <= Math.max(ax, bx) && y >= Math.min(ay, by) && y <= Math.max(ay, by)
}

function at(positions: Float64Array, index: number): number {
  return positions[index] ?? Number.NaN
}
