import { actClocks, dropClocks } from './clock.ts'
import { actOnClocks } from './clock-task.ts'
import { disarm, emptyScope, isInstance } from './cancel.ts'
import { coneOf } from './cone.ts'
import { finishHandler, recordDone } from './compensation.ts'
import { sendMessage } from './envelope.ts'
import { leaveNode } from './flow.ts'
import { tellHolder } from './holder.ts'
import { enterLoop, finishInstance, goesRound, recordOutcome } from './loop.ts'
import type { TaskState, TokenId } from './matter.ts'
import type { Activity, Assignment, NodeIndex } from './procedure.ts'
import { openCall, openScope } from './scope.ts'
import {
  activityOf,
  changeToken,
  forgetVia,
  nodeAt,
  procedureOf,
  refuse,
  removeToken,
  sendToken,
  tokenOf,
  tokensIn,
  waitToken,
} from './run.ts'
import type { Run } from './run.ts'
import { throwError } from './throw.ts'
import type { Value } from './expression.ts'
import { evaluate, setVariables, variablesOf } from './variable.ts'
import { armNode, receiveTrigger } from './wait.ts'

/** A token comes to an activity: enough tokens together, then clocks, boundary events, loop, and the work itself. */
export function enterActivity(run: Run, id: TokenId, node: Activity): void {
  if (!gatherTokens(run, id, node)) return
  forgetVia(run, id)
  actClocks(run, id, { acts: node.clockActs, on: 'entered', completed: false })
  armBoundaries(run, id, node)
  if (node.loop === undefined) run.queue.push({ do: 'behave', token: id })
  else if (!enterLoop(run, id, node.loop)) completeActivity(run, id, node)
}

/** startQuantity: the activity begins when so many tokens have come (BPMN 2.0.2, 10.3). */
function gatherTokens(run: Run, id: TokenId, node: Activity): boolean {
  const quantity = node.startQuantity ?? 1
  if (quantity <= 1) return true
  changeToken(run, id, { waits: 'join' })
  const { scope, node: index } = tokenOf(run, id)
  const waiting = tokensIn(run, scope).filter(
    (other) => run.tokens[other]?.node === index && run.tokens[other]?.waits === 'join',
  )
  if (waiting.length < quantity) return false
  for (const other of waiting.filter((one) => one !== id).slice(0, quantity - 1)) removeToken(run, other)
  changeToken(run, id, { waits: 'moving' })
  return true
}

/** Boundary events wait on the activity's own token, whatever its loop does. */
export function armBoundaries(run: Run, id: TokenId, node: Activity): void {
  if (node.boundaries.length === 0) return
  const procedure = procedureOf(run, tokenOf(run, id).scope)
  for (const index of node.boundaries) {
    const boundary = nodeAt(procedure, index)
    if (boundary.kind === 'boundary') armNode(run, { owner: id, node: index }, boundary.triggers)
  }
}

/** The work of an activity, or of one instance of it, begins. */
export function behave(run: Run, id: TokenId): void {
  const node = activityOf(run, id)
  switch (node.kind) {
    case 'task':
      return finishActivity(run, id)
    case 'user':
      return openTask(run, id, node)
    case 'service':
      return callService(run, id, node)
    case 'clock':
      actOnClocks(run, id, node)
      return finishActivity(run, id)
    case 'send':
      sendMessage(run, id, {
        name: node.message,
        envelope: node.envelope,
        otherwise: variablesOf(run, id),
      })
      return finishActivity(run, id)
    case 'receive':
      waitToken(run, id, { waits: 'event' })
      if (node.message !== undefined)
        armNode(run, { owner: id, node: tokenOf(run, id).node }, [receiveTrigger(node.message)])
      return
    case 'script':
      return runScript(run, id, node)
    case 'rule':
      return decideRule(run, id, node)
    case 'sub':
      return openScope(run, id, node)
    case 'call':
      return openCall(run, id, node)
  }
}

function openTask(run: Run, id: TokenId, node: Extract<Activity, { kind: 'user' }>): void {
  const known = tokenOf(run, id).task
  waitToken(run, id, {
    waits: 'task',
    task: { ...(node.assign && assignTask(run, id, node.assign)), ...known },
  })
  run.facts.push({ kind: 'task_opened', element: node.id, token: id })
  const { task } = tokenOf(run, id)
  if (task?.returned === true) tellHolder(run, id, 'return')
  else if (node.assign?.tell === true) tellHolder(run, id, 'offer')
}

