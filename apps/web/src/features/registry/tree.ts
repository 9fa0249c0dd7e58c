/** A node of areas or offices; what is above comes before what is below. */
export interface TreeRow {
  readonly id: string
  readonly name: string
  readonly parent?: string | undefined
}

export interface TreeNode<Row extends TreeRow> {
  readonly row: Row
  readonly children: readonly TreeNode<Row>[]
}

/** Rows as a tree. One whose parent is not among them stands at the top, so that none is lost. */
export function treeOf<Row extends TreeRow>(rows: readonly Row[]): readonly TreeNode<Row>[] {
  const ids = new Set(rows.map(({ id }) => id))
  const below = Map.groupBy(rows, ({ parent }) =>
    parent !== undefined && ids.has(parent) ? parent : undefined,
  )
  function branch(row: Row): TreeNode<Row> {
    return { row, children: (below.get(row.id) ?? []).map(branch) }
  }
  return (below.get(undefined) ?? []).map(branch)
}

/** The ids above a node, the highest first. */
export function idsAbove(rows: readonly TreeRow[], id: string | undefined): readonly string[] {
  const parents = new Map(rows.map((row) => [row.id, row.parent]))
  const found: string[] = []
  for (let at = parents.get(id ?? ''); at !== undefined && !found.includes(at); at = parents.get(at)) {
    found.unshift(at)
  }
  return found
}
