/** Numbers in [0, 1) that are the same for the same seed (xoshiro128**, Blackman and Vigna 2021, ACM TOMS 47:4). */
export function drawFrom(seed: number): () => number {
  // The state must not be nothing: it is stirred from the seed by a multiplicative counter.
  const state = Uint32Array.from({ length: 4 }, (_, index) =>
    stir(Math.imul((seed | 0) + index + 1, 0x9e3779b9)),
  )
  return () => (nextWord(state) * 2 ** 21 + (nextWord(state) >>> 11)) / 2 ** 53
}

/** A whole number from 0 to `count` less one. */
export function drawBelow(count: number, next: () => number): number {
  return Math.min(count - 1, Math.floor(next() * count))
}

/** Values of the standard normal distribution (Box and Muller 1958). */
export function drawNormal(seed: number): () => number {
  const next = drawFrom(seed)
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
}

function stir(word: number): number {
  const once = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35)
  return (twice ^ (twice >>> 16)) >>> 0
}

function nextWord(state: Uint32Array): number {
  const [a = 0, b = 0, c = 0, d = 0] = state
  const result = Math.imul(turn(Math.imul(b, 5), 7), 9) >>> 0
  const first = c ^ a
  const second = d ^ b
  state[0] = a ^ second
  state[1] = b ^ first
  state[2] = first ^ (b << 9)
  state[3] = turn(second, 11)
  return result
}

function turn(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by))
}
