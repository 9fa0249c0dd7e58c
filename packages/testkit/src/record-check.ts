import { canonicalJson, instantOf } from '@duibiao/base'
import { applyData, applyPatch, verifyChain } from '@duibiao/kernel'
import type { Entry, MatterData, MatterState } from '@duibiao/kernel'
import { sha256 } from '@duibiao/store'
import type { Queryable } from '@duibiao/store'

/** What the record of a district holds, read past the store's own readers. */
export interface RecordCheck {
  /** What is wrong, in words; empty when the invariants I1 to I5 hold. */
  readonly faults: readonly string[]
  readonly matters: number
  readonly entries: number
  readonly receipts: number
  /** Kinds of the entries of each matter, sorted. */
  readonly kinds: ReadonlyMap<string, readonly string[]>
}

/** What was acknowledged under a key. */
export type Acknowledged = ReadonlyMap<string, { readonly matter: string; readonly seq: number }>

/**
 * Checks every matter of district 1: its entries are 1 to n and chained, state, variables and the rows searched by are
 * what the entries give, every entry has one receipt and every receipt one entry, what was acknowledged is there under
 * its key, and no timer fired twice.
 */
export async function checkRecord(
  queryable: Queryable,
  acknowledged: Acknowledged = new Map(),
): Promise<RecordCheck> {
  const faults: string[] = []
  const rows = await readRows(queryable)
  const kinds = new Map<string, readonly string[]>()
  for (const [matter, row] of rows.matters) {
    const entries = rows.entries.get(matter) ?? []
    kinds.set(matter, entries.map(({ kind }) => kind).toSorted())
    faults.push(...matterFaults({ matter, row, entries, rows }).map((fault) => `${matter}: ${fault}`))
  }
  for (const matter of rows.entries.keys()) {
    if (!rows.matters.has(matter)) faults.push(`${matter}: entries without a matter`)
  }
  const entries = [...rows.entries.values()].flat()
  faults.push(...receiptFaults(rows, entries, acknowledged), ...timerFaults(entries))
  return {
    faults,
    matters: rows.matters.size,
    entries: entries.length,
    receipts: rows.receipts.length,
    kinds,
  }
}

interface Rows {
  readonly matters: ReadonlyMap<string, MatterRow>
  readonly data: ReadonlyMap<string, string>
  readonly entries: ReadonlyMap<string, readonly Entry[]>
  readonly receipts: readonly ReceiptRow[]
  /** Per table the numbers of a matter's rows, sorted, each with its due time where there is one. */
  readonly open: { readonly [table in OpenTable]: ReadonlyMap<string, readonly string[]> }
}

type OpenTable = 'task' | 'timer' | 'subscription'

interface MatterRow {
  readonly matter_id: string
  readonly revision: number
  readonly state: string
  readonly head: string
}

interface EntryRow {
  readonly matter_id: string
  readonly seq: number
  readonly kind: Entry['kind']
  readonly recorded_at: number
  readonly body: string
  readonly previous: string
  readonly hash: string
}

interface ReceiptRow {
  readonly key: string
  readonly matter_id: string
  readonly seq: number
}

interface OpenRow {
  readonly matter_id: string
  readonly label: string
}

async function readRows(queryable: Queryable): Promise<Rows> {
  function read<R extends object>(
    table: string,
    columns: string,
    order = 'matter_id',
  ): Promise<readonly R[]> {
    return queryable.query<R>(`select ${columns} from ${table} where district_id = 1 order by ${order}`)
  }
  const matters = await read<MatterRow>('matter', `matter_id, revision, state, encode(head, 'hex') as head`)
  const data = await read<{ readonly matter_id: string; readonly data: string }>(
    'matter_data',
    'matter_id, data',
  )
  const hashes = `encode(previous, 'hex') as previous, encode(hash, 'hex') as hash`
  const columns = `matter_id, seq, kind, recorded_at, body, ${hashes}`
  const entries = await read<EntryRow>('entry', columns, 'matter_id, seq')
  const timer = `timer_id || ' ' || (extract(epoch from due_at) * 1000)::bigint`
  return {
    matters: new Map(matters.map((row) => [row.matter_id, row])),
    data: new Map(data.map((row) => [row.matter_id, row.data])),
    entries: Map.groupBy(entries.map(entryOf), ({ matter }) => matter),
    receipts: await read<ReceiptRow>('receipt', 'key, matter_id, seq', 'key'),
    open: {
      task: labelsOf(await read('task', 'matter_id, task_id::text as label')),
      timer: labelsOf(await read('timer', `matter_id, ${timer} as label`)),
      subscription: labelsOf(await read('subscription', 'matter_id, subscription_id::text as label')),
    },
  }
}

