/**
 * The bound on one evaluation: steps taken and warnings kept. Evaluation is synchronous, so the budget in force is the one
 * of the innermost `withBudget` on the stack; an evaluation started inside another one spends from the outer budget.
 */
export type Run = { left: number; readonly warnings: string[]; readonly rules: Set<string> }

/** What came of a bounded evaluation. `rules` are the rows of decision tables that matched, in the order they did. */
export type Bounded<T> = {
  readonly value: T | null
  readonly warnings: readonly string[]
  readonly rules: readonly string[]
}

/** Steps allowed by default; about half a second of the slowest steps on one core. */
export const DEFAULT_STEPS = 1_000_000

const MAX_WARNINGS = 50
const MAX_WARNING = 300

let current: Run | null = null

/** Thrown when an evaluation has used up its steps; `withBudget` turns it into a null value with a warning. */
class BudgetSpent extends Error {}

/** Runs `body` under a budget; returns null with a warning when the steps or the stack are used up. Never throws. */
export function withBudget<T>(steps: number, body: () => T): Bounded<T> {
  const outer = current
  const run: Run = {
    left: outer === null ? steps : Math.min(steps, outer.left),
    warnings: [],
    rules: new Set(),
  }
  const before = run.left
  current = run
  try {
    return { value: body(), warnings: run.warnings, rules: [...run.rules] }
  } catch (problem) {
    run.warnings.push(describeStop(problem))
    return { value: null, warnings: run.warnings, rules: [...run.rules] }
  } finally {
    current = outer
    if (outer !== null) outer.left -= before - run.left
  }
}

/** Takes `steps` from the budget in force. */
export function spend(steps: number): void {
  if (current === null) return
  current.left -= steps
  if (current.left < 0) throw new BudgetSpent('evaluation took too many steps')
}

/** Notes why a value became null. */
export function warn(message: string): null {
  if (current !== null && current.warnings.length < MAX_WARNINGS)
    current.warnings.push(message.slice(0, MAX_WARNING))
  return null
}

/** Notes that a row of a decision table matched. */
export function recordRule(id: string): void {
  current?.rules.add(id)
}

function describeStop(problem: unknown): string {
  if (problem instanceof BudgetSpent) return 'stopped: the expression takes too many steps'
  if (problem instanceof RangeError)
    return 'stopped: the expression is nested too deeply or its value is too large'
  return `stopped: ${problem instanceof Error ? problem.message : String(problem)}`
}
