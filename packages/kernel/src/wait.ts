import { addDuration, firingOf, parseCycle, parseDuration, parseTimeDate } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import { cancelToken, disarm, emptyScope } from './cancel.ts'
import type { Subscription, Timer, TokenId } from './matter.ts'
import type { Node, NodeIndex, Procedure, ScopeModel, Trigger } from './procedure.ts'
import {
  changeScope,
  changeToken,
  nodeAt,
  nodeOf,
  procedureOf,
  refuse,
  scopeOf,
  sendToken,
  tokenOf,
  waitToken,
} from './run.ts'
import type { Run } from './run.ts'
import { evaluateWith, isTrue, variablesInside, variablesOf } from './variable.ts'

/** Where an event waits: on a token (boundary and catching events) or inside a scope (event sub-processes). */
export type Owner = {
  readonly owner: number
  readonly inside?: true
  readonly node: NodeIndex /** Position of the trigger in its event; absent: the first. */
  readonly trigger?: number
}

/** Arms every trigger of a catching event. Errors, escalations, compensation and cancel are found when thrown. */
export function armNode(run: Run, at: Owner, triggers: readonly Trigger[]): void {
  triggers.forEach((trigger, index) => armTrigger(run, index === 0 ? at : { ...at, trigger: index }, trigger))
}

function armTrigger(run: Run, at: Owner, trigger: Trigger): void {
  switch (trigger.kind) {
    case 'message':
      tellAsked(run, at)
      return subscribe(run, {
        ...at,
        kind: trigger.kind,
        name: textOf(run, at, trigger.name.evaluate(variablesAt(run, at)).value),
      })
    case 'signal':
      return subscribe(run, {
        ...at,
        kind: trigger.kind,
        name: textOf(run, at, trigger.name.evaluate(variablesAt(run, at)).value),
      })
    case 'condition':
      run.touched = true
      return subscribe(run, { ...at, kind: 'condition', was: false })
    case 'timer':
      return armTimer(run, at, trigger)
    case 'clock':
    case 'error':
    case 'escalation':
    case 'compensation':
    case 'cancel':
    case 'link':
      return
  }
}

/** Who may send the message is told that it is waited for, where the pack says so. */
function tellAsked(run: Run, at: Owner): void {
  const node = nodeAt(procedureAt(run, at), at.node)
  const asking = 'asking' in node ? node.asking : undefined
  if (asking?.tell !== true) return
  run.effects.push({ kind: 'notify', reason: 'ask', to: [{ posts: asking.posts }], element: node.id })
}

function variablesAt(run: Run, at: Owner): ReturnType<typeof variablesOf> {
  return at.inside ? variablesInside(run, at.owner) : variablesOf(run, at.owner)
}

function textOf(run: Run, at: Owner, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value
  if (typeof value === 'number') return String(value)
  const { id } = nodeAt(procedureAt(run, at), at.node)
  return refuse('event_name_missing', { element: id })
}

/** Events inside a scope belong to its procedure, events on a token to the procedure around the token. */
function procedureAt(run: Run, at: Owner): Procedure {
  return procedureOf(run, at.inside ? at.owner : tokenOf(run, at.owner).scope)
}

function subscribe(run: Run, subscription: Subscription): void {
  run.subscriptions[run.next] = subscription
  run.next += 1
}

function armTimer(run: Run, at: Owner, trigger: Extract<Trigger, { kind: 'timer' }>): void {
  const calendar = run.context.calendar()
  const text = textOf(run, at, evaluateWith(run, trigger.expression, variablesAt(run, at)))
  const now = run.context.now
  if (trigger.form === 'date')
    return addTimer(run, { ...at, kind: 'event', dueAt: parseTimeDate(text, calendar) })
  if (trigger.form === 'duration')
    return addTimer(run, { ...at, kind: 'event', dueAt: addDuration(now, parseDuration(text), calendar) })
  const cycle = parseCycle(text, calendar)
  const dueAt = firingOf(cycle, 0, { activatedAt: now, calendar })
  if (dueAt !== undefined)
    addTimer(run, { ...at, kind: 'event', dueAt, cycle: { text, from: now, fired: 0 } })
}

