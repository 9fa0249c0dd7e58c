import type { ScopeId, TokenId } from './matter.ts'
import { actClocks } from './clock.ts'
import { closeRevived, isCompensating } from './compensation.ts'
import { disarm } from './cancel.ts'
import type { Activity, ScopeModel } from './procedure.ts'
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
  tokensIn,
} from './run.ts'
import type { Run } from './run.ts'
import {
  evaluateWith,
  mapVariables,
  isTrue,
  nameOf,
  setLocal,
  setVariables,
  variablesInside,
  variablesOf,
} from './variable.ts'
import { armNode, eventSubprocessesOf } from './wait.ts'

type Sub = Extract<Activity, { kind: 'sub' }>
type Call = Extract<Activity, { kind: 'call' }>

/** A sub-process begins: its data, its event sub-processes, then its start. */
export function openScope(run: Run, id: TokenId, node: Sub): void {
  changeToken(run, id, { waits: 'scope' })
  run.scopes[id] = { kind: 'sub' }
  prepareScope(run, id, node.scope)
  if (node.variant === 'event')
    return enterStarts(run, id, [...node.scope.entries, ...node.scope.triggeredStarts].slice(0, 1))
  if (node.variant === 'ad_hoc') return startAdHoc(run, id, node)
  enterStarts(run, id, node.scope.entries)
}

/** Declared data with initial values, and event sub-processes armed. */
export function prepareScope(run: Run, scope: ScopeId, model: ScopeModel): void {
  for (const { name, initial } of model.declared) {
    if (initial !== undefined)
      setLocal(run, scope, { [name]: evaluateWith(run, initial, variablesInside(run, scope)) })
  }
  for (const { start, index } of eventSubprocessesOf(run, scope))
    armNode(run, { owner: scope, inside: true, node: index }, start.triggers)
}

export function enterStarts(run: Run, scope: ScopeId, starts: readonly number[]): void {
  for (const node of starts) sendToken(run, { node, scope })
  if (starts.length === 0) run.queue.push({ do: 'settle', scope })
}

/** A sequential ad-hoc sub-process begins its automatic work one by one; people start what waits for them. */
function startAdHoc(run: Run, id: TokenId, node: Sub): void {
  const next = nextAutomatic(run, id, node)
  for (const index of next) sendToken(run, { node: index, scope: id })
}

/** Activities without incoming flow that need no person, not yet begun. */
function nextAutomatic(run: Run, id: TokenId, node: Sub): readonly number[] {
  const procedure = procedureOf(run, id)
  const done = new Set(scopeOf(run, id).begun ?? [])
  const open = node.scope.entries.filter(
    (index) => !done.has(index) && isAutomatic(nodeAt(procedure, index).kind),
  )
  const next = node.adHoc?.sequential === true ? open.slice(0, 1) : open
  changeScope(run, id, { begun: [...done, ...next] })
  return next
}

function isAutomatic(kind: string): boolean {
  return kind === 'script' || kind === 'clock' || kind === 'rule' || kind === 'task' || kind === 'send'
}

/** A call activity begins: the called procedure runs in a scope of its own and sees what it is given. */
export function openCall(run: Run, id: TokenId, node: Call): void {
  const element = nameOf(run, id, node.called.element) ?? ''
  const version = node.called.version && nameOf(run, id, node.called.version)
  const caller = procedureOf(run, tokenOf(run, id).scope).hash
  const called = run.context.called({
    element,
    binding: node.called.binding,
    caller,
    ...(version !== undefined && { version }),
  })
  if (called === undefined) return refuse('called_procedure_missing', { element: node.id, called: element })
  const input = mapVariables(run, node.input, variablesOf(run, id))
  changeToken(run, id, { waits: 'scope' })
  run.scopes[id] = { kind: 'call', procedure: called.hash }
  // An instance's own variables are the caller's: the called procedure has what it is given and nothing else.
  delete run.data[id]
  setLocal(run, id, input)
  prepareScope(run, id, called.scope)
  actClocks(run, id, { acts: called.clockActs, on: 'entered', completed: false, inside: true })
  enterStarts(run, id, called.scope.entries)
}

/** Something in a scope has ended: is the scope complete, or only completing? */
export function settleScope(run: Run, id: ScopeId): void {
  const scope = run.scopes[id]
  if (scope === undefined || scope.kind === 'multi') return
  const tokens = tokensIn(run, id)
  if (tokens.length === 0) return completeScope(run, id)
  checkAdHoc(run, id)
  if (
    scope.completing !== true &&
    scope.revived !== true &&
    tokens.every((token) => isEventSubprocess(run, token))
  ) {
    changeScope(run, id, { completing: true })
    disarm(run, id, 'inside')
  }
}

function isEventSubprocess(run: Run, id: TokenId): boolean {
  const node = nodeOf(run, id)
  return node.kind === 'sub' && node.variant === 'event'
}

function completeScope(run: Run, id: ScopeId): void {
  if (id === 0) return completeMatter(run)
  if (isCompensating(run, id)) return
  if (scopeOf(run, id).revived) return closeRevived(run, id)
  if (tokenOf(run, id).waits !== 'scope') return
  const node = nodeOf(run, id)
  if (node.kind === 'sub' && node.variant === 'ad_hoc' && keepsOpen(run, id, node)) return
  if (node.kind === 'call') returnVariables(run, id, node)
  changeToken(run, id, { waits: 'moving' })
  run.queue.push({ do: 'finish', token: id })
}

function returnVariables(run: Run, id: TokenId, node: Call): void {
  const called = procedureOf(run, id)
  actClocks(run, id, { acts: called.clockActs, on: 'left', completed: true, inside: true })
  setVariables(run, id, mapVariables(run, node.output, run.data[id] ?? {}))
}

function completeMatter(run: Run): void {
  if (run.status === 'open') run.status = 'completed'
  disarm(run, 0, 'inside')
}

/** An ad-hoc sub-process ends when its completion condition holds, or, without one, when all its work was done. */
function keepsOpen(run: Run, id: TokenId, node: Sub): boolean {
  if (isFulfilled(run, id, node)) return false
  const next = nextAutomatic(run, id, node)
  for (const index of next) sendToken(run, { node: index, scope: id })
  if (next.length > 0) return true
  const begun = new Set(scopeOf(run, id).begun ?? [])
  return node.adHoc?.completion !== undefined || node.scope.entries.some((index) => !begun.has(index))
}

/** The completion condition of an ad-hoc sub-process holds: nothing more may begin in it. */
export function isFulfilled(run: Run, id: TokenId, { adHoc }: Sub): boolean {
  return adHoc?.completion !== undefined && isTrue(run, id, adHoc.completion)
}

/** After an activity inside: an ad-hoc sub-process whose condition holds ends the rest, or waits for it. */
function checkAdHoc(run: Run, id: ScopeId): void {
  if (id === 0 || run.scopes[id]?.kind !== 'sub') return
  const node = nodeOf(run, id)
  if (node.kind !== 'sub' || tokenOf(run, id).waits !== 'scope' || !isFulfilled(run, id, node)) return
  if (node.adHoc?.cancelRemaining !== true) return
  changeToken(run, id, { waits: 'moving' })
  run.queue.push({ do: 'finish', token: id })
}
