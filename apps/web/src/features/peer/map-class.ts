/** Values that are drawn alike. */
export interface ValueClass {
  /** The least and the greatest value in it. */
  readonly from: number
  readonly to: number
  readonly count: number
}

/** The most classes: more shades of a colour are not told apart. */
const mostClasses = 5

/**
 * Puts values into classes of about as many each, by rank; equal values are always in one class, so that there may be fewer classes
 * than asked for. A value that is not known belongs to none.
 */
export function classesOf(values: readonly number[], most: number = mostClasses): readonly ValueClass[] {
  const sorted = values.filter(Number.isFinite).toSorted((one, other) => one - other)
  const classes: ValueClass[] = []
  let start = 0
  for (let turn = 1; turn <= most && start < sorted.length; turn += 1) {
    const wanted = Math.max(start + 1, Math.round((sorted.length * turn) / most))
    const last = sorted[wanted - 1]
    const end = last === undefined ? sorted.length : sorted.findLastIndex((value) => value === last) + 1
    classes.push({ from: sorted[start] ?? 0, to: sorted[end - 1] ?? 0, count: end - start })
    start = end
  }
  return classes
}

/** The class of a value, from 0; undefined for one that is not known. */
export function classOf(classes: readonly ValueClass[], value: number | undefined): number | undefined {
  if (value === undefined) return undefined
  const place = classes.findIndex(({ from, to }) => value >= from && value <= to)
  return place === -1 ? undefined : place
}
