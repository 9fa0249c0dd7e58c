import {
  dateAt,
  daysBetween,
  defaultRule,
  dueOf,
  isClockUnit,
  isLegalDate,
  parseWarning,
  readLegalBasis,
  warningPoints,
} from '@duibiao/base'
import type { ClockContext, ClockRule, ClockUnit, Due, Instant, LegalBasis } from '@duibiao/base'
import type { Value } from './expression.ts'
import type { Clock, Timer, TokenId } from './matter.ts'
import type { ClockAct, ClockModel } from './procedure.ts'
import { procedureOf, refuse, tokenOf } from './run.ts'
import type { Run } from './run.ts'
import { evaluate } from './variable.ts'

/** When a clock acts: an element is entered or left; `inside`: the token is a called procedure's own scope. */
export type ClockPoint = {
  readonly acts: readonly ClockAct[] | undefined
  readonly on: 'entered' | 'left'
  readonly completed: boolean
  readonly inside?: true
}

/** Starts and stops the clocks that a pack hangs on an element. */
export function actClocks(run: Run, token: TokenId, { acts, ...point }: ClockPoint): void {
  if (acts === undefined) return
  const procedure = procedureOf(run, point.inside || token === 0 ? token : tokenOf(run, token).scope)
  const owner = point.inside ? token : containerOf(run, token)
  for (const act of acts) {
    const model = procedure.clocks[act.clock]
    if (act.on !== point.on || model === undefined) continue
    const id = idOf(model.key, owner)
    if (act.act === 'start') startClock(run, { id, owner, token, procedure: procedure.hash }, model)
    else stopClock(run, id, point.completed)
  }
}

/** The number of a clock, as an element where the token stands knows it by its key. */
export function clockIdAt(run: Run, token: TokenId, key: string): string {
  return idOf(key, containerOf(run, token))
}

function idOf(key: string, owner: number): string {
  return owner === 0 ? key : `${key}@${owner}`
}

/** The call or multi-instance instance a clock belongs to, so that each has its own; 0 for the matter. */
function containerOf(run: Run, token: TokenId): number {
  for (let at = token; at !== 0; at = tokenOf(run, at).scope) {
    const kind = run.scopes[at]?.kind
    if (kind === 'call' || run.scopes[tokenOf(run, at).scope]?.kind === 'multi') return at
  }
  return 0
}

/** The model of a clock of the matter, looked up where the clock lives. */
export function clockModelOf(run: Run, clock: Clock): ClockModel | undefined {
  const scope =
    clock.owner !== 0 && run.scopes[clock.owner]?.kind !== 'call'
      ? tokenOf(run, clock.owner).scope
      : clock.owner
  return procedureOf(run, scope).clocks.find((model) => model.key === clock.key)
}

/** Which clock starts, and where: `procedure` is the content hash of the one that defines it. */
type ClockPlace = {
  readonly id: string
  readonly owner: number
  readonly token: TokenId
  readonly procedure: string
}

function startClock(run: Run, place: ClockPlace, model: ClockModel): void {
  const { id, owner } = place
  const known = run.clocks[id]
  if (known !== undefined && (known.status !== 'stopped' || model.again === 'ignore')) return
  const now = run.context.now
  if (known !== undefined && model.again === 'continue') {
    const gap = { from: known.stoppedAt ?? now, to: now, reason: 'stopped' }
    const { stoppedAt: _stopped, ...rest } = known
    const rule = model.statute === undefined ? known.rule : { ...known.rule, statute: model.statute }
    setClock(run, id, { ...rest, rule, status: 'running', pauses: [...known.pauses, gap] })
  } else {
    setClock(run, id, {
      key: model.key,
      owner,
      status: 'running',
      rule: ruleOf(run, place, model),
      startedAt: now,
      pauses: [],
      extensions: [],
    })
  }
  const { dueAt, provisional } = clockOf(run, id)
  run.facts.push({
    kind: 'clock_started',
    clock: id,
    ...(dueAt !== undefined && { dueAt }),
    ...(provisional && { provisional }),
  })
}

