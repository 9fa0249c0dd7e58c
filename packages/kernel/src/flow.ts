import { assert } from '@duibiao/base'
import type { TokenId } from './matter.ts'
import type { Flow, FlowIndex, Node, NodeIndex, Procedure } from './procedure.ts'
import { nodeAt, nodeOf, procedureOf, refuse, removeToken, sendToken, tokenOf } from './run.ts'
import type { Run } from './run.ts'
import { isTrue, variablesOf } from './variable.ts'

/** A node is done: its token goes along the flows that BPMN gives it, or ends when there is none. */
export function leaveNode(run: Run, id: TokenId): void {
  const node = nodeOf(run, id)
  run.facts.push({ kind: 'passed', element: node.id, token: id })
  const quantity = 'completionQuantity' in node ? (node.completionQuantity ?? 1) : 1
  const flows = chooseFlows(run, id, node)
  for (let round = 0; round < quantity; round += 1) sendAlong(run, id, flows)
  removeToken(run, id)
}

/** Sends a new token along each flow; the token itself stays for the caller to remove. */
export function sendAlong(run: Run, id: TokenId, flows: readonly FlowIndex[]): void {
  const { scope } = tokenOf(run, id)
  const procedure = procedureOf(run, scope)
  for (const index of flows) sendToken(run, { node: flowAt(procedure, index).target, scope, via: index })
}

export function flowAt(procedure: Procedure, index: FlowIndex): Flow {
  const flow = procedure.flows[index]
  assert(flow !== undefined, `procedure ${procedure.id} has no flow ${index}`)
  return flow
}

/**
 * The flows a token leaves by. Parallel and event nodes take all, an exclusive gateway the first that is true, all
 * others every true one; the default flow only when no condition holds (BPMN 2.0.2, 8.3.13 and 13.4).
 */
function chooseFlows(run: Run, id: TokenId, node: Node): readonly FlowIndex[] {
  if (node.outgoing.length === 0 || node.kind === 'parallel') return node.outgoing
  const procedure = procedureOf(run, tokenOf(run, id).scope)
  const open = node.outgoing.filter(
    (index) => index !== node.defaultFlow && isOpen(run, id, flowAt(procedure, index)),
  )
  const chosen = node.kind === 'exclusive' ? open.slice(0, 1) : open
  const decides = chosen.some(
    (index) => node.kind === 'exclusive' || flowAt(procedure, index).condition !== undefined,
  )
  if (node.defaultFlow !== undefined && !decides) return [...chosen, node.defaultFlow]
  return chosen.length > 0 ? chosen : refuse('flow_missing', { element: node.id })
}

/** A complex gateway's flows may ask which of its phases it is in (BPMN 2.0.2, 13.4.5). */
function isOpen(run: Run, id: TokenId, { condition, source }: Flow): boolean {
  if (condition === undefined) return true
  const { kind } = nodeAt(procedureOf(run, tokenOf(run, id).scope), source)
  if (kind !== 'complex') return isTrue(run, id, condition)
  return condition.evaluate({ ...variablesOf(run, id), waitingForStart: true }).value === true
}

/** Nodes from which a token can come to a flow without passing the node it leads into; computed once a procedure. */
export function nodesBefore(procedure: Procedure, flow: FlowIndex): ReadonlySet<NodeIndex> {
  const known = before.get(procedure) ?? new Map<FlowIndex, ReadonlySet<NodeIndex>>()
  before.set(procedure, known)
  const found = known.get(flow) ?? findBefore(procedure, flow)
  known.set(flow, found)
  return found
}

const before = new WeakMap<Procedure, Map<FlowIndex, ReadonlySet<NodeIndex>>>()

function findBefore(procedure: Procedure, flow: FlowIndex): ReadonlySet<NodeIndex> {
  const { source, target } = flowAt(procedure, flow)
  const found = new Set<NodeIndex>()
  const open = [source]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === target || found.has(at)) continue
    found.add(at)
    open.push(...predecessorsOf(procedure, at))
  }
  return found
}

/** Where a token on this node may have been before: flow sources, the activity of a boundary event, throwing links. */
function predecessorsOf(procedure: Procedure, index: NodeIndex): NodeIndex[] {
  const node = procedure.nodes[index]
  if (node === undefined) return []
  const sources = node.incoming.map((flow) => flowAt(procedure, flow).source)
  if (node.kind === 'boundary') sources.push(node.attachedTo)
  if (node.kind === 'catch') sources.push(...linkSources(procedure, index))
  return sources
}

function linkSources(procedure: Procedure, target: NodeIndex): NodeIndex[] {
  return procedure.nodes.flatMap((node, index) =>
    (node.kind === 'throw' || node.kind === 'end') &&
    node.results.some((result) => result.kind === 'link' && result.target === target)
      ? [index]
      : [],
  )
}
