import type { Outcome } from './queries.ts'

export type UnitMarks = NonNullable<Outcome['marks']>['units'][number]

/** How the marks of each unit came about, by its code. */
export function unitMarksOf({ marks }: Pick<Outcome, 'marks'>): ReadonlyMap<string, UnitMarks> {
  return new Map(marks?.units.map((one) => [one.unit, one]))
}
