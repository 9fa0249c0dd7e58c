import { assert } from '@duibiao/base'
import { fieldsOf, numberOf, textOf } from './written.ts'
import type { Written } from './written.ts'

/** How an event that a grid worker reports is filed (立案), and who deals with it. */
export interface FilingStandard {
  /** Number of the standard in the pack city-events. */
  readonly standard: string
  /** Id of the office; `street`: the street of the place. */
  readonly office: string
  /** Working hours within which it has to be dealt with. */
  readonly hours: number
}

/** Reads them by code of the event. */
export function readFiling(written: Written): ReadonlyMap<string, FilingStandard> {
  return new Map(
    fieldsOf(written).map(([code, { value, where }]) => {
      assert(Array.isArray(value), `${where} is [standard, office, hours]`)
      const [standard, office, hours]: readonly unknown[] = value
      return [
        code,
        {
          standard: textOf({ value: standard, where }),
          office: textOf({ value: office, where }),
          hours: numberOf({ value: hours, where }),
        },
      ]
    }),
  )
}