function assignTask(run: Run, id: TokenId, assign: Assignment): TaskState {
  const posts = assign.posts && textsOf(evaluate(run, id, assign.posts))
  const office = assign.office && textsOf(evaluate(run, id, assign.office))[0]
  const person = assign.person && textsOf(evaluate(run, id, assign.person))[0]
  return {
    ...(posts && posts.length > 0 && { posts }),
    ...(office !== undefined && { office }),
    ...(person !== undefined && { person }),
  }
}

function textsOf(value: Value): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value]
  return Array.isArray(value) ? value.flatMap((one: Value) => (typeof one === 'string' ? [one] : [])) : []
}

function callService(run: Run, id: TokenId, node: Extract<Activity, { kind: 'service' }>): void {
  const input = variablesOf(run, id)
  run.effects.push({
    kind: 'call_service',
    service: node.service,
    element: node.id,
    input,
    ...(node.wait && { token: id }),
  })
  if (!node.wait) return finishActivity(run, id)
  waitToken(run, id, { waits: 'service' })
}

function runScript(run: Run, id: TokenId, node: Extract<Activity, { kind: 'script' }>): void {
  const { set, error } = node.script.run(variablesOf(run, id))
  if (error !== undefined) return throwError(run, id, error)
  if (set !== undefined) setVariables(run, id, set)
  finishActivity(run, id)
}

function decideRule(run: Run, id: TokenId, node: Extract<Activity, { kind: 'rule' }>): void {
  const { hash } = procedureOf(run, tokenOf(run, id).scope)
  const decision =
    run.context.decision(node.decision, hash) ??
    refuse('decision_missing', { decision: node.decision, element: node.id })
  const { value, rules, warnings } = decision.evaluate(variablesOf(run, id))
  run.facts.push({ kind: 'decided', element: node.id, decision: decision.id, rules })
  for (const text of warnings) run.facts.push({ kind: 'warning', element: node.id, text })
  setVariables(run, id, { [node.result ?? node.decision]: value })
  finishActivity(run, id)
}

/** The work is done: the instance, the round or the whole activity is complete. */
export function finishActivity(run: Run, id: TokenId): void {
  const node = activityOf(run, id)
  if (isInstance(run, id)) {
    recordDone(run, id, node)
    return finishInstance(run, id)
  }
  if (run.scopes[id]?.kind === 'sub' || run.scopes[id]?.kind === 'call' || run.scopes[id]?.kind === 'multi')
    recordDone(run, id, node)
  else if (node.compensation !== undefined) recordDone(run, id, node)
  recordOutcome(run, id, node)
  closeScope(run, id)
  if (goesRound(run, id, node)) return
  completeActivity(run, id, node)
}

/** What was inside a sub-process or called procedure goes with it; a next round begins with data of its own. */
function closeScope(run: Run, id: TokenId): void {
  emptyScope(run, id)
  disarm(run, id, 'inside')
  const kind = run.scopes[id]?.kind
  if (kind === 'sub' || kind === 'call') delete run.data[id]
  delete run.scopes[id]
}

function completeActivity(run: Run, id: TokenId, node: Activity): void {
  disarm(run, id, 'all')
  actClocks(run, id, { acts: node.clockActs, on: 'left', completed: true })
  dropClocks(run, id)
  const { forToken, resubmit } = tokenOf(run, id)
  if (forToken !== undefined) {
    run.facts.push({ kind: 'passed', element: node.id, token: id })
    return finishHandler(run, id, forToken)
  }
  if (resubmit === undefined) return leaveNode(run, id)
  run.facts.push({ kind: 'passed', element: node.id, token: id })
  resendToken(run, id, resubmit)
}

/** 直达: back to where the work was returned from; what stood at joins for the way round is not needed any more. */
function resendToken(run: Run, id: TokenId, resubmit: NodeIndex): void {
  const { node, scope } = tokenOf(run, id)
  const { standing } = coneOf(procedureOf(run, scope), node, resubmit)
  for (const other of tokensIn(run, scope)) {
    const { via, waits } = tokenOf(run, other)
    if (waits === 'join' && via !== undefined && standing.includes(via)) removeToken(run, other)
  }
  run.final = true
  sendToken(run, { node: resubmit, scope })
  removeToken(run, id)
}
