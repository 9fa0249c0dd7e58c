import { assert, isAppError } from '@duibiao/base'
import type { DistrictId, MatterId } from '@duibiao/base'
import type { MatterState, Procedure } from '@duibiao/kernel'
import type { Bundle, Surroundings } from './bundle.ts'
import { addOrder, makeBundle } from './bundle.ts'
import type { Queryable } from './database.ts'
import type { MatterCache } from './matter-cache.ts'
import type { Answer, Order } from './order.ts'
import { refusalOf } from './order.ts'
import type { ProcedureLibrary } from './procedure-library.ts'
import type { Found } from './transition.ts'
import { readMatters, writeBundles } from './transition.ts'

/** What decides and writes the commands of one district. */
export interface Workshop {
  readonly district: DistrictId
  readonly library: ProcedureLibrary
  readonly around: Surroundings
  readonly cache: MatterCache
}

/** A command in a group. `read`: matter and receipt are looked up although the matter is new or known. */
export interface Place {
  readonly order: Order
  readonly read: boolean
}

/** What a group made of one command. */
export type Outcome =
  | { readonly kind: 'answered'; readonly answer: Answer }
  /** A mistake in the software or a pack, or a database that does not answer. */
  | { readonly kind: 'failed'; readonly error: unknown }
  /** To be decided anew: `alone` without another command on the same matter, `read` with its receipt looked up. */
  | { readonly kind: 'again'; readonly alone: boolean; readonly read: boolean }

/** Writes bundles and tells for each command what came of it. */
export type WriteGroup = (bundles: readonly Bundle[]) => Promise<ReadonlyMap<Order, Outcome>>

/**
 * Carries out commands of many matters: one read, every decision in memory, one write. Commands on one matter are
 * decided one after another, in their order.
 * @returns what came of each, in their order
 */
export async function runGroup(
  workshop: Workshop,
  places: readonly Place[],
  { queryable, write }: { readonly queryable: Queryable; readonly write: WriteGroup },
): Promise<readonly Outcome[]> {
  const found = await readPlaces(workshop, queryable, places)
  const { bundles, outcomes } = decideGroup(workshop, places, found)
  const written = bundles.length === 0 ? undefined : await write(bundles)
  return places.map(({ order }) => {
    const outcome = outcomes.get(order) ?? written?.get(order)
    assert(outcome !== undefined, 'a command of a group comes to something')
    return outcome
  })
}

/** Writes bundles as they are, in the transaction that their group runs in. */
export async function writeTogether(
  queryable: Queryable,
  district: DistrictId,
  bundles: readonly Bundle[],
): Promise<ReadonlyMap<Order, Outcome>> {
  const won = await writeBundles(queryable, district, bundles)
  const outcomes = new Map<Order, Outcome>()
  for (const bundle of bundles) {
    for (const { order, receipt } of bundle.done) {
      const isWritten = won.has(bundle.matter)
      outcomes.set(order, isWritten ? { kind: 'answered', answer: { ok: true, receipt } } : again)
    }
  }
  return outcomes
}

const again: Outcome = { kind: 'again', alone: false, read: true }

async function readPlaces(
  { district, library, cache }: Workshop,
  queryable: Queryable,
  places: readonly Place[],
): Promise<ReadonlyMap<Order, Found>> {
  const found = new Map<Order, Found>()
  // A matter that starts is not there: its receipt guards it, so that a start is one statement.
  const wanted = places.flatMap(({ order, read }) =>
    read || (order.opening === undefined && cache.get(order.matter) === undefined) ? [order] : [],
  )
  if (wanted.length > 0) {
    const rows = await readMatters(queryable, district, wanted)
    wanted.forEach((order, index) => {
      const row = rows[index]
      if (row !== undefined) found.set(order, row)
    })
  }
  await library.ensure(proceduresOf(places, found), queryable)
  return found
}

function proceduresOf(places: readonly Place[], found: ReadonlyMap<Order, Found>): ReadonlySet<string> {
  const hashes = new Set<string>()
  for (const { order } of places) {
    if (order.command.kind === 'start') hashes.add(order.command.procedure)
    if (order.command.kind === 'migrate') hashes.add(order.command.to)
    const matter = found.get(order)?.matter
    if (matter !== undefined) addProcedures(hashes, matter.state)
  }
  return hashes
}

function addProcedures(hashes: Set<string>, state: MatterState): void {
  for (const id in state.scopes) {
    const hash: Procedure['hash'] | undefined = state.scopes[id]?.procedure
    if (hash !== undefined) hashes.add(hash)
  }
}

interface DecidedGroup {
  readonly bundles: readonly Bundle[]
  /** Of the commands that nothing is to be written for. */
  readonly outcomes: ReadonlyMap<Order, Outcome>
}

function decideGroup(
  { around, cache }: Workshop,
  places: readonly Place[],
  found: ReadonlyMap<Order, Found>,
): DecidedGroup {
  const bundles = new Map<MatterId, Bundle>()
  const outcomes = new Map<Order, Outcome>()
  // What was read now is newer than what was written last.
  const read = new Map([...found].map(([order, row]) => [order.matter, row.matter]))
  for (const { order } of places) {
    const { matter, opening } = order
    const row = found.get(order)
    if (row?.receipt !== undefined) {
      outcomes.set(order, { kind: 'answered', answer: { ok: true, receipt: row.receipt } })
      continue
    }
    if (row?.isDamaged) {
      outcomes.set(order, { kind: 'answered', answer: refusalOf('matter_damaged', { matter }) })
      continue
    }
    const bundle = bundles.get(matter) ?? makeBundle(matter, read.get(matter) ?? cache.get(matter), opening)
    bundles.set(matter, bundle)
    const outcome = decideOne(bundle, order, around)
    // Nobody is refused because of what was remembered, or before his receipt was looked for.
    if (outcome !== undefined)
      outcomes.set(order, row === undefined && opening === undefined ? again : outcome)
  }
  return { bundles: [...bundles.values()].filter(({ done }) => done.length > 0), outcomes }
}

function decideOne(bundle: Bundle, order: Order, around: Surroundings): Outcome | undefined {
  if (bundle.now === undefined && order.opening === undefined) {
    const refusal = { code: 'matter_unknown' as const, params: { matter: order.matter } }
    return { kind: 'answered', answer: { ok: false, refusal } }
  }
  try {
    const refusal = addOrder(bundle, order, around)
    return refusal === undefined ? undefined : { kind: 'answered', answer: { ok: false, refusal } }
  } catch (error) {
    if (!isAppError(error)) return { kind: 'failed', error }
    return { kind: 'answered', answer: { ok: false, refusal: { code: error.code, params: error.params } } }
  }
}
