import { Refusal } from '../../wire/refusal.ts'
import type { Finding } from './queries.ts'

/** What a refusal found, by place; nothing for any other fault. */
export function findingsOf(error: unknown): readonly Finding[] {
  if (!(error instanceof Refusal)) return []
  return (error.problem.findings ?? []).map(({ path, code, message }) => ({
    // A body that does not fit is told by its place in the body.
    path: path.replace(/^\/body\/(content|source\/table)/, ''),
    code,
    severity: 'error',
    message,
  }))
}
