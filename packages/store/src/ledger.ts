import { assert, instantOf } from '@duibiao/base'
import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import { bodyText, finishVerification, startVerification, verifyLine } from '@duibiao/kernel'
import type { Anchor, Entry, EntryProof, ExportLine, PublicKey, Roll, Verdict } from '@duibiao/kernel'
import { findSealing, readNextCheckpoint } from './checkpoint.ts'
import type { StoredCheckpoint } from './checkpoint.ts'
import type { Queryable, Statement } from './database.ts'
import { sha256 } from './digest.ts'
import type { EntryRow } from './entry.ts'
import { entryColumns, parseEntry } from './entry.ts'
import { verificationPort } from './signer.ts'
import { findPath } from './subtree.ts'

/**
 * The lines of an export of the district's whole ledger, in their order (docs/reference/ledger.md). It is read as it is:
 * rows that were removed, added or changed past the software show up as faults.
 */
export function exportLedger(
  queryable: Queryable,
  district: DistrictId,
  at: Instant,
): AsyncGenerator<ExportLine, void, void> {
  return listLines(queryable, district, { at, isWhole: true })
}

/**
 * The same without what no checkpoint seals yet: others may go on writing while it is read, and nothing is missed of which
 * more was read already.
 */
export function exportSealed(
  queryable: Queryable,
  district: DistrictId,
  at: Instant,
): AsyncGenerator<ExportLine, void, void> {
  return listLines(queryable, district, { at, isWhole: false })
}

async function* listLines(
  queryable: Queryable,
  district: DistrictId,
  { at, isWhole }: { readonly at: Instant; readonly isWhole: boolean },
): AsyncGenerator<ExportLine, void, void> {
  yield { line: 'header', format: 'duibiao-ledger', version: 1, district, digest: sha256.algorithm, at }
  for (const key of await readKeys(queryable, district)) yield { line: 'key', ...key }
  let entries = 0
  let last: StoredCheckpoint | undefined
  for (;;) {
    const next = await readNextCheckpoint(queryable, district, last?.checkpoint.number ?? 0)
    if (next === undefined && !isWhole) break
    for await (const line of listEntries(queryable, district, { last, next })) {
      entries += 1
      yield line
    }
    if (next === undefined) break
    yield { line: 'checkpoint', checkpoint: next.checkpoint, roll: next.roll }
    last = next
  }
  const { size, number } = last?.checkpoint ?? { size: 0, number: 0 }
  yield { line: 'end', entries, sealed: size, checkpoints: number }
}

/** The entries between two checkpoints, with the places that the later one gives them. */
async function* listEntries(
  queryable: Queryable,
  district: DistrictId,
  {
    last,
    next,
  }: { readonly last: StoredCheckpoint | undefined; readonly next: StoredCheckpoint | undefined },
): AsyncGenerator<ExportLine, void, void> {
  const placeOf = next === undefined ? undefined : findPlaces(next.roll, next.checkpoint.first)
  for await (const row of readRange(queryable, district, rangeOf(last, next))) {
    yield entryLine(entryAsFound(district, row), placeOf?.(row))
  }
}

function entryLine(entry: Entry, position: number | undefined): ExportLine {
  return position === undefined ? { line: 'entry', entry } : { line: 'entry', position, entry }
}

interface Range {
  readonly after: number
  readonly bound: number
}

/** Positions between two checkpoints. Whatever position somebody gave to a row that he slipped in, it is read. */
function rangeOf(last: StoredCheckpoint | undefined, next: StoredCheckpoint | undefined): Range {
  return { after: last?.bound ?? Number.MIN_SAFE_INTEGER, bound: next?.bound ?? Number.MAX_SAFE_INTEGER }
}

/** Verifies the district's ledger where it lies. Memory: the last seq, hash and instant of every matter. */
export async function verifyLedger(
  queryable: Queryable,
  district: DistrictId,
  anchor: Anchor = {},
): Promise<Verdict> {
  const verification = startVerification(district, verificationPort, anchor)
  // When it was exported is proved by nothing.
  for await (const line of exportLedger(queryable, district, instantOf(0))) {
    if (verifyLine(verification, line) !== undefined) break
  }
  return finishVerification(verification, 'database')
}

/**
 * A proof that an entry is in the ledger, for a file: under the checkpoint that seals it, or under a later one whose head
 * somebody holds. Undefined while none seals it, and when there is no such entry or checkpoint.
 */
