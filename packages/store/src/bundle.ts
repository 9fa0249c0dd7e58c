import type { Digest, Instant, MatterId } from '@duibiao/base'
import { chainWritten, decide, genesisLink, isEnded } from '@duibiao/kernel'
import type {
  Context,
  Decided,
  Effect,
  Entry,
  EntryBody,
  Link,
  Matter,
  MatterData,
  MatterState,
  Procedure,
  Refusal,
  Transition,
  Value,
} from '@duibiao/kernel'
import type { DescribeMatter, Listing } from './listing.ts'
import { isPersonSight } from './listing.ts'
import type { Opening, Order, PersonalValue, Receipt } from './order.ts'
import { copyRowChange, followStep, makeRowChange } from './projection.ts'
import type { RowChange } from './projection.ts'

/** A matter as the database holds it. */
export interface StoredMatter {
  readonly matter: MatterId
  readonly revision: number
  readonly procedure: string
  readonly state: MatterState
  readonly data: MatterData
  /** Hash of its last entry. */
  readonly head: string
  /** When its last entry was recorded. */
  readonly at: Instant
}

/** All that one group does to one matter: some transitions in a row, written together or not at all. */
export interface Bundle {
  readonly matter: MatterId
  /** The matter before; undefined when the bundle starts it. */
  readonly before: StoredMatter | undefined
  readonly opening: Opening | undefined
  now: StoredMatter | undefined
  openedAt: Instant | undefined
  /** When one of its transitions ended the matter. */
  endedAt: Instant | undefined
  /** What is listed of the matter, when that may have changed. */
  listing: Listing | undefined
  /** Keys of sight of people whom the matter named before, and names no more. */
  parted: readonly string[]
  /** A variable was set: the row of variables is written. */
  isDataSet: boolean
  readonly entries: WrittenEntry[]
  readonly effects: WrittenEffect[]
  readonly personal: PersonalValue[]
  /** Evidence by the entry that names it. */
  readonly evidence: { readonly id: string; readonly seq: number; readonly at: Instant }[]
  rows: RowChange
  readonly done: { readonly order: Order; readonly receipt: Receipt }[]
}

/** An entry with the text that is stored of it. */
export interface WrittenEntry {
  readonly entry: Entry
  readonly body: string
}

export interface WrittenEffect {
  readonly seq: number
  readonly number: number
  readonly at: Instant
  readonly effect: Effect
}

/** What decisions look at besides the matter. */
export interface Surroundings {
  readonly district: number
  readonly digest: Digest
  readonly now: () => Instant
  readonly find: (hash: string) => Procedure
  readonly called: Context['called']
  readonly decision: Context['decision']
  readonly calendar: Context['calendar']
  readonly parameter: Context['parameter']
  readonly decide?: (matter: Matter, command: Order['command'], context: Context) => Decided
  /** What is listed of a matter; nothing when not given. */
  readonly describe?: DescribeMatter
}

export function makeBundle(matter: MatterId, before: StoredMatter | undefined, opening?: Opening): Bundle {
  return {
    matter,
    before,
    opening,
    now: before,
    openedAt: undefined,
    endedAt: undefined,
    listing: undefined,
    parted: [],
    isDataSet: false,
    entries: [],
    effects: [],
    personal: [],
    evidence: [],
    rows: makeRowChange(),
    done: [],
  }
}

/**
 * Decides one more command on the matter as the bundle has it so far. A refused command leaves the bundle as it is.
 * @throws what `decide` throws on a mistake in the software or a pack, and AppError of `canonicalJson`
 */
export function addOrder(bundle: Bundle, order: Order, around: Surroundings): Refusal | undefined {
  const { now: matter } = bundle
  const reading = around.now()
  // The clock of the machine may jump back; the record never does.
  const now = matter !== undefined && matter.at > reading ? matter.at : reading
  const { find: procedure, called, decision, calendar, parameter } = around
  const context: Context = { now, actor: order.actor, procedure, called, decision, calendar, parameter }
  const held = matter === undefined ? { data: {} } : { state: matter.state, data: matter.data }
  const decided = (around.decide ?? decide)(held, order.command, context)
  if (!decided.ok) return decided.refusal
  takeTransition(bundle, order, { transition: decided.transition, around })
  return undefined
}

