/** Chance that comes out the same for the same seed and words, in whatever order it is asked. */
export interface Chance {
  /** At least 0 and below 1. */
  readonly next: () => number
  /** True with this probability. */
  readonly hits: (probability: number) => boolean
  /** Any number from `low` up to `high`. */
  readonly between: (low: number, high: number) => number
  /** One of several, which must not be none. */
  readonly pick: <T>(items: readonly T[]) => T
  /** A duration around `typical`, seldom much longer: the shape that handling times of offices have (log-normal). */
  readonly around: (typical: number, spread: number) => number
}

export function makeChance(seed: number, ...words: readonly (string | number)[]): Chance {
  const next = mulberry32(digest(seed, words.join('\u0000')))
  return {
    next,
    hits: (probability) => next() < probability,
    between: (low, high) => low + next() * (high - low),
    pick(items) {
      const item = items[Math.floor(next() * items.length)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
    around: (typical, spread) => typical * Math.exp(spread * normal(next)),
  }
}

function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
}

/** FNV-1a, 32 bits. */
function digest(seed: number, text: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0
  }
  return hash
}

/** Tommy Ettinger's public-domain generator: 32 bits of state, enough for playing people. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
