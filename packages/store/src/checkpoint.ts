import { canonicalJson, instantOf, isAppError } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import { emptyTree, formatExportLine, readExportLine, sealCheckpoint } from '@duibiao/kernel'
import type { Checkpoint, MerkleTree, Roll, SealedCheckpoint } from '@duibiao/kernel'
import type { Database, Queryable, Statement } from './database.ts'
import { sha256 } from './digest.ts'
import { toTimestamp } from './parameter.ts'
import type { Signer } from './signer.ts'
import { growSubtrees } from './subtree.ts'
import { sealingLock } from './transition-statement.ts'

/** A checkpoint as the database holds it. */
export interface StoredCheckpoint extends SealedCheckpoint {
  /** `entry.position` up to which everything is sealed by it and those before. */
  readonly bound: number
}

/** How one checkpoint may be made. */
export interface SealingRule {
  /** Entries in one checkpoint at most; 65,536 when not said. */
  readonly size?: number
  /** A checkpoint although nothing is new: a head for every day. */
  readonly always?: boolean
}

/**
 * Seals every entry of the district that was committed before the call, in checkpoints of bounded size. Two processes
 * may seal at once: the number of a checkpoint is unique, and the slower one stops.
 * @returns the checkpoints made
 */
export async function sealEntries(
  database: Database,
  district: DistrictId,
  rule: SealingRule & { readonly signer: Signer; readonly at: Instant },
): Promise<readonly Checkpoint[]> {
  const { made, last } = await sealUnsealed(database, district, rule)
  if (last !== undefined) await growSubtrees(database, district, last.bound)
  return made
}

async function sealUnsealed(
  database: Database,
  district: DistrictId,
  {
    signer,
    at,
    size = 65_536,
    always = false,
  }: SealingRule & { readonly signer: Signer; readonly at: Instant },
): Promise<{ readonly made: readonly Checkpoint[]; readonly last: StoredCheckpoint | undefined }> {
  const bound = await findBound(database, district)
  const made: Checkpoint[] = []
  let last = await readLastCheckpoint(database, district)
  for (;;) {
    const range = { after: last?.bound ?? 0, bound, limit: size }
    const entries = await readUnsealed(database, district, range)
    if (entries.length === 0 && (!always || made.length > 0)) return { made, last }
    const next = sealNext(last, entries, { district, signer, at })
    if (!(await insertCheckpoint(database, next, signer))) return { made, last }
    made.push(next.checkpoint)
    last = next
  }
}

function sealNext(
  last: StoredCheckpoint | undefined,
  entries: readonly UnsealedRow[],
  { district, signer, at }: { readonly district: DistrictId; readonly signer: Signer; readonly at: Instant },
): StoredCheckpoint {
  const batch = {
    district,
    at: last === undefined ? at : instantOf(Math.max(at, last.checkpoint.at)),
    key: signer.key.id,
    entries: entries.map(({ matter_id, seq, hash }) => ({ matter: matter_id, seq, hash })),
  }
  const sealed = sealCheckpoint(last, batch, { ...sha256, sign: signer.sign })
  return { ...sealed, bound: entries.at(-1)?.position ?? last?.bound ?? 0 }
}

/**
 * The highest position of the district below which nothing can appear any more. Writers hold a shared lock from before
 * they are given positions until they commit; whoever has the lock alone for a moment meets none of them.
 */
async function findBound(database: Database, district: DistrictId): Promise<number> {
  return database.transaction(async (transaction) => {
    await transaction.query(lockSealingStatement, [district])
    const [row] = await transaction.query<{ readonly bound: number | null }>(boundStatement, [district])
    return row?.bound ?? 0
  })
}

export const lockSealingStatement: Statement = {
  name: 'lock_sealing',
  text: `select pg_advisory_xact_lock(${sealingLock}, $1::int)::text as locked`,
}

export const boundStatement: Statement = {
  name: 'find_bound',
  text: `select max(position) as bound
from entry
where district_id = $1`,
}

interface UnsealedRow {
  readonly position: number
  readonly matter_id: string
  readonly seq: number
  readonly hash: string
}

export const unsealedStatement: Statement = {
  name: 'read_unsealed',
  text: `select position, matter_id, seq, encode(hash, 'hex') as hash
from entry
where district_id = $1
  and position > $2
  and position <= $3
order by position
limit $4`,
}

function readUnsealed(
  queryable: Queryable,
  district: DistrictId,
  range: { readonly after: number; readonly bound: number; readonly limit: number },
): Promise<readonly UnsealedRow[]> {
  return queryable.query<UnsealedRow>(unsealedStatement, [district, range.after, range.bound, range.limit])
}

