/**
 * Numbers of what people are told. Each recipient is told once under the matter, the entry and the number: an effect of an entry
 * has its own number, below all these, and whatever else is told of an entry has a range here, so that none is taken for another.
 */

/** Answers of one entry, however many effects give them: who is asked and answered by it is answered once. */
export const answerNumber = 9_999

/** That an issue around the matter grew: once for each step. */
export function growthNumber(step: number): number {
  return 10_000 + step
}

/** That a merge was undone, which an effect of this number said. */
export function unmergeNumber(effect: number): number {
  return 20_000 + effect
}

/** That there is danger in a matter. */
export const emergencyNumber = 1_000_000
