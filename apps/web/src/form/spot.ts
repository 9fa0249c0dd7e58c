/** Where something is: a point, or an area that was chosen by its name. */
export interface Spot {
  readonly longitude?: number
  readonly latitude?: number
  /** The smallest area known, and its name with those above it. */
  readonly area?: string
  readonly path: readonly string[]
  /** The area is a grid, which forms ask for. */
  readonly isGrid: boolean
  /** In which area the point lies is still being asked. */
  readonly isSought?: boolean
}
