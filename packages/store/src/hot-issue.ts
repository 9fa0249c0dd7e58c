import { instantOf, parseMatterId } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import type { MatterState } from '@duibiao/kernel'
import type { Queryable } from './database.ts'
import {
  countVoicesStatement,
  firstVoicesStatement,
  issueReportsStatement,
  keepRuleStatement,
  keepStepStatement,
  listIssuesStatement,
  nameStatement,
  placeStatement,
  readRuleStatement,
  watchersStatement,
} from './hot-issue-statement.ts'
import type { Sight } from './matter-filter.ts'
import { toTimestamp } from './parameter.ts'

/** Reports about one thing, as far as somebody may see them: what they may not see counts nowhere. */
export interface StoredIssue {
  readonly issue: string
  /** As a person called it. */
  readonly name: string | undefined
  /** The report that most others resemble, of those that are seen. */
  readonly middle: { readonly matter: MatterId; readonly number: string; readonly title: string }
  readonly matters: number
  readonly open: number
  readonly people: number
  readonly peopleThisWeek: number
  readonly peopleLastWeek: number
  /** People who joined what another had reported. */
  readonly likes: number
  /** When somebody new spoke last. */
  readonly newestAt: Instant
  readonly firstAt: Instant
  readonly lastAt: Instant
  /** Areas by how many reports lie in them, most first; at most five. */
  readonly areas: readonly string[]
  readonly place: { readonly longitude: number; readonly latitude: number } | undefined
}

/** Which issues are wanted. */
export interface IssueWish {
  readonly sight: Sight
  readonly now: Instant
  /** Reports since then count. */
  readonly since: Instant
  readonly leastPeople: number
  readonly issue?: string
  /** Key of sight of an area: only reports in it. */
  readonly area?: string
  readonly limit: number
}

const week = 7 * 86_400_000

/** Issues that somebody may see, those with most people first. */
export async function listIssues(
  queryable: Queryable,
  district: DistrictId,
  { sight, now, since, leastPeople, issue, area, limit }: IssueWish,
): Promise<readonly StoredIssue[]> {
  const keys = sight.kind === 'district' ? null : sight.keys
  const weeks = [toTimestamp(now - week), toTimestamp(now - 2 * week)]
  const rows = await queryable.query<IssueRow>(listIssuesStatement, [
    district,
    keys,
    toTimestamp(since),
    issue ?? null,
    area ?? null,
    leastPeople,
    ...weeks,
    limit,
  ])
  return rows.map(parseIssue)
}

/** A report of an issue. */
export interface IssueReport {
  readonly matter: MatterId
  readonly number: string
  readonly title: string
  readonly status: MatterState['status']
  readonly area: string | undefined
  readonly at: Instant
  readonly people: number
  /** Whether a person put it there. */
  readonly isPlaced: boolean
}

/** The reports of an issue that somebody may see, the newest first. */
export async function listIssueReports(
  queryable: Queryable,
  district: DistrictId,
  { sight, issue, limit }: { readonly sight: Sight; readonly issue: string; readonly limit: number },
): Promise<readonly IssueReport[]> {
  const keys = sight.kind === 'district' ? null : sight.keys
  const rows = await queryable.query<ReportRow>(issueReportsStatement, [district, keys, issue, limit])
  return rows.map((row) => ({
    matter: parseMatterId(row.matter_id),
    number: row.number,
    title: row.title,
    status: row.status,
    area: row.area_id ?? undefined,
    at: instantOf(row.at),
    people: row.people,
    isPlaced: row.is_placed,
  }))
}

/** When each of the people who spoke of an issue did so first, of the reports that somebody may see; the oldest first. */
export async function listFirstVoices(
  queryable: Queryable,
  district: DistrictId,
  { sight, issue, limit }: { readonly sight: Sight; readonly issue: string; readonly limit: number },
): Promise<readonly Instant[]> {
  const keys = sight.kind === 'district' ? null : sight.keys
  const rows = await queryable.query<{ readonly first_at: number }>(firstVoicesStatement, [
    district,
    keys,
    issue,
    limit,
  ])
  return rows.map((row) => instantOf(row.first_at))
}

/** How many people spoke of issues since a time, whoever asks: for those who are told that one grows. */
export async function countVoices(
  queryable: Queryable,
  district: DistrictId,
  { issues, since }: { readonly issues: readonly string[]; readonly since: Instant },
): Promise<readonly IssueCount[]> {
  const rows = await queryable.query<CountRow>(countVoicesStatement, [district, issues, toTimestamp(since)])
  return rows.map((row) => ({
    issue: row.issue_id,
    people: row.people,
    step: row.step,
    newest: parseMatterId(row.newest),
    number: row.number,
    procedure: row.procedure,
  }))
}

