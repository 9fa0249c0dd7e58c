import type { DistrictId } from '@duibiao/base'
import { canonicalJson } from '@duibiao/base'
import { isEnded } from '@duibiao/kernel'
import type { Bundle, StoredMatter } from './bundle.ts'
import type { Parameter } from './parameter.ts'
import { sightsOf } from './listing.ts'
import { encodeText, encodeValue } from './parameter.ts'
import { encodeList } from './parameter-list.ts'
import type { ListValue } from './parameter-list.ts'
import { isStanding, lampTurns } from './projection.ts'
import type { ClockRow, LampRow, TaskRow } from './projection.ts'
import type { Section } from './transition-section.ts'
import { columnsOf } from './transition-statement.ts'
import type { Form } from './transition-statement.ts'

/** The parts a statement for these bundles has, and its parameters. */
export function gatherParameters(
  district: DistrictId,
  bundles: readonly Bundle[],
): { readonly names: readonly Section[]; readonly form: Form; readonly parameters: readonly Parameter[] } {
  const columns = gatherColumns(bundles)
  const names: Section[] = []
  for (const name of columnsOf.keys()) if (columns.has(name)) names.push(name)
  const [only, second] = bundles
  if (only !== undefined && second === undefined) {
    const parameters: Parameter[] = [district, only.matter]
    const standing = standingOf(columns)
    if (names.every((name) => addOnly(parameters, { name, lists: columns.get(name) ?? [], standing }))) {
      return { names, form: 'one', parameters }
    }
  }
  const parameters: Parameter[] = [district]
  for (const name of names) {
    columnsOf.get(name)?.forEach(({ type }, index) => {
      parameters.push(encodeList(type, columns.get(name)?.[index] ?? []))
    })
  }
  return { names, form: 'many', parameters }
}

/** What is written of the matter itself, by column. */
function standingOf(columns: Columns): ReadonlyMap<string, ListValue> {
  const head = columns.has('move') ? 'move' : 'open'
  const values = new Map<string, ListValue>()
  columnsOf.get(head)?.forEach(({ name }, index) => {
    values.set(name, columns.get(head)?.[index]?.[0] ?? null)
  })
  return values
}

interface OnlyRow {
  readonly name: Section
  readonly lists: readonly (readonly ListValue[])[]
  readonly standing: ReadonlyMap<string, ListValue>
}

/**
 * Adds what the only row of a part has that was not sent yet.
 * @returns false when there are several rows, or one that differs from the matter where it should not
 */
function addOnly(parameters: Parameter[], { name, lists, standing }: OnlyRow): boolean {
  if (lists[0]?.length !== 1) return false
  return (columnsOf.get(name) ?? []).every(({ type, same }, index) => {
    // The first column of every part is the matter.
    if (index === 0) return true
    const value = lists[index]?.[0] ?? null
    if (same !== undefined && standing.has(same)) return standing.get(same) === value
    parameters.push(encodeValue(type, value))
    return true
  })
}

type Columns = Map<Section, ListValue[][]>

function gatherColumns(bundles: readonly Bundle[]): Columns {
  const columns: Columns = new Map()
  // Everybody locks matters in the same order, so that two writers never wait for each other.
  const ordered = bundles.toSorted((one, other) => (one.matter < other.matter ? -1 : 1))
  for (const bundle of ordered) {
    if (bundle.now !== undefined) {
      addMatter(columns, bundle, bundle.now)
      addRecord(columns, bundle)
      addRows(columns, bundle)
      addListing(columns, bundle)
    }
  }
  for (const [name, changed] of insertedOrChanged) mergeInto(columns, name, changed)
  return columns
}

const insertedOrChanged = [
  ['data', 'data_changed'],
  ['task', 'task_changed'],
  ['timer', 'timer_changed'],
  ['clock', 'clock_changed'],
  ['subscription', 'subscription_changed'],
  ['entry', 'entry_ordered'],
  ['listing', 'listing_changed'],
] as const

/** Where some rows need the more careful part, all go there: one part less in the statement. */
function mergeInto(columns: Columns, name: Section, careful: Section): void {
  const lists = columns.get(careful)
  const others = columns.get(name)
  if (lists === undefined || others === undefined) return
  lists.forEach((list, index) => list.push(...(others[index] ?? [])))
  columns.delete(name)
}

function addRow(columns: Columns, section: Section, row: readonly ListValue[]): void {
  let lists = columns.get(section)
  if (lists === undefined) {
    lists = row.map(() => [])
    columns.set(section, lists)
  }
  for (let index = 0; index < row.length; index += 1) lists[index]?.push(row[index] ?? null)
}

