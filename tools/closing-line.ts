import type { Reporter, TestModule } from 'vitest/node'

/** What a run of checks came to. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export const emptyTally: Tally = { passed: 0, failed: 0, skipped: 0 }

/** Adds two tallies. */
export function addTallies(one: Tally, other: Tally): Tally {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  }
}

/** The line that CI reads: plain, alone, and the last one. Skipped checks are named only when there are any. */
export function writeClosingLine(tally: Tally): string {
  const line = `${tally.passed} passed, ${tally.failed} failed`
  return tally.skipped > 0 ? `${line}, ${tally.skipped} skipped` : line
}

/** Finds the last closing line in the output of a program; undefined when it printed none. */
export function readClosingLine(output: string): Tally | undefined {
  const found = [...output.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$/gm)].at(-1)
  if (found === undefined) return undefined
  return { passed: Number(found[1]), failed: Number(found[2]), skipped: Number(found[3] ?? 0) }
}

/** Counts a vitest run. A file that does not load holds no tests, and a failing hook fails no test: each is one failure. */
export function tallyModules(modules: readonly TestModule[], errors: readonly unknown[]): Tally {
  let tally: Tally = { ...emptyTally, failed: errors.length }
  for (const module of modules) {
    const states = [...module.children.allTests()].map((one) => one.result().state)
    const failed = states.filter((state) => state === 'failed').length
    const brokenFile = module.state() === 'failed' && failed === 0 ? 1 : 0
    tally = addTallies(tally, {
      passed: states.filter((state) => state === 'passed').length,
      failed: failed + brokenFile,
      skipped: states.filter((state) => state === 'skipped').length,
    })
  }
  return tally
}

/** The tests that passed at a second try only, each with what the first one said, which may be many lines. */
export function tellSecondTries(modules: readonly TestModule[]): readonly string[] {
  return modules.flatMap(({ relativeModuleId, children }) =>
    [...children.allTests()]
      .filter((one) => one.diagnostic()?.flaky === true)
      .map((one) => {
        const [first] = one.result().errors ?? []
        return `passed at the second try: ${relativeModuleId} > ${one.fullName}: ${first?.message ?? ''}`
      }),
  )
}

/** Vitest reporter that tells what needed a second try, and ends a run with the closing line. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    for (const line of tellSecondTries(modules)) console.log(line)
    console.log(writeClosingLine(tallyModules(modules, errors)))
  }
}
