import { instantOf } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import type { Queryable } from './database.ts'
import { toTimestamp } from './parameter.ts'
import {
  addModelStatement,
  dropBytesStatement,
  findCurrentStatement,
  listModelsStatement,
  readBytesStatement,
  readDetailStatement,
  replaceCurrentStatement,
  useModelStatement,
} from './triage-model-statement.ts'

/** Of a version: whether it is asked, was no better than the one it met, or was asked before. */
export type TriageModelState = 'current' | 'refused' | 'replaced'

/** A model of categories (分类模型) that a district trained for a pack, without its bytes. */
export interface TriageModel {
  readonly pack: string
  /** Counts from 1. */
  readonly version: number
  readonly state: TriageModelState
  /** Code of why it came into use or did not. */
  readonly reason: string
  readonly trainedAt: Instant
  readonly seed: number
  /** Share of the texts that were held back: 0 to 0.5. */
  readonly heldShare: number
  /** Texts it learnt, each once; 0: it knows the names of categories only. */
  readonly learnt: number
  readonly held: number
  /** When the oldest and the newest matter it was made from were opened. */
  readonly firstAt: Instant | undefined
  readonly lastAt: Instant | undefined
  /** Confirmed matters opened from then on, as many as there were when it was trained. */
  readonly countedFrom: Instant
  readonly counted: number
  /** Digest of the categories of the pack and their words. */
  readonly categoryHash: string
  /** Bytes. */
  readonly size: number
  /** Whether it can be asked again. */
  readonly isKept: boolean
  /** JSON of what it reached on the texts held back; undefined when there were none. */
  readonly score: string | undefined
  /** The version it was compared with, and what that one reached on the same texts. */
  readonly rival: number | undefined
  readonly rivalScore: string | undefined
  /** Since when it is asked, or was last asked. */
  readonly usedSince: Instant | undefined
  /** Who took it back into use, where a person did, and why. */
  readonly usedBy: string | undefined
  readonly usedReason: string | undefined
}

/** A model that was just trained. */
export interface NewTriageModel extends Omit<
  TriageModel,
  'version' | 'state' | 'size' | 'isKept' | 'usedSince' | 'usedBy' | 'usedReason'
> {
  /** Whether it takes the place of the one that is asked. */
  readonly isBetter: boolean
  readonly bytes: Uint8Array
  /** JSON of the score by categories. */
  readonly detail: string | undefined
}

type Place = { readonly pack: string; readonly version: number }

/**
 * Keeps a model as the next version; a better one takes the place of the one that is asked. To be called in a transaction.
 * @returns its version
 * @throws AppError `row_exists` another process kept one at the same moment
 */
export async function addTriageModel(
  transaction: Queryable,
  district: DistrictId,
  model: NewTriageModel,
): Promise<number> {
  const { isBetter, bytes } = model
  if (isBetter) await transaction.execute(replaceCurrentStatement, [district, model.pack])
  const [row] = await transaction.query<{ readonly version: number }>(addModelStatement, [
    district,
    model.pack,
    isBetter ? 'current' : 'refused',
    model.reason,
    toTimestamp(model.trainedAt),
    model.seed,
    model.heldShare,
    model.learnt,
    model.held,
    timeOf(model.firstAt),
    timeOf(model.lastAt),
    toTimestamp(model.countedFrom),
    model.counted,
    model.categoryHash,
    bytes.length,
    isBetter ? bytes : null,
    model.score ?? null,
    model.detail ?? null,
    model.rival ?? null,
    model.rivalScore ?? null,
    isBetter ? toTimestamp(model.trainedAt) : null,
  ])
  await transaction.execute(dropBytesStatement, [district, model.pack, keptVersions])
  return row?.version ?? 0
}

/** Versions that can be taken back into use, besides the one that is asked. */
const keptVersions = 10

/**
 * Takes a version back into use. To be called in a transaction.
 * @returns false when there is no such version, its bytes are not kept, or it is asked already
 */
export async function takeTriageModelBack(
  transaction: Queryable,
  district: DistrictId,
  {
    pack,
    version,
    at,
    by,
    reason,
  }: Place & { readonly at: Instant; readonly by: string; readonly reason: string },
): Promise<boolean> {
  const models = await listTriageModels(transaction, district, pack)
  const wanted = models.find((one) => one.version === version)
  if (wanted === undefined || !wanted.isKept || wanted.state === 'current') return false
  await transaction.execute(replaceCurrentStatement, [district, pack])
  await transaction.execute(useModelStatement, [district, pack, version, toTimestamp(at), by, reason])
  return true
}

/** The versions of a pack, or of all packs, the newest first. */
export async function listTriageModels(
  queryable: Queryable,
  district: DistrictId,
  pack?: string,
): Promise<readonly TriageModel[]> {
  const rows = await queryable.query<ModelRow>(listModelsStatement, [district, pack ?? null])
  return rows.map(parseModel)
}

/** The version of a pack that is asked now; undefined when there is none. */
export async function findCurrentTriageModel(
  queryable: Queryable,
  district: DistrictId,
  pack: string,
): Promise<number | undefined> {
  const [row] = await queryable.query<{ readonly version: number }>(findCurrentStatement, [district, pack])
  return row?.version
}

/** The bytes of a version; undefined when they are not kept. */
export async function readTriageModel(
  queryable: Queryable,
  district: DistrictId,
  { pack, version }: Place,
): Promise<Uint8Array | undefined> {
  const parameters = [district, pack, version]
  const [row] = await queryable.query<{ readonly bytes: Uint8Array | null }>(readBytesStatement, parameters)
  return row?.bytes ?? undefined
}

/** The score of a version by categories, as JSON; undefined when nothing was held back. */
export async function readTriageDetail(
  queryable: Queryable,
  district: DistrictId,
  { pack, version }: Place,
): Promise<string | undefined> {
  const parameters = [district, pack, version]
  const [row] = await queryable.query<{ readonly detail: string | null }>(readDetailStatement, parameters)
  return row?.detail ?? undefined
}

interface ModelRow {
  readonly pack: string
  readonly version: number
  readonly state: TriageModelState
  readonly reason: string
  readonly trained_at: number
  readonly seed: number
  readonly held_share: number
  readonly learnt: number
  readonly held: number
  readonly first_at: number | null
  readonly last_at: number | null
  readonly counted_from: number
  readonly counted: number
  readonly category_hash: string
  readonly size: number
  readonly is_kept: boolean
  readonly score: string | null
  readonly rival: number | null
  readonly rival_score: string | null
  readonly used_since: number | null
  readonly used_by: string | null
  readonly used_reason: string | null
}

function parseModel(row: ModelRow): TriageModel {
  const { pack, version, state, reason, seed, learnt, held, counted, size } = row
  return {
    pack,
    version,
    state,
    reason,
    seed,
    learnt,
    held,
    counted,
    size,
    trainedAt: instantOf(row.trained_at),
    heldShare: row.held_share,
    firstAt: instantIn(row.first_at),
    lastAt: instantIn(row.last_at),
    countedFrom: instantOf(row.counted_from),
    categoryHash: row.category_hash,
    isKept: row.is_kept,
    score: row.score ?? undefined,
    rival: row.rival ?? undefined,
    rivalScore: row.rival_score ?? undefined,
    usedSince: instantIn(row.used_since),
    usedBy: row.used_by ?? undefined,
    usedReason: row.used_reason ?? undefined,
  }
}

function instantIn(time: number | null): Instant | undefined {
  return time === null ? undefined : instantOf(time)
}

function timeOf(at: Instant | undefined): string | null {
  return at === undefined ? null : toTimestamp(at)
}
