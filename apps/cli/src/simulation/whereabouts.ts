import { ringsOf } from '@duibiao/registry'
import type { AreaGeometry, Ring } from '@duibiao/registry'
import { isInsideRing } from '../minghu/plane.ts'
import type { Chance } from './chance.ts'

/** Where in an area something happened, in degrees to the decimetre: anywhere in it, as chance has it. */
export function whereaboutsIn(
  geometry: AreaGeometry,
  chance: Chance,
): { readonly longitude: number; readonly latitude: number } | undefined {
  const rings = ringsOf(geometry).map(planeOf)
  const outer = rings[0] ?? []
  const [xs, ys] = [outer.map(({ x }) => x), outer.map(({ y }) => y)]
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const point = {
      x: chance.between(Math.min(...xs), Math.max(...xs)),
      y: chance.between(Math.min(...ys), Math.max(...ys)),
    }
    if (rings.filter((ring) => isInsideRing(ring, point)).length % 2 === 1) {
      return { longitude: round(point.x), latitude: round(point.y) }
    }
  }
  return undefined
}

function planeOf(ring: Ring) {
  return ring.slice(1).map(([x, y]) => ({ x, y }))
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}
