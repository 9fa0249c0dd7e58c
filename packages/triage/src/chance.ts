/** Numbers in [0, 1) that are the same for the same seed (mulberry32, public domain). */
export function drawFrom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Puts the numbers of an array in another order, in place (Fisher and Yates). */
export function shuffle(numbers: Int32Array, next: () => number): void {
  for (let last = numbers.length - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1))
    const kept = numbers[last] ?? 0
    numbers[last] = numbers[other] ?? 0
    numbers[other] = kept
  }
}
