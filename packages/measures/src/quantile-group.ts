/** Groups of a given number, by value: which group each value is in, 1 for the first. */
export type QuantileGroup = { readonly rank: number; readonly group: number }

/**
 * Puts values into groups of nearly equal size (quartiles, deciles) the way English public health does: ties share the lowest
 * rank, a missing value has no group, and nobody has one when there are fewer values than groups.
 * `first` says which end is group 1.
 */
export function quantileGroups(
  values: readonly (number | undefined)[],
  { groups, first }: { readonly groups: number; readonly first: 'lowest' | 'highest' },
): readonly (QuantileGroup | undefined)[] {
  const known = values.flatMap((value) => (value !== undefined && Number.isFinite(value) ? [value] : []))
  const ordered = known.toSorted((one, other) => (first === 'lowest' ? one - other : other - one))
  if (!Number.isInteger(groups) || groups < 1 || ordered.length < groups) return values.map(() => undefined)
  const ranks = new Map<number, number>()
  ordered.forEach((value, index) => {
    if (!ranks.has(value)) ranks.set(value, index + 1)
  })
  const size = ordered.length / groups
  return values.map((value) => {
    const rank = value === undefined ? undefined : ranks.get(value)
    if (rank === undefined) return undefined
    return { rank, group: Math.max(1, groups + 1 - Math.ceil((ordered.length + 1 - rank) / size)) }
  })
}
