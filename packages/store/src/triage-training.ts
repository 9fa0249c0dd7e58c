import { instantOf, uuidOf } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'

/** A matter whose category a person confirmed: it was dispatched with it, or came to its end. */
export interface ConfirmedMatter {
  readonly matter: string
  readonly category: string
  readonly openedAt: Instant
  /** Its variables, as they are kept: JSON by scope. */
  readonly data: string
}

/** A page of the confirmed matters of a pack, the newest first; those before `before`, the id of a matter. */
export async function readConfirmedMatters(
  queryable: Queryable,
  district: DistrictId,
  {
    pack,
    before = lastId,
    limit,
  }: { readonly pack: string; readonly before?: string | undefined; readonly limit: number },
): Promise<readonly ConfirmedMatter[]> {
  const rows = await queryable.query<ConfirmedRow>(confirmedStatement, [district, pack, before, limit])
  return rows.map(({ matter_id: matter, category, opened_at: openedAt, data }) => ({
    matter,
    category,
    openedAt: instantOf(openedAt),
    data,
  }))
}

const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** How many matters of a pack are confirmed among those opened from an instant on. */
export async function countConfirmedMatters(
  queryable: Queryable,
  district: DistrictId,
  { pack, from }: { readonly pack: string; readonly from: Instant },
): Promise<number> {
  const after = uuidOf(from, new Uint8Array(10))
  const [row] = await queryable.query<{ readonly count: number }>(countStatement, [district, pack, after])
  return row?.count ?? 0
}

/** What matters are called: number and title, by their ids. */
export async function nameMatters(
  queryable: Queryable,
  district: DistrictId,
  matters: readonly string[],
): Promise<ReadonlyMap<string, { readonly number: string; readonly title: string }>> {
  if (matters.length === 0) return new Map()
  const rows = await queryable.query<NamedRow>(nameStatement, [district, matters])
  return new Map(rows.map(({ matter_id: matter, number, title }) => [matter, { number, title }]))
}

/** Who waits for a training of a pack, and whether one is under way. */
export interface TriageTraining {
  readonly pack: string
  readonly askedAt: Instant | undefined
  readonly askedBy: string | undefined
  readonly claimedAt: Instant | undefined
  readonly failedAt: Instant | undefined
  readonly failedCode: string | undefined
}

/** The trainings of a district that were ever asked for or begun. */
export async function listTriageTrainings(
  queryable: Queryable,
  district: DistrictId,
): Promise<readonly TriageTraining[]> {
  const rows = await queryable.query<TrainingRow>(listStatement, [district])
  return rows.map((row) => ({
    pack: row.pack,
    askedAt: instantIn(row.asked_at),
    askedBy: row.asked_by ?? undefined,
    claimedAt: instantIn(row.claimed_at),
    failedAt: instantIn(row.failed_at),
    failedCode: row.failed_code ?? undefined,
  }))
}

/** Keeps that somebody wants a training; asked for twice it is done once. */
export async function askTriageTraining(
  queryable: Queryable,
  district: DistrictId,
  { pack, by, at }: { readonly pack: string; readonly by: string; readonly at: Instant },
): Promise<void> {
  await queryable.execute(askStatement, [district, pack, by, toTimestamp(at)])
}

/**
 * Takes a training for this process; one that was claimed longer than `lease` ago is taken over from whoever ended in it.
 * @param lease milliseconds
 * @returns false when another process is at it
 */
export async function claimTriageTraining(
  queryable: Queryable,
  district: DistrictId,
  { pack, at, lease }: { readonly pack: string; readonly at: Instant; readonly lease: number },
): Promise<boolean> {
  const parameters = [district, pack, toTimestamp(at), toTimestamp(at - lease)]
  return (await queryable.query(claimStatement, parameters)).length > 0
}

/** Keeps that a training came to its end, with a version or, with a code, with nothing. Nobody waits for it any more. */
export async function endTriageTraining(
  queryable: Queryable,
  district: DistrictId,
  { pack, at, code }: { readonly pack: string; readonly at: Instant; readonly code?: string },
): Promise<void> {
  const failed = code === undefined ? [null, null] : [toTimestamp(at), code]
  await queryable.execute(endStatement, [district, pack, ...failed])
}

