import type { ScopeId, Token, TokenId } from './matter.ts'
import type { FlowIndex, Node, NodeIndex, Procedure } from './procedure.ts'
import {
  changeScope,
  changeToken,
  nodeAt,
  procedureOf,
  removeToken,
  scopeOf,
  tokenOf,
  tokensIn,
  waitToken,
} from './run.ts'
import type { Run } from './run.ts'
import { flowAt, leaveNode, nodesBefore, sendAlong } from './flow.ts'
import { variablesOf } from './variable.ts'

type Gateway = Extract<Node, { kind: 'exclusive' | 'parallel' | 'inclusive' | 'complex' }>

/** A token comes to a gateway. Joins wait; everything else is passed at once. */
export function enterGateway(run: Run, id: TokenId, node: Gateway): void {
  if (node.kind === 'exclusive' || (node.incoming.length <= 1 && node.kind !== 'complex'))
    return leaveNode(run, id)
  waitToken(run, id, { waits: 'join' })
  if (node.kind === 'parallel') joinParallel(run, id, node)
  if (node.kind === 'complex') activateComplex(run, id, node)
}

type Arrivals = {
  readonly byFlow: ReadonlyMap<FlowIndex, readonly TokenId[]>
  readonly loose: readonly TokenId[]
  readonly all: readonly TokenId[]
}

/** Tokens waiting at a join, by the flow they came on; `loose` were put there by a jump and stand for any flow. */
function arrivalsAt(run: Run, scope: ScopeId, node: NodeIndex): Arrivals {
  const byFlow = new Map<FlowIndex, TokenId[]>()
  const loose: TokenId[] = []
  const all = tokensIn(run, scope).filter(
    (id) => run.tokens[id]?.node === node && run.tokens[id]?.waits === 'join',
  )
  for (const id of all) {
    const { via } = tokenOf(run, id)
    if (via === undefined) loose.push(id)
    else byFlow.set(via, [...(byFlow.get(via) ?? []), id])
  }
  return { byFlow, loose, all }
}

/** BPMN 2.0.2, 13.4.1: one token from each incoming flow. */
function joinParallel(run: Run, id: TokenId, node: Gateway): void {
  const { scope, node: index } = tokenOf(run, id)
  const { byFlow, loose } = arrivalsAt(run, scope, index)
  const missing = node.incoming.length - byFlow.size
  if (loose.length < missing) return
  const used = [...[...byFlow.values()].map((ids) => ids[0] ?? id), ...loose.slice(0, missing)]
  mergeAndLeave(run, used)
}

function mergeAndLeave(run: Run, used: readonly TokenId[]): void {
  const last = used.at(-1)
  if (last === undefined) return
  for (const id of used.slice(0, -1)) removeToken(run, id)
  changeToken(run, last, { waits: 'moving' })
  run.queue.push({ do: 'leave', token: last })
}

/**
 * When nothing moves any more: joins whose other tokens can no longer come are passed, one at a time.
 * True when one was.
 */
export function joinWaiting(run: Run): boolean {
  if (resetWaiting(run)) return true
  const seen = new Set<string>()
  for (const key in run.tokens) {
    const token = run.tokens[key]
    if (token?.waits !== 'join' || seen.has(`${token.scope}/${token.node}`)) continue
    seen.add(`${token.scope}/${token.node}`)
    const node = nodeAt(procedureOf(run, token.scope), token.node)
    if (node.kind === 'inclusive' && joinInclusive(run, token, node)) return true
  }
  return false
}

/** Complex gateways in their second phase, also those where no token waits. */
function resetWaiting(run: Run): boolean {
  for (const key in run.scopes) {
    const reset = run.scopes[key]?.reset ?? {}
    for (const at in reset) {
      const [scope, index] = [Number(key), Number(at)]
      const node = nodeAt(procedureOf(run, scope), index)
      if (node.kind === 'complex' && resetComplex(run, { scope, index, node }, reset[at] ?? [])) return true
    }
  }
  return false
}

