import type { AreaLevel } from '@duibiao/registry'
import type { DaySpan } from './observation-period.ts'
import type { ObservedKind } from './observation-unit.ts'
import type { ObservationTable } from './ranking-table.ts'

/** An indicator that is to be observed, and from where. */
export interface ObservedIndicator {
  /** `{pack}.{name}` of a computed one; the code of its definition of an imported one. */
  readonly code: string
  readonly source: 'entered' | 'computed' | 'imported'
  /** Whether more of it is better; held against the definition where it is said. */
  readonly direction?: 'more' | 'less'
}

/** Which observations are wanted. */
export interface ObservationWish {
  readonly units: ObservedKind
  readonly indicators: readonly ObservedIndicator[]
  readonly period: DaySpan
  /** Year, quarter or month from which statistics are taken; the period itself when not said. */
  readonly statistics?: string | undefined
  /** What steps ask of units: codes of statistics, `parent`, `level`, `kind`, `area`. */
  readonly attributes?: readonly string[] | undefined
  /** Of areas; streets when not said. */
  readonly level?: AreaLevel | undefined
  /** Codes of the units that are meant; when not said all areas of the level, and of others those of which something is known. */
  readonly among?: readonly string[] | undefined
  /** Values of the indicators that are entered by hand. */
  readonly entered?: ObservationTable | undefined
}
