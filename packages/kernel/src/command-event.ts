import { finishActivity } from './activity.ts'
import { fireClock } from './clock-fire.ts'
import type { Command } from './command.ts'
import type { Variables } from './expression.ts'
import type { Subscription } from './matter.ts'
import type { Node } from './procedure.ts'
import { changeScope, changeToken, nodeOf, refuse, scopeOf, sendToken, tokensIn } from './run.ts'
import type { Run } from './run.ts'
import { isFulfilled } from './scope.ts'
import { isErrorCaught, throwError, throwEscalation } from './throw.ts'
import { setLocal, setVariables } from './variable.ts'
import { fireEvent, fireTimer } from './wait.ts'

type Of<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>

/** A timer has come due. One that is gone was overtaken: the refusal tells the poller to forget it. */
export function fireDueTimer(run: Run, command: Of<'fireTimer'>): void {
  const timer = run.timers[command.timer]
  if (timer === undefined) return refuse('timer_missing', { timer: command.timer })
  if (timer.dueAt > run.context.now) refuse('timer_early', { timer: command.timer })
  if (timer.kind === 'clock') fireClock(run, String(command.timer), timer)
  else fireTimer(run, String(command.timer), timer)
}

export function deliverMessage(run: Run, command: Of<'deliverMessage'>): void {
  const id = Object.keys(run.subscriptions).find((key) => {
    const candidate = run.subscriptions[key]
    if (command.subscription !== undefined && Number(key) !== command.subscription) return false
    return candidate?.kind === 'message' && candidate.name === command.name
  })
  const subscription = id === undefined ? undefined : run.subscriptions[id]
  if (subscription === undefined) return refuse('message_not_expected', { name: command.name })
  setAt(run, subscription, command.variables ?? {})
  fireEvent(run, subscription)
}

/** Every subscription of the name that waited when the signal came hears it once. */
export function deliverSignal(run: Run, command: Of<'deliverSignal'>): void {
  const waiting = Object.keys(run.subscriptions).filter((id) => {
    const subscription = run.subscriptions[id]
    return subscription?.kind === 'signal' && subscription.name === command.name
  })
  if (waiting.length === 0) refuse('signal_not_expected', { name: command.name })
  for (const id of waiting) {
    const subscription = run.subscriptions[id]
    if (subscription === undefined) continue
    setAt(run, subscription, command.variables ?? {})
    fireEvent(run, subscription)
  }
}

/** What an event brings is seen where it is caught: inside a called procedure by that alone. */
function setAt(run: Run, { owner, inside }: Subscription, variables: Variables): void {
  if (inside && run.scopes[owner]?.kind === 'call') setLocal(run, owner, variables)
  else setVariables(run, owner, variables)
}

export function answerService(run: Run, command: Of<'answerService'>): void {
  const token = run.tokens[command.token]
  if (token?.waits !== 'service') return refuse('service_not_waiting', { token: command.token })
  setVariables(run, command.token, command.variables ?? {})
  if (command.error !== undefined) return throwError(run, command.token, command.error)
  changeToken(run, command.token, { waits: 'moving' })
  finishActivity(run, command.token)
}

/** A waiting event is fired by hand, or an activity of an ad-hoc sub-process is begun. */
export function trigger(run: Run, command: Of<'trigger'>): void {
  if (command.start !== undefined) return startInAdHoc(run, command.start.scope, command)
  const token = command.token === undefined ? undefined : run.tokens[command.token]
  if (command.token === undefined || token?.waits !== 'event')
    return refuse('event_not_waiting', { token: command.token ?? 0 })
  setVariables(run, command.token, command.variables ?? {})
  const node = nodeOf(run, command.token)
  if (node.kind === 'event_based') refuse('event_not_waiting', { token: command.token })
  fireEvent(run, { owner: command.token, node: token.node, trigger: 0 })
}

function startInAdHoc(run: Run, scope: number, command: Of<'trigger'>): void {
  const index = command.start?.node ?? -1
  const sub = run.tokens[scope] === undefined ? undefined : nodeOf(run, scope)
  const isBusy = tokensIn(run, scope).length > 0
  if (sub?.kind !== 'sub' || !isEnabled(sub, index, isBusy) || isFulfilled(run, scope, sub))
    return refuse('activity_not_enabled', { token: scope })
  setVariables(run, scope, command.variables ?? {})
  const begun = new Set(scopeOf(run, scope).begun ?? []).add(index)
  changeScope(run, scope, { begun: [...begun] })
  sendToken(run, { node: index, scope })
}

/** Activities of an ad-hoc sub-process that no flow leads to; a sequential one does one at a time. */
function isEnabled(sub: Extract<Node, { kind: 'sub' }>, index: number, isBusy: boolean): boolean {
  return (
    sub.variant === 'ad_hoc' &&
    sub.scope.entries.includes(index) &&
    !(sub.adHoc?.sequential === true && isBusy)
  )
}

/** A person ends an ad-hoc sub-process whose work is done. */
export function completeAdHoc(run: Run, command: Of<'completeAdHoc'>): void {
  const node = run.tokens[command.token] === undefined ? undefined : nodeOf(run, command.token)
  if (node?.kind !== 'sub' || node.variant !== 'ad_hoc')
    return refuse('activity_not_enabled', { token: command.token })
  if (tokensIn(run, command.token).length > 0 && node.adHoc?.cancelRemaining === false)
    refuse('ad_hoc_busy', { element: node.id })
  finishActivity(run, command.token)
}

/** A person at a task raises an error or an escalation that the procedure has a way for. */
export function throwFromTask(run: Run, command: Of<'throwError' | 'throwEscalation'>): void {
  const token = run.tokens[command.task]
  if (token?.waits !== 'task') return refuse('task_missing', { task: command.task })
  setVariables(run, command.task, command.variables ?? {})
  if (command.kind === 'throwEscalation') return throwEscalation(run, command.task, command.code)
  if (!isErrorCaught(run, command.task, command.code))
    refuse('error_not_caught', { code: command.code, element: nodeOf(run, command.task).id })
  throwError(run, command.task, command.code)
}
