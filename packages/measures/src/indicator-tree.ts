import type { IndicatorTable } from './indicator-table.ts'

/** A node with what it is made of; children are indicators or nodes, in the order of the table. */
export type TreePart = { readonly code: string; readonly children: readonly string[] }

/** The nodes of a checked table, each after all nodes below it; the last one is the top. */
export function orderNodes({
  indicators,
  nodes,
}: Pick<IndicatorTable, 'indicators' | 'nodes'>): readonly TreePart[] {
  const children = new Map<string, string[]>(nodes.map(({ code }) => [code, []]))
  for (const { code, parent } of [...indicators, ...nodes]) {
    if (parent !== undefined) children.get(parent)?.push(code)
  }
  const ordered: TreePart[] = []
  function add(code: string): void {
    const below = children.get(code)
    if (below === undefined) return
    for (const child of below) add(child)
    ordered.push({ code, children: below })
  }
  for (const { code, parent } of nodes) if (parent === undefined) add(code)
  return ordered
}

/**
 * Weight of each indicator and node in the top: the product of the shares on its way up.
 * Children whose weights are all zero share nothing.
 */
export function effectiveWeights(
  tree: readonly TreePart[],
  weights: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const effective = new Map<string, number>()
  for (const { code, children } of tree.toReversed()) {
    const own = effective.get(code) ?? 1
    effective.set(code, own)
    const total = children.reduce((sum, child) => sum + (weights.get(child) ?? 0), 0)
    for (const child of children) {
      effective.set(child, total === 0 ? 0 : (own * (weights.get(child) ?? 0)) / total)
    }
  }
  return effective
}
