import type { DayReason } from './calendar.ts'
import type { ClockRule, ClockUnit, Due, Extension, Pause } from './clock.ts'
import type { Instant } from './instant.ts'
import type { LegalDate } from './legal-date.ts'

/** Why a day or a stretch of time counts or does not count. */
export type CountReason = DayReason | 'starting_day' | 'starting_hour' | 'paused' | 'running' | 'working_time'

/** One line of the explanation of a deadline, in the order of time. */
export type ExplanationLine =
  | { readonly kind: 'start'; readonly at: Instant; readonly on: LegalDate; readonly rule: ClockRule }
  | DayLine
  | TimeLine
  | {
      readonly kind: 'extension'
      readonly extension: Extension
      readonly unit: ClockUnit
      /** The deadline it is counted from. */
      readonly from: Instant
    }
  | { readonly kind: 'due'; readonly due: Due }

export interface DayLine {
  readonly kind: 'day'
  readonly date: LegalDate
  readonly counted: boolean
  readonly reason: CountReason
  /** Name of the holiday or closure. */
  readonly name?: string
  readonly nameEn?: string
  readonly pause?: Pause
  /** True after the last counted day, while the deadline moves off a rest day. */
  readonly rolling: boolean
  /** Days counted up to and with this one, since the start or the last extension. */
  readonly count: number
  readonly provisional: boolean
}

export interface TimeLine {
  readonly kind: 'time'
  readonly date: LegalDate
  readonly from: Instant
  readonly to: Instant
  readonly counted: boolean
  readonly reason: CountReason
  readonly name?: string
  readonly nameEn?: string
  readonly pause?: Pause
  /** Milliseconds counted up to `to`, since the start or the last extension. */
  readonly count: number
  readonly provisional: boolean
}
