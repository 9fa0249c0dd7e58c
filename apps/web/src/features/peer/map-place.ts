import type { MapRole } from './map-role.ts'

/** A place of the map with what is known of it. */
export interface MapPlace {
  readonly code: string
  readonly name: string
  /** Of the indicator that is shown; undefined where there is none, which is not zero. */
  readonly value: number | undefined
  /** The class of the value, from 0. */
  readonly shade: number | undefined
  readonly role: MapRole
}
