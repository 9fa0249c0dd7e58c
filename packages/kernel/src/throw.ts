import type { TokenId } from './matter.ts'
import { disarm, emptyScope, isInstance } from './cancel.ts'
import { planCompensation, cancelTransaction } from './compensation.ts'
import { sendMessage } from './envelope.ts'
import { leaveNode } from './flow.ts'
import { isActivity } from './procedure.ts'
import type { Node, NodeIndex, Result, Trigger } from './procedure.ts'
import { nodeAt, nodeOf, procedureOf, removeToken, scopeOf, sendToken, tokenOf } from './run.ts'
import type { Run } from './run.ts'
import { nameOf } from './variable.ts'
import { eventSubprocessesOf, fireBoundary, fireEvent, startEventSubprocess } from './wait.ts'

/** A token comes to a throwing event (intermediate or end): each result is thrown in order, then it goes on or ends. */
export function enterThrow(run: Run, id: TokenId, node: Extract<Node, { kind: 'throw' | 'end' }>): void {
  let plans: Result | undefined
  for (const result of node.results) {
    if (run.tokens[id] === undefined) return
    if (result.kind === 'compensation') plans = result
    else throwResult(run, id, { node, result })
  }
  if (run.tokens[id]?.waits !== 'moving') return
  if (plans?.kind === 'compensation' && planCompensation(run, id, plans)) return
  leaveNode(run, id)
}

type Thrown = { readonly node: Node; readonly result: Result }

function throwResult(run: Run, id: TokenId, { node, result }: Thrown): void {
  switch (result.kind) {
    case 'message':
      return sendMessage(run, id, {
        name: nameOf(run, id, result.name) ?? '',
        envelope: result.envelope,
        otherwise: {},
      })
    case 'signal':
      return throwSignal(run, nameOf(run, id, result.name) ?? '')
    case 'error':
      return throwError(run, id, result.code)
    case 'escalation':
      return throwEscalation(run, id, result.code)
    case 'terminate':
      return terminate(run, id, node)
    case 'cancel':
      return cancelTransaction(run, id, node)
    case 'link': {
      sendToken(run, { node: result.target, scope: tokenOf(run, id).scope })
      run.facts.push({ kind: 'passed', element: node.id, token: id })
      return removeToken(run, id)
    }
    case 'compensation':
      return
  }
}

/** A signal is heard by the matter's own waiting events at once, and by all other matters through the host. */
function throwSignal(run: Run, name: string): void {
  run.effects.push({ kind: 'signal', name, variables: {} })
  for (const id of Object.keys(run.subscriptions)) {
    const subscription = run.subscriptions[id]
    if (subscription?.kind === 'signal' && subscription.name === name) fireEvent(run, subscription)
  }
}

/** An error ends what it is thrown in, outwards to the first catcher; uncaught it ends the matter as failed. */
export function throwError(run: Run, id: TokenId, code: string | undefined): void {
  const element = nodeOf(run, id).id
  const catcher = findCatcher(run, id, { kind: 'error', code })
  run.facts.push({
    kind: 'error_thrown',
    element,
    ...(code !== undefined && { code }),
    caught: catcher !== undefined,
  })
  if (catcher !== undefined) return catchBy(run, catcher)
  run.status = 'failed'
  emptyScope(run, 0)
  disarm(run, 0, 'inside')
}

/** An escalation tells the first catcher outwards; whoever threw it goes on unless that ended it. */
export function throwEscalation(run: Run, id: TokenId, code: string | undefined): void {
  const element = nodeOf(run, id).id
  const catcher = findCatcher(run, id, { kind: 'escalation', code })
  run.facts.push({
    kind: 'escalation_thrown',
    element,
    ...(code !== undefined && { code }),
    caught: catcher !== undefined,
  })
  if (catcher !== undefined) catchBy(run, catcher)
}

type Catcher =
  | {
      readonly kind: 'boundary'
      readonly activity: TokenId
      readonly index: NodeIndex
      readonly trigger: number
    }
  | {
      readonly kind: 'start'
      readonly scope: number
      readonly event: NodeIndex
      readonly start: Extract<Node, { kind: 'start' }>
    }

function catchBy(run: Run, catcher: Catcher): void {
  if (catcher.kind === 'boundary') return fireBoundary(run, catcher.activity, catcher)
  startEventSubprocess(run, catcher.scope, catcher)
}

/** True when a thrown error would be caught; asked before a person's throw is accepted. */
export function isErrorCaught(run: Run, id: TokenId, code: string): boolean {
  return findCatcher(run, id, { kind: 'error', code }) !== undefined
}

