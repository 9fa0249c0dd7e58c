/** What a probability is called in words. */
export type ProbabilityWord = 'certain' | 'high' | 'fair' | 'possible' | 'low'

const steps: readonly (readonly [least: number, word: ProbabilityWord])[] = [
  [0.95, 'certain'],
  [0.8, 'high'],
  [0.6, 'fair'],
  [0.4, 'possible'],
]

export function wordsOfProbability(value: number): ProbabilityWord {
  return steps.find(([least]) => value >= least)?.[1] ?? 'low'
}
