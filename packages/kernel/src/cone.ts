import type { FlowIndex, Node, NodeIndex, Procedure } from './procedure.ts'
import { dominates } from './dominator.ts'
import { nodesBefore } from './flow.ts'
import { isActivity } from './procedure.ts'

/** What returning to an element sets going again: elements, the flows between them, and joins that other branches have passed. */
export type Cone = {
  readonly nodes: ReadonlySet<NodeIndex>
  readonly flows: ReadonlySet<FlowIndex>
  /** Flows into joins of the cone that nothing in the cone will use: their work was done and stands. */
  readonly standing: readonly FlowIndex[]
}

/**
 * The cone of an element as seen from a later one: what a token on it will bring tokens to by itself. A join belongs to
 * it when all its incoming flows do, because a join waits for tokens that the element alone cannot make; or when every
 * way to `from` leads through the join, because then its other branches are done already. 退回 cancels exactly the
 * tokens in the cone of its target, which would be made a second time; all others stay.
 */
export function coneOf(procedure: Procedure, target: NodeIndex, from: NodeIndex): Cone {
  const growth: Growth = { procedure, nodes: new Set(), flows: new Set(), blocked: new Set() }
  const standing: FlowIndex[] = []
  // A join that stands open for other branches is passed only after everything before it has been reached without it.
  for (let next: NodeIndex | undefined = target; next !== undefined; next = nextJoin(growth, target, from)) {
    const node = procedure.nodes[next]
    if (next !== target && node?.kind === 'parallel')
      standing.push(...node.incoming.filter((flow) => !growth.flows.has(flow)))
    grow(growth, next)
  }
  return { nodes: growth.nodes, flows: growth.flows, standing }
}

type Growth = {
  readonly procedure: Procedure
  readonly nodes: Set<NodeIndex>
  readonly flows: Set<FlowIndex>
  readonly blocked: Set<NodeIndex>
}

function grow({ procedure, nodes, flows, blocked }: Growth, start: NodeIndex): void {
  const open = [start]
  nodes.add(start)
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of successors(procedure, at, flows)) {
      const node = procedure.nodes[next]
      if (node === undefined || nodes.has(next)) continue
      if (isJoin(node) && !node.incoming.every((flow) => flows.has(flow))) blocked.add(next)
      else {
        nodes.add(next)
        open.push(next)
      }
    }
  }
}

/** The first join on the way that the cone has touched and that `from` lies behind. */
function nextJoin(
  { procedure, nodes, flows, blocked }: Growth,
  target: NodeIndex,
  from: NodeIndex,
): NodeIndex | undefined {
  const open = [...blocked].filter((join) => {
    if (nodes.has(join)) return false
    if (dominates(procedure, join, from)) return true
    const missing = procedure.nodes[join]?.incoming.filter((flow) => !flows.has(flow)) ?? []
    return (
      separates(procedure, { target, join, from }) &&
      !missing.some((flow) => nodesBefore(procedure, flow).has(from))
    )
  })
  return open.find((join) => open.every((other) => other === join || isBefore(procedure, join, other)))
}

/** True when every way from the target to `from` leads through the join. */
function separates(
  procedure: Procedure,
  { target, join, from }: { readonly target: NodeIndex; readonly join: NodeIndex; readonly from: NodeIndex },
): boolean {
  const seen = new Set<NodeIndex>([join])
  const open = [target]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === from) return false
    if (seen.has(at)) continue
    seen.add(at)
    open.push(...successors(procedure, at, new Set()))
  }
  return true
}

/** True when the second join cannot come first: no flow into the first is reached from it without passing the first. */
function isBefore(procedure: Procedure, join: NodeIndex, other: NodeIndex): boolean {
  return (
    dominates(procedure, join, other) ||
    procedure.nodes[join]?.incoming.every((flow) => !nodesBefore(procedure, flow).has(other)) === true
  )
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
