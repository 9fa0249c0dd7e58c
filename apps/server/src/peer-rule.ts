import type { StatisticTable } from './peer-work.ts'
import type { RankingRule } from './ranking-rule.ts'
import { recipeError } from './recipe-fault.ts'
import type { RecipeFault } from './recipe-fault.ts'

/** Whether a table is small enough to be computed with. */
export function checkCells(
  { units, indicators }: Pick<StatisticTable, 'units' | 'indicators'>,
  { cells: most }: Pick<RankingRule, 'cells'>,
): readonly RecipeFault[] {
  const cells = units.length * indicators.length
  if (cells <= most) return []
  return [
    recipeError('/values', 'cells_too_many', {
      zh: `数据表有 ${cells} 个单元格，最多 ${most} 个`,
      en: `the table has ${cells} cells, ${most} at most`,
    }),
  ]
}
