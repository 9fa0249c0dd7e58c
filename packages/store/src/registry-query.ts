import type { DistrictId, Instant, LegalDate } from '@duibiao/base'
import type { Area, DutyTime, Office, PostActor } from '@duibiao/registry'
import type { Queryable } from './database.ts'
import { toTimestamp } from './parameter.ts'
import {
  areasByCodeStatement,
  dutyTimesStatement,
  postsStatement,
  readAreasStatement,
  readOfficesStatement,
  readShapesStatement,
} from './registry-statement.ts'
import { fromColumns } from './registry-table.ts'

/** Which nodes of a tree: those valid on a day, all of the district or from one path down. */
export type TreeWish = { readonly on: LegalDate; readonly path?: string }

/** Areas valid on a day, what is above before what is below; shapes only when asked for, since they are large. */
export async function readAreas(
  queryable: Queryable,
  district: DistrictId,
  { on, path = '/', shapes = false }: TreeWish & { readonly shapes?: boolean },
): Promise<readonly Area[]> {
  const statement = shapes ? readShapesStatement : readAreasStatement
  const rows = await queryable.query(statement, [district, path, on])
  return rows.map((row) => fromColumns('area', row))
}

/** Offices valid on a day, what is above before what is below. */
export async function readOffices(
  queryable: Queryable,
  district: DistrictId,
  { on, path = '/' }: TreeWish,
): Promise<readonly Office[]> {
  const rows = await queryable.query(readOfficesStatement, [district, path, on])
  return rows.map((row) => fromColumns('office', row))
}

/** What a division code stands for on a day; see `findAreaByCode`, which answers the same for areas in memory. */
export async function findAreasByCode(
  queryable: Queryable,
  district: DistrictId,
  { code, on }: { readonly code: string; readonly on: LegalDate },
): Promise<readonly Area[]> {
  const rows = await queryable.query(areasByCodeStatement, [district, code, on])
  return rows.map((row) => fromColumns('area', row))
}

/** Somebody who may act in a post at an instant, with its office and role. */
export type PostAct = PostActor & { readonly office: string; readonly role: string | undefined }

/** The posts in which a person may act at an instant, own ones and as deputy, on the day it is in the district's zone. */
export async function findPosts(
  queryable: Queryable,
  district: DistrictId,
  { person, at }: { readonly person: string; readonly at: Instant },
): Promise<readonly PostAct[]> {
  const rows = await queryable.query<PostActRow>(postsStatement, [district, person, toTimestamp(at)])
  return rows.map((row) => ({
    post: row.post_id,
    person,
    office: row.office_id,
    role: row.role ?? undefined,
    ...(row.deputy_for !== null && { deputyFor: row.deputy_for }),
  }))
}

type PostActRow = {
  readonly post_id: string
  readonly office_id: string
  readonly role: string | null
  readonly deputy_for: string | null
}

/** The shifts of an office, for `findOnDuty`. */
export async function readDutyTimes(
  queryable: Queryable,
  district: DistrictId,
  office: string,
): Promise<readonly DutyTime[]> {
  const rows = await queryable.query(dutyTimesStatement, [district, office])
  return rows.map((row) => fromColumns('duty_time', row))
}