type Wanted = { readonly kind: 'error' | 'escalation'; readonly code: string | undefined }

/** Nearest first: event sub-processes inside a scope, then boundary events on it, then the scope around. */
function findCatcher(run: Run, from: TokenId, wanted: Wanted): Catcher | undefined {
  for (let at = from; at !== 0; at = tokenOf(run, at).scope) {
    const found = boundaryFor(run, at, wanted) ?? startFor(run, at, wanted)
    if (found !== undefined) return found
  }
  return undefined
}

function boundaryFor(run: Run, id: TokenId, wanted: Wanted): Catcher | undefined {
  const node = nodeOf(run, id)
  if (!isActivity(node) || isInstance(run, id)) return undefined
  const procedure = procedureOf(run, tokenOf(run, id).scope)
  const matches = node.boundaries.flatMap((index) => {
    const boundary = nodeAt(procedure, index)
    return boundary.kind === 'boundary'
      ? match(boundary.triggers, wanted).map((hit) => ({ ...hit, index }))
      : []
  })
  const best = matches.find((hit) => hit.exact) ?? matches[0]
  return best && { kind: 'boundary', activity: id, index: best.index, trigger: best.trigger }
}

/** Event sub-processes beside the token. One does not catch what is thrown inside itself. */
function startFor(run: Run, id: TokenId, wanted: Wanted): Catcher | undefined {
  const { scope, node } = tokenOf(run, id)
  if (scopeOf(run, scope).completing) return undefined
  const matches = eventSubprocessesOf(run, scope)
    .filter(({ event }) => event !== node)
    .flatMap((candidate) => match(candidate.start.triggers, wanted).map((hit) => ({ ...candidate, ...hit })))
  const best = matches.find((hit) => hit.exact) ?? matches[0]
  return best && { kind: 'start', scope, event: best.event, start: best.start }
}

/** A trigger without a code catches every code; one with the code wins over it. */
function match(
  triggers: readonly Trigger[],
  wanted: Wanted,
): readonly { readonly trigger: number; readonly exact: boolean }[] {
  return triggers.flatMap((trigger, index) => {
    if (trigger.kind !== wanted.kind) return []
    const isHit = trigger.code === undefined || trigger.code === wanted.code
    return isHit ? [{ trigger: index, exact: trigger.code !== undefined }] : []
  })
}

/** Ends everything in the scope; in a multi-instance sub-process all its instances (BPMN 2.0.2, 10.5.3). */
function terminate(run: Run, id: TokenId, node: Node): void {
  run.facts.push({ kind: 'passed', element: node.id, token: id })
  const scope = tokenOf(run, id).scope
  if (scope === 0) run.status = 'terminated'
  if (scope !== 0 && scopeOf(run, scope).kind === 'sub' && isInstance(run, scope)) {
    const outer = tokenOf(run, scope).scope
    emptyScope(run, outer)
    run.queue.push({ do: 'finish', token: outer })
    return
  }
  emptyScope(run, scope)
  disarm(run, scope, 'inside')
}

/** An event thrown by the instances of a multi-instance activity: its boundary event catches it, the activity goes on. */
export function throwToBoundary(run: Run, outer: TokenId, result: Result): boolean {
  const activity = nodeOf(run, outer)
  if (!isActivity(activity)) return false
  const procedure = procedureOf(run, tokenOf(run, outer).scope)
  for (const index of activity.boundaries) {
    const boundary = nodeAt(procedure, index)
    if (boundary.kind !== 'boundary') continue
    const trigger = boundary.triggers.findIndex((candidate) =>
      isSame(run, outer, { trigger: candidate, result }),
    )
    if (trigger < 0) continue
    fireBoundary(run, outer, { index, trigger, keep: true })
    return boundary.interrupting
  }
  throwResult(run, outer, { node: activity, result })
  return false
}

function isSame(
  run: Run,
  id: TokenId,
  { trigger, result }: { readonly trigger: Trigger; readonly result: Result },
): boolean {
  if (trigger.kind !== result.kind) return false
  if (
    (trigger.kind === 'message' || trigger.kind === 'signal') &&
    (result.kind === 'message' || result.kind === 'signal')
  ) {
    return nameOf(run, id, trigger.name) === nameOf(run, id, result.name)
  }
  if (
    (trigger.kind === 'error' || trigger.kind === 'escalation') &&
    (result.kind === 'error' || result.kind === 'escalation')
  ) {
    return trigger.code === undefined || trigger.code === result.code
  }
  return false
}
