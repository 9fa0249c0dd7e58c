import { AppError, canonicalJson, instantOf, isAppError } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import { registryParts } from '@duibiao/registry'
import type { RegistryChange, RegistryPart, RegistryRow, RegistryState } from '@duibiao/registry'
import type { Database, Queryable, Row } from './database.ts'
import { toTimestamp } from './parameter.ts'
import {
  claimImportStatement,
  logChangesStatement,
  partLogStatement,
  subjectLogStatement,
  versionsStatement,
} from './registry-statement.ts'
import {
  eraseContactStatement,
  fromColumns,
  readPartStatement,
  subjectOfColumns,
  toColumns,
  writePartStatement,
} from './registry-table.ts'

/** How often each part was changed; a part that never was is not named. */
export type RegistryVersions = ReadonlyMap<RegistryPart, number>

/** The registry of a district as it stands, with the versions that a plan made on it rests on. */
export type StoredRegistry = { readonly state: RegistryState; readonly versions: RegistryVersions }

/** Who changes the registry, when, and from what file. */
export type RegistryDeed = {
  readonly at: Instant
  readonly by: string
  /** Name and SHA-256 of the file; absent for a change by hand. */
  readonly file?: { readonly name: string; readonly digest: string }
}

/** Reads the whole registry of a district, versions first: what is changed meanwhile makes the plan stale, never wrong. */
export async function readRegistry(queryable: Queryable, district: DistrictId): Promise<StoredRegistry> {
  const versions = await readVersions(queryable, district)
  return {
    versions,
    state: {
      area: await readPart(queryable, district, 'area'),
      office: await readPart(queryable, district, 'office'),
      person: await readPart(queryable, district, 'person'),
      contact: await readPart(queryable, district, 'contact'),
      post: await readPart(queryable, district, 'post'),
      holding: await readPart(queryable, district, 'holding'),
      deputy: await readPart(queryable, district, 'deputy'),
      duty_time: await readPart(queryable, district, 'duty_time'),
      item: await readPart(queryable, district, 'item'),
      duty: await readPart(queryable, district, 'duty'),
    },
  }
}

/** The version of each part: who keeps a copy in memory compares it. */
export async function readVersions(queryable: Queryable, district: DistrictId): Promise<RegistryVersions> {
  const rows = await queryable.query<{ readonly part: RegistryPart; readonly version: number }>(
    versionsStatement,
    [district],
  )
  return new Map(rows.map(({ part, version }) => [part, version]))
}

async function readPart<Part extends RegistryPart>(
  queryable: Queryable,
  district: DistrictId,
  part: Part,
): Promise<ReadonlyMap<string, RegistryRow[Part]>> {
  const rows = await queryable.query(readPartStatement(part), [district])
  return keyed(part, rows)
}

function keyed<Part extends RegistryPart>(
  part: Part,
  rows: readonly Row[],
): ReadonlyMap<string, RegistryRow[Part]> {
  return new Map(rows.map((columns) => [subjectOfColumns(part, columns), fromColumns(part, columns)]))
}

/**
 * Writes changes that were planned on a state of the registry: all in one transaction, with who changed what when from
 * which file. Two that change the same part at once meet at its next number.
 * @returns the versions after it
 * @throws AppError `registry_changed` when a part was changed after the state was read
 */
export async function applyRegistryChanges(
  database: Database,
  district: DistrictId,
  work: {
    readonly changes: readonly RegistryChange[]
    readonly versions: RegistryVersions
    readonly deed: RegistryDeed
  },
): Promise<RegistryVersions> {
  const { changes, versions, deed } = work
  if (changes.length === 0) return versions
  const byPart = Map.groupBy(changes, ({ part }) => part)
  return database.transaction(async (transaction) => {
    await checkVersions(transaction, district, versions)
    const next = new Map(versions)
    for (const part of registryParts) {
      const own = byPart.get(part)
      if (own === undefined) continue
      const version = (versions.get(part) ?? 0) + 1
      await claimVersion(transaction, { district, part, version, changes: own, deed })
      await writeChanges(transaction, { district, part, version, changes: own })
      next.set(part, version)
    }
    return next
  })
}

async function checkVersions(
  transaction: Queryable,
  district: DistrictId,
  versions: RegistryVersions,
): Promise<void> {
  const now = await readVersions(transaction, district)
  const part = registryParts.find((one) => now.get(one) !== versions.get(one))
  if (part !== undefined) throw new AppError('registry_changed', { part })
}

type PartWork = {
  readonly district: DistrictId
  readonly part: RegistryPart
  readonly version: number
  readonly changes: readonly RegistryChange[]
}