/** The rule of a clock: its unit and amount as the pack, a parameter in force now, or a decision gives them. */
function ruleOf(run: Run, place: ClockPlace, model: ClockModel): ClockRule {
  const { firstDay, roll, statute, calendar } = model
  const given = limitOf(run, place, model)
  const limit =
    untilOf(run, given, model) ??
    readLimit(given, model.unit) ??
    refuse('clock_amount_missing', { clock: model.key })
  return defaultRule(limit.unit, limit.amount, {
    ...(calendar !== '' && { calendarId: calendar }),
    ...(firstDay && { firstDay }),
    ...(roll && limit.unit === model.unit && { roll }),
    ...(statute !== undefined && { statute }),
  })
}

/** A limit said as the last day, `{ until: "2027-06-30" }`, in calendar days from today; that day must lie ahead. */
function untilOf(run: Run, value: Value, { key, calendar }: ClockModel): Limit | undefined {
  const until = isContext(value) ? value['until'] : undefined
  if (typeof until !== 'string' || !isLegalDate(until)) return undefined
  const today = dateAt(run.context.now, run.context.calendar(calendar === '' ? undefined : calendar))
  const amount = daysBetween(today, until)
  return amount > 0
    ? { amount, unit: 'calendar_day' }
    : refuse('clock_date_past', { clock: key, date: until })
}

function limitOf(run: Run, { token, procedure }: ClockPlace, model: ClockModel): Value {
  const given = model.amount === undefined ? null : evaluate(run, token, model.amount)
  const name = model.parameter ?? (typeof given === 'string' && !isNumeric(given) ? given : undefined)
  return name === undefined ? given : (run.context.parameter(name, run.context.now, procedure) ?? null)
}

function isNumeric(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text))
}

export type Limit = { readonly amount: number; readonly unit: ClockUnit; readonly legalBasis?: LegalBasis }

/** A limit as a number of `unit`, a numeric text, or a context {amount, unit, legalBasis}. */
export function readLimit(value: Value, unit: ClockUnit): Limit | undefined {
  if (typeof value === 'number') return { amount: value, unit }
  if (typeof value === 'string' && isNumeric(value)) return { amount: Number(value), unit }
  if (!isContext(value) || typeof value['amount'] !== 'number') return undefined
  const own = value['unit']
  return {
    amount: value['amount'],
    unit: typeof own === 'string' && isClockUnit(own) ? own : unit,
    ...basisIn(value['legalBasis']),
  }
}

/** A legal basis as a field, when there is one. */
export function basisIn(value: Value | undefined): Pick<Limit, 'legalBasis'> {
  const legalBasis = readLegalBasis(value)
  return legalBasis === undefined ? {} : { legalBasis }
}

