import type { DistrictId, MatterId } from '@duibiao/base'
import { instantOf, parseMatterId } from '@duibiao/base'
import type { MatterData, MatterState } from '@duibiao/kernel'
import type { Bundle, StoredMatter } from './bundle.ts'
import type { Queryable, Statement } from './database.ts'
import type { Receipt } from './order.ts'
import { gatherParameters } from './transition-parameter.ts'
import type { Section } from './transition-section.ts'
import { transitionStatement } from './transition-statement.ts'
import type { Form } from './transition-statement.ts'

/** What a command needs to know: the matter as it stands, and whether the command was given before. */
export interface Found {
  readonly matter: StoredMatter | undefined
  readonly receipt: Receipt | undefined
  /** The row of the matter is there and cannot be read. */
  readonly isDamaged?: true
}

/**
 * Reads matters with their variables and looks up receipts, all in one statement and in one snapshot.
 * @returns one for each of `wanted`, in their order
 */
export async function readMatters(
  queryable: Queryable,
  district: DistrictId,
  wanted: readonly { readonly matter: MatterId; readonly key: string }[],
): Promise<readonly Found[]> {
  const parameters = [district, wanted.map(({ matter }) => matter), wanted.map(({ key }) => key)]
  const rows = await queryable.query<FoundRow>(readStatement, parameters)
  const parsed = new Map<string, StoredMatter>()
  const found: Found[] = wanted.map(() => ({ matter: undefined, receipt: undefined }))
  for (const row of rows) {
    found[row.slot - 1] = findIn(row, parsed)
  }
  return found
}

/**
 * Writes all transitions of the bundles in one statement.
 * @returns the matters that were written; the others have moved on since they were read, and nothing of them was written
 */
export async function writeBundles(
  queryable: Queryable,
  district: DistrictId,
  bundles: readonly Bundle[],
): Promise<ReadonlySet<MatterId>> {
  const { names, form, parameters } = gatherParameters(district, bundles)
  const rows = await queryable.query<{ readonly matter_id: string }>(statementOf(names, form), parameters)
  return new Set(rows.map((row) => parseMatterId(row.matter_id)))
}

interface FoundRow {
  readonly slot: number
  readonly matter_id: string | null
  readonly revision: number
  readonly procedure: string
  readonly state: string
  readonly head: string
  readonly updated_at: number
  readonly data: string | null
  readonly receipt_matter_id: string | null
  readonly receipt_seq: number
  readonly receipt_at: number
}

/**
 * `offset 0` keeps the lookups apart, so that each is made by key whatever the planner believes of the tables' sizes. The
 * last condition always holds and makes it expect one row: a plan for ten costs it more than one for the row at hand, so
 * that it planned anew each time.
 */
export const readStatement: Statement = {
  name: 'read_matters',
  text: `select wanted.slot::int as slot,
  found.matter_id,
  found.revision,
  found.procedure,
  found.state,
  encode(found.head, 'hex') as head,
  found.updated_at,
  stored.data,
  receipted.matter_id as receipt_matter_id,
  receipted.seq as receipt_seq,
  receipted.recorded_at as receipt_at
from unnest($2::uuid[], $3::text[]) with ordinality as wanted(matter_id, key, slot)
left join lateral (
  select *
  from matter
  where matter.district_id = $1
    and matter.matter_id = wanted.matter_id
  offset 0
) as found on true
left join lateral (
  select data
  from matter_data
  where matter_data.district_id = $1
    and matter_data.matter_id = wanted.matter_id
  offset 0
) as stored on true
left join lateral (
  select *
  from receipt
  where receipt.district_id = $1
    and receipt.key = wanted.key
  offset 0
) as receipted on true
where wanted.slot > 0
  and wanted.slot < 1000000`,
}

const statements = new Map<string, Statement>()

function statementOf(names: readonly Section[], form: Form): Statement {
  const key = `${form} ${names.join(' ')}`
  let statement = statements.get(key)
  if (statement === undefined) {
    statement = transitionStatement(names, form)
    statements.set(key, statement)
  }
  return statement
}

/** One damaged row must not stop the matters that are read with it. */
function findIn(row: FoundRow, parsed: Map<string, StoredMatter>): Found {
  const receipt = parseReceipt(row)
  try {
    return { matter: parseMatter(row, parsed), receipt }
  } catch {
    return { matter: undefined, receipt, isDamaged: true }
  }
}

/** The matter of a row; rows of one matter give one object. */
function parseMatter(row: FoundRow, parsed: Map<string, StoredMatter>): StoredMatter | undefined {
  if (row.matter_id === null) return undefined
  const known = parsed.get(row.matter_id)
  if (known !== undefined) return known
  const { revision, procedure, head } = row
  const matter: StoredMatter = {
    matter: parseMatterId(row.matter_id),
    revision,
    procedure,
    state: parseState(row.state),
    data: row.data === null ? {} : parseData(row.data),
    head,
    at: instantOf(row.updated_at),
  }
  parsed.set(row.matter_id, matter)
  return matter
}

/** The state as a column holds it. Only this package writes the column; throws when it was damaged since. */
export function parseState(text: string): MatterState {
  const state: MatterState = JSON.parse(text)
  for (const part of ['scopes', 'tokens', 'timers', 'subscriptions', 'clocks'] as const) {
    if (typeof state[part] !== 'object') throw new SyntaxError(`the state of a matter has no ${part}`)
  }
  return state
}

/** The variables as a column holds them. */
export function parseData(text: string): MatterData {
  const data: MatterData = JSON.parse(text)
  return data
}

function parseReceipt(row: FoundRow): Receipt | undefined {
  if (row.receipt_matter_id === null) return undefined
  return { matter: parseMatterId(row.receipt_matter_id), seq: row.receipt_seq, at: instantOf(row.receipt_at) }
}
