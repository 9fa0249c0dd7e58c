import type { ListedException } from './exception.ts'

/** How one case came out; without `failure` it passed. */
export type Outcome = { readonly id: string; readonly failure?: string }

export type Report = {
  readonly lines: readonly string[]
  readonly passed: number
  readonly failed: number
  /** How many of the failed are listed exceptions. */
  readonly listed: number
  /** 1 when something fails that is not listed, or nothing ran at all. */
  readonly exitCode: 0 | 1
}

/**
 * One line for each failure, then the honest figures: a listed exception counts as failed, but does not fail the run.
 * With `apart` the closing line counts listed exceptions as skipped, for a test command that adds up such lines.
 */
export function makeReport(
  outcomes: readonly Outcome[],
  exceptions: readonly ListedException[],
  { apart }: { readonly apart: boolean } = { apart: false },
): Report {
  const reasons = new Map(exceptions.map((entry) => [entry.id, entry.reason]))
  const failures = outcomes.filter((outcome) => outcome.failure !== undefined)
  const listed = failures.filter((outcome) => reasons.has(outcome.id)).length
  const stale = outcomes.filter((outcome) => outcome.failure === undefined && reasons.has(outcome.id))
  const [failed, passed] = [failures.length, outcomes.length - failures.length]
  const lines = [
    ...failures.map((outcome) => describeFailure(outcome, reasons.get(outcome.id))),
    ...stale.map(({ id }) => `${id} passes: take it off the list of exceptions`),
    `of the failed, ${listed} are listed exceptions`,
    apart
      ? `${passed} passed, ${failed - listed} failed, ${listed} skipped`
      : `${passed} passed, ${failed} failed`,
  ]
  return { lines, passed, failed, listed, exitCode: failed > listed || outcomes.length === 0 ? 1 : 0 }
}

function describeFailure({ id, failure = '' }: Outcome, reason: string | undefined): string {
  return `FAIL ${id}: ${failure}${reason === undefined ? '' : ` [listed exception: ${reason}]`}`
}
