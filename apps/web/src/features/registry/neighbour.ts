import type { AreaShapes } from '../../ui/area-shape.ts'

type Shape = AreaShapes['features'][number]

/** A border is shared where at least so many points are: one alone is a corner. */
const border = 2

/** An area with those that border on it, by the points they share: what is imported is cut along the same points. */
export function withNeighbours(
  shapes: AreaShapes,
  id: string,
): { readonly own: Shape | undefined; readonly neighbours: readonly Shape[] } {
  const own = shapes.features.find((shape) => shape.id === id)
  const points = new Set(pointsIn(own))
  const neighbours = shapes.features.filter(
    (shape) => shape !== own && new Set(pointsIn(shape).filter((point) => points.has(point))).size >= border,
  )
  return { own, neighbours }
}

function pointsIn(shape: Shape | undefined): readonly string[] {
  const geometry = shape?.geometry
  return geometry !== null && geometry !== undefined && 'coordinates' in geometry
    ? positionsIn(geometry.coordinates)
    : []
}

function positionsIn(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return []
  return typeof value[0] === 'number' ? [value.join(' ')] : value.flatMap(positionsIn)
}
