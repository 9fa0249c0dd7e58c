// oxlint-disable-next-line typescript/triple-slash-reference -- packages that import this one check it too and need the types
/// <reference path="./gcoord.d.ts" />
import gcoord from 'gcoord'
import type { AreaGeometry, Position, Ring } from './geometry.ts'

/**
 * Systems in which places arrive. Inside, everything is CGCS2000, which we hold to be the same as WGS-84: both are defined
 * alike, and what has grown between them since CGCS2000 was fixed at epoch 2000.0 is the drift of the plates, some 3 cm a
 * year, so below 1 m. GCJ-02 is what domestic maps and phones give, BD-09 what Baidu makes of that.
 */
export const coordinateSystems = ['cgcs2000', 'wgs84', 'gcj02', 'bd09'] as const
export type CoordinateSystem = (typeof coordinateSystems)[number]

/**
 * A position in CGCS2000. Undoing the published approximation of GCJ-02 and BD-09 is exact to a millimetre; how well that
 * approximation meets the real, unpublished shift is said by nobody: count on a few metres, and do not survey with it.
 * Positions outside of China were never shifted and stay. A height stays as it is.
 */
export function toCgcs2000(position: Position, from: CoordinateSystem): Position {
  const [longitude, latitude, ...rest] = position
  const [x, y] = unshift(longitude, latitude, from)
  return [x, y, ...rest]
}

/** The shape in CGCS2000. */
export function convertGeometry(geometry: AreaGeometry, from: CoordinateSystem): AreaGeometry {
  switch (geometry.type) {
    case 'Polygon':
      return { type: 'Polygon', coordinates: convertRings(geometry.coordinates, from) }
    case 'MultiPolygon':
      return {
        type: 'MultiPolygon',
        coordinates: geometry.coordinates.map((polygon) => convertRings(polygon, from)),
      }
  }
}

function convertRings(rings: readonly Ring[], from: CoordinateSystem): readonly Ring[] {
  return rings.map((ring) => ring.map((position) => toCgcs2000(position, from)))
}

/** A position of CGCS2000 in another system: for maps that know only that one. */
export function fromCgcs2000(position: Position, to: CoordinateSystem): Position {
  const [longitude, latitude, ...rest] = position
  const [x, y] = shift(longitude, latitude, to)
  return [x, y, ...rest]
}

type Pair = [longitude: number, latitude: number]

function shift(longitude: number, latitude: number, to: CoordinateSystem): Pair {
  const pair: Pair = [longitude, latitude]
  switch (to) {
    case 'cgcs2000':
    case 'wgs84':
      return pair
    case 'gcj02':
      return gcoord.transform(pair, gcoord.WGS84, gcoord.GCJ02)
    case 'bd09':
      return gcoord.transform(pair, gcoord.WGS84, gcoord.BD09)
  }
}

/** gcoord alone misses by up to 0.3 m (measured over the whole country); repeated until it lands, it is exact. */
function unshift(longitude: number, latitude: number, from: CoordinateSystem): Pair {
  let [x, y]: Pair = [longitude, latitude]
  for (let step = 0; step < maximumSteps; step++) {
    const [shiftedX, shiftedY] = shift(x, y, from)
    const [missedX, missedY] = [longitude - shiftedX, latitude - shiftedY]
    ;[x, y] = [x + missedX, y + missedY]
    if (Math.abs(missedX) < closeEnough && Math.abs(missedY) < closeEnough) break
  }
  return [x, y]
}

/** A tenth of a millimetre in degrees. */
const closeEnough = 1e-9
const maximumSteps = 20
