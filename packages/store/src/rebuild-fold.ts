import { instantOf, parseMatterId } from '@duibiao/base'
import { applyData, applyPatch } from '@duibiao/kernel'
import type { FindProcedure, MatterData, MatterState, Value } from '@duibiao/kernel'
import type { Bundle } from './bundle.ts'
import { makeBundle, noteListing, noteTimes, procedureOf } from './bundle.ts'
import type { EntryRow } from './entry.ts'
import { parseBody } from './entry.ts'
import type { DescribeMatter } from './listing.ts'
import { followStep } from './projection.ts'

/** What a fold needs of an entry. */
export type FoldRow = Pick<EntryRow, 'matter_id' | 'seq' | 'recorded_at' | 'body' | 'hash'>

/** A matter being made anew from its entries, in their order. */
export interface Fold {
  readonly bundle: Bundle
  state: MatterState | undefined
  data: MatterData
  seq: number
}

/** Why a matter could not be made anew. */
export interface Broken {
  readonly matter: string
  readonly seq: number
  readonly reason: string
}

/** Begins a matter with its first entry. */
export function beginFold(row: FoldRow): Fold {
  const input = inputOf(row)
  const opening = { number: textOf(input, 'number') ?? row.matter_id, title: textOf(input, 'title') ?? '' }
  const bundle = makeBundle(parseMatterId(row.matter_id), undefined, opening)
  return { bundle, state: undefined, data: {}, seq: 0 }
}

/**
 * Takes the next entry: the state is the patches of all entries, one after another (invariant I3).
 * @returns why it does not follow, if it does not
 */
export function foldEntry(fold: Fold, row: FoldRow, find: FindProcedure): Broken | undefined {
  const { bundle, state: before } = fold
  const { matter } = bundle
  if (row.seq !== fold.seq + 1) return { matter, seq: fold.seq + 1, reason: 'the entry is missing' }
  try {
    const at = instantOf(row.recorded_at ?? Number.NaN)
    const { patch, set } = parseBody(row.body)
    const after = applyPatch(before, patch)
    followStep(bundle.rows, { before, after, at, find })
    fold.state = after
    fold.data = applyData(fold.data, set)
    fold.seq = row.seq
    const procedure = procedureOf(after) ?? bundle.now?.procedure ?? ''
    bundle.now = { matter, revision: row.seq, procedure, state: after, data: fold.data, head: row.hash, at }
    noteTimes(bundle, before === undefined ? undefined : { state: before }, { state: after, at })
    bundle.isDataSet ||= Object.keys(set).length > 0
    return undefined
  } catch (error) {
    return { matter, seq: row.seq, reason: error instanceof Error ? error.message : String(error) }
  }
}

/**
 * Leaves out rows that came and went: nothing stands in the new tables that would have to be deleted. What is listed of the
 * matter is described once, as it stands at the end.
 */
export function finishFold({ bundle }: Fold, describe?: DescribeMatter): Bundle {
  noteListing(bundle, describe)
  const { tasks, timers, clocks, subscriptions } = bundle.rows
  for (const rows of [tasks, timers, subscriptions]) dropGone(rows)
  dropGone(clocks)
  return bundle
}

function dropGone<Key>(rows: Map<Key, object | null>): void {
  for (const [id, row] of rows) if (row === null) rows.delete(id)
}

/** Of a first entry that cannot be read, nothing: `foldEntry` tells of it. */
function inputOf(row: FoldRow): Value {
  try {
    return parseBody(row.body).input
  } catch {
    return null
  }
}

function textOf(input: Value, name: string): string | undefined {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return undefined
  const value = Object.entries(input).find(([key]) => key === name)?.[1]
  return typeof value === 'string' ? value : undefined
}
