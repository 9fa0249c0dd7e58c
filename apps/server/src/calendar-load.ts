import {
  canonicalJson,
  changedDates,
  dayKind,
  findMissingHoliday,
  formatInstant,
  loadNotice,
  readNotice,
} from '@duibiao/base'
import type { Calendar, Finding, Language, Notice } from '@duibiao/base'
import type { BodyOf, NoticeReport, NoticeRow, loadCalendar } from '@duibiao/contract'
import { nameIn } from '@duibiao/packfile'
import {
  findMatter,
  findUnreckoned,
  keepReckoned,
  previewCalendar,
  recomputeCalendar,
  sha256,
} from '@duibiao/store'
import type { ClockMove, Engine, FoundMatter } from '@duibiao/store'
import type { Static } from 'typebox'
import type { Job } from './job.ts'
import { calendarId, readCalendar } from './known-calendar.ts'
import type { KnownNotice } from './known-calendar.ts'
import type { Tenant } from './tenant.ts'

type GivenNotice = BodyOf<typeof loadCalendar>['notice']

/** Clocks that are shown, and matters that are looked at, about: an answer does not wait for hundreds of thousands. */
const shown = 10
const mostLooked = 2000

/** What a notice would do. Nothing is written. */
export async function planNotice(
  tenant: Tenant,
  given: GivenNotice,
  language: Language,
): Promise<Static<typeof NoticeReport>> {
  const { calendar, notices } = await readCalendar(tenant.database, tenant.district)
  const known = notices.map(({ notice }) => notice)
  const { notice, findings } = readNotice(given, calendarId)
  const faults = notice === undefined ? findings : findMissingHoliday(notice, known, calendarId)
  const isKnown = notice !== undefined && isLast(notice, known)
  const digest = sha256.digest(canonicalJson({ notice: given, version: isKnown ? 0 : calendar.version }))
  const none = { matters: 0, clocks: 0, is_whole: true, first: [] }
  const head = { is_applied: false, digest, findings: faults.map(findingLine), is_known: isKnown }
  if (notice === undefined || faults.length > 0 || isKnown) return { ...head, changed: [], ...none }
  const next = loadNotice(calendar, notice)
  const options = { calendar: next, shown, most: mostLooked }
  const { matters, clocks, isWhole, first } = await previewCalendar(tenant.engine, options)
  const moves = await Promise.all(first.map((move) => moveLine(tenant, move, language)))
  return { ...head, changed: changedDays(calendar, next), matters, clocks, is_whole: isWhole, first: moves }
}

/** A notice as the list has it. */
export function describeNotice({
  notice,
  origin,
  version,
  loadedAt,
  reckonedAt,
}: KnownNotice): Static<typeof NoticeRow> {
  const { year, source, days } = notice
  return {
    year,
    version,
    origin,
    source,
    off: days.filter(({ kind }) => kind === 'off').length,
    work: days.filter(({ kind }) => kind === 'work').length,
    ...(loadedAt !== undefined && { loaded_at: formatInstant(loadedAt) }),
    ...(reckonedAt !== undefined && { reckoned_at: formatInstant(reckonedAt) }),
  }
}

/**
 * The job that has clocks reckoned anew after a notice was loaded: who loads it does not wait, and what a process left undone
 * the next one does, for a matter reckons once for each version of the calendar.
 */
export function makeReckoning(
  tenant: Pick<Tenant, 'district' | 'reloadCalendar' | 'now'>,
  engine: Engine,
): Job {
  const { district, now } = tenant
  const { database } = engine.setting
  async function run(): Promise<void> {
    const number = await findUnreckoned(database, district, calendarId)
    if (number === undefined) return
    const { version } = await tenant.reloadCalendar()
    await recomputeCalendar(engine, { calendar: calendarId, version: String(version) })
    await keepReckoned(database, district, { calendar: calendarId, number, at: now() })
  }
  return { name: 'reckoning', district, interval: 5000, run }
}

/** Whether the last notice of the year says the same. */
function isLast(notice: Notice, known: readonly Notice[]): boolean {
  const last = known.findLast(({ year }) => year === notice.year)
  return JSON.stringify(last) === JSON.stringify(notice)
}

function changedDays(before: Calendar, after: Calendar): { date: string; is_working: boolean }[] {
  return changedDates(before, after).map((date) => ({ date, is_working: dayKind(after, date).working }))
}

function findingLine({ code, element = '', zh, en }: Finding) {
  return { code, element, message: { zh, en } }
}

async function moveLine(
  tenant: Tenant,
  { matter, clock, before, after }: ClockMove,
  language: Language,
): Promise<Static<typeof NoticeReport>['first'][number]> {
  const found = await findMatter(tenant.database, tenant.district, matter)
  const name = found === undefined ? clock : nameOfClock(tenant, found, { clock, language })
  return { matter, number: found?.number ?? '', clock: name, before: dueLine(before), after: dueLine(after) }
}

/** What a clock of a matter is called by its pack. */
function nameOfClock(
  { library, packs }: Pick<Tenant, 'library' | 'packs'>,
  { state, procedure }: FoundMatter,
  { clock, language }: { readonly clock: string; readonly language: Language },
): string {
  const owned = state.clocks[clock]
  const hash = state.scopes[owned?.owner ?? 0]?.procedure ?? procedure
  const model = library.find(hash).clocks.find(({ key }) => key === owned?.key)
  if (model === undefined) return clock
  return nameIn(packs.ofProcedure(hash)?.texts, { kind: 'clock', id: model.key, name: model.name }, language)
}

function dueLine({ dueAt, provisional = false }: ClockMove['before']) {
  return { ...(dueAt !== undefined && { due_at: formatInstant(dueAt) }), is_provisional: provisional }
}
