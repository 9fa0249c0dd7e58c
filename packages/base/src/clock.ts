import type { Calendar } from './calendar.ts'
import type { LegalBasis } from './consequence.ts'
import { AppError } from './error.ts'
import type { Instant } from './instant.ts'
import { millisecondsPerHour } from './instant.ts'
import type { LegalDate } from './legal-date.ts'

/** 紧急工作时, 小时 and 工作时. The first two run through nights and holidays, the last inside working hours only. */
export type HourUnit = 'urgent_hour' | 'hour' | 'working_hour'

/** 工作日, 紧急工作日 (runs on like calendar days), 自然日, 月, 年. */
export type DayUnit = 'working_day' | 'urgent_day' | 'calendar_day' | 'month' | 'year'

export type ClockUnit = HourUnit | DayUnit

/** How a limit is counted. Make one with defaultRule, which knows the ordinary rules of each unit. */
export interface ClockRule {
  readonly unit: ClockUnit
  /** Positive; whole for days, months and years; hours may have a fraction of whole milliseconds (0.5 = 30 minutes). */
  readonly amount: number
  /**
   * Whether the day of the starting act counts (民法典 201: it does not). On hour units it is the starting hour:
   * 'included' runs from the act, 'excluded' from the next full hour (民诉法 85).
   */
  readonly firstDay: 'excluded' | 'included'
  /** 'next_day': a last day that is a rest day moves to the first working day after it (民法典 203). */
  readonly roll: 'next_day' | 'none'
  /** When the last day is over: at 24:00 (default), or when the day's last working interval ends (民法典 203). */
  readonly endsAt?: 'midnight' | 'close_of_business'
  readonly calendarId: string
  /** The statute that gives the counting rules. */
  readonly statute?: string
}

/** Time that the limit does not count: the half-open interval [from, to); without `to` it is still open. */
export interface Pause {
  readonly from: Instant
  readonly to?: Instant
  readonly reason: string
  readonly legalBasis?: LegalBasis
}

/** More time, counted from the deadline as it stood. `unit` absent: the unit of the rule. */
export interface Extension {
  readonly amount: number
  readonly unit?: ClockUnit
  /** When it was approved; extensions are applied in this order. */
  readonly at: Instant
  readonly approver: string
  readonly reason: string
  readonly legalBasis?: LegalBasis
}

/** What a running clock is reckoned from. */
export interface ClockContext {
  readonly pauses?: readonly Pause[]
  readonly extensions?: readonly Extension[]
  readonly calendar: Calendar
}

/**
 * An amount of counted time. A month or year that has begun to count is given in calendar days; one that waits (an
 * extension behind an open pause) in its own unit.
 */
export type ClockQuantity =
  | {
      readonly kind: 'days'
      readonly unit: DayUnit
      readonly days: number
    }
  | { readonly kind: 'time'; readonly unit: HourUnit; readonly milliseconds: number }

/** The deadline of a clock, or what is left of it while a pause is open. */
export type Due =
  | {
      readonly kind: 'due'
      /** The first instant at which the clock is overdue: for a day the midnight that ends it. */
      readonly dueAt: Instant
      /** The last day, for limits in days, months and years. */
      readonly dueOn?: LegalDate
      /** True when a year whose notice is not out was read on the way: computed on plain weekends. */
      readonly provisional: boolean
    }
  | {
      readonly kind: 'paused'
      /** Beginning of the open pause. */
      readonly since: Instant
      /** Not yet counted: the rest of the part that was running, then the extensions after it. */
      readonly remaining: readonly ClockQuantity[]
      readonly provisional: boolean
    }

export const clockUnits: readonly ClockUnit[] = [
  'urgent_hour',
  'hour',
  'working_hour',
  'working_day',
  'urgent_day',
  'calendar_day',
  'month',
  'year',
]

/** True for units that count time of day, not whole days. */
export function isHourUnit(unit: ClockUnit): unit is HourUnit {
  return unit === 'urgent_hour' || unit === 'hour' || unit === 'working_hour'
}

/** True for the name of a unit. */
export function isClockUnit(text: string): text is ClockUnit {
  return clockUnits.some((unit) => unit === text)
}

/**
 * The ordinary rule of a unit: hours run from the act; the first day does not count; calendar days, months and years
 * roll, working days never end on a rest day, urgent days run on. `overrides` replace single parts.
 * Throws `clock_rule_invalid`.
 */
export function defaultRule(unit: ClockUnit, amount: number, overrides: Partial<ClockRule> = {}): ClockRule {
  const rolls = unit === 'calendar_day' || unit === 'month' || unit === 'year'
  const rule: ClockRule = {
    unit,
    amount,
    firstDay: isHourUnit(unit) ? 'included' : 'excluded',
    roll: rolls ? 'next_day' : 'none',
    calendarId: 'cn',
    ...overrides,
  }
  checkRule(rule)
  return rule
}

// Longer than any limit in a statute (20 years); it bounds the walk over days.
const longestLimitYears = 100
const largestAmount: Readonly<Record<ClockUnit, number>> = {
  urgent_hour: longestLimitYears * 366 * 24,
  hour: longestLimitYears * 366 * 24,
  working_hour: longestLimitYears * 250 * 8,
  working_day: longestLimitYears * 250,
  urgent_day: longestLimitYears * 366,
  calendar_day: longestLimitYears * 366,
  month: longestLimitYears * 12,
  year: longestLimitYears,
}

/** Throws `clock_rule_invalid` when the amount does not suit the unit or an hour limit is told to roll. */
export function checkRule(rule: ClockRule): void {
  checkAmount(rule.unit, rule.amount)
  if (isHourUnit(rule.unit) && rule.roll !== 'none') {
    throw new AppError('clock_rule_invalid', { field: 'roll', problem: `${rule.unit}: none` })
  }
}

/** Throws `clock_rule_invalid` unless the amount is positive, within 100 years, and whole where it must be. */
export function checkAmount(unit: ClockUnit, amount: number): void {
  const whole = isHourUnit(unit) ? amount * millisecondsPerHour : amount
  if (amount > 0 && Number.isInteger(whole) && amount <= largestAmount[unit]) return
  throw new AppError('clock_rule_invalid', { field: 'amount', problem: `${amount} ${unit}` })
}
