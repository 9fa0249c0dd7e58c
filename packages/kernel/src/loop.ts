import { cancelToken } from './cancel.ts'
import type { Value, Variables } from './expression.ts'
import type { Multi, TokenId } from './matter.ts'
import { isActivity } from './procedure.ts'
import type { Activity, Loop, SignPolicy } from './procedure.ts'
import { changeScope, changeToken, nodeOf, placeToken, refuse, scopeOf, tokenOf, tokensIn } from './run.ts'
import type { Run } from './run.ts'
import { throwToBoundary } from './throw.ts'
import { evaluate, isTrue, setLocal, setVariables, variablesOf } from './variable.ts'

type MultiLoop = Extract<Loop, { kind: 'multi' }>
type StandardLoop = Extract<Loop, { kind: 'standard' }>

/** Instances one activity may have; a cardinality beyond it is a mistake. */
const instanceLimit = 10_000

/** An activity with a loop begins: its first round, or the instances of a multi-instance. False: not even one round. */
export function enterLoop(run: Run, id: TokenId, loop: Loop): boolean {
  if (loop.kind === 'multi') {
    openMulti(run, id, loop)
    return true
  }
  changeToken(run, id, { loop: 0 })
  if (loop.testBefore && !wantsRound(run, id, loop)) return false
  run.queue.push({ do: 'behave', token: id })
  return true
}

/** After a round of a standard loop: true when another one begins. */
export function goesRound(run: Run, id: TokenId, node: Activity): boolean {
  const round = tokenOf(run, id).loop
  if (node.loop?.kind !== 'standard' || round === undefined) return false
  changeToken(run, id, { loop: round + 1, waits: 'moving' })
  if (!wantsRound(run, id, node.loop)) return false
  run.queue.push({ do: 'behave', token: id })
  return true
}

function wantsRound(run: Run, id: TokenId, loop: StandardLoop): boolean {
  const maximum = loop.maximum === undefined ? undefined : evaluate(run, id, loop.maximum)
  if (typeof maximum === 'number' && (tokenOf(run, id).loop ?? 0) >= maximum) return false
  return loop.condition === undefined ? maximum !== undefined : isTrue(run, id, loop.condition)
}

function openMulti(run: Run, id: TokenId, loop: MultiLoop): void {
  const total = countInstances(run, id, loop)
  changeToken(run, id, { waits: 'scope' })
  run.scopes[id] = { kind: 'multi', multi: { total, created: 0, completed: 0, terminated: 0 } }
  if (total === 0) run.queue.push({ do: 'finish', token: id })
  else startInstances(run, id, loop)
}

function countInstances(run: Run, id: TokenId, loop: MultiLoop): number {
  const given = loop.cardinality ?? loop.collection
  const value = given === undefined ? null : evaluate(run, id, given)
  const isList = loop.cardinality === undefined && value !== null
  const count = isList ? itemsOf(value).length : typeof value === 'string' ? Number(value) : value
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0 || count > instanceLimit) {
    return refuse('cardinality_invalid', { element: nodeOf(run, id).id, value: JSON.stringify(value) })
  }
  return count
}

function itemsOf(value: Value): readonly Value[] {
  return Array.isArray(value) ? value : value === null ? [] : [value]
}

/** Opens what may run now: all instances of a parallel activity, the next one of a sequential activity. */
function startInstances(run: Run, outer: TokenId, loop: MultiLoop): void {
  const items = loop.collection ? itemsOf(evaluate(run, outer, loop.collection)) : []
  for (let multi = multiOf(run, outer); multi.created < multi.total; multi = multiOf(run, outer)) {
    startInstance(run, outer, { loop, items })
    if (loop.sequential) return
  }
}

function startInstance(
  run: Run,
  outer: TokenId,
  {
    loop,
    items,
    variables,
  }: { readonly loop: MultiLoop; readonly items: readonly Value[]; readonly variables?: Variables },
): void {
  const multi = multiOf(run, outer)
  const index = multi.created
  const id = placeToken(run, { node: tokenOf(run, outer).node, scope: outer, loop: index })
  const item = items[index]
  const planned = multi.total - (multi.added?.length ?? 0)
  if (loop.element !== undefined && item !== undefined && index < planned)
    setLocal(run, id, { [loop.element]: item })
  const extra = variables ?? multi.added?.[index - planned]
  if (extra !== undefined) setLocal(run, id, extra)
  changeMulti(run, outer, { created: index + 1 })
  run.queue.push({ do: 'behave', token: id })
}

/** 加签: one more instance; in a sequential activity it comes last. */
export function addInstance(run: Run, outer: TokenId, variables: Variables): void {
  const loop = loopOf(run, outer)
  const multi = multiOf(run, outer)
  changeMulti(run, outer, { total: multi.total + 1 })
  if (loop.sequential) changeMulti(run, outer, { added: [...(multi.added ?? []), variables] })
  else startInstance(run, outer, { loop, items: [], variables })
}

/** 减签: an instance goes without counting as completed. */
export function deleteInstance(run: Run, id: TokenId): void {
  const outer = tokenOf(run, id).scope
  const multi = multiOf(run, outer)
  const loop = loopOf(run, outer)
  cancelToken(run, id)
  // In a row the next instance takes the number; side by side all numbers are given already.
  const rest = loop.sequential ? { created: multi.created - 1 } : { terminated: multi.terminated + 1 }
  changeMulti(run, outer, { total: multi.total - 1, ...rest })
  goOn(run, outer, loop)
}

