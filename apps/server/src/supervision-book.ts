import { addDays, dateAt, dayNumberOf, dayOfWeek, instantOf, midnightOf, parseLegalDate } from '@duibiao/base'
import type { Instant, LegalDate, MatterId } from '@duibiao/base'
import type { listOrders, QueryOf } from '@duibiao/contract'
import type { Clock } from '@duibiao/kernel'
import { lampOf } from '@duibiao/kernel'
import type { Pack, SupervisionRule } from '@duibiao/packfile'
import { listMarks, readRecorded } from '@duibiao/store'
import type { MatterRecord } from '@duibiao/store'
import type { Caller } from './caller.ts'
import { soonIs } from './due-line.ts'
import { ownVariables } from './matter-description.ts'
import type { Permission } from './policy.ts'
import { sightOf } from './sight.ts'
import { readHistory } from './supervision-order.ts'
import type { OrderHistory } from './supervision-order.ts'
import type { Tenant } from './tenant.ts'

/** An order of supervision with what its record says. */
export interface Order extends OrderHistory {
  readonly matter: Omit<MatterRecord, 'entries'>
  readonly pack: Pack
  readonly rule: string | undefined
  readonly supervision: SupervisionRule
  readonly leader: string | undefined
  readonly assisting: readonly string[]
  /** The clock it is to be done by; undefined before it was issued. */
  readonly clock: Clock | undefined
  /** The clock within which the colour in force is to be answered, while it runs. */
  readonly colourClock: Clock | undefined
}

/** Orders as they were read last, by their revision. */
type Book = Map<MatterId, { readonly revision: number; readonly order: Order | undefined }>

const books = new WeakMap<Tenant['database'], Book>()
/** Orders that a process keeps at most. */
const mostKept = 6000

/**
 * The orders of supervision that somebody may see: all that are open, and those that ended since an instant. Only those are
 * read whose record has grown since they were read last.
 */
export async function readOrders(
  tenant: Tenant,
  caller: Caller,
  { permission, endedFrom }: { readonly permission: Permission; readonly endedFrom: Instant },
): Promise<readonly Order[]> {
  const { database, district } = tenant
  const packs = tenant.packs.list().flatMap(({ manifest }) => (manifest.supervision ? [manifest.name] : []))
  if (packs.length === 0) return []
  const sight = sightOf(caller, permission)
  const marks = await listMarks(database, district, { packs, sight, endedFrom })
  const book: Book = books.get(database) ?? new Map()
  books.set(database, book)
  const old = marks.filter(({ matter, revision }) => book.get(matter)?.revision !== revision)
  const read = await readRecorded(
    database,
    district,
    old.map(({ matter }) => matter),
  )
  for (const recorded of read) keep(book, recorded.matter, orderOf(tenant, recorded))
  return marks.flatMap(({ matter }) => book.get(matter)?.order ?? [])
}

function keep(book: Book, matter: MatterId, kept: { revision: number; order: Order | undefined }): void {
  book.delete(matter)
  book.set(matter, kept)
  if (book.size <= mostKept) return
  for (const oldest of book.keys()) {
    book.delete(oldest)
    return
  }
}

/** An order as its record tells; undefined for a matter whose pack has no board. */
export function orderOf(tenant: Pick<Tenant, 'packs'>, recorded: MatterRecord) {
  const pack = tenant.packs.ofProcedure(recorded.procedure)
  const supervision = pack?.manifest.supervision
  if (pack === undefined || supervision === undefined) {
    return { revision: recorded.revision, order: undefined }
  }
  const { entries: _, ...matter } = recorded
  const variables = ownVariables(matter.data)
  const leader = variables[supervision.leader ?? '']
  const assisting = variables[supervision.assisting ?? '']
  const clocks = Object.values(matter.state.clocks)
  const order: Order = {
    ...readHistory(recorded, { pack, rule: supervision }),
    matter,
    pack,
    supervision,
    leader: typeof leader === 'string' ? leader : undefined,
    assisting: Array.isArray(assisting) ? assisting.map(String) : [],
    clock: clocks.findLast(({ key }) => key === supervision.due),
    colourClock: clocks.findLast(
      ({ key, status }) => key === supervision.ladder.clock && status === 'running',
    ),
  }
  return { revision: recorded.revision, order }
}

/** Whether there is still something to do about an order: it was neither found done nor ended. */
export function isPending({ doneAt, matter }: Order): boolean {
  return doneAt === undefined && matter.endedAt === undefined
}

/** The colour in force; none once the order is done. */
export function colourOf(order: Order): string | undefined {
  return isPending(order) ? order.matter.colour : undefined
}

export function isOverdue(order: Order, now: Instant): boolean {
  return isPending(order) && order.clock !== undefined && lampOf(order.clock, now) === 'red'
}

/** Whether an order ends within a time, and has not ended before. */
function endsWithin(order: Order, from: Instant, until: Instant): boolean {
  return isPending(order) && isWithin(order.clock?.dueAt, from, until)
}