/** Gives a training back that was cut off: whoever comes next begins it. */
export async function releaseTriageTraining(
  queryable: Queryable,
  district: DistrictId,
  pack: string,
): Promise<void> {
  await queryable.execute(releaseStatement, [district, pack])
}

interface ConfirmedRow {
  readonly matter_id: string
  readonly category: string
  readonly opened_at: number
  readonly data: string
}

interface NamedRow {
  readonly matter_id: string
  readonly number: string
  readonly title: string
}

interface TrainingRow {
  readonly pack: string
  readonly asked_at: number | null
  readonly asked_by: string | null
  readonly claimed_at: number | null
  readonly failed_at: number | null
  readonly failed_code: string | null
}

function instantIn(time: number | null): Instant | undefined {
  return time === null ? undefined : instantOf(time)
}

/**
 * Whether a person confirmed the category: an office was asked to act on it by somebody, or the matter came to its end with it. What
 * was dispatched without a person would teach a model its own answers.
 */
const isConfirmed = `listing.category is not null
  and (
    matter.status = 'completed'
    or listing.office_id is not null
    and not exists (
      select
      from automatic_dispatch as automatic
      where automatic.district_id = $1
        and automatic.matter_id = listing.matter_id
        and automatic.taken_back_at is null
    )
  )`

const confirmedStatement: Statement = {
  name: 'read_confirmed_matters',
  text: `select listing.matter_id, listing.category, matter.opened_at, data.data
from matter_listing as listing
join matter on matter.district_id = $1
  and matter.matter_id = listing.matter_id
join matter_data as data on data.district_id = $1
  and data.matter_id = listing.matter_id
where listing.district_id = $1
  and listing.pack = $2
  and listing.matter_id < $3::uuid
  and ${isConfirmed}
order by listing.matter_id desc
limit $4`,
}

const countStatement: Statement = {
  name: 'count_confirmed_matters',
  text: `select count(*)::int as count
from matter_listing as listing
join matter on matter.district_id = $1
  and matter.matter_id = listing.matter_id
where listing.district_id = $1
  and listing.pack = $2
  and listing.matter_id >= $3::uuid
  and ${isConfirmed}`,
}

const nameStatement: Statement = {
  name: 'name_matters',
  text: `select matter_id, number, title
from matter
where district_id = $1
  and matter_id = any($2::uuid[])`,
}

const listStatement: Statement = {
  name: 'list_triage_trainings',
  text: `select pack, asked_at, asked_by, claimed_at, failed_at, failed_code
from triage_training
where district_id = $1
order by pack`,
}

const askStatement: Statement = {
  name: 'ask_triage_training',
  text: `insert into triage_training (district_id, pack, asked_by, asked_at)
values ($1, $2, $3, $4)
on conflict (district_id, pack) do update
set asked_by = excluded.asked_by,
  asked_at = excluded.asked_at`,
}

const claimStatement: Statement = {
  name: 'claim_triage_training',
  text: `insert into triage_training as training (district_id, pack, claimed_at)
values ($1, $2, $3)
on conflict (district_id, pack) do update
set claimed_at = excluded.claimed_at
where training.claimed_at is null
  or training.claimed_at < $4
returning pack`,
}

const endStatement: Statement = {
  name: 'end_triage_training',
  text: `update triage_training
set asked_at = null,
  asked_by = null,
  claimed_at = null,
  failed_at = $3,
  failed_code = $4
where district_id = $1
  and pack = $2`,
}

const releaseStatement: Statement = {
  name: 'release_triage_training',
  text: `update triage_training
set claimed_at = null
where district_id = $1
  and pack = $2`,
}

/** For review: `packages/store/emitted`. */
export const triageTrainingStatements: readonly Statement[] = [
  confirmedStatement,
  countStatement,
  nameStatement,
  listStatement,
  askStatement,
  claimStatement,
  endStatement,
  releaseStatement,
]