function addMatter(columns: Columns, bundle: Bundle, now: StoredMatter): void {
  const { matter, before, opening, openedAt } = bundle
  const { state, data, procedure, revision } = now
  const updatedAt = now.at
  const rest = [...turnValues(lampTurns(state)), bundle.endedAt ?? null]
  const standing = [procedure, revision, state.status, canonicalJson(state), now.head]
  if (before === undefined) {
    const opened = openedAt ?? null
    addRow(columns, 'open', [
      matter,
      opening?.number ?? matter,
      opening?.title ?? '',
      ...standing,
      updatedAt,
      opened,
      ...rest,
    ])
  } else {
    addRow(columns, 'move', [matter, before.revision, ...standing, updatedAt, ...rest])
  }
  if (bundle.isDataSet) {
    addRow(columns, before === undefined ? 'data' : 'data_changed', [matter, canonicalJson(data)])
  }
}

function addRecord(columns: Columns, bundle: Bundle): void {
  const { matter } = bundle
  const section = bundle.entries.length > 1 ? 'entry_ordered' : 'entry'
  for (const { entry, body } of bundle.entries) {
    const { seq, kind, at, previous, hash } = entry
    addRow(columns, section, [matter, seq, kind, at, body, previous, hash])
  }
  for (const { order, receipt } of bundle.done) {
    addRow(columns, 'receipt', [matter, order.key, receipt.seq, receipt.at])
  }
  for (const { seq, number, at, effect } of bundle.effects) {
    addRow(columns, 'outbox', [matter, seq, number, effect.kind, canonicalJson(effect), at])
  }
  const keptAt = bundle.now === undefined ? null : bundle.now.at
  for (const { id, level, salt, value } of bundle.personal) {
    addRow(columns, 'personal', [matter, id, level, salt, value, keptAt])
  }
  for (const { id, seq, at } of bundle.evidence) addRow(columns, 'evidence', [matter, id, seq, at])
}

function addRows(columns: Columns, bundle: Bundle): void {
  const { tasks, timers, clocks, subscriptions } = bundle.rows
  for (const [id, row] of tasks)
    addWorking(columns, bundle, { table: 'task', id, values: row && taskValues(row) })
  for (const [id, row] of timers) {
    addWorking(columns, bundle, { table: 'timer', id, values: row && [row.dueAt, row.heldBy] })
  }
  for (const [id, row] of clocks)
    addWorking(columns, bundle, { table: 'clock', id, values: row && clockValues(row) })
  for (const [id, row] of subscriptions) {
    addWorking(columns, bundle, { table: 'subscription', id, values: row && [row.kind, row.name] })
  }
}

function addListing(columns: Columns, { matter, before, listing, parted, rows, now }: Bundle): void {
  if (listing === undefined || now === undefined) return
  const { pack, process, category, urgency, area, office, place, colour } = listing
  const named = [pack, process, category, urgency, area, office, place?.longitude, place?.latitude]
  addRow(columns, before === undefined ? 'listing' : 'listing_changed', [
    matter,
    ...named.map((value) => value ?? null),
    sightsOf(listing, rows.offices).join(' '),
    !isEnded(now.state),
    colour ?? null,
  ])
  for (const sight of parted) addRow(columns, 'sight_gone', [matter, sight])
}

interface WorkingRow {
  readonly table: 'task' | 'timer' | 'clock' | 'subscription'
  readonly id: number | string
  /** Null: it is to go. */
  readonly values: readonly ListValue[] | null
}

/** A row that came and went within the bundle was never there. */
function addWorking(columns: Columns, { matter, before }: Bundle, { table, id, values }: WorkingRow): void {
  const isThere = isStanding(before?.state, table, id)
  if (values !== null) addRow(columns, isThere ? `${table}_changed` : table, [matter, id, ...values])
  else if (isThere) addRow(columns, `${table}_gone`, [matter, id])
}

function taskValues({
  element,
  name,
  status,
  posts,
  office,
  person,
  openedAt,
  turns,
  isReturned,
}: TaskRow): readonly ListValue[] {
  return [
    element,
    name,
    status,
    encodeText(posts),
    office,
    person,
    openedAt,
    ...turnValues(turns),
    isReturned,
  ]
}

function turnValues({ warnAt, dueAt, dueClock }: LampRow): readonly ListValue[] {
  return [warnAt, dueAt, dueClock]
}

function clockValues(clock: ClockRow): readonly ListValue[] {
  const { key, kind, status, calendar, unit, firstDay, isProvisional } = clock
  const { startedAt, warnAt, dueAt, breachedAt, stoppedAt } = clock
  const rule = [key, kind, status, calendar, unit, firstDay]
  return [...rule, startedAt, warnAt, dueAt, isProvisional, breachedAt, stoppedAt]
}