/** One instance is complete: counters, output, events, then the end of the activity or the next instance. */
export function finishInstance(run: Run, id: TokenId): void {
  const outer = tokenOf(run, id).scope
  const loop = loopOf(run, outer)
  if (loop.output !== undefined) collectOutput(run, id, loop.output)
  const multi = multiOf(run, outer)
  changeMulti(run, outer, { completed: multi.completed + 1 })
  endInstance(run, id)
  if (throwBehavior(run, outer, loop)) return finishEarly(run, outer)
  goOn(run, outer, loop)
}

function endInstance(run: Run, id: TokenId): void {
  const node = nodeOf(run, id)
  run.facts.push({ kind: 'passed', element: node.id, token: id })
  delete run.scopes[id]
  cancelToken(run, id)
}

function collectOutput(
  run: Run,
  id: TokenId,
  { collection, element }: { readonly collection: string; readonly element: string },
): void {
  const variables = variablesOf(run, id)
  const index = tokenOf(run, id).loop ?? 0
  const list = [...itemsOf(variables[collection] ?? null)]
  while (list.length < index) list.push(null)
  list[index] = variables[element] ?? null
  setVariables(run, tokenOf(run, id).scope, { [collection]: list })
}

function goOn(run: Run, outer: TokenId, loop: MultiLoop): void {
  const multi = multiOf(run, outer)
  if (
    isCarried(run, outer, multi) ||
    (loop.completion !== undefined && multi.completed > 0 && isTrue(run, outer, loop.completion))
  )
    return finishEarly(run, outer)
  const open = tokensIn(run, outer).length
  if (open === 0 && multi.created >= multi.total) run.queue.push({ do: 'finish', token: outer })
  else if (open === 0 && loop.sequential) startInstances(run, outer, loop)
}

/** 或签 is done with the first, 会签 with one refusal that ends it, 票签 when the vote can no longer turn. */
function isCarried(run: Run, outer: TokenId, multi: Multi): boolean {
  const node = nodeOf(run, outer)
  if (node.kind !== 'user' || node.sign === undefined) return false
  return isDecided(node.sign, { total: multi.total, agreed: multi.agreed ?? 0, refused: multi.refused ?? 0 })
}

/** Whether the signatures so far settle the matter, whatever the rest say. */
export function isDecided(
  sign: SignPolicy,
  { total, agreed, refused }: { readonly total: number; readonly agreed: number; readonly refused: number },
): boolean {
  if (refused > 0 && sign.refusal === 'ends') return true
  if (sign.mode === 'any') return agreed > 0
  if (sign.mode === 'vote')
    return agreed / total >= sign.threshold || (total - refused) / total < sign.threshold
  return false
}

/** The signing is over: its result is the variable `agreed` of the scope around. */
export function recordOutcome(run: Run, outer: TokenId, node: Activity): void {
  const multi = run.scopes[outer]?.multi
  if (node.kind !== 'user' || node.sign === undefined || multi === undefined) return
  const { total, agreed = 0, refused = 0 } = multi
  setVariables(run, tokenOf(run, outer).scope, { agreed: isAgreed(node.sign, { total, agreed, refused }) })
}

/** The outcome of a signing: agreed by all, by one, or by the share asked for. */
export function isAgreed(
  sign: SignPolicy,
  { total, agreed, refused }: { readonly total: number; readonly agreed: number; readonly refused: number },
): boolean {
  if (sign.mode === 'any') return agreed > 0
  if (sign.mode === 'vote') return total > 0 && agreed / total >= sign.threshold
  return refused === 0
}

function finishEarly(run: Run, outer: TokenId): void {
  const open = tokensIn(run, outer)
  changeMulti(run, outer, { terminated: multiOf(run, outer).terminated + open.length })
  for (const id of open) cancelToken(run, id)
  run.queue.push({ do: 'finish', token: outer })
}

/** BPMN 2.0.2, table 10.31. True when a complex definition's event ends the instances that are left. */
function throwBehavior(run: Run, outer: TokenId, loop: MultiLoop): boolean {
  const { completed } = multiOf(run, outer)
  const isNow = loop.behavior === 'none' || (loop.behavior === 'one' && completed === 1)
  if (isNow && loop.event !== undefined) throwToBoundary(run, outer, loop.event)
  let ends = false
  if (loop.behavior === 'complex') {
    for (const { condition, event } of loop.complex) {
      if (isTrue(run, outer, condition)) ends = throwToBoundary(run, outer, event) || ends
    }
  }
  return ends
}

export function changeMulti(run: Run, outer: TokenId, change: Partial<Multi>): void {
  changeScope(run, outer, { multi: { ...multiOf(run, outer), ...change } })
}

export function multiOf(run: Run, outer: TokenId): Multi {
  return scopeOf(run, outer).multi ?? refuse('instance_missing', { token: outer })
}

function loopOf(run: Run, outer: TokenId): MultiLoop {
  const node = nodeOf(run, outer)
  const loop = isActivity(node) ? node.loop : undefined
  return loop?.kind === 'multi' ? loop : refuse('instance_missing', { token: outer })
}
