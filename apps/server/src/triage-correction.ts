import type { AnswerOf, listTriageCorrections } from '@duibiao/contract'
import type { CorrectionTally } from '@duibiao/store'

type CorrectionRow = AnswerOf<typeof listTriageCorrections>['rows'][number]

/** Other choices that are told of each. */
const shownChoices = 3

/** Puts together what people made of each suggestion; those that were corrected most often come first. */
export function groupCorrections(
  tallies: readonly CorrectionTally[],
  nameOf: (key: string) => string,
): CorrectionRow[] {
  const groups = Map.groupBy(tallies, ({ suggested }) => suggested)
  return [...groups]
    .map(([key, rows]) => {
      const accepted = sumOf(rows.filter(({ chosen }) => chosen === key))
      const others = rows.filter(({ chosen }) => chosen !== key)
      return {
        key,
        name: nameOf(key),
        suggested: sumOf(rows),
        accepted,
        corrected: sumOf(others),
        chosen: others
          .toSorted((one, other) => other.count - one.count)
          .slice(0, shownChoices)
          .map(({ chosen, count }) => ({ key: chosen, name: nameOf(chosen), count })),
      }
    })
    .toSorted((one, other) => other.corrected - one.corrected || other.suggested - one.suggested)
}

function sumOf(rows: readonly CorrectionTally[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0)
}