/** How far an issue has grown. */
export interface IssueCount {
  readonly issue: string
  readonly people: number
  /** Up to which people were told. */
  readonly step: number
  /** Its newest report. */
  readonly newest: MatterId
  readonly number: string
  readonly procedure: string
}

/** Remembers up to which step people were told. @returns whether this call was the one that changed it */
export async function keepStep(
  queryable: Queryable,
  district: DistrictId,
  {
    issue,
    from,
    step,
    now,
  }: { readonly issue: string; readonly from: number; readonly step: number; readonly now: Instant },
): Promise<boolean> {
  const rows = await queryable.query(keepStepStatement, [district, issue, from, step, toTimestamp(now)])
  return rows.length > 0
}

/** Who follows matters of an issue, with one of these matters each. */
export async function listIssueWatchers(
  queryable: Queryable,
  district: DistrictId,
  issue: string,
): Promise<readonly { readonly person: string; readonly matter: MatterId; readonly number: string }[]> {
  const rows = await queryable.query<WatcherRow>(watchersStatement, [district, issue])
  return rows.map((row) => ({
    person: row.person_id,
    matter: parseMatterId(row.matter_id),
    number: row.number,
  }))
}

/** Calls an issue by a name, or by that of its middle report again. */
export async function nameIssue(
  queryable: Queryable,
  district: DistrictId,
  {
    issue,
    name,
    by,
    now,
  }: {
    readonly issue: string
    readonly name: string | undefined
    readonly by: string
    readonly now: Instant
  },
): Promise<void> {
  const named = name === undefined ? [null, null, null] : [name, by, toTimestamp(now)]
  await queryable.execute(nameStatement, [district, issue, ...named])
}

/** Puts reports into an issue by the hand of a person; the machine leaves them there. @returns how many were found */
export async function placeReports(
  queryable: Queryable,
  district: DistrictId,
  given: {
    readonly matters: readonly MatterId[]
    readonly issue: string
    readonly by: string
    readonly now: Instant
  },
): Promise<number> {
  const { matters, issue, by, now } = given
  return queryable.execute(placeStatement, [district, matters, issue, by, toTimestamp(now)])
}

/** The rule of a district as it was kept, JSON; undefined while nobody changed it. */
export async function readHotRule(
  queryable: Queryable,
  district: DistrictId,
): Promise<{ readonly version: number; readonly rule: string; readonly keptAt: Instant } | undefined> {
  const [row] = await queryable.query<RuleRow>(readRuleStatement, [district])
  return row && { version: row.version, rule: row.rule, keptAt: instantOf(row.kept_at) }
}

/** Keeps a rule as the next version. @returns false when another came first */
export async function keepHotRule(
  queryable: Queryable,
  district: DistrictId,
  given: {
    readonly version: number
    readonly rule: string
    readonly by: string
    readonly reason: string
    readonly now: Instant
  },
): Promise<boolean> {
  const { version, rule, by, reason, now } = given
  const rows = await queryable.query(keepRuleStatement, [
    district,
    version,
    rule,
    by,
    toTimestamp(now),
    reason,
  ])
  return rows.length > 0
}

interface IssueRow {
  readonly issue_id: string
  readonly name: string | null
  readonly middle: string
  readonly number: string
  readonly title: string
  readonly matters: number
  readonly open: number
  readonly people: number
  readonly this_week: number
  readonly last_week: number
  readonly likes: number
  readonly newest_at: number
  readonly first_at: number
  readonly last_at: number
  readonly areas: readonly string[] | null
  readonly longitude: number | null
  readonly latitude: number | null
}

interface ReportRow {
  readonly matter_id: string
  readonly number: string
  readonly title: string
  readonly status: MatterState['status']
  readonly area_id: string | null
  readonly at: number
  readonly people: number
  readonly is_placed: boolean
}

interface CountRow {
  readonly issue_id: string
  readonly people: number
  readonly step: number
  readonly newest: string
  readonly number: string
  readonly procedure: string
}

interface WatcherRow {
  readonly person_id: string
  readonly matter_id: string
  readonly number: string
}

interface RuleRow {
  readonly version: number
  readonly rule: string
  readonly kept_at: number
}

function parseIssue(row: IssueRow): StoredIssue {
  const { longitude, latitude } = row
  return {
    issue: row.issue_id,
    name: row.name ?? undefined,
    middle: { matter: parseMatterId(row.middle), number: row.number, title: row.title },
    matters: row.matters,
    open: row.open,
    people: row.people,
    peopleThisWeek: row.this_week,
    peopleLastWeek: row.last_week,
    likes: row.likes,
    newestAt: instantOf(row.newest_at),
    firstAt: instantOf(row.first_at),
    lastAt: instantOf(row.last_at),
    areas: (row.areas ?? []).slice(0, 5),
    place: longitude === null || latitude === null ? undefined : { longitude, latitude },
  }
}
