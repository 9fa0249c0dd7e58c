import { canonicalJson, instantOf, parseMatterId } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import type { Actor, Command } from '@duibiao/kernel'
import type { Queryable, Statement } from './database.ts'
import type { Engine } from './engine.ts'
import { readEntries } from './entry.ts'
import type { Receipt } from './order.ts'
import { toTimestamp } from './parameter.ts'

/** Keeps a notice that was loaded into a calendar. @returns its number, 1, 2, 3 … inside the calendar */
export async function keepNotice(
  queryable: Queryable,
  district: DistrictId,
  { calendar, notice, at }: { readonly calendar: string; readonly notice: unknown; readonly at: Instant },
): Promise<number> {
  const parameters = [district, calendar, canonicalJson(notice), toTimestamp(at)]
  const [row] = await queryable.query<{ readonly number: number }>(keepNoticeStatement, parameters)
  return row?.number ?? 0
}

/** A notice as it was loaded. */
export interface StoredNotice {
  /** Data for `readNotice`. */
  readonly data: unknown
  readonly loadedAt: Instant
  /** When all clocks that run had been reckoned anew with it; undefined while that is under way. */
  readonly reckonedAt: Instant | undefined
}

/** The notices that were loaded into a calendar, in their order. */
export async function listNotices(
  queryable: Queryable,
  district: DistrictId,
  calendar: string,
): Promise<readonly StoredNotice[]> {
  const rows = await queryable.query<NoticeRow>(readNoticesStatement, [district, calendar])
  return rows.map(({ body, loaded_at: loadedAt, reckoned_at: reckonedAt }) => ({
    data: JSON.parse(body),
    loadedAt: instantOf(loadedAt),
    reckonedAt: reckonedAt === null ? undefined : instantOf(reckonedAt),
  }))
}

/** The number of the last notice after which clocks have not been reckoned anew yet; undefined when there is none. */
export async function findUnreckoned(
  queryable: Queryable,
  district: DistrictId,
  calendar: string,
): Promise<number | undefined> {
  const [row] = await queryable.query<{ readonly number: number | null }>(unreckonedStatement, [
    district,
    calendar,
  ])
  return row?.number ?? undefined
}

/** Keeps that clocks were reckoned anew with everything up to a notice. */
export async function keepReckoned(
  queryable: Queryable,
  district: DistrictId,
  { calendar, number, at }: { readonly calendar: string; readonly number: number; readonly at: Instant },
): Promise<void> {
  await queryable.execute(reckonedStatement, [district, calendar, number, toTimestamp(at)])
}

/** What the recomputation of a calendar came to. */
export interface CalendarReport {
  /** Matters whose due dates were reckoned anew and recorded. */
  readonly recomputed: number
  /** Clocks of these matters whose due date moved or ceased to be provisional. */
  readonly clocks: number
  /** Matters that refused: nothing moved, or they have ended meanwhile. */
  readonly refused: number
}

const recomputer: Actor = { system: 'calendar' }

/**
 * Has every matter with a clock on the calendar reckon its due dates anew. It may be called again after a crash: a
 * matter does so once for each version of the calendar.
 */
export async function recomputeCalendar(
  engine: Engine,
  { calendar, version }: { readonly calendar: string; readonly version: string },
): Promise<CalendarReport> {
  const command: Command = { kind: 'recomputeClocks', calendar, version }
  let recomputed = 0
  let refused = 0
  let clocks = 0
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const matters = await readTimed(engine, calendar, after)
    const last = matters.at(-1)
    if (last === undefined) return { recomputed, clocks, refused }
    const acts = matters.map((matter) =>
      engine.act(matter, command, { key: `calendar:${calendar}:${version}:${matter}`, actor: recomputer }),
    )
    const answers = await Promise.all(acts)
    recomputed += answers.filter(({ ok }) => ok).length
    refused += answers.filter(({ ok }) => !ok).length
    for (const answer of answers) if (answer.ok) clocks += await countMoved(engine, answer.receipt)
    after = last
  }
}

async function countMoved({ setting }: Engine, { matter, seq }: Receipt): Promise<number> {
  const wanted = { matter, after: seq - 1, limit: 1 }
  const [entry] = await readEntries(setting.database, setting.district, wanted)
  return entry?.facts.filter(({ kind }) => kind === 'clock_recomputed').length ?? 0
}

/** A page of the matters with a clock that runs on a calendar and is not overdue, by their ids. */
export async function readTimed(
  { setting }: Engine,
  calendar: string,
  after: string,
): Promise<readonly MatterId[]> {
  const parameters = [setting.district, calendar, after, 500]
  const rows = await setting.database.query<{ readonly matter_id: string }>(timedMattersStatement, parameters)
  return rows.map((row) => parseMatterId(row.matter_id))
}

/** Two that load at once meet at the number; one of them fails with `row_exists` and is given again. */
export const keepNoticeStatement: Statement = {
  name: 'keep_notice',
  text: `insert into calendar_notice (district_id, calendar, number, body, loaded_at)
select $1::int, $2::text, coalesce(max(number), 0) + 1, $3::text, $4::timestamptz
from calendar_notice
where district_id = $1
  and calendar = $2
returning number`,
}

export const readNoticesStatement: Statement = {
  name: 'read_notices',
  text: `select body, loaded_at, reckoned_at
from calendar_notice
where district_id = $1
  and calendar = $2
order by number`,
}

export const unreckonedStatement: Statement = {
  name: 'find_unreckoned',
  text: `select max(number) as number
from calendar_notice
where district_id = $1
  and calendar = $2
  and reckoned_at is null`,
}

export const reckonedStatement: Statement = {
  name: 'keep_reckoned',
  text: `update calendar_notice
set reckoned_at = $4
where district_id = $1
  and calendar = $2
  and number <= $3
  and reckoned_at is null`,
}

interface NoticeRow {
  readonly body: string
  readonly loaded_at: number
  readonly reckoned_at: number | null
}

export const timedMattersStatement: Statement = {
  name: 'find_timed_matters',
  text: `select distinct matter_id
from clock
where district_id = $1
  and calendar = $2
  and status = 'running'
  and breached_at is null
  and matter_id > $3
order by matter_id
limit $4`,
}
