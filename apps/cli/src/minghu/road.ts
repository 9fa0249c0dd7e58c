import { edgeOf, pointOf, pointsOfKey } from './mesh.ts'
import type { Mesh } from './mesh.ts'
import { mix } from './plane.ts'
import type { PlanePoint } from './plane.ts'
import { densityAt } from './skeleton.ts'
import type { Skeleton } from './skeleton.ts'
import { cutLines, urbanDensity } from './tiling.ts'
import type { Name } from './written.ts'

/** A line on the map. Main roads, railway and rivers are written; streets come from cuts; lanes have no name. */
export interface Road {
  readonly id: string
  readonly kind: 'main' | 'street' | 'lane' | 'railway' | 'river'
  readonly name: Name | undefined
  readonly paths: readonly (readonly PlanePoint[])[]
}

/** Where two named roads meet. */
export interface Junction {
  readonly roads: readonly [string, string]
  readonly at: PlanePoint
  /** Id of a grid at it. */
  readonly grid: string
}

/** All lines of the map; cuts through open land are no roads. Names of streets are taken from the list in turn. */
export function findRoads(
  mesh: Mesh,
  skeleton: Skeleton,
  names: ReadonlyMap<string, readonly Name[]>,
): readonly Road[] {
  const written = new Map(skeleton.lines.map((line) => [line.id, line]))
  const keys = Map.groupBy(mesh.lines.keys(), (key) => mesh.lines.get(key) ?? '')
  const open = new Map([...names].map(([street, list]) => [street, list.values()]))
  const roads: Road[] = []
  for (const [id, edges] of keys) {
    const line = written.get(id)
    if (line !== undefined) {
      const kind = line.kind === 'road' ? 'main' : line.kind
      roads.push({ id, kind, name: line.name, paths: chain(mesh, edges) })
      continue
    }
    const inner = edges.filter(isUrban)
    if (inner.length === 0 || !id.startsWith('cut:')) continue
    const street = id.startsWith(cutLines.community) ? (id.split(':')[2] ?? '') : ''
    const name = open.get(street)?.next().value
    roads.push({ id, kind: name === undefined ? 'lane' : 'street', name, paths: chain(mesh, inner) })
  }
  return roads

  function isUrban(key: number): boolean {
    const [a, b] = pointsOfKey(key)
    return densityAt(skeleton.density, mix(pointOf(mesh, a), pointOf(mesh, b), 0.5)) > urbanDensity
  }
}

/** Crossings of named roads, with a grid that touches each. */
export function findJunctions(
  mesh: Mesh,
  roads: readonly Road[],
  gridAt: (point: PlanePoint) => string | undefined,
): readonly Junction[] {
  const named = new Map(
    roads.filter(({ kind }) => kind === 'main' || kind === 'street').map((road) => [road.id, road]),
  )
  const meetings = new Map<number, Set<string>>()
  for (const [key, line] of mesh.lines) {
    if (!named.has(line)) continue
    for (const point of pointsOfKey(key)) meetings.set(point, (meetings.get(point) ?? new Set()).add(line))
  }
  const seen = new Set<string>()
  return [...meetings].flatMap(([point, lines]): readonly Junction[] => {
    const [one, other] = [...lines]
    if (one === undefined || other === undefined || seen.has(`${one} ${other}`)) return []
    seen.add(`${one} ${other}`)
    const at = pointOf(mesh, point)
    const around = [4, -4].flatMap((x) => [4, -4].map((y) => ({ x: at.x + x, y: at.y + y })))
    const grid = around.map(gridAt).find((found) => found !== undefined)
    return grid === undefined ? [] : [{ roads: [one, other], at, grid }]
  })
}

/** Joins edges to paths. */
function chain(mesh: Mesh, edges: readonly number[]): readonly (readonly PlanePoint[])[] {
  const open = new Set(edges)
  const around = new Map<number, number[]>()
  for (const key of edges) {
    const [a, b] = pointsOfKey(key)
    around.set(a, [...(around.get(a) ?? []), b])
    around.set(b, [...(around.get(b) ?? []), a])
  }
  const starts = [...around.keys()].toSorted((a, b) => ends(a) - ends(b))
  const paths: (readonly PlanePoint[])[] = []
  for (const start of starts) {
    const path = [start]
    for (let point: number | undefined = start; point !== undefined;) {
      const from: number = point
      point = around.get(from)?.find((one) => open.delete(edgeOf(from, one)))
      if (point !== undefined) path.push(point)
    }
    if (path.length > 1) paths.push(path.map((point) => pointOf(mesh, point)))
  }
  return paths

  /** Ends of paths come first. */
  function ends(point: number): number {
    return around.get(point)?.length === 1 ? 0 : 1
  }
}