function isContext(value: Value | undefined): value is { readonly [name: string]: Value } {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

export function clockOf(run: Run, id: string): Clock {
  return run.clocks[id] ?? refuse('clock_missing', { clock: id })
}

/** Stores a clock with its due date reckoned anew, and sets its timers to match. */
export function setClock(run: Run, id: string, clock: Clock): void {
  run.clocks[id] = clock.status === 'stopped' ? clock : reckon(run, clock)
  setTimer(run, id)
}

function reckon(run: Run, clock: Clock): Clock {
  const { dueAt: _due, provisional: _provisional, warnAt: _warn, ...rest } = clock
  const due = dueOfClock(run, clock)
  if (due.kind === 'paused') return rest
  const { dueAt, provisional } = due
  const warning = firstWarning(warningsOf(run, clock), dueAt)
  return { ...rest, dueAt, ...warning, ...(provisional && { provisional: true as const }) }
}

/** The first warning point in time, as the lamp needs it; one at the end itself warns of nothing. */
function firstWarning(points: readonly ClockTimer[], dueAt: Instant): Pick<Clock, 'warnAt'> {
  let first: Instant | undefined
  for (const point of points) if (first === undefined || point.dueAt < first) first = point.dueAt
  return first === undefined || first >= dueAt ? {} : { warnAt: first }
}

/** The deadline of a clock as its calendar stands now. */
function dueOfClock(run: Run, clock: Clock): Due {
  return dueOf(clock.rule, clock.startedAt, contextOf(run, clock))
}

function contextOf(run: Run, { rule, pauses, extensions }: Clock): ClockContext {
  return { calendar: run.context.calendar(rule.calendarId), pauses, extensions }
}

/** The one timer of a clock, left as it is when nothing has moved. `after` names the warning point that was passed. */
function setTimer(run: Run, id: string, after?: string): void {
  const wanted = timerOf(run, clockOf(run, id), after)
  const key = timerIdOf(run, id)
  const timer = run.timers[key]
  if (timer?.kind === 'clock' && timer.at === wanted?.at && timer.dueAt === wanted.dueAt) return
  delete run.timers[key]
  if (wanted === undefined) return
  run.timers[run.next] = { kind: 'clock', clock: id, ...wanted }
  run.next += 1
}

/** The number of the timer of a clock; empty when it has none. */
export function timerIdOf(run: Run, id: string): string {
  for (const key in run.timers) {
    const timer = run.timers[key]
    if (timer?.kind === 'clock' && timer.clock === id) return key
  }
  return ''
}

/** What the timer of a clock waits for: its next warning point, else its end; nothing while no end is known or it is past. */
function timerOf(run: Run, clock: Clock, after?: string): ClockTimer | undefined {
  if (clock.status !== 'running' || clock.dueAt === undefined || clock.breachedAt !== undefined)
    return undefined
  // In order of time: two points of one instant would else take turns for ever.
  const points = warningsOf(run, clock).toSorted((one, other) => one.dueAt - other.dueAt)
  const left = points.slice(points.findIndex((point) => point.at === after) + 1)
  const next = left.find((point) => point.dueAt >= run.context.now)
  const isBefore = next !== undefined && next.dueAt < clock.dueAt
  return isBefore ? next : { at: 'due', dueAt: clock.dueAt }
}

/** A warning point was passed: the timer goes to the next. */
export function passWarning(run: Run, id: string, point: string): void {
  setTimer(run, id, point)
}

/** `warn1`, `warn2` … or `due`, and when. */
type ClockTimer = Pick<Extract<Timer, { kind: 'clock' }>, 'at' | 'dueAt'>

/** The warning points of the model, counted as the limit itself is: its calendar, pauses and extensions. */
function warningsOf(run: Run, clock: Clock): readonly ClockTimer[] {
  const texts = clockModelOf(run, clock)?.warnAt ?? []
  if (texts.length === 0) return []
  const warnings = texts.map((text) => parseWarning(text, clock.rule.unit))
  const points = warningPoints(clock.rule, clock.startedAt, { ...contextOf(run, clock), warnings })
  return points.map(({ at }, index) => ({ at: `warn${index + 1}`, dueAt: at }))
}

/** A clock ends: met when its element was completed in time, else just stopped. */
export function stopClock(run: Run, id: string, completed: boolean): void {
  const clock = run.clocks[id]
  if (clock === undefined || clock.status === 'stopped') return
  const now = run.context.now
  const { pauses } = clock
  const open = pauses.at(-1)
  const closed =
    open !== undefined && open.to === undefined ? [...pauses.slice(0, -1), { ...open, to: now }] : pauses
  const { statute: _statute, ...rule } = clock.rule
  setClock(run, id, { ...clock, rule, pauses: closed, status: 'stopped', stoppedAt: now })
  run.facts.push({
    kind: completed && clock.breachedAt === undefined ? 'clock_met' : 'clock_stopped',
    clock: id,
  })
}

/** Stops and forgets the clocks of a call or instance that is gone. */
export function dropClocks(run: Run, owner: TokenId): void {
  for (const id in run.clocks) {
    if (run.clocks[id]?.owner !== owner || owner === 0) continue
    stopClock(run, id, false)
    delete run.clocks[id]
  }
}