export function isDueSoon(order: Order, now: Instant): boolean {
  return order.clock?.status === 'running' && endsWithin(order, now, instantOf(now + soonIs))
}

/** A week from Monday to Sunday, with its first instant and the first after it. */
export interface Week {
  readonly from: LegalDate
  readonly to: LegalDate
  readonly begin: Instant
  readonly end: Instant
}

export function weekOf(tenant: Pick<Tenant, 'calendar'>, day: LegalDate): Week {
  const from = addDays(day, 1 - dayOfWeek(day))
  const calendar = tenant.calendar()
  return {
    from,
    to: addDays(from, 6),
    begin: midnightOf(dayNumberOf(from), calendar),
    end: midnightOf(dayNumberOf(addDays(from, 7)), calendar),
  }
}

export type WeekPart = 'due' | 'overdue' | 'done' | 'returned'

/**
 * Whether an order stands in a list of the weekly sheet. A limit that runs to the end of a day ends with the first instant of the
 * next, and is due on that day.
 */
export function isInWeek(
  order: Order,
  part: WeekPart,
  { week, now }: { readonly week: Week; readonly now: Instant },
): boolean {
  const { clock, doneAt, returns } = order
  switch (part) {
    case 'due':
      return isWithin(clock?.dueAt, week.begin, week.end) && !isClosedAt(order, instantOf(week.begin - 1))
    case 'overdue':
      return isOverdueAt(order, now < week.end ? now : week.end)
    case 'done':
      return doneAt !== undefined && doneAt >= week.begin && doneAt < week.end
    case 'returned':
      return returns.some((at) => at >= week.begin && at < week.end)
  }
}

/** What was handed in is late or not as it was then, however long it waits to be audited. */
function isOverdueAt(order: Order, until: Instant): boolean {
  const at = instantOf(Math.min(until, order.clock?.stoppedAt ?? until))
  return isWithin(order.clock?.dueAt, instantOf(0), at) && !isClosedAt(order, until)
}

function isClosedAt({ doneAt, matter }: Order, at: Instant): boolean {
  const closedAt = doneAt ?? matter.endedAt
  return closedAt !== undefined && closedAt <= at
}

function isWithin(at: Instant | undefined, after: Instant, until: Instant): boolean {
  return at !== undefined && at > after && at <= until
}

export type OrderQuery = Omit<QueryOf<typeof listOrders>, 'after' | 'limit' | 'fields'>

/** From when on ended orders are looked at: none when only open ones are asked for. */
export function endedFrom(tenant: Tenant, { state, week }: Pick<OrderQuery, 'state' | 'week'>): Instant {
  const now = tenant.now()
  if (week !== undefined) return weekOf(tenant, parseLegalDate(week)).begin
  return state === undefined || state === 'open' ? now : instantOf(now - 366 * 24 * 3_600_000)
}

/** The orders that a question asks for, those due first first, then those opened last. */
export function selectOrders(tenant: Tenant, orders: readonly Order[], query: OrderQuery): readonly Order[] {
  const now = tenant.now()
  const { kind, leader, office, lamp, week } = query
  const tests: readonly ((order: Order) => boolean)[] = [
    (order) => hasState(order, query),
    (order) => kind === undefined || order.matter.category === kind,
    (order) => leader === undefined || order.leader === leader,
    (order) => office === undefined || order.matter.office === office,
    (order) => query.colour === undefined || (colourOf(order) ?? 'none') === query.colour,
    (order) => lamp === undefined || (order.clock === undefined ? 'none' : lampOf(order.clock, now)) === lamp,
    (order) => isDue(tenant, order, query.due),
    (order) =>
      week === undefined ||
      query.part === undefined ||
      isInWeek(order, query.part, { week: weekOf(tenant, parseLegalDate(week)), now }),
  ]
  return orders
    .filter((order) => tests.every((test) => test(order)))
    .toSorted(
      (one, other) => rankOf(one) - rankOf(other) || (one.matter.matter < other.matter.matter ? 1 : -1),
    )
}

/** A list of a week holds orders in whatever state they are now. */
function hasState(order: Order, { state, part }: OrderQuery): boolean {
  if (state === undefined) return part !== undefined || isPending(order)
  switch (state) {
    case 'open':
      return isPending(order)
    case 'done':
      return !isPending(order)
    case 'all':
      return true
  }
}

function isDue(tenant: Tenant, order: Order, due: OrderQuery['due']): boolean {
  const now = tenant.now()
  switch (due) {
    case undefined:
      return true
    case 'overdue':
      return isOverdue(order, now)
    case 'soon':
      return isDueSoon(order, now)
    case 'week':
      return endsWithin(order, now, weekOf(tenant, dateAt(now, tenant.calendar())).end)
  }
}

function rankOf(order: Order): number {
  return isPending(order) ? (order.clock?.dueAt ?? Number.MAX_SAFE_INTEGER - 1) : Number.MAX_SAFE_INTEGER
}