function takeTransition(
  bundle: Bundle,
  order: Order,
  { transition, around }: { readonly transition: Transition; readonly around: Surroundings },
): void {
  const { matter, now: before } = bundle
  const { district, digest, find } = around
  const { state, data, effects } = transition
  const body = before === undefined ? withOpening(transition.entry, bundle.opening) : transition.entry
  const link = before === undefined ? genesisLink(district, matter, digest) : linkOf(before, district)
  const written = chainWritten(link, body, digest)
  const { entry } = written
  // Of the first command nothing has to be kept apart.
  const rows = bundle.done.length === 0 ? makeRowChange() : copyRowChange(bundle.rows)
  followStep(rows, { before: before?.state, after: state, at: body.at, find })
  // From here on nothing fails: a bundle is never left between two commands.
  bundle.rows = rows
  noteTimes(bundle, before, { state, at: body.at })
  // Decisions copy the variables each time, so only the entry tells whether any was set.
  bundle.isDataSet ||= Object.keys(body.set).length > 0
  const procedure = procedureOf(state) ?? before?.procedure ?? ''
  bundle.now = { matter, revision: entry.seq, procedure, state, data, head: entry.hash, at: body.at }
  noteListing(bundle, around.describe)
  bundle.entries.push(written)
  bundle.effects.push(...effects.map((effect, number) => ({ seq: entry.seq, number, at: body.at, effect })))
  bundle.personal.push(...(order.personal ?? []))
  const { command } = order
  const mentions = 'evidence' in command ? (command.evidence ?? []) : []
  bundle.evidence.push(...mentions.map(({ id }) => ({ id, seq: entry.seq, at: body.at })))
  bundle.done.push({ order, receipt: { matter, seq: entry.seq, at: body.at } })
}

function linkOf({ matter, revision, head }: StoredMatter, district: number): Link {
  return { district, matter, seq: revision, hash: head }
}

/**
 * Describes the matter anew when its variables, its procedure or the offices at work may have changed, or it ended or goes on. What
 * is described is what is written: a rebuild does the same once, at the end.
 */
export function noteListing(bundle: Bundle, describe: DescribeMatter | undefined): void {
  const { now, before, rows } = bundle
  if (describe === undefined || now === undefined) return
  const mayDiffer =
    before === undefined ||
    bundle.isDataSet ||
    isEnded(before.state) !== isEnded(now.state) ||
    rows.offices.size > 0 ||
    before.procedure !== now.procedure
  if (!mayDiffer) return
  const listing = describe(now.procedure, now.data)
  const known =
    before === undefined || !bundle.isDataSet ? [] : describe(before.procedure, before.data).sights
  bundle.listing = listing
  bundle.parted = known.filter((key) => isPersonSight(key) && !listing.sights.includes(key))
}

/** Content hash of the procedure a matter runs on; undefined when its outermost scope is gone. */
export function procedureOf(state: MatterState): string | undefined {
  return state.scopes[0]?.procedure
}

/** When the matter was opened and when it ended, as far as these transitions did that. */
export function noteTimes(
  bundle: Bundle,
  before: Pick<StoredMatter, 'state'> | undefined,
  { state, at }: { readonly state: MatterState; readonly at: Instant },
): void {
  bundle.openedAt ??= at
  const hadEnded = before !== undefined && isEnded(before.state)
  if (!isEnded(state)) bundle.endedAt = undefined
  else if (!hadEnded) bundle.endedAt = at
}

/** Number and title belong to the record, so that the list of matters can be rebuilt from it. */
function withOpening(body: EntryBody, opening: Opening | undefined): EntryBody {
  if (opening === undefined) return body
  const input: { readonly [name: string]: Value } = isRecord(body.input) ? body.input : {}
  return { ...body, input: { ...input, number: opening.number, title: opening.title } }
}

function isRecord(value: Value): value is { readonly [name: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
