import { assert } from '@duibiao/base'
import type { PlanePoint } from './plane.ts'

/**
 * Land cut into faces that share their points and sides, so that neighbours can have neither gap nor overlap. Points are
 * whole decimetres; faces run counterclockwise and name their points by number.
 */
export interface Mesh {
  readonly points: PlanePoint[]
  /** A face that was cut or joined is gone. */
  readonly faces: (readonly number[] | undefined)[]
  /** The face to the left of a side, by `sideOf`. */
  readonly owners: Map<number, number>
  /** The line that a side is part of, by `edgeOf`. */
  readonly lines: Map<number, string>
}

/** Where a cut begins or ends: at a point of the face, or on the side that begins there. */
export type CutEnd =
  | { readonly kind: 'corner'; readonly point: number }
  | { readonly kind: 'side'; readonly from: number; readonly to: number; readonly at: PlanePoint }

/** Key of a directed side. */
export function sideOf(from: number, to: number): number {
  return from * 2 ** 24 + to
}

/** Key of a side in either direction. */
export function edgeOf(a: number, b: number): number {
  return a < b ? sideOf(a, b) : sideOf(b, a)
}

/** The two points of a key. */
export function pointsOfKey(key: number): readonly [number, number] {
  return [Math.floor(key / 2 ** 24), key % 2 ** 24]
}

/** The sides of a face, in its direction. */
export function sidesOfFace(face: readonly number[]): readonly (readonly [number, number])[] {
  return face.map((from, index) => [from, face[(index + 1) % face.length] ?? from])
}

export function faceOf(mesh: Mesh, face: number): readonly number[] {
  const points = mesh.faces[face]
  assert(points !== undefined, 'the face was not cut or joined before')
  return points
}

export function pointOf(mesh: Mesh, point: number): PlanePoint {
  const found = mesh.points[point]
  assert(found !== undefined, 'the mesh has this point')
  return found
}

export function ringOfFace(mesh: Mesh, face: number): readonly PlanePoint[] {
  return faceOf(mesh, face).map((point) => pointOf(mesh, point))
}

export function addFace(mesh: Mesh, points: readonly number[]): number {
  const face = mesh.faces.push(points) - 1
  for (const [from, to] of sidesOfFace(points)) mesh.owners.set(sideOf(from, to), face)
  return face
}

/** Cuts a face along a path from one end to the other; the inner points are new ones. Gives the parts left and right. */
export function cutFace(
  mesh: Mesh,
  face: number,
  cut: {
    readonly from: CutEnd
    readonly inner: readonly PlanePoint[]
    readonly to: CutEnd
    readonly line: string
  },
): readonly [left: number, right: number] {
  const from = placeEnd(mesh, cut.from)
  const to = placeEnd(mesh, cut.to)
  const path = [from, ...cut.inner.map((point) => addPoint(mesh, point)), to]
  const ring = faceOf(mesh, face)
  // Going from `to` on to `from` along the border, and back by the cut, leaves the part on the left of the cut.
  const left = [...walk(ring, to, from), ...path.slice(1, -1)]
  const right = [...walk(ring, from, to), ...path.slice(1, -1).toReversed()]
  mesh.faces[face] = undefined
  path.slice(1).forEach((point, index) => mesh.lines.set(edgeOf(path[index] ?? point, point), cut.line))
  return [addFace(mesh, left), addFace(mesh, right)]
}

/** Joins faces to one; undefined, and nothing changed, when they do not make one ring. */
export function joinFaces(mesh: Mesh, faces: readonly number[]): number | undefined {
  const rings = borderRings(faces.map((face) => faceOf(mesh, face)))
  const [ring] = rings
  if (ring === undefined || rings.length > 1) return undefined
  for (const face of faces) {
    for (const [from, to] of sidesOfFace(faceOf(mesh, face))) mesh.owners.delete(sideOf(from, to))
    mesh.faces[face] = undefined
  }
  return addFace(mesh, ring)
}

/** The rings around faces taken together: what remains when sides that two of them share are left out. */
export function borderRings(faces: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const open = new Map<number, number[]>()
  const all = new Set(faces.flatMap((face) => sidesOfFace(face).map(([from, to]) => sideOf(from, to))))
  for (const key of all) {
    const [from, to] = pointsOfKey(key)
    if (!all.has(sideOf(to, from))) open.set(from, [...(open.get(from) ?? []), to])
  }
  const rings: (readonly number[])[] = []
  for (const start of open.keys()) {
    const ring: number[] = []
    for (let point: number | undefined = start; point !== undefined; point = open.get(point)?.pop())
      ring.push(point)
    if (ring.length > 1) rings.push(ring.slice(0, -1))
  }
  return rings
}

function addPoint(mesh: Mesh, { x, y }: PlanePoint): number {
  return mesh.points.push({ x: Math.round(x), y: Math.round(y) }) - 1
}

/** A new point on a side becomes a point of both faces that have the side. */
function placeEnd(mesh: Mesh, end: CutEnd): number {
  if (end.kind === 'corner') return end.point
  const { from, to } = end
  const point = addPoint(mesh, end.at)
  const line = mesh.lines.get(edgeOf(from, to))
  mesh.lines.delete(edgeOf(from, to))
  for (const [a, b] of [
    [from, to],
    [to, from],
  ] as const) {
    if (line !== undefined) mesh.lines.set(edgeOf(a, point), line)
    const face = mesh.owners.get(sideOf(a, b))
    if (face === undefined) continue
    const ring = faceOf(mesh, face)
    mesh.owners.delete(sideOf(a, b))
    mesh.owners.set(sideOf(a, point), face)
    mesh.owners.set(sideOf(point, b), face)
    mesh.faces[face] = ring.toSpliced(ring.indexOf(a) + 1, 0, point)
  }
  return point
}

/** The points of a ring from one on to another, both included. */
function walk(ring: readonly number[], from: number, to: number): readonly number[] {
  const start = ring.indexOf(from)
  const turned = [...ring.slice(start), ...ring.slice(0, start)]
  return turned.slice(0, turned.indexOf(to) + 1)
}
