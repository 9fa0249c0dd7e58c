import { instantOf, parseMatterId, uuidOf } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import type { MatterData } from '@duibiao/kernel'
import type { Queryable } from './database.ts'
import {
  addReportsStatement,
  dropVoicesStatement,
  findIssuesStatement,
  forgetStatement,
  hearOpenStatement,
  hearReportsStatement,
  holdStatement,
  newReportsStatement,
  releaseStatement,
  startStatement,
  takenReportsStatement,
} from './hot-report-statement.ts'
import { toTimestamp } from './parameter.ts'

/** A matter as the index of likeness needs it. */
export interface ReportText {
  readonly matter: MatterId
  readonly title: string
  readonly procedure: string
  readonly category: string | undefined
  readonly at: Instant
  readonly place: Point | undefined
  readonly area: string | undefined
  readonly data: MatterData
}

/** Degrees, CGCS2000. */
interface Point {
  readonly longitude: number
  readonly latitude: number
}

/** A report that was taken in. */
export interface TakenReport extends ReportText {
  readonly position: number
  readonly issue: string
}

/** Where a new report goes. */
export interface PlacedReport {
  readonly matter: MatterId
  readonly issue: string
  readonly at: Instant
  /** Digest of who reported it, or of the text where nobody is known. */
  readonly voice: string
}

const noBytes = new Uint8Array(10)

/** Matters of the packs that were not taken in yet, the oldest first. @param wish.since opened later than this, or later than a matter */
export async function listNewReports(
  queryable: Queryable,
  district: DistrictId,
  {
    packs,
    since,
    limit,
  }: { readonly packs: readonly string[]; readonly since: Instant | MatterId; readonly limit: number },
): Promise<readonly ReportText[]> {
  // Ids rise with time, so that what is older is not even looked at.
  const lowest = typeof since === 'string' ? since : uuidOf(since, noBytes)
  const rows = await queryable.query<TextRow>(newReportsStatement, [district, packs, lowest, limit])
  return rows.map(parseText)
}

/** Reports that were taken in after a position, in their order. */
export async function listTakenReports(
  queryable: Queryable,
  district: DistrictId,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly TakenReport[]> {
  const rows = await queryable.query<TakenRow>(takenReportsStatement, [district, after, limit])
  return rows.map((row) => ({ ...parseText(row), position: row.position, issue: row.issue_id }))
}

/** After which position the newest `most` reports begin. */
export async function findReportStart(
  queryable: Queryable,
  district: DistrictId,
  most: number,
): Promise<number> {
  const [row] = await queryable.query<{ readonly position: number }>(startStatement, [district, most])
  return row?.position ?? 0
}

/** Takes reports in, each once. @param placing.links matters that they resemble inside their issue */
export async function addReports(
  queryable: Queryable,
  district: DistrictId,
  { reports, links }: { readonly reports: readonly PlacedReport[]; readonly links: readonly MatterId[] },
): Promise<void> {
  await queryable.execute(addReportsStatement, [
    district,
    reports.map(({ matter }) => matter),
    reports.map(({ issue }) => issue),
    reports.map(({ at }) => toTimestamp(at)),
    reports.map(({ voice }) => voice),
    links,
  ])
}

/** The issue of a report that was taken in. */
export interface FoundIssue {
  readonly issue: string
  /** Where the machine put it, and when a person moved it from there. */
  readonly foundIssue: string
  readonly placedAt: Instant | undefined
  /** Where the report lies. */
  readonly place: Point | undefined
  readonly area: string | undefined
}

/** The issues of reports, for those that were taken in. */
export async function findIssues(
  queryable: Queryable,
  district: DistrictId,
  matters: readonly string[],
): Promise<ReadonlyMap<string, FoundIssue>> {
  const rows = await queryable.query<FoundRow>(findIssuesStatement, [district, matters])
  return new Map(
    rows.map((row) => [
      row.matter_id,
      {
        issue: row.issue_id,
        foundIssue: row.found_issue_id,
        placedAt: row.placed_at === null ? undefined : instantOf(row.placed_at),
        place: pointOf(row),
        area: row.area_id ?? undefined,
      },
    ]),
  )
}

interface FoundRow {
  readonly matter_id: string
  readonly issue_id: string
  readonly found_issue_id: string
  readonly placed_at: number | null
  readonly longitude: number | null
  readonly latitude: number | null
  readonly area_id: string | null
}

function pointOf({ longitude, latitude }: Pick<FoundRow, 'longitude' | 'latitude'>): Point | undefined {
  return longitude === null || latitude === null ? undefined : { longitude, latitude }
}

/** Adds who joined new reports before they were taken in. */
export async function hearReports(
  queryable: Queryable,
  district: DistrictId,
  matters: readonly MatterId[],
): Promise<void> {
  await queryable.execute(hearReportsStatement, [district, matters])
}

/**
 * Brings the voices of open matters up to who stands in their keys of sight: who joined is added, who left with a matter that was
 * merged by mistake is taken away.
 * @returns the issues that got a voice more
 */
export async function hearOpen(
  queryable: Queryable,
  district: DistrictId,
  now: Instant,
): Promise<readonly string[]> {
  await queryable.execute(dropVoicesStatement, [district])
  const rows = await queryable.query<{ readonly issue_id: string }>(hearOpenStatement, [
    district,
    toTimestamp(now),
  ])
  return rows.map((row) => row.issue_id)
}

/** Lets one process take reports in, until a time. @returns whether it is the one */
export async function holdIntake(
  queryable: Queryable,
  district: DistrictId,
  { holder, now, until }: { readonly holder: string; readonly now: Instant; readonly until: Instant },
): Promise<boolean> {
  const parameters = [district, holder, toTimestamp(now), toTimestamp(until)]
  const rows = await queryable.query(holdStatement, parameters)
  return rows.length > 0
}

/** Lets others take reports in, where this process was the one. */
export async function releaseIntake(
  queryable: Queryable,
  district: DistrictId,
  holder: string,
): Promise<void> {
  await queryable.execute(releaseStatement, [district, holder])
}

/** Forgets what the machine gathered, to gather it anew; what a person placed stays. */
export async function forgetReports(queryable: Queryable, district: DistrictId): Promise<void> {
  await queryable.execute(forgetStatement, [district])
}

interface TextRow {
  readonly matter_id: string
  readonly title: string
  readonly procedure: string
  readonly category: string | null
  readonly opened_at: number
  readonly longitude: number | null
  readonly latitude: number | null
  readonly area_id: string | null
  readonly data: string
}

interface TakenRow extends TextRow {
  readonly position: number
  readonly issue_id: string
}

function parseText(row: TextRow): ReportText {
  const data: MatterData = JSON.parse(row.data)
  return {
    matter: parseMatterId(row.matter_id),
    title: row.title,
    procedure: row.procedure,
    category: row.category ?? undefined,
    at: instantOf(row.opened_at),
    place: pointOf(row),
    area: row.area_id ?? undefined,
    data,
  }
}
