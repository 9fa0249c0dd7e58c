import { drawNormal } from './chance.ts'
import { zOf } from './interval.ts'
import type { Interval } from './interval.ts'
import { quantileOf } from './statistics.ts'

/** A group of people (a tenth by deprivation, an age band) with its value; groups stand in their order, first to last. */
export type InequalityGroup = { readonly people: number; readonly interval: Interval }

export type InequalityChoice = {
  /** Scale on which limits of the groups lie alike around their value: rates on logarithms, proportions on logits. */
  readonly scale: 'plain' | 'log' | 'logit'
  /** Whether the line is drawn on that scale, too, so that it never leaves the values that can be. */
  readonly fitOnScale?: boolean
  readonly confidence: number
  readonly seed: number
  /** 2,000 unless given. */
  readonly draws?: number
}

/** How far the last group is from the first, along the line through all. */
export type Inequality = {
  /** Slope index: last end of the line less its first. */
  readonly slope: number
  /** Relative index: last end over first. */
  readonly relative: number
  readonly first: number
  /** Absent where a group has no limits. */
  readonly slopeLimits?: readonly [low: number, high: number]
  readonly relativeLimits?: readonly [low: number, high: number]
}

/**
 * Slope and relative index of inequality: a line weighted by people over the middle of each group's share of them (Pamuk 1985;
 * English public health). Limits by drawing the groups' values anew. Undefined under two groups, for people not above nothing,
 * and for a value its scale does not know.
 */
export function inequalityOf(
  groups: readonly InequalityGroup[],
  choice: InequalityChoice,
): Inequality | undefined {
  const scale = scales[choice.scale]
  const values = groups.map(({ interval }) => scale.there(interval.value))
  const total = groups.reduce((sum, { people }) => sum + people, 0)
  const isSound = groups.every(({ people }) => people > 0) && values.every(Number.isFinite)
  if (groups.length < 2 || !isSound || !Number.isFinite(total)) return undefined
  const shares = groups.map(({ people }) => people / total)
  const onScale = choice.fitOnScale === true
  const ends = endsOf(shares, values, { scale, onScale })
  const errors = groups.map(({ interval: { lower = NaN, upper = NaN } }) => {
    return (scale.there(upper) - scale.there(lower)) / (2 * zOf(choice.confidence))
  })
  const found = { ...indicesOf(ends), first: ends[0] }
  if (!errors.every((error) => error >= 0 && Number.isFinite(error))) return found
  const next = drawNormal(choice.seed)
  const drawn = Array.from({ length: choice.draws ?? 2000 }, () =>
    indicesOf(
      endsOf(
        shares,
        values.map((value, at) => value + (errors[at] ?? 0) * next()),
        { scale, onScale },
      ),
    ),
  )
  return {
    ...found,
    slopeLimits: limitsOf(
      drawn.map(({ slope }) => slope),
      choice.confidence,
    ),
    relativeLimits: limitsOf(
      drawn.map(({ relative }) => relative),
      choice.confidence,
    ),
  }
}

type Scale = { readonly there: (value: number) => number; readonly back: (value: number) => number }

const scales: Readonly<Record<InequalityChoice['scale'], Scale>> = {
  plain: { there: (value) => value, back: (value) => value },
  log: { there: Math.log, back: Math.exp },
  logit: { there: (value) => Math.log(value / (1 - value)), back: (value) => 1 / (1 + Math.exp(-value)) },
}

/** Both ends of the line, in the scale of the values. `values` are on the scale of the limits. */
function endsOf(
  shares: readonly number[],
  values: readonly number[],
  { scale, onScale }: { readonly scale: Scale; readonly onScale: boolean },
): readonly [first: number, last: number] {
  const heights = onScale ? values : values.map(scale.back)
  let before = 0
  const places = shares.map((share) => {
    before += share
    return before - share / 2
  })
  const place = sumOf(shares, places)
  const height = sumOf(shares, heights)
  const across = sumOf(
    shares,
    places.map((one, at) => (one - place) * ((heights[at] ?? NaN) - height)),
  )
  const slope =
    across /
    sumOf(
      shares,
      places.map((one) => (one - place) ** 2),
    )
  const first = height - slope * place
  return onScale ? [scale.back(first), scale.back(first + slope)] : [first, first + slope]
}

function sumOf(shares: readonly number[], values: readonly number[]): number {
  return shares.reduce((sum, share, at) => sum + share * (values[at] ?? NaN), 0)
}

function indicesOf([first, last]: readonly [number, number]): {
  readonly slope: number
  readonly relative: number
} {
  return { slope: last - first, relative: last / first }
}

function limitsOf(values: readonly number[], confidence: number): readonly [number, number] {
  const tail = (1 - confidence) / 2
  return [quantileOf(values, tail), quantileOf(values, 1 - tail)]
}
