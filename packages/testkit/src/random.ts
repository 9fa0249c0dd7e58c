import { randomInt } from 'node:crypto'

/** Chance that can be had again: the same seed gives the same numbers. */
export interface Random {
  readonly seed: number
  /** At least 0 and below 1. */
  next(): number
  /** A whole number from `low` up to and including `high`. */
  integer(low: number, high: number): number
  /** One of several, which must not be none. */
  pick<T>(items: readonly T[]): T
}

/**
 * Makes a source of chance and prints its seed, so that a failure can be played again.
 * @param seed 32 bits; `DUIBIAO_TEST_SEED` or a new one when not said
 */
export function makeRandom(title: string, seed: number = chooseSeed()): Random {
  process.stdout.write(`${title}: DUIBIAO_TEST_SEED=${seed}\n`)
  return drawFrom(seed)
}

/** The chance of a seed, for who prints it himself. */
export function drawFrom(seed: number): Random {
  const next = mulberry32(seed)
  return {
    seed,
    next,
    integer: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick(items) {
      const item = items[Math.floor(next() * items.length)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
  }
}

function chooseSeed(): number {
  const given = process.env['DUIBIAO_TEST_SEED']
  return given === undefined ? randomInt(2 ** 32) : Number(given)
}

/** Tommy Ettinger's public-domain generator: 32 bits of state, enough for choosing test cases. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
