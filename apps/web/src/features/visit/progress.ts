import type { VisitLine } from './queries.ts'

export type Progress = VisitLine['progress']

interface ProgressPart {
  readonly kind: 'done' | 'late' | 'running' | 'overdue' | 'planned' | 'withdrawn'
  readonly count: number
}

/** The parts of all actions that are not empty; together they are every action once. */
export function progressParts(progress: Progress): readonly ProgressPart[] {
  const { planned, open, overdue, done, late, withdrawn } = progress
  const parts: readonly ProgressPart[] = [
    { kind: 'done', count: done - late },
    { kind: 'late', count: late },
    { kind: 'running', count: open - overdue },
    { kind: 'overdue', count: overdue },
    { kind: 'planned', count: planned },
    { kind: 'withdrawn', count: withdrawn },
  ]
  return parts.filter(({ count }) => count > 0)
}
