import type { IndicatorTable } from './indicator-table.ts'
import { errorAt } from './measure-finding.ts'
import type { MeasureFinding } from './measure-finding.ts'
import { compareRankings } from './recipe-comparison.ts'
import type { RankChange } from './recipe-comparison.ts'
import type { Recipe } from './recipe.ts'
import { runRecipe } from './recipe-run.ts'
import type { RankedUnit } from './recipe-run.ts'

/** A value in place of the one in the table, in the unit of the indicator; null takes it away. */
export type SupposedValue = {
  readonly unit: string
  readonly indicator: string
  readonly value: number | null
}

/** Both rankings and who moves. Others may move, too, where a method compares with the sample. */
export type Supposed =
  | {
      readonly kind: 'done'
      readonly before: readonly RankedUnit[]
      readonly after: readonly RankedUnit[]
      readonly changes: readonly RankChange[]
      readonly findings: readonly MeasureFinding[]
    }
  | { readonly kind: 'refused'; readonly findings: readonly MeasureFinding[] }

/** Runs a recipe with other values: what the ranks would be if these indicators moved. */
export function supposeValues(
  table: IndicatorTable,
  recipe: Recipe,
  supposed: readonly SupposedValue[],
): Supposed {
  const findings = checkSupposed(table, supposed)
  if (findings.length > 0) return { kind: 'refused', findings }
  const before = runRecipe(table, recipe)
  if (before.kind === 'refused') return before
  const after = runRecipe(withValues(table, supposed), recipe)
  if (after.kind === 'refused') return after
  return {
    kind: 'done',
    before: before.ranking,
    after: after.ranking,
    changes: compareRankings(before.ranking, after.ranking),
    findings: after.findings,
  }
}

function checkSupposed(
  { units, indicators }: IndicatorTable,
  supposed: readonly SupposedValue[],
): readonly MeasureFinding[] {
  const seen = new Set<string>()
  return supposed.flatMap(({ unit, indicator, value }) => {
    const place = { unit, indicator }
    const key = JSON.stringify([unit, indicator])
    const isKnown =
      units.some(({ code }) => code === unit) && indicators.some(({ code }) => code === indicator)
    const again = seen.has(key)
    seen.add(key)
    return [
      ...(isKnown ? [] : [errorAt('unknown_code', place)]),
      ...(again ? [errorAt('entry_counted_twice', place)] : []),
      ...(value === null || Number.isFinite(value) ? [] : [errorAt('not_a_number', place, String(value))]),
    ]
  })
}

function withValues(table: IndicatorTable, supposed: readonly SupposedValue[]): IndicatorTable {
  const byUnit = Map.groupBy(supposed, ({ unit }) => unit)
  return {
    ...table,
    values: table.values.map((cells, row) => {
      const own = byUnit.get(table.units[row]?.code ?? '')
      if (own === undefined) return cells
      const values = new Map(own.map(({ indicator, value }) => [indicator, value]))
      return table.indicators.map(({ code }, column) => {
        const value = values.get(code)
        return value === undefined ? (cells[column] ?? null) : value
      })
    }),
  }
}
