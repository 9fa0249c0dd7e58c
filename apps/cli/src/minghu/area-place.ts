import type { Area, AreaGeometry } from '@duibiao/registry'
import type { PlanePoint } from './plane.ts'

/** An area with what the registry has no field for. */
export interface AreaPlace {
  readonly area: Area & { readonly code: string; readonly geometry: AreaGeometry }
  readonly english: string
  /** Grids have this: a point inside, for maps and messages. */
  readonly centre: PlanePoint
  readonly squareKilometres: number
  readonly people: number
  /** Denser than this a place has streets and housing estates, else villages and fields. */
  readonly urban: boolean
  /** An exclusive grid (专属网格) is there for one big place only. */
  readonly exclusive: boolean
}
