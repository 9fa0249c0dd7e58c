import type { AreaGeometry } from './geometry.ts'
import type { TreeNode } from './tree.ts'

/** From the district down to what one grid worker walks. A grid may be cut into smaller ones by replacing it. */
export const areaLevels = ['district', 'street', 'community', 'grid'] as const
export type AreaLevel = (typeof areaLevels)[number]

/** A node of the tree of places (区域). */
export type Area = TreeNode & {
  readonly level: AreaLevel
  readonly name: string
  /** Official code: 6 digits for a district, 9 for a street, 12 for a community, 15 for a grid (GB/T 47678). */
  readonly code?: string
  /** Absent while it has not been surveyed. */
  readonly geometry?: AreaGeometry
}

const codeLengths: Readonly<Record<AreaLevel, number>> = { district: 6, street: 9, community: 12, grid: 15 }

/** True when the code has the digits of its level and begins with the code of the area above. */
export function isAreaCode(code: string, level: AreaLevel, above: string = ''): boolean {
  return /^\d+$/.test(code) && code.length === codeLengths[level] && code.startsWith(above)
}

/** True when an area of `level` may stand right below one of `parentLevel`. Levels may be left out (街道直管网格). */
export function mayStandBelow(level: AreaLevel, parentLevel: AreaLevel): boolean {
  return areaLevels.indexOf(level) > areaLevels.indexOf(parentLevel)
}
