import { addDays, addMonths, parseLegalDate } from '@duibiao/base'
import type { LegalDate } from '@duibiao/base'
import type { MonthSpan } from '@duibiao/store'
import { periodOf } from './indicator-book.ts'

/** Days from one to another, both counted. */
export interface DaySpan {
  readonly from: LegalDate
  readonly to: LegalDate
}

/** The months that days fill; undefined where they begin or end within a month. */
export function monthsOf({ from, to }: DaySpan): MonthSpan | undefined {
  const first = parseLegalDate(`${to.slice(0, 8)}01`)
  const isWhole = from.endsWith('-01') && addDays(addMonths(first, 1), -1) === to && from <= to
  return isWhole ? { from, to: first } : undefined
}

/** The name of a month, quarter or year that days fill; undefined where they fill none. */
export function nameOfPeriod(days: DaySpan): string | undefined {
  const span = monthsOf(days)
  if (span === undefined) return undefined
  const lengths = [
    ['month', 1],
    ['quarter', 3],
    ['year', 12],
  ] as const
  const found = lengths.find(([grain, months]) => {
    const isLong = addMonths(span.from, months - 1) === span.to
    return isLong && periodOf(span.from, grain) === periodOf(span.to, grain)
  })
  return found && periodOf(span.from, found[0])
}