async function insertCheckpoint(
  database: Database,
  sealed: StoredCheckpoint,
  { key }: Signer,
): Promise<boolean> {
  const { checkpoint, roll, tree, bound } = sealed
  const { district, number, size, at } = checkpoint
  const stored = [canonicalJson(checkpoint), canonicalJson(roll), JSON.stringify(tree)]
  const keyed = [key.id, key.algorithm, key.publicKey]
  try {
    await database.execute(checkpointStatement, [
      district,
      number,
      size,
      bound,
      toTimestamp(at),
      ...stored,
      ...keyed,
    ])
    return true
  } catch (error) {
    if (isAppError(error, 'row_exists')) return false
    throw error
  }
}

export const checkpointStatement: Statement = {
  name: 'insert_checkpoint',
  text: `with keyed as (
  insert into ledger_key (district_id, key_id, algorithm, public_key, introduced_at)
  values ($1, $9, $10, $11, $5)
  on conflict (district_id, key_id) do nothing
)
insert into checkpoint (district_id, number, size, bound, sealed_at, body, roll, tree)
values ($1, $2, $3, $4, $5, $6, $7, $8)`,
}

interface CheckpointRow {
  readonly number: number
  readonly size: number
  readonly bound: number
  readonly body: string
  readonly roll: string
  readonly tree: string
}

export const lastCheckpointStatement: Statement = {
  name: 'read_last_checkpoint',
  text: `select number, size, bound, body, roll, tree
from checkpoint
where district_id = $1
order by number desc
limit 1`,
}

export const checkpointsStatement: Statement = {
  name: 'read_checkpoints',
  text: `select number, size, bound, body, roll, tree
from checkpoint
where district_id = $1
  and number > $2
order by number
limit 1`,
}

/** The newest checkpoint of a district. */
export async function readLastCheckpoint(
  queryable: Queryable,
  district: DistrictId,
): Promise<StoredCheckpoint | undefined> {
  const [row] = await queryable.query<CheckpointRow>(lastCheckpointStatement, [district])
  return row === undefined ? undefined : parseCheckpoint(row)
}

/**
 * The checkpoint after a number; a roll may be large, so they are read one at a time. One that this software cannot have
 * written is given as one that nobody has signed.
 */
export async function readNextCheckpoint(
  queryable: Queryable,
  district: DistrictId,
  number: number,
): Promise<StoredCheckpoint | undefined> {
  const [row] = await queryable.query<CheckpointRow>(checkpointsStatement, [district, number])
  return row === undefined ? undefined : checkpointAsFound(district, row)
}

/**
 * The checkpoint that seals what arrived at a position, or a later one that is wished for by its number. Undefined while none
 * does, and when that one does not.
 */
export async function findSealing(
  queryable: Queryable,
  district: DistrictId,
  { position, number }: { readonly position: number; readonly number?: number | undefined },
): Promise<Pick<StoredCheckpoint, 'checkpoint' | 'bound'> | undefined> {
  const [row] = await queryable.query<SealingRow>(sealingStatement, [district, position, number ?? null])
  return row === undefined ? undefined : checkpointAsFound(district, { ...row, roll: noRoll, tree: noTree })
}

const noRoll = canonicalJson({ marks: '', matters: [], order: [] })
const noTree = JSON.stringify(emptyTree)

type SealingRow = Omit<CheckpointRow, 'roll' | 'tree'>

export const sealingStatement: Statement = {
  name: 'find_sealing',
  text: `select number, size, bound, body
from checkpoint
where district_id = $1
  and bound >= $2
  and ($3::int is null or number = $3::int)
order by bound, number
limit 1`,
}

function checkpointAsFound(district: DistrictId, row: CheckpointRow): StoredCheckpoint {
  try {
    const stored = parseCheckpoint(row)
    const { checkpoint, roll } = stored
    if (readExportLine(formatExportLine({ line: 'checkpoint', checkpoint, roll })) !== undefined)
      return stored
  } catch {
    // No JSON.
  }
  const { number, size, bound } = row
  const none = '0'.repeat(64)
  const signed = { key: '', signature: '00', at: instantOf(0), digest: sha256.algorithm }
  const checkpoint: Checkpoint = {
    district,
    number,
    first: 0,
    size,
    root: none,
    roll: none,
    previous: none,
    ...signed,
  }
  return { checkpoint, roll: { marks: '', matters: [], order: [] }, tree: emptyTree, bound }
}

function parseCheckpoint(row: CheckpointRow): StoredCheckpoint {
  const checkpoint: Checkpoint = JSON.parse(row.body)
  const roll: Roll = JSON.parse(row.roll)
  const tree: MerkleTree = JSON.parse(row.tree)
  return { checkpoint, roll, tree, bound: row.bound }
}
