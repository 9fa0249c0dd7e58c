import type { Node, NodeIndex, Procedure } from './procedure.ts'

/**
 * True when every way from the start of the scope to `node` leads through `through` (or they are the same). Immediate
 * dominators by the iteration of Cooper, Harvey and Kennedy ("A Simple, Fast Dominance Algorithm", 2001), once a procedure.
 */
export function dominates(procedure: Procedure, through: NodeIndex, node: NodeIndex): boolean {
  const immediate = immediateDominators(procedure)
  for (let at: NodeIndex | undefined = node; at !== undefined && at !== root; at = immediate.get(at))
    if (at === through) return true
  return false
}

/** Stands before every element that has nothing before it. */
const root = -1

const cache = new WeakMap<Procedure, ReadonlyMap<NodeIndex, NodeIndex>>()

function immediateDominators(procedure: Procedure): ReadonlyMap<NodeIndex, NodeIndex> {
  const known = cache.get(procedure) ?? compute(procedure)
  cache.set(procedure, known)
  return known
}

function compute(procedure: Procedure): ReadonlyMap<NodeIndex, NodeIndex> {
  const before = procedure.nodes.map((node) => predecessors(procedure, node))
  const order = reversePostorder(procedure, before)
  const rank = new Map(order.map((node, index) => [node, index]))
  const immediate = new Map<NodeIndex, NodeIndex>([[root, root]])
  for (let changed = true; changed;) {
    changed = false
    for (const node of order.slice(1)) {
      const found = (before[node] ?? [])
        .filter((other) => immediate.has(other))
        .reduce<NodeIndex | undefined>((left, right) => meet({ immediate, rank }, left, right), undefined)
      if (found === undefined || immediate.get(node) === found) continue
      immediate.set(node, found)
      changed = true
    }
  }
  return immediate
}

type Tree = {
  readonly immediate: ReadonlyMap<NodeIndex, NodeIndex>
  readonly rank: ReadonlyMap<NodeIndex, number>
}

function meet({ immediate, rank }: Tree, left: NodeIndex | undefined, right: NodeIndex): NodeIndex {
  let [a, b] = [left ?? right, right]
  while (a !== b) {
    if ((rank.get(a) ?? 0) > (rank.get(b) ?? 0)) a = immediate.get(a) ?? root
    else b = immediate.get(b) ?? root
  }
  return a
}

function predecessors(procedure: Procedure, node: Node): readonly NodeIndex[] {
  if (node.kind === 'boundary') return [node.attachedTo]
  const sources = node.incoming.map((flow) => procedure.flows[flow]?.source ?? root)
  return sources.length > 0 ? sources : [root]
}

function reversePostorder(
  procedure: Procedure,
  before: readonly (readonly NodeIndex[])[],
): readonly NodeIndex[] {
  const after = new Map<NodeIndex, NodeIndex[]>()
  before.forEach((sources, node) =>
    sources.forEach((source) => after.set(source, [...(after.get(source) ?? []), node])),
  )
  const seen = new Set<NodeIndex>([root])
  const finished: NodeIndex[] = []
  const stack: { readonly node: NodeIndex; next: number }[] = [{ node: root, next: 0 }]
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const child = after.get(top.node)?.[top.next]
    top.next += 1
    if (child === undefined) {
      finished.push(top.node)
      stack.pop()
    } else if (!seen.has(child)) {
      seen.add(child)
      stack.push({ node: child, next: 0 })
    }
  }
  return procedure.nodes.length === 0 ? [] : finished.reverse()
}
