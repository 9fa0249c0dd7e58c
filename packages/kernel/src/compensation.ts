import { cancelToken, disarm, emptyScope } from './cancel.ts'
import { leaveNode } from './flow.ts'
import type { Done, ScopeId, TokenId } from './matter.ts'
import { isActivity } from './procedure.ts'
import type { Activity, Node, NodeIndex, Procedure, Result } from './procedure.ts'
import {
  changeScope,
  changeToken,
  nodeAt,
  nodeOf,
  placeToken,
  procedureOf,
  refuse,
  removeToken,
  scopeOf,
  sendToken,
  tokenOf,
  tokensIn,
} from './run.ts'
import type { Run } from './run.ts'
import { setLocal } from './variable.ts'

/** Remembers a completed activity that can be undone: by its handler, or through what happened inside it. */
export function recordDone(run: Run, id: TokenId, node: Activity): void {
  const { scope, node: index } = tokenOf(run, id)
  const inner = run.scopes[id]?.done ?? []
  if (run.scopes[id]?.multi !== undefined) return appendDone(run, scope, inner)
  const hasHandler =
    node.compensation !== undefined || compensationStart(node, procedureOf(run, scope)) !== undefined
  if (!hasHandler && inner.length === 0) return
  const data = run.data[id]
  const one: Done = { node: index, ...innerOf(run, id, inner), ...(data && { data }) }
  appendDone(run, scope, [isParallelInstance(run, scope, node) ? { ...one, group: scope } : one])
}

/** What happened inside, and of a call in which procedure. */
function innerOf(run: Run, id: TokenId, inner: readonly Done[]): Pick<Done, 'inner' | 'procedure'> {
  if (inner.length === 0) return {}
  const procedure = run.scopes[id]?.procedure
  return { inner, ...(procedure !== undefined && { procedure }) }
}

function isParallelInstance(run: Run, scope: ScopeId, node: Activity): boolean {
  return scopeOf(run, scope).kind === 'multi' && node.loop?.kind === 'multi' && !node.loop.sequential
}

function appendDone(run: Run, scope: ScopeId, done: readonly Done[]): void {
  if (done.length > 0) changeScope(run, scope, { done: [...(scopeOf(run, scope).done ?? []), ...done] })
}

/** The compensation event sub-process of a sub-process, if it has one. */
function compensationStart(node: Activity, procedure: Procedure): NodeIndex | undefined {
  if (node.kind !== 'sub') return undefined
  return node.scope.eventSubprocesses.find((event) => {
    const inside = nodeAt(procedure, event)
    if (inside.kind !== 'sub') return false
    return [...inside.scope.triggeredStarts, ...inside.scope.entries].some((index) => {
      const start = nodeAt(procedure, index)
      return start.kind === 'start' && start.triggers.some((trigger) => trigger.kind === 'compensation')
    })
  })
}

/**
 * A compensation event is thrown: what was completed in its scope, or the named activity alone, is undone in reverse
 * order; the instances of a parallel multi-instance together. True when the event waits for it.
 */
export function planCompensation(
  run: Run,
  id: TokenId,
  result: Extract<Result, { kind: 'compensation' }>,
): boolean {
  const scope = handlingScope(run, id)
  const done = scopeOf(run, scope).done ?? []
  const chosen = result.activity === undefined ? done : done.filter((one) => one.node === result.activity)
  if (chosen.length === 0) return false
  changeScope(run, scope, { done: done.filter((one) => !chosen.includes(one)) })
  changeToken(run, id, { waits: 'compensation', plan: groupsOf(chosen), after: 'go_on' })
  run.queue.push({ do: 'compensate', token: id })
  return true
}

/** Inside an event sub-process compensation means the scope around it. */
function handlingScope(run: Run, id: TokenId): ScopeId {
  const token = tokenOf(run, id)
  if (token.after === 'close' || token.after === 'cancel') return id
  if (token.scope === 0) return 0
  const owner = nodeOf(run, token.scope)
  return owner.kind === 'sub' && owner.variant === 'event' ? tokenOf(run, token.scope).scope : token.scope
}

function groupsOf(done: readonly Done[]): Done[][] {
  const groups: Done[][] = []
  for (const one of done.toReversed()) {
    const last = groups.at(-1)
    if (one.group !== undefined && last?.[0]?.group === one.group) last.push(one)
    else groups.push([one])
  }
  return groups
}