function addTimer(run: Run, timer: Timer): void {
  run.timers[run.next] = timer
  run.next += 1
}

/** A timer is due: the event fires, and a cycle sets its next round. */
export function fireTimer(run: Run, id: string, timer: Extract<Timer, { kind: 'event' }>): void {
  delete run.timers[id]
  const next = nextRound(run, timer)
  if (next !== undefined) addTimer(run, next)
  fireEvent(run, timer, { again: next !== undefined })
}

function nextRound(run: Run, timer: Extract<Timer, { kind: 'event' }>): Timer | undefined {
  if (timer.cycle === undefined) return undefined
  const calendar = run.context.calendar()
  const fired = timer.cycle.fired + 1
  const { text, from } = timer.cycle
  const dueAt: Instant | undefined = firingOf(parseCycle(text, calendar), fired, {
    activatedAt: from,
    calendar,
  })
  return dueAt === undefined ? undefined : { ...timer, dueAt, cycle: { text, from, fired } }
}

/** A catching event has happened. `again`: a cycle goes on, so a catching token stays for the next round. */
export function fireEvent(
  run: Run,
  at: Owner,
  { again }: { readonly again: boolean } = { again: false },
): void {
  const node = nodeAt(procedureAt(run, at), at.node)
  if (at.inside) return fireStart(run, at, node)
  if (node.kind === 'boundary')
    return fireBoundary(run, at.owner, { index: at.node, trigger: at.trigger ?? 0 })
  fireCatch(run, at, { node, again })
}

function fireCatch(
  run: Run,
  at: Owner,
  { node, again }: { readonly node: Node; readonly again: boolean },
): void {
  const token = tokenOf(run, at.owner)
  if ((node.kind === 'catch' || node.kind === 'start') && !seesAll(run, at, node)) return
  // Behind an event-based gateway the first round decides.
  if (again && token.node === at.node) {
    const copy = sendToken(run, { node: at.node, scope: token.scope })
    run.queue.pop()
    run.queue.push({ do: 'leave', token: copy })
    return
  }
  disarm(run, at.owner, 'own')
  changeToken(run, at.owner, { waits: 'moving', node: at.node })
  // A receive task is an activity with boundary events and loops; a catching event is not.
  run.queue.push({ do: node.kind === 'receive' ? 'finish' : 'leave', token: at.owner })
}

/** Parallel multiple events need every trigger once (BPMN 2.0.2, 10.5.4); when all have come it begins anew. */
function seesAll(
  run: Run,
  at: Owner,
  node: Extract<Node, { parallel: boolean; triggers: unknown }>,
): boolean {
  if (!node.parallel || node.triggers.length <= 1) return true
  const before = (at.inside ? scopeOf(run, at.owner) : tokenOf(run, at.owner)).seen
  const came = new Set(before?.[at.node]).add(at.trigger ?? 0)
  const isWhole = came.size === node.triggers.length
  const seen = { ...before, [at.node]: isWhole ? [] : [...came] }
  if (at.inside) changeScope(run, at.owner, { seen })
  else changeToken(run, at.owner, { seen })
  return isWhole
}

/** A boundary event fires: an interrupting one ends its activity first. With `keep` the activity goes on all the same. */
export function fireBoundary(
  run: Run,
  activity: TokenId,
  { index, trigger, keep }: { readonly index: NodeIndex; readonly trigger: number; readonly keep?: boolean },
): void {
  const { scope } = tokenOf(run, activity)
  const node = nodeAt(procedureOf(run, scope), index)
  if (node.kind !== 'boundary' || !seesAll(run, { owner: activity, node: index, trigger }, node)) return
  sendToken(run, { node: index, scope })
  if (node.interrupting && keep !== true) cancelToken(run, activity)
}

function fireStart(run: Run, at: Owner, node: Node): void {
  if (node.kind !== 'start' || !seesAll(run, at, node)) return
  startEventSubprocess(run, at.owner, { event: node.parent, start: node })
}