export async function proveSealed(
  queryable: Queryable,
  district: DistrictId,
  {
    matter,
    seq,
    checkpoint: number,
  }: { readonly matter: MatterId; readonly seq: number; readonly checkpoint?: number },
): Promise<EntryProof | undefined> {
  const [row] = await queryable.query<PlacedRow>(placedEntryStatement, [district, matter, seq])
  if (row === undefined) return undefined
  const sealing = await findSealing(queryable, district, { position: row.position, number })
  if (sealing === undefined) return undefined
  const { checkpoint, bound } = sealing
  const keys = await readKeys(queryable, district)
  const key = keys.find(({ id }) => id === checkpoint.key)
  assert(key !== undefined, 'the key of a checkpoint is stored with it')
  const { position: at, hash } = row
  const { position, path } = await findPath(queryable, district, { at, hash, checkpoint, bound })
  const entry = parseEntry(district, row)
  return { format: 'duibiao-proof', version: 1, entry, position, path, checkpoint, key }
}

/** The public keys of a district, in the order of their first use. */
export async function readKeys(queryable: Queryable, district: DistrictId): Promise<readonly PublicKey[]> {
  const rows = await queryable.query<KeyRow>(keysStatement, [district])
  return rows.map(({ key_id: id, public_key: publicKey }) => ({ id, algorithm: 'ed25519', publicKey }))
}

interface PlacedRow extends EntryRow {
  readonly position: number
}

interface KeyRow {
  readonly key_id: string
  readonly public_key: string
}

/**
 * The entry of a row as it lies there. A row that this software cannot have written is given with contents that do not
 * fit its hash, so that it shows as changed wherever it is verified.
 */
function entryAsFound(district: DistrictId, row: EntryRow): Entry {
  try {
    const entry = parseEntry(district, row)
    // Compared byte for byte: another spelling, or a member that no hash covers, is a change too.
    if (isWhole(entry) && bodyText(entry) === row.body) return entry
  } catch {
    // No JSON, or an instant outside all calendars.
  }
  const { matter_id: matter, seq, kind, recorded_at: recordedAt, body, previous, hash } = row
  const at = instantOf(recordedAt ?? 0)
  const contents = { actor: {}, facts: [], input: { damaged: body }, patch: {}, set: {} }
  return { ...contents, district, matter, seq, kind, at, previous, hash }
}

function isWhole({ actor, facts, input, patch, set }: Entry): boolean {
  return Array.isArray(facts) && input !== undefined && [actor, patch, set].every(isRecord)
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Finds the place in the sealing order that the roll gives to an entry; undefined for one it does not name. */
function findPlaces({ matters, order }: Roll, first: number): (row: EntryRow) => number | undefined {
  // A matter's entries are named without seq: those of one roll follow one another, wherever they begin.
  const places = new Map<string, number[]>(matters.map((matter) => [matter, []]))
  order.forEach((matter, index) => places.get(matters[matter] ?? '')?.push(first + index))
  const taken = new Map<string, number>()
  return ({ matter_id: matter, seq }) => {
    const begin = taken.get(matter) ?? seq
    taken.set(matter, begin)
    return places.get(matter)?.[seq - begin]
  }
}

const pageSize = 500

async function* readRange(
  queryable: Queryable,
  district: DistrictId,
  range: Range,
): AsyncGenerator<PlacedRow, void, void> {
  let after = range.after
  for (;;) {
    const rows = await queryable.query<PlacedRow>(rangeStatement, [district, after, range.bound, pageSize])
    yield* rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < pageSize) return
    after = last.position
  }
}

export const rangeStatement: Statement = {
  name: 'read_ledger_range',
  text: `select entry.position,
  ${entryColumns}
from every_entry as entry
where entry.district_id = $1
  and entry.position > $2
  and entry.position <= $3
order by entry.position
limit $4`,
}

export const placedEntryStatement: Statement = {
  name: 'read_placed_entry',
  text: `select entry.position,
  ${entryColumns}
from every_entry as entry
where entry.district_id = $1
  and entry.matter_id = $2
  and entry.seq = $3`,
}

export const keysStatement: Statement = {
  name: 'read_ledger_keys',
  text: `select key_id, public_key
from ledger_key
where district_id = $1
order by introduced_at, key_id`,
}