/** Goes on with a plan: the next group when all handlers of the last are done, else its end. */
export function stepCompensation(run: Run, id: TokenId): void {
  const token = run.tokens[id]
  if (token?.plan === undefined || hasHandlers(run, id)) return
  const [group, ...rest] = token.plan
  if (group === undefined) return endPlan(run, id)
  changeToken(run, id, { plan: rest })
  const scope = handlingScope(run, id)
  for (const one of group) undo(run, { one, scope, forToken: id })
  run.queue.push({ do: 'compensate', token: id })
}

function hasHandlers(run: Run, id: TokenId): boolean {
  return Object.values(run.tokens).some((token) => token.forToken === id)
}

type Undo = { readonly one: Done; readonly scope: ScopeId; readonly forToken: TokenId }

function undo(run: Run, { one, scope, forToken }: Undo): void {
  const procedure = procedureOf(run, scope)
  const node = nodeAt(procedure, one.node)
  if (!isActivity(node)) return
  run.facts.push({ kind: 'compensated', element: node.id })
  if (node.compensation !== undefined) {
    const handler = sendToken(run, { node: node.compensation, scope, forToken })
    if (one.data !== undefined) setLocal(run, handler, one.data)
    return
  }
  revive(run, { one, scope, forToken }, compensationStart(node, procedure))
}

/** Opens a completed sub-process again, for its compensation event sub-process or for what happened inside. */
function revive(run: Run, { one, scope, forToken }: Undo, event: NodeIndex | undefined): void {
  const inner = one.inner ?? []
  const id = placeToken(run, { node: one.node, scope, forToken, waits: 'scope' })
  const { procedure } = one
  const opened = procedure === undefined ? { kind: 'sub' as const } : { kind: 'call' as const, procedure }
  run.scopes[id] = { ...opened, revived: true, done: event === undefined ? [] : inner }
  if (one.data !== undefined) setLocal(run, id, one.data)
  if (event !== undefined) {
    sendToken(run, { node: event, scope: id })
    return
  }
  changeToken(run, id, { waits: 'compensation', plan: groupsOf(inner), after: 'close' })
  run.queue.push({ do: 'compensate', token: id })
}

function endPlan(run: Run, id: TokenId): void {
  const { after } = tokenOf(run, id)
  const { plan: _plan, after: _after, ...rest } = tokenOf(run, id)
  if (after === 'close') return closeRevived(run, id)
  run.tokens[id] = { ...rest, waits: 'moving' }
  if (after === 'cancel') return leaveCancelled(run, id)
  leaveNode(run, id)
}

/** A revived sub-process is done with: it goes without completing again. */
export function closeRevived(run: Run, id: TokenId): void {
  cancelToken(run, id)
}

/** A cancel end event ends what is open in its transaction, compensates, and leaves by the cancel boundary event. */
export function cancelTransaction(run: Run, id: TokenId, node: Node): void {
  run.facts.push({ kind: 'passed', element: node.id, token: id })
  let scope = tokenOf(run, id).scope
  for (; scope !== 0; scope = tokenOf(run, scope).scope) {
    const owner = nodeOf(run, scope)
    if (owner.kind === 'sub' && owner.variant === 'transaction' && scopeOf(run, scope).kind !== 'multi') break
  }
  if (scope === 0) refuse('transaction_missing', { element: node.id })
  emptyScope(run, scope)
  disarm(run, scope, 'all')
  const done = scopeOf(run, scope).done ?? []
  changeScope(run, scope, { done: [] })
  changeToken(run, scope, { waits: 'compensation', plan: groupsOf(done), after: 'cancel' })
  run.queue.push({ do: 'compensate', token: scope })
}

/** The transaction leaves by its cancel boundary event; all instances of a multi-instance one together. */
function leaveCancelled(run: Run, id: TokenId): void {
  const { scope } = tokenOf(run, id)
  const activity = scopeOf(run, scope).kind === 'multi' ? scope : id
  const owner = nodeOf(run, activity)
  const around = tokenOf(run, activity).scope
  const procedure = procedureOf(run, around)
  const boundary = isActivity(owner)
    ? owner.boundaries.find((index) => {
        const event = nodeAt(procedure, index)
        return event.kind === 'boundary' && event.triggers.some((trigger) => trigger.kind === 'cancel')
      })
    : undefined
  if (boundary !== undefined) sendToken(run, { node: boundary, scope: around })
  cancelToken(run, activity)
}

/** A handler is done: whoever waits for it goes on. */
export function finishHandler(run: Run, id: TokenId, forToken: TokenId): void {
  removeToken(run, id)
  run.queue.push({ do: 'compensate', token: forToken })
}

/** True when a scope stays open although it is empty: its compensation is under way. */
export function isCompensating(run: Run, scope: ScopeId): boolean {
  return scope !== 0 && (tokenOf(run, scope).plan !== undefined || tokensIn(run, scope).length > 0)
}