/** Opens an event sub-process in its scope; an interrupting one ends everything else there first. */
export function startEventSubprocess(
  run: Run,
  scope: number,
  { event, start }: { readonly event: NodeIndex; readonly start: Extract<Node, { kind: 'start' }> },
): void {
  const id = sendToken(run, { node: event, scope })
  if (start.interrupting) interruptScope(run, scope, id)
}

/** Ends everything in a scope but one token; its event sub-processes wait no more. */
export function interruptScope(run: Run, scope: number, kept: TokenId): void {
  emptyScope(run, scope, (other) => other === kept)
  disarm(run, scope, 'inside')
}

/** The event sub-processes directly inside a scope, with their start events. */
export function eventSubprocessesOf(
  run: Run,
  scope: number,
): readonly {
  readonly event: NodeIndex
  readonly start: Extract<Node, { kind: 'start' }>
  readonly index: NodeIndex
}[] {
  if (scopeOf(run, scope).kind === 'multi') return []
  const procedure = procedureOf(run, scope)
  return modelOf(run, scope).eventSubprocesses.flatMap((event) => {
    const node = nodeAt(procedure, event)
    if (node.kind !== 'sub') return []
    return [...node.scope.triggeredStarts, ...node.scope.entries].flatMap((index) => {
      const start = nodeAt(procedure, index)
      return start.kind === 'start' ? [{ event, start, index }] : []
    })
  })
}

/** What lies inside a scope: the model of its procedure or of its sub-process. */
function modelOf(run: Run, scope: number): ScopeModel {
  const { procedure } = scopeOf(run, scope)
  if (procedure !== undefined) return run.context.procedure(procedure).scope
  const node = nodeOf(run, scope)
  return node.kind === 'sub' ? node.scope : emptyModel
}

const emptyModel: ScopeModel = { entries: [], triggeredStarts: [], eventSubprocesses: [], declared: [] }

/** A token comes to a catching event: a link is passed, anything else waits. */
export function enterCatch(run: Run, id: TokenId, node: Extract<Node, { kind: 'catch' }>): void {
  if (node.triggers.some((trigger) => trigger.kind === 'link')) {
    run.queue.push({ do: 'leave', token: id })
    return
  }
  waitToken(run, id, { waits: 'event' })
  armNode(run, { owner: id, node: tokenOf(run, id).node }, node.triggers)
}

/** A token comes to an event-based gateway: the events behind it compete. */
export function enterEventBased(run: Run, id: TokenId, node: Extract<Node, { kind: 'event_based' }>): void {
  waitToken(run, id, { waits: 'event' })
  const procedure = procedureOf(run, tokenOf(run, id).scope)
  for (const flow of node.outgoing) {
    const target = procedure.flows[flow]?.target ?? -1
    const event = nodeAt(procedure, target)
    if (event.kind === 'catch') armNode(run, { owner: id, node: target }, event.triggers)
    if (event.kind === 'receive' && event.message !== undefined)
      armNode(run, { owner: id, node: target }, [receiveTrigger(event.message)])
  }
}

/** A receive task waits for its message like a catching event. */
export function receiveTrigger(message: string): Trigger {
  return { kind: 'message', name: { text: message, evaluate: () => ({ value: message, warnings: [] }) } }
}

/** Conditional events fire when their condition becomes true; called whenever variables were written. */
export function checkConditions(run: Run): void {
  run.touched = false
  for (const id of Object.keys(run.subscriptions)) {
    const subscription = run.subscriptions[id]
    if (subscription?.kind === 'condition') checkCondition(run, id, subscription)
  }
}

function checkCondition(run: Run, id: string, subscription: Subscription): void {
  const node = nodeAt(procedureAt(run, subscription), subscription.node)
  const trigger = 'triggers' in node ? node.triggers[subscription.trigger ?? 0] : undefined
  if (trigger?.kind !== 'condition') return
  const isNow = subscription.inside
    ? trigger.expression.evaluate(variablesInside(run, subscription.owner)).value === true
    : isTrue(run, subscription.owner, trigger.expression)
  if (isNow === (subscription.was === true)) return
  run.subscriptions[id] = { ...subscription, was: isNow }
  if (isNow) fireEvent(run, subscription)
}
