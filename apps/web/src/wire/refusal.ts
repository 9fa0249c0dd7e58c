import type { ProblemValue } from '@duibiao/contract'

/** What the service answered instead of doing what it was asked: a code, and a sentence for a person. */
export class Refusal extends Error {
  readonly problem: ProblemValue

  constructor(problem: ProblemValue) {
    super(problem.detail)
    this.name = 'Refusal'
    this.problem = problem
  }
}

/** The code of a refusal; undefined for any other fault. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Refusal ? error.problem.code : undefined
}
