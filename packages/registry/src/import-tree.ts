import type { LegalDate } from '@duibiao/base'
import type { RowReader } from './row-reader.ts'
import { findTreeFaults, idsOfPath, pathBelow } from './tree.ts'
import type { TreeFault, TreeNode } from './tree.ts'
import { holdsOn } from './registry-row.ts'

/** A row of a file that says where a node stands; its path is found here. */
export type TreeDraft<Node extends TreeNode> = { readonly reader: RowReader; readonly node: Node }

/** The tree as the file would have it. */
export type PlacedTree<Node extends TreeNode> = {
  /** Nodes of the file with their paths; those with faults too. */
  readonly drafts: readonly TreeDraft<Node>[]
  /** Nodes that are not in the file: ended since the file is complete, or moved with what stands above them. */
  readonly others: readonly Node[]
  /** All nodes by id as they would be. */
  readonly nodes: ReadonlyMap<string, Node>
}

/**
 * Places the nodes of a file among those that stand, and tells every fault of the tree at the row that caused it. When all
 * else is checked too, `settleTree` draws the consequences.
 */
export function placeTree<Node extends TreeNode>(
  drafts: readonly TreeDraft<Node>[],
  existing: ReadonlyMap<string, Node>,
  { on, isComplete = false }: { readonly on: LegalDate; readonly isComplete?: boolean },
): PlacedTree<Node> {
  const inFile = new Map(drafts.map((draft) => [draft.node.id, draft]))
  const standing = [...existing.values()].filter(({ id }) => !inFile.has(id))
  const kept = isComplete ? standing.map((node) => endNode(node, on)) : standing
  const unplaced = new Map([...kept, ...drafts.map(({ node }) => node)].map((node) => [node.id, node]))
  const paths = findPaths(unplaced)
  const nodes = new Map(
    [...unplaced].map(([id, node]) => [id, { ...node, path: paths.get(id) ?? node.path }]),
  )
  for (const { reader, node } of drafts) {
    if (!paths.has(node.id)) reader.fault('parent', 'parent_circle')
  }
  tellFaults(findTreeFaults([...nodes.values()]), inFile)
  return {
    drafts: drafts.map(({ reader, node }) => ({ reader, node: nodes.get(node.id) ?? node })),
    others: kept.flatMap(({ id }) => nodes.get(id) ?? []),
    nodes,
  }
}

/** Only what holds can end, and not before its first day is over. */
function endNode<Node extends TreeNode>(node: Node, on: LegalDate): Node {
  return holdsOn(node, on) && node.validFrom < on ? { ...node, validUntil: on } : node
}

/** Paths of all nodes that hang from a root; those of a circle, and below one, have none. */
function findPaths(nodes: ReadonlyMap<string, TreeNode>): ReadonlyMap<string, string> {
  const paths = new Map<string, string>()
  for (const node of nodes.values()) {
    const chain: TreeNode[] = []
    let next: TreeNode | undefined = node
    while (next !== undefined && !paths.has(next.id) && !chain.includes(next)) {
      chain.push(next)
      next = next.parent === undefined ? undefined : nodes.get(next.parent)
    }
    // The chain came back into itself.
    if (next !== undefined && !paths.has(next.id)) continue
    let above = next === undefined ? '' : (paths.get(next.id) ?? '')
    for (const step of chain.toReversed()) {
      above = pathBelow(above, step.id)
      paths.set(step.id, above)
    }
  }
  return paths
}

function tellFaults<Node extends TreeNode>(
  faults: readonly TreeFault[],
  inFile: ReadonlyMap<string, TreeDraft<Node>>,
): void {
  for (const fault of faults) {
    const reader = inFile.get(fault.id)?.reader
    const other = fault.other ?? ''
    if (reader !== undefined) tellFault(reader, fault)
    else if (fault.kind === 'validity_beyond_parent') {
      inFile.get(other)?.reader.fault('validUntil', 'children_outlive', { other: fault.id })
    }
  }
}

function tellFault(reader: RowReader, { kind, other = '' }: TreeFault): void {
  switch (kind) {
    // Told where the row was read, or as a circle.
    case 'id_malformed':
    case 'id_doubled':
    case 'parent_missing':
    case 'path_wrong':
    case 'validity_empty':
      return
    case 'validity_beyond_parent':
      return reader.fault('validFrom', 'validity_beyond_parent', { other })
    case 'successor_missing':
    case 'successor_premature':
    case 'successor_early':
      return reader.fault('successors', 'successor_wrong', { other })
  }
}

/**
 * Refuses every row below a refused one, for what it stands on will not be there as the file says, and leaves where they
 * stand the nodes that a refused row would have moved.
 */
export function settleTree<Node extends TreeNode>({
  drafts,
  others,
}: PlacedTree<Node>): Pick<PlacedTree<Node>, 'drafts' | 'others'> {
  const children = Map.groupBy(drafts, ({ node }) => node.parent ?? '')
  const open = drafts.filter(({ reader }) => reader.findings.some(isError))
  const refused = new Set<string>()
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (refused.has(next.node.id)) continue
    refused.add(next.node.id)
    for (const child of children.get(next.node.id) ?? []) {
      const { reader } = child
      const reason = { text: next.node.id, other: next.reader.row }
      if (!reader.findings.some(isError)) reader.fault('parent', 'reference_refused', reason)
      open.push(child)
    }
  }
  return {
    drafts,
    others: others.filter(({ path }) => !idsOfPath(path).some((id) => refused.has(id))),
  }
}

/** True for a finding that refuses its row. */
export function isError({ severity }: { readonly severity: 'error' | 'warning' }): boolean {
  return severity === 'error'
}
