import type { FlowIndex, Node, NodeIndex, Procedure } from './procedure.ts'
import { isActivity } from './procedure.ts'

/**
 * The cone of an element: the elements that a token on it will bring tokens to by itself. A join belongs to it only
 * when all its incoming flows do, because a join waits for tokens that the element alone cannot make. 退回 cancels
 * exactly the tokens in the cone of its target: they would be made a second time; all others stay.
 */
export function coneOf(procedure: Procedure, target: NodeIndex): ReadonlySet<NodeIndex> {
  const cone = new Set<NodeIndex>([target])
  const reached = new Set<FlowIndex>()
  const open = [target]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of successors(procedure, at, reached)) {
      const node = procedure.nodes[next]
      if (
        node === undefined ||
        cone.has(next) ||
        (isJoin(node) && !node.incoming.every((flow) => reached.has(flow)))
      )
        continue
      cone.add(next)
      open.push(next)
    }
  }
  return cone
}

function isJoin(node: Node): boolean {
  return (
    (node.kind === 'parallel' || node.kind === 'inclusive' || node.kind === 'complex') &&
    node.incoming.length > 1
  )
}

/** Along flows, links, and the interrupting boundary events that may take the activity's place. */
function successors(procedure: Procedure, at: NodeIndex, reached: Set<FlowIndex>): NodeIndex[] {
  const node = procedure.nodes[at]
  if (node === undefined) return []
  const found: NodeIndex[] = []
  for (const flow of node.outgoing) {
    reached.add(flow)
    const target = procedure.flows[flow]?.target
    if (target !== undefined) found.push(target)
  }
  if (node.kind === 'throw' || node.kind === 'end')
    for (const result of node.results) if (result.kind === 'link') found.push(result.target)
  if (isActivity(node))
    found.push(...node.boundaries.filter((index) => isInterrupting(procedure.nodes[index])))
  return found
}

function isInterrupting(node: Node | undefined): boolean {
  return node?.kind === 'boundary' && node.interrupting
}

/** The first user task that a token meets from the start of the process: where 退回 to the first step leads. */
export function firstUserTask(procedure: Procedure): NodeIndex | undefined {
  const seen = new Set<NodeIndex>()
  const open = [...procedure.scope.entries]
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    const node = procedure.nodes[at]
    if (node === undefined || seen.has(at)) continue
    if (node.kind === 'user') return at
    seen.add(at)
    if (node.kind === 'sub') open.push(...node.scope.entries)
    for (const flow of node.outgoing) {
      const target = procedure.flows[flow]?.target
      if (target !== undefined) open.push(target)
    }
  }
  return undefined
}
