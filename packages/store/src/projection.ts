import { assert } from '@duibiao/base'
import type { ClockRule, ClockUnit, Instant } from '@duibiao/base'
import { isEnded, placeOfToken, procedureOfScope } from '@duibiao/kernel'
import type { Clock, FindProcedure, MatterState, Subscription, Timer, Token, TokenId } from '@duibiao/kernel'

/** A row of table `task`, without its key. */
export interface TaskRow {
  readonly element: string
  readonly name: string
  readonly status: 'open' | 'signing'
  readonly posts: readonly string[]
  readonly office: string | null
  readonly person: string | null
  readonly openedAt: Instant
  readonly turns: LampRow
  readonly isReturned: boolean
}

/** When the lamp of a matter or a task turns, over all clocks that run for it, and the clock that ends first. */
export interface LampRow {
  readonly warnAt: Instant | null
  readonly dueAt: Instant | null
  readonly dueClock: string | null
}

/** A row of table `timer`, without its key. */
export interface TimerRow {
  readonly dueAt: Instant
  readonly heldBy: 'suspension' | null
}

/** A row of table `clock`, without its key. */
export interface ClockRow {
  readonly key: string
  readonly kind: 'legal' | 'pledged' | 'internal'
  readonly status: 'running' | 'paused' | 'stopped'
  readonly calendar: string
  readonly unit: ClockUnit
  readonly firstDay: ClockRule['firstDay']
  readonly startedAt: Instant
  readonly warnAt: Instant | null
  readonly dueAt: Instant | null
  readonly isProvisional: boolean
  readonly breachedAt: Instant | null
  readonly stoppedAt: Instant | null
}

/** A row of table `subscription`, without its key. */
export interface SubscriptionRow {
  readonly kind: 'message' | 'signal'
  readonly name: string
}

/** Rows of one matter to write, by their number inside it; null is a row to delete. Rows not named stay as they are. */
export interface RowChange {
  readonly tasks: Map<number, TaskRow | null>
  readonly timers: Map<number, TimerRow | null>
  readonly clocks: Map<string, ClockRow | null>
  readonly subscriptions: Map<number, SubscriptionRow | null>
  /** Offices that were offered a task, also one that is gone again. */
  readonly offices: Set<string>
}

/** One transition as the projection sees it. Rows of the states are compared by reference, as in the kernel's patch. */
export interface Step {
  readonly before: MatterState | undefined
  readonly after: MatterState
  readonly at: Instant
  readonly find: FindProcedure
}

export function makeRowChange(): RowChange {
  return {
    tasks: new Map(),
    timers: new Map(),
    clocks: new Map(),
    subscriptions: new Map(),
    offices: new Set(),
  }
}

export function copyRowChange({ tasks, timers, clocks, subscriptions, offices }: RowChange): RowChange {
  return {
    tasks: new Map(tasks),
    timers: new Map(timers),
    clocks: new Map(clocks),
    subscriptions: new Map(subscriptions),
    offices: new Set(offices),
  }
}

/**
 * Adds what a transition does to the searchable rows of its matter. The one place that knows how tasks, timers, clocks
 * and subscriptions follow from the state: writing a transition and `rebuild` both go through it.
 */
export function followStep(change: RowChange, step: Step): void {
  const { before, after } = step
  const isMoved = isOtherProcedure(before, after)
  const isHeldAnew = (before?.status === 'suspended') !== (after.status === 'suspended')
  for (const [id, token] of changed(before?.tokens, after.tokens, isMoved)) {
    followTask(change, step, { id, token })
  }
  followLamps(change, step)
  for (const [id, timer] of changed(before?.timers, after.timers, isHeldAnew)) {
    change.timers.set(Number(id), timer === undefined ? null : timerRow(timer, after))
  }
  for (const [id, clock] of changed(before?.clocks, after.clocks, isMoved)) {
    change.clocks.set(id, clock === undefined ? null : clockRow(step, id, clock))
  }
  for (const [id, found] of changed(before?.subscriptions, after.subscriptions, false)) {
    followSubscription(change, step, { id, found })
  }
}

/** Whether a row of a working table stands for the matter as it is: what is written of it then is a change. */
export function isStanding(
  state: MatterState | undefined,
  table: 'task' | 'timer' | 'clock' | 'subscription',
  id: number | string,
): boolean {
  if (state === undefined) return false
  switch (table) {
    case 'task':
      return hasTask(state.tokens[id])
    case 'timer':
      return state.timers[id] !== undefined
    case 'clock':
      return state.clocks[id] !== undefined
    case 'subscription':
      return hasSubscription(state.subscriptions[id])
  }
}

/**
 * When the lamp of a matter turns: the earliest over its running clocks. What is overdue stays so until the work is done.
 * @param token of a task: only clocks of the matter and of the call or instance that the task lies in count
 */
export function lampTurns(state: MatterState, token?: TokenId): LampRow {
  let warnAt: Instant | null = null
  let dueAt: Instant | null = null
  let dueClock: string | null = null
  if (isEnded(state)) return { warnAt, dueAt, dueClock }
  for (const id in state.clocks) {
    const clock = state.clocks[id]
    if (clock?.status !== 'running' || clock.dueAt === undefined) continue
    if (token !== undefined && !liesIn(state, token, clock.owner)) continue
    if (endsBefore({ dueAt: clock.dueAt, id }, dueAt, dueClock)) [dueAt, dueClock] = [clock.dueAt, id]
    if (clock.warnAt !== undefined && (warnAt === null || clock.warnAt < warnAt)) warnAt = clock.warnAt
  }
  return { warnAt, dueAt, dueClock }
}

