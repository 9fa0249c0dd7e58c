import type { ReactNode } from 'react'
import type { LampColour } from '../look/lamp-state.ts'

/** GeoJSON of areas, as `area.shapes` answers it. */
export interface AreaShapes {
  readonly type: 'FeatureCollection'
  readonly features: readonly {
    readonly type: 'Feature'
    readonly id: string
    readonly properties: { readonly name: string }
    readonly geometry: object | null
  }[]
}

export interface MapPoint {
  readonly id: string
  readonly longitude: number
  readonly latitude: number
  readonly lamp: LampColour
}

/** A position in CGCS2000 degrees, which is WGS-84 to less than a metre. */
export interface Position {
  readonly longitude: number
  readonly latitude: number
}

/** GeoJSON of what maps are drawn on, as `map.ground` answers it. */
export interface GroundShapes {
  readonly type: 'FeatureCollection'
  readonly features: readonly {
    readonly type: 'Feature'
    readonly properties: { readonly kind: string; readonly name?: string; readonly name_en?: string }
    readonly geometry: object
  }[]
}

/** What part of the land a map shows. */
export interface MapView extends Position {
  readonly zoom: number
}

export interface AreaMapProps {
  readonly label: string
  readonly shapes?: AreaShapes | undefined
  /** Drawn in clusters where there are many. */
  readonly points?: readonly MapPoint[]
  /** A number for each area, 0 to 1, by id: how dark it is drawn. */
  readonly shades?: ReadonlyMap<string, number>
  /** Points as they are when not said; or how dense they lie. */
  readonly layer?: 'points' | 'heat'
  /** What stands below the name of an area, such as a number. */
  readonly marks?: ReadonlyMap<string, string>
  /** Where it begins; all that is drawn when not said. */
  readonly view?: MapView | undefined
  /** Called when somebody has moved it. */
  readonly onView?: (view: MapView) => void
  /** Set by pressing; with `onPick`. */
  readonly pin?: Position | undefined
  readonly onPick?: (position: Position) => void
  readonly onPoint?: (id: string) => void
  readonly onArea?: (id: string) => void
  /** The same as a table or a list, for readers and the keyboard. */
  readonly twin: ReactNode
}
