import type { Outcome, RankedUnit } from './queries.ts'

/** Units of one band; null for those without a rank. */
export interface BandOfUnits {
  readonly band: number | null
  readonly rows: readonly RankedUnit[]
}

/** Units that are ranked among each other. */
export interface GroupOfUnits {
  readonly group: string | undefined
  /** How many have a rank. */
  readonly count: number
  readonly bands: readonly BandOfUnits[]
}

/**
 * Results as they are shown: by group and band. Where bands are made known, the order within a band says nothing: it is that of
 * the names.
 */
export function orderUnits(
  { units, shown }: Pick<Outcome, 'units' | 'shown'>,
  nameOf: (unit: string) => string,
): readonly GroupOfUnits[] {
  const groups = Map.groupBy(units, ({ group }) => group)
  return [...groups].map(([group, own]) => ({
    group,
    count: own.filter(({ rank }) => rank !== null).length,
    bands: [...Map.groupBy(own, ({ band }) => band)]
      .toSorted(([one], [other]) => (one ?? Infinity) - (other ?? Infinity) || 0)
      .map(([band, rows]) => ({
        band,
        rows: rows.toSorted((one, other) =>
          shown === 'ranks'
            ? (one.rank ?? Infinity) - (other.rank ?? Infinity) || 0
            : nameOf(one.unit).localeCompare(nameOf(other.unit), 'zh'),
        ),
      })),
  }))
}

/** Whether a unit differs from those beside it, as its flags say. */
export function differenceOf({ flags, rank }: Pick<RankedUnit, 'flags' | 'rank'>) {
  const [better, worse] = [flags.includes('same_as_better'), flags.includes('same_as_worse')]
  if (rank === null) return undefined
  if (better && worse) return 'neither'
  if (better) return 'not_better'
  return worse ? 'not_worse' : 'both'
}
