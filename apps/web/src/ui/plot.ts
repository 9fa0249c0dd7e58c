/** Numbers between two, from the smaller to the larger. */
export interface Span {
  readonly low: number
  readonly high: number
}

/** A place in a drawing, in pixels from its upper left corner. */
interface Spot {
  readonly x: number
  readonly y: number
}

/**
 * What an axis has to hold: all numbers that are there and some air around them, but nothing that cannot be.
 * @returns nothing when there is no number
 */
export function spanOf(
  values: readonly (number | undefined)[],
  possible: Partial<Span> = {},
): Span | undefined {
  const known = values.filter((value) => value !== undefined).filter(Number.isFinite)
  if (known.length === 0) return undefined
  const [least, most] = [Math.min(...known), Math.max(...known)]
  // Equal values lie in the middle of an axis, not on its edge.
  const air = most > least ? (most - least) * 0.06 : Math.abs(most) * 0.1 || 1
  const low = Math.max(least - air, possible.low ?? -Infinity)
  const high = Math.min(most + air, possible.high ?? Infinity)
  return high > low ? { low, high } : { low: low - air, high: low + air }
}

/** The place of a number in a drawing, in pixels. */
export type Scale = (value: number) => number

/** Puts a number of the span at a place between `from` and `to`, which may run downwards. */
export function scaleOf({ low, high }: Span, from: number, to: number): Scale {
  return (value) => from + ((value - low) / (high - low)) * (to - from)
}

/** Round numbers for an axis: steps of 1, 2 or 5 times a power of ten, at most so many. */
export function ticksOf({ low, high }: Span, most: number): readonly number[] {
  const rough = (high - low) / Math.max(1, most - 1)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5].find((times) => times * power >= rough) ?? 10)
  const first = Math.ceil(low / step - 1e-9)
  const count = Math.floor(high / step + 1e-9) - first + 1
  // Rounding takes away what binary fractions add.
  return Array.from({ length: count }, (_, index) => Number(((first + index) * step).toPrecision(12)))
}

/** Numbers of cases that an axis of logarithms names: powers of ten, and between them 2 and 5 where there is room. */
export function logTicksOf({ low, high }: Span, most: number): readonly number[] {
  const powers = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent)
  const [plain, rich] = [[1], [1, 2, 5]].map((times) =>
    powers.flatMap((power) => times.map((one) => one * power)).filter((one) => one >= low && one <= high),
  )
  if (rich !== undefined && rich.length <= most) return rich
  return plain ?? []
}

/** Spots as a line of SVG; where one is missing the line ends and begins again. */
export function pathOf(spots: readonly (Spot | undefined)[]): string {
  return spots
    .map((spot, index) => {
      if (spot === undefined) return ''
      const isStart = spots[index - 1] === undefined
      return `${isStart ? 'M' : 'L'}${spot.x.toFixed(1)} ${spot.y.toFixed(1)}`
    })
    .join('')
}

/** The area between two lines that have the same places from left to right. */
export function bandOf(upper: readonly Spot[], lower: readonly Spot[]): string {
  return upper.length === 0 ? '' : `${pathOf([...upper, ...lower.toReversed()])}Z`
}

/** Which labels of a row are written when each needs so many pixels: the last always, and every so-manieth before it. */
export function shownLabels(count: number, needed: number, width: number): readonly number[] {
  const step = Math.max(1, Math.ceil((count * needed) / Math.max(1, width)))
  return Array.from({ length: count }, (_, index) => index).filter(
    (index) => (count - 1 - index) % step === 0,
  )
}