/** Of clocks that end together the first by its id: the order of a state is not the same after it was read back. */
function endsBefore(
  one: { readonly dueAt: Instant; readonly id: string },
  dueAt: Instant | null,
  id: string | null,
): boolean {
  if (dueAt === null || id === null || one.dueAt < dueAt) return true
  return one.dueAt === dueAt && one.id < id
}

function liesIn({ tokens }: MatterState, token: TokenId, owner: number): boolean {
  let at: number | undefined = token
  while (at !== undefined && at !== 0 && at !== owner) at = tokens[at]?.scope
  return at === owner
}

type Rows<Row> = { readonly [id: string]: Row }

/** Rows that are new or were replaced, and with undefined those that are gone; with `all` every row that is there. */
function changed<Row>(
  before: Rows<Row> = {},
  after: Rows<Row>,
  all: boolean,
): readonly (readonly [string, Row | undefined])[] {
  if (before === after && !all) return []
  const found: (readonly [string, Row | undefined])[] = []
  for (const id in before) if (after[id] === undefined) found.push([id, undefined])
  for (const id in after) if (all || before[id] !== after[id]) found.push([id, after[id]])
  return found
}

/** A migration may give unchanged tokens and clocks other names. */
function isOtherProcedure(before: MatterState | undefined, after: MatterState): boolean {
  if (before === undefined || before.scopes === after.scopes) return false
  for (const id in before.scopes) {
    const now = after.scopes[id]
    if (now !== undefined && now.procedure !== before.scopes[id]?.procedure) return true
  }
  return false
}

function hasTask(token: Token | undefined): token is Token & { readonly task: NonNullable<Token['task']> } {
  return token?.task !== undefined && (token.waits === 'task' || token.waits === 'signers')
}

function followTask(
  change: RowChange,
  step: Step,
  { id, token }: { readonly id: string; readonly token: Token | undefined },
): void {
  const task: TokenId = Number(id)
  if (hasTask(token)) {
    const openedAt = change.tasks.get(task)?.openedAt ?? step.at
    const row = taskRow(step, task, { token, openedAt })
    change.tasks.set(task, row)
    if (row.office !== null) change.offices.add(row.office)
  } else if (hasTask(step.before?.tokens[id])) {
    change.tasks.set(task, null)
  }
}

/** A clock that begins, moves or ends turns the lamps of the tasks it runs for, though their tokens stand still. */
function followLamps(change: RowChange, step: Step): void {
  const { before, after } = step
  if (before === undefined || (before.clocks === after.clocks && before.status === after.status)) return
  for (const id in after.tokens) {
    const token = after.tokens[id]
    if (token !== before.tokens[id] || !hasTask(token)) continue
    const [was, is] = [lampTurns(before, Number(id)), lampTurns(after, Number(id))]
    if (was.dueAt === is.dueAt && was.warnAt === is.warnAt && was.dueClock === is.dueClock) continue
    followTask(change, step, { id, token })
  }
}

/** Conditions concern nobody but their matter and have no row. */
function followSubscription(
  change: RowChange,
  { before }: Step,
  { id, found }: { readonly id: string; readonly found: Subscription | undefined },
): void {
  if ((found ?? before?.subscriptions[id])?.kind === 'condition') return
  change.subscriptions.set(Number(id), hasSubscription(found) ? { kind: found.kind, name: found.name } : null)
}

function hasSubscription(
  found: Subscription | undefined,
): found is Subscription & { readonly kind: 'message' | 'signal'; readonly name: string } {
  return found?.name !== undefined && found.kind !== 'condition'
}

function taskRow(
  step: Step,
  id: TokenId,
  {
    token,
    openedAt,
  }: { readonly token: Token & { readonly task: NonNullable<Token['task']> }; readonly openedAt: Instant },
): TaskRow {
  const { element, name } = placeOfToken(step.after, id, step.find)
  const { posts, office, person } = token.task
  const status = token.waits === 'task' ? 'open' : 'signing'
  return {
    element,
    name,
    status,
    posts: posts ?? [],
    office: office ?? null,
    person: person ?? null,
    openedAt,
    turns: lampTurns(step.after, id),
    isReturned: token.task.returned === true,
  }
}

function timerRow(timer: Timer, state: MatterState): TimerRow {
  return { dueAt: timer.dueAt, heldBy: state.status === 'suspended' ? 'suspension' : null }
}

function clockRow(step: Step, id: string, clock: Clock): ClockRow {
  const { key, status, rule, startedAt } = clock
  return {
    key,
    kind: clockKind(step, id, clock),
    status,
    calendar: rule.calendarId,
    unit: rule.unit,
    firstDay: rule.firstDay,
    startedAt,
    warnAt: clock.warnAt ?? null,
    dueAt: clock.dueAt ?? null,
    isProvisional: clock.provisional === true,
    breachedAt: clock.breachedAt ?? null,
    stoppedAt: clock.stoppedAt ?? null,
  }
}

function clockKind({ before, after, find }: Step, id: string, { owner, key }: Clock): ClockRow['kind'] {
  // What the clock belongs to may end in the same transition; then the state before still tells.
  const state = before?.clocks[id] === undefined || after.scopes[0] !== undefined ? after : before
  const token = state.tokens[owner]
  const scope = owner !== 0 && state.scopes[owner]?.kind !== 'call' ? token?.scope : owner
  assert(scope !== undefined, `clock ${id} belongs to no token`)
  const model = find(procedureOfScope(state, scope)).clocks.find((candidate) => candidate.key === key)
  return model?.kind ?? 'internal'
}
