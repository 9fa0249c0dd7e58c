import type { Target } from './target.ts'

/** Software as it must not be: the test of the fuzzer shows that each of these is found. */
export const targets: { readonly [name: string]: Target } = {
  hangs(_corpus, random) {
    while (random.next() < 2) if (random.seed % 5 !== 0) break
    return { isAccepted: true, findings: 0, problems: [] }
  },
  throws(_corpus, random) {
    if (random.seed % 5 === 0) throw new TypeError('undefined is not a function')
    return { isAccepted: true, findings: 0, problems: [] }
  },
  dies(_corpus, random) {
    if (random.seed % 5 === 0) process.exit(3)
    return { isAccepted: true, findings: 0, problems: [] }
  },
}
