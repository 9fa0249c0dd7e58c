import type { Calendar, WorkingInterval } from './calendar.ts'
import { dayKind, midnightOf, parseTimeOfDay } from './calendar.ts'
import { millisecondsPerMinute } from './instant.ts'
import { civilOfDayNumber, dateOfDayNumber, dayNumberOf, padNumber } from './legal-date.ts'

/** Working time of one day, milliseconds since the epoch, half-open. */
export interface TimeSpan {
  readonly from: number
  readonly to: number
}

/** A calendar made ready for walking over day numbers. */
export interface DayTable {
  /** isWorkingFlag and isProvisionalFlag of a day. */
  flagsOf(dayNumber: number): number
  /** Working time of a day; empty on rest days. */
  spansOf(dayNumber: number): readonly TimeSpan[]
}

export const isWorkingFlag = 1
export const isProvisionalFlag = 2

interface MinuteSpan {
  readonly from: number
  readonly to: number
}

const blockBits = 9
const blockMask = (1 << blockBits) - 1

// Calendars are immutable, so a table never goes stale; it goes away with its calendar.
const tables = new WeakMap<Calendar, DayTable>()

/** The table of a calendar, built once, in blocks of 512 days on demand, because a look-up by date text on every step costs most. */
export function dayTableOf(calendar: Calendar): DayTable {
  const existing = tables.get(calendar)
  if (existing !== undefined) return existing
  const table = buildDayTable(calendar)
  tables.set(calendar, table)
  return table
}

function buildDayTable(calendar: Calendar): DayTable {
  const blocks = new Map<number, Uint8Array>()
  const hours = buildHours(calendar)
  let lastIndex = Number.NaN
  let lastBlock: Uint8Array = new Uint8Array(0)
  function flagsOf(dayNumber: number): number {
    const index = dayNumber >> blockBits
    if (index !== lastIndex) {
      lastBlock = blocks.get(index) ?? buildBlock(calendar, index)
      blocks.set(index, lastBlock)
      lastIndex = index
    }
    return lastBlock[dayNumber & blockMask] ?? 0
  }
  function spansOf(dayNumber: number): readonly TimeSpan[] {
    if ((flagsOf(dayNumber) & isWorkingFlag) === 0) return []
    const midnight = midnightOf(dayNumber, calendar)
    return hours(dayNumber).map((span) => ({
      from: midnight + span.from * millisecondsPerMinute,
      to: midnight + span.to * millisecondsPerMinute,
    }))
  }
  return { flagsOf, spansOf }
}

function buildBlock(calendar: Calendar, index: number): Uint8Array {
  return Uint8Array.from({ length: blockMask + 1 }, (_, offset) => {
    const kind = dayKind(calendar, dateOfDayNumber((index << blockBits) + offset))
    return (kind.working ? isWorkingFlag : 0) | (kind.provisional ? isProvisionalFlag : 0)
  })
}

function buildHours(calendar: Calendar): (dayNumber: number) => readonly MinuteSpan[] {
  const { intervals, seasons = [], byDate = new Map() } = calendar.workingHours
  const ordinary = readSpans(intervals)
  const special = new Map([...byDate].map(([date, list]) => [dayNumberOf(date), readSpans(list)]))
  const yearly = seasons.map(({ from, to, intervals: list }) => ({ from, to, spans: readSpans(list) }))
  return (dayNumber) => {
    const found = special.get(dayNumber)
    if (found !== undefined || yearly.length === 0) return found ?? ordinary
    const { month, day } = civilOfDayNumber(dayNumber)
    const monthDay = `${padNumber(month, 2)}-${padNumber(day, 2)}`
    return yearly.findLast((season) => isInSeason(monthDay, season))?.spans ?? ordinary
  }
}

function readSpans(intervals: readonly WorkingInterval[]): readonly MinuteSpan[] {
  return intervals.map(({ from, to }) => ({ from: parseTimeOfDay(from), to: parseTimeOfDay(to) }))
}

/** A season may run over the new year: 11-01 to 03-31. */
function isInSeason(monthDay: string, season: { readonly from: string; readonly to: string }): boolean {
  return season.from <= season.to
    ? monthDay >= season.from && monthDay <= season.to
    : monthDay >= season.from || monthDay <= season.to
}