/** BPMN 2.0.2, 13.4.3: waits while a token can still reach an empty flow and none of those that have one. */
function joinInclusive(run: Run, { scope, node: index }: Token, node: Gateway): boolean {
  const { byFlow, loose } = arrivalsAt(run, scope, index)
  if (isExpected(run, { scope, index, node }, new Set(byFlow.keys()))) return false
  mergeAndLeave(run, [...[...byFlow.values()].map((ids) => ids[0] ?? 0), ...loose])
  return true
}

type Place = { readonly scope: ScopeId; readonly index: NodeIndex; readonly node: Gateway }

function isExpected(run: Run, { scope, index, node }: Place, arrived: ReadonlySet<FlowIndex>): boolean {
  const procedure = procedureOf(run, scope)
  const full = node.incoming.filter((flow) => arrived.has(flow))
  const empty = node.incoming.filter((flow) => !arrived.has(flow))
  return tokensIn(run, scope).some((id) => {
    const token = tokenOf(run, id)
    if (token.forToken !== undefined || (token.node === index && token.waits === 'join')) return false
    return reaches(procedure, token.node, empty) && !reaches(procedure, token.node, full)
  })
}

/** True when a token on the node can come to one of the flows without passing the gateway they lead into. */
function reaches(procedure: Procedure, node: NodeIndex, flows: readonly FlowIndex[]): boolean {
  return flows.some((flow) => nodesBefore(procedure, flow).has(node))
}

/** BPMN 2.0.2, 13.4.5, first phase: the activation condition over the tokens that came. */
function activateComplex(run: Run, id: TokenId, node: Gateway): void {
  const { scope, node: index } = tokenOf(run, id)
  if (scopeOf(run, scope).reset?.[index] !== undefined) return
  const { byFlow, all } = arrivalsAt(run, scope, index)
  const activation = node.kind === 'complex' ? node.activation : undefined
  const variables = { ...variablesOf(run, id), activationCount: all.length, waitingForStart: true }
  const isActive =
    activation === undefined
      ? byFlow.size === node.incoming.length
      : activation.evaluate(variables).value === true
  if (!isActive) return
  changeScope(run, scope, { reset: { ...scopeOf(run, scope).reset, [index]: [...byFlow.keys()] } })
  mergeAndLeave(
    run,
    [...byFlow.values()].map((ids) => ids[0] ?? id),
  )
}

/**
 * Second phase: the remaining flows are waited for as at an inclusive join, then one token of each is taken away. What
 * came again on a flow of the first phase begins the next one.
 */
function resetComplex(run: Run, { scope, index, node }: Place, came: readonly FlowIndex[]): boolean {
  const { byFlow, loose } = arrivalsAt(run, scope, index)
  const arrived = new Set([...came, ...byFlow.keys()])
  if (node.incoming.some((flow) => !arrived.has(flow)) && isExpected(run, { scope, index, node }, arrived))
    return false
  closeReset(run, scope, index)
  const late = [...byFlow].flatMap(([flow, ids]) => (came.includes(flow) ? [] : ids.slice(0, 1)))
  const taken = [...late, ...loose]
  const last = taken.at(-1)
  if (last !== undefined) sendAlong(run, last, resetFlows(run, last, node))
  for (const id of taken) removeToken(run, id)
  const [next] = arrivalsAt(run, scope, index).all
  if (next !== undefined) activateComplex(run, next, node)
  return true
}

function closeReset(run: Run, scope: ScopeId, index: NodeIndex): void {
  const { [index]: _done, ...reset } = scopeOf(run, scope).reset ?? {}
  changeScope(run, scope, { reset })
}

/** On reset only flows that ask for it by `waitingForStart` are taken. */
function resetFlows(run: Run, id: TokenId, node: Gateway): readonly FlowIndex[] {
  const procedure = procedureOf(run, tokenOf(run, id).scope)
  return node.outgoing.filter((index) => {
    const { condition } = flowAt(procedure, index)
    if (condition === undefined || !condition.text.includes('waitingForStart')) return false
    return condition.evaluate({ ...variablesOf(run, id), waitingForStart: false }).value === true
  })
}