async function claimVersion(
  transaction: Queryable,
  { district, part, version, changes, deed }: PartWork & { readonly deed: RegistryDeed },
): Promise<void> {
  const { name = '', digest = '' } = deed.file ?? {}
  const counts = (['added', 'changed', 'ended'] as const).map(
    (act) => changes.filter((change) => change.act === act).length,
  )
  const parameters = [district, part, version, toTimestamp(deed.at), deed.by, name, digest, ...counts]
  try {
    await transaction.execute(claimImportStatement, parameters)
  } catch (error) {
    if (isAppError(error, 'row_exists')) throw new AppError('registry_changed', { part }, { cause: error })
    throw error
  }
}

/** Rows that go into one statement: some megabytes of JSON at most, shapes included. */
const rowsAtOnce = 2000

async function writeChanges(transaction: Queryable, work: PartWork): Promise<void> {
  const { district, part, version } = work
  // Paths in order have what is above before what is below, as the foreign key wants it.
  const changes = work.changes.toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1))
  for (let start = 0; start < changes.length; start += rowsAtOnce) {
    const some = changes.slice(start, start + rowsAtOnce)
    const [erased, written] = [some.filter(isErasure), some.filter((change) => !isErasure(change))]
    if (written.length > 0) await transaction.execute(writePartStatement(part), [district, rowsText(written)])
    if (erased.length > 0) await transaction.execute(eraseContactStatement, [district, rowsText(erased)])
    const log = some.map(({ subject, act, before, after }) => ({
      subject,
      act,
      before: before === undefined ? null : logText(part, before),
      after: logText(part, after),
    }))
    await transaction.execute(logChangesStatement, [district, part, version, JSON.stringify(log)])
  }
}

function rowsText(changes: readonly RegistryChange[]): string {
  return JSON.stringify(changes.map(({ part, after }) => toColumns(part, after)))
}

function orderOf(change: RegistryChange): string {
  return change.part === 'area' || change.part === 'office' ? change.after.path : change.subject
}

function isErasure({ part, act }: RegistryChange): boolean {
  return part === 'contact' && act === 'ended'
}

/** Of personal data the log says what kind it is and never the value, so that erasing the row erases it. */
function logText(part: RegistryPart, row: object): string {
  if (part !== 'contact') return canonicalJson(row)
  return canonicalJson(Object.fromEntries(Object.entries(row).filter(([field]) => field !== 'value')))
}

/** A change as the log tells it. */
export type LoggedChange = {
  readonly subject: string
  readonly version: number
  readonly act: RegistryChange['act']
  /** The row before and after as JSON; of personal data without the value. */
  readonly before: string | undefined
  readonly after: string
  readonly at: Instant
  readonly by: string
  readonly file: string
}

/** What happened to one row, the latest first. */
export async function listRegistryChanges(
  queryable: Queryable,
  district: DistrictId,
  { part, subject }: { readonly part: RegistryPart; readonly subject: string },
): Promise<readonly LoggedChange[]> {
  const rows = await queryable.query<LogRow>(subjectLogStatement, [district, part, subject])
  return rows.map((row) => loggedChange(row, subject))
}

/** Which changes of a part: those after a place of the list, as many as a page holds. */
export type ChangeWish = {
  readonly part: RegistryPart
  readonly subject?: string
  /** The version and the subject of the last change of the page before. */
  readonly after?: { readonly version: number; readonly subject: string }
  readonly limit: number
}

/** What happened to a part, the latest first. */
export async function listPartChanges(
  queryable: Queryable,
  district: DistrictId,
  { part, subject, after, limit }: ChangeWish,
): Promise<readonly LoggedChange[]> {
  const from = [after?.version ?? greatestVersion, after?.subject ?? '']
  const rows = await queryable.query<LogRow & { readonly subject: string }>(partLogStatement, [
    district,
    part,
    subject ?? null,
    ...from,
    limit,
  ])
  return rows.map((row) => loggedChange(row, row.subject))
}

/** Greater than any version that there is. */
const greatestVersion = 2_147_483_647

function loggedChange(row: LogRow, subject: string): LoggedChange {
  return {
    subject,
    version: row.version,
    act: row.act,
    before: row.before ?? undefined,
    after: row.after,
    at: instantOf(row.imported_at),
    by: row.imported_by,
    file: row.file,
  }
}

type LogRow = {
  readonly version: number
  readonly act: RegistryChange['act']
  readonly before: string | null
  readonly after: string
  readonly imported_at: number
  readonly imported_by: string
  readonly file: string
}
