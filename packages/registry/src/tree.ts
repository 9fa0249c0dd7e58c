import type { LegalDate } from '@duibiao/base'
import { isValidOn, isWithinValidity } from './validity.ts'
import type { Validity } from './validity.ts'

/** What areas and offices have in common: a place in a tree, days on which they exist, and what came after them. */
export type TreeNode = Validity & {
  readonly district: number
  readonly id: string
  /** Undefined for the root. */
  readonly parent?: string
  /** Materialised path: the ids from the root to this node, each between slashes: '/370213/10/103/'. */
  readonly path: string
  /** What took its place when it was split, merged or renamed. Only on a node whose validity ends. */
  readonly successors?: readonly string[]
}

/** A path whose id and parents cannot be told apart is a path no search can use. */
const idForm = /^[^/\s]+$/

/** The path of a node under its parent's path; '' for the root. */
export function pathBelow(parentPath: string, id: string): string {
  return `${parentPath === '' ? '/' : parentPath}${id}/`
}

/** True when the path is that of the ancestor or lies below it. */
export function isBelow(path: string, ancestorPath: string): boolean {
  return path.startsWith(ancestorPath)
}

/** The ids on a path, the root's first and the node's own last. */
export function idsOfPath(path: string): readonly string[] {
  return path.split('/').filter((id) => id !== '')
}

/** The nodes that stand for `id` on a day: itself, or what its successors have become; none when it has no successor. */
export function findOn<Node extends TreeNode>(
  nodes: ReadonlyMap<string, Node>,
  id: string,
  on: LegalDate,
): readonly Node[] {
  const found = new Map<string, Node>()
  const seen = new Set<string>()
  const open = [id]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const node = nodes.get(next)
    if (node === undefined || seen.has(next)) continue
    seen.add(next)
    if (isValidOn(node, on)) found.set(next, node)
    else if (node.validUntil !== undefined && node.validUntil <= on) open.push(...(node.successors ?? []))
  }
  return [...found.values()]
}

export type TreeFaultKind =
  | 'id_malformed'
  | 'id_doubled'
  | 'parent_missing'
  | 'path_wrong'
  | 'validity_empty'
  | 'validity_beyond_parent'
  | 'successor_missing'
  | 'successor_premature'
  | 'successor_early'

export type TreeFault = { readonly kind: TreeFaultKind; readonly id: string; readonly other?: string }

/** Every fault of a tree, all at once. A tree without fault has no cycle, since each path extends its parent's. */
export function findTreeFaults(nodes: readonly TreeNode[]): readonly TreeFault[] {
  const known = new Map(nodes.map((node) => [node.id, node]))
  const seen = new Set<string>()
  return nodes.flatMap((node) => {
    const { id } = node
    const faults: TreeFault[] = idForm.test(id) ? [] : [{ kind: 'id_malformed', id }]
    if (seen.has(id)) faults.push({ kind: 'id_doubled', id })
    seen.add(id)
    if (node.validUntil !== undefined && node.validUntil <= node.validFrom) {
      faults.push({ kind: 'validity_empty', id })
    }
    return [...faults, ...findParentFaults(node, known), ...findSuccessorFaults(node, known)]
  })
}

function findParentFaults(node: TreeNode, known: ReadonlyMap<string, TreeNode>): readonly TreeFault[] {
  const { id, parent: other, path } = node
  if (other === undefined) return path === pathBelow('', id) ? [] : [{ kind: 'path_wrong', id }]
  const parent = known.get(other)
  if (parent === undefined) return [{ kind: 'parent_missing', id, other }]
  const faults: TreeFault[] = []
  if (path !== pathBelow(parent.path, id)) faults.push({ kind: 'path_wrong', id, other })
  if (!isWithinValidity(node, parent)) faults.push({ kind: 'validity_beyond_parent', id, other })
  return faults
}

function findSuccessorFaults(node: TreeNode, known: ReadonlyMap<string, TreeNode>): readonly TreeFault[] {
  const { id, validUntil, successors = [] } = node
  if (successors.length > 0 && validUntil === undefined) return [{ kind: 'successor_premature', id }]
  return successors.flatMap((other): readonly TreeFault[] => {
    const successor = known.get(other)
    if (successor === undefined) return [{ kind: 'successor_missing', id, other }]
    // A successor that ended before is no successor; one that began earlier is: the neighbour a grid was merged into.
    const hasEnded =
      successor.validUntil !== undefined && validUntil !== undefined && successor.validUntil <= validUntil
    return hasEnded ? [{ kind: 'successor_early', id, other }] : []
  })
}
