import { instantOf } from '@duibiao/base'
import type { ClockRule, ClockUnit, Instant } from '@duibiao/base'

/** The running clock of a matter or task that ends first, as far as what is left of it asks. */
export interface DueClock {
  readonly clock: string
  readonly key: string
  readonly unit: ClockUnit
  readonly firstDay: ClockRule['firstDay']
  readonly startedAt: Instant
  readonly isProvisional: boolean
}

/**
 * The colour of a row that has `warn_at` and `due_at`: what `lampAt` of the kernel says, in SQL.
 * @param now place of the parameter, such as `$7`
 */
export function lampText(table: string, now: string): string {
  return `case
    when ${table}.due_at is null then 'none'
    when ${table}.due_at <= ${now}::timestamptz then 'red'
    when ${table}.warn_at <= ${now}::timestamptz then 'yellow'
    else 'green'
  end`
}

/** Joins the clock that ends first; it is looked up by its key. */
export function joinDueClock(table: string): string {
  return `left join clock on clock.district_id = $1
  and clock.matter_id = ${table}.matter_id
  and clock.clock_id = ${table}.due_clock`
}

export const dueClockColumns =
  'clock.clock_id, clock.key as clock_key, clock.unit, clock.first_day, clock.started_at, clock.is_provisional'

export interface DueClockRow {
  readonly clock_id: string | null
  readonly clock_key: string | null
  readonly unit: ClockUnit | null
  readonly first_day: ClockRule['firstDay'] | null
  readonly started_at: number | null
  readonly is_provisional: boolean | null
}

export function parseDueClock(row: DueClockRow): DueClock | undefined {
  const { clock_id: clock, clock_key: key, unit, first_day: firstDay, started_at: startedAt } = row
  if (clock === null || key === null || unit === null || firstDay === null || startedAt === null)
    return undefined
  const isProvisional = row.is_provisional === true
  return { clock, key, unit, firstDay, startedAt: instantOf(startedAt), isProvisional }
}