function entryOf({ matter_id: matter, recorded_at: recordedAt, body, ...rest }: EntryRow): Entry {
  const parsed: Pick<Entry, 'actor' | 'facts' | 'input' | 'patch' | 'set'> = JSON.parse(body)
  return { ...parsed, ...rest, district: 1, matter, at: instantOf(recordedAt) }
}

function labelsOf(rows: readonly OpenRow[]): ReadonlyMap<string, readonly string[]> {
  const groups = Map.groupBy(rows, ({ matter_id: matter }) => matter)
  return new Map([...groups].map(([matter, group]) => [matter, group.map(({ label }) => label).toSorted()]))
}

interface OneMatter {
  readonly matter: string
  readonly row: MatterRow
  readonly entries: readonly Entry[]
  readonly rows: Rows
}

function matterFaults({ matter, row, entries, rows }: OneMatter): readonly string[] {
  const faults: string[] = []
  const fault = verifyChain(entries, sha256.digest)
  if (fault !== undefined) faults.push(`chain is ${fault.kind} at ${fault.seq}`)
  const last = entries.at(-1)
  if (last === undefined) return ['a matter without entries']
  let state: MatterState | undefined
  let data: MatterData = {}
  for (const { patch, set } of entries) {
    state = applyPatch(state, patch)
    data = applyData(data, set)
  }
  if (row.revision !== last.seq) faults.push(`revision ${row.revision} and ${last.seq} entries`)
  if (row.head !== last.hash) faults.push('head is not the last entry')
  if (state === undefined || !isSame(state, row.state)) faults.push('state is not what the entries give')
  const stored = rows.data.get(matter) ?? '{}'
  if (!isSame(data, stored)) faults.push('variables are not what the entries give')
  if (state !== undefined) faults.push(...openFaults(matter, state, rows))
  return faults
}

function isSame(folded: object, stored: string): boolean {
  try {
    return canonicalJson(plainOf(JSON.stringify(folded))) === canonicalJson(plainOf(stored))
  } catch {
    // What is stored is no JSON.
    return false
  }
}

function plainOf(text: string): Parameters<typeof canonicalJson>[0] {
  return JSON.parse(text) as Parameters<typeof canonicalJson>[0]
}

function openFaults(matter: string, state: MatterState, { open }: Rows): readonly string[] {
  const wanted: { readonly [table in OpenTable]: readonly string[] } = {
    task: Object.entries(state.tokens).flatMap(([id, { task, waits }]) =>
      task !== undefined && (waits === 'task' || waits === 'signers') ? [id] : [],
    ),
    timer: Object.entries(state.timers).map(([id, { dueAt }]) => `${id} ${dueAt}`),
    subscription: Object.entries(state.subscriptions).flatMap(([id, { kind }]) =>
      kind === 'condition' ? [] : [id],
    ),
  }
  return (['task', 'timer', 'subscription'] as const).flatMap((table) => {
    const [found, due] = [open[table].get(matter) ?? [], wanted[table].toSorted()]
    return found.join() === due.join() ? [] : [`rows of ${table} are [${found.join()}], not [${due.join()}]`]
  })
}

function receiptFaults(rows: Rows, entries: readonly Entry[], acknowledged: Acknowledged): readonly string[] {
  const faults: string[] = []
  const known = new Map(rows.receipts.map(({ key, matter_id: matter, seq }) => [key, `${matter} ${seq}`]))
  const made = new Map<string, number>()
  for (const place of known.values()) made.set(place, (made.get(place) ?? 0) + 1)
  for (const { matter, seq, kind } of entries) {
    const count = made.get(`${matter} ${seq}`) ?? 0
    if (count !== 1) faults.push(`${matter}: entry ${seq} (${kind}) has ${count} receipts`)
  }
  if (rows.receipts.length !== entries.length)
    faults.push(`${rows.receipts.length} receipts and ${entries.length} entries`)
  for (const [key, { matter, seq }] of acknowledged) {
    const place = known.get(key)
    if (place !== `${matter} ${seq}`)
      faults.push(`${key} was acknowledged as ${matter} ${seq} and is ${place ?? 'lost'}`)
  }
  return faults
}

function timerFaults(entries: readonly Entry[]): readonly string[] {
  const fired = new Set<string>()
  return entries.flatMap(({ matter, kind, input }) => {
    if (kind !== 'fireTimer') return []
    const timer = `${matter} ${JSON.stringify(input)}`
    const isTwice = fired.has(timer)
    fired.add(timer)
    return isTwice ? [`${timer} fired twice`] : []
  })
}
