import type { RankedUnit } from './recipe-run.ts'

/** A unit under two recipes. `change` is how many places it rises. */
export type RankChange = {
  readonly unit: string
  readonly before: number | null
  readonly after: number | null
  readonly change: number | null
}

/** Rank-change table of two recipes, largest movements first; units that one of them lists apart have no change. */
export function compareRankings(
  before: readonly RankedUnit[],
  after: readonly RankedUnit[],
): readonly RankChange[] {
  const first = new Map(before.map(({ unit, rank }) => [unit, rank]))
  const second = new Map(after.map(({ unit, rank }) => [unit, rank]))
  return [...new Set([...first.keys(), ...second.keys()])]
    .map((unit) => {
      const one = first.get(unit) ?? null
      const other = second.get(unit) ?? null
      return { unit, before: one, after: other, change: one === null || other === null ? null : one - other }
    })
    .toSorted((one, other) => sizeOf(other) - sizeOf(one))
}

function sizeOf({ change }: RankChange): number {
  return change === null ? -1 : Math.abs(change)
}
