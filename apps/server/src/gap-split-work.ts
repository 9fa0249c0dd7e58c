import { backTest, projectCatchUp, runRecipe, splitRecipeGap, supposeValues } from '@duibiao/measures'
import type {
  BackTest,
  CatchUp,
  CatchUpChoice,
  Gap,
  IndicatorTable,
  RankChange,
  RankedUnit,
  Recipe,
  SupposedValue,
  YearSeries,
} from '@duibiao/measures'
import { unitFault } from './peer-work.ts'
import { faultOf, isFatal, recipeError } from './recipe-fault.ts'
import type { RecipeFault } from './recipe-fault.ts'

/** A table, and the recipe that makes scores of it. */
export interface ScoreOrder {
  readonly table: IndicatorTable
  readonly recipe: Recipe
}

interface Refused {
  readonly kind: 'refused'
  readonly faults: readonly RecipeFault[]
}

export type SplitAnswer =
  | {
      readonly kind: 'done'
      readonly gap: Gap
      readonly method: 'arithmetic' | 'geometric'
      /** Indicators that count in a score. */
      readonly counting: readonly string[]
      readonly faults: readonly RecipeFault[]
    }
  | Refused

/** Splits the gap of two units by the recipe's own way of putting scores together; or every fault and no number. */
export function splitScores({
  own,
  peer,
  ...order
}: ScoreOrder & { readonly own: string; readonly peer: string }): SplitAnswer {
  const strangers = unknownOf(order, [own, peer])
  if (strangers.length > 0) return refuse(strangers)
  const result = runRecipe(order.table, order.recipe)
  if (result.kind === 'refused') return refuse(result.findings.map(faultOf))
  const split = splitRecipeGap({ ...order, result }, own, peer)
  switch (split.kind) {
    case 'done':
      return {
        kind: 'done',
        gap: split.gap,
        method: split.method,
        counting: Object.keys(result.weights).filter((code) => (result.weights[code] ?? 0) > 0),
        faults: result.findings.map(faultOf),
      }
    case 'no_score':
      return refuse([
        recipeError(`/units/${split.unit}`, 'score_missing', {
          zh: `单位“${split.unit}”没有得分`,
          en: `"${split.unit}" has no score`,
        }),
      ])
    case 'not_split':
      return refuse([
        recipeError('/steps', 'gap_not_split', {
          zh: `方案的合成方法是 ${split.methods.join('、')}，差距不能精确分解到指标`,
          en: `the recipe puts scores together by ${split.methods.join(', ')}: the gap has no exact parts`,
        }),
      ])
  }
}

export type RankAnswer =
  | {
      readonly kind: 'done'
      readonly ranking: readonly RankedUnit[]
      readonly faults: readonly RecipeFault[]
    }
  | Refused

/** Scores and ranks of all units; or every fault and no number. */
export function rankScores({ table, recipe }: ScoreOrder): RankAnswer {
  const result = runRecipe(table, recipe)
  return result.kind === 'refused'
    ? refuse(result.findings.map(faultOf))
    : { kind: 'done', ranking: result.ranking, faults: result.findings.map(faultOf) }
}

export type SupposeAnswer =
  | {
      readonly kind: 'done'
      readonly before: readonly RankedUnit[]
      readonly after: readonly RankedUnit[]
      readonly changes: readonly RankChange[]
      readonly faults: readonly RecipeFault[]
    }
  | Refused

/** Ranks as they would be with other values; or every fault and no number. */
export function supposeScores({
  table,
  recipe,
  supposed,
}: ScoreOrder & { readonly supposed: readonly SupposedValue[] }): SupposeAnswer {
  const found = supposeValues(table, recipe, supposed)
  return found.kind === 'refused'
    ? refuse(found.findings.map(faultOf))
    : { ...found, faults: found.findings.map(faultOf) }
}

/** Two places over the years, and all others, by which the projection is judged. */
export interface CatchUpOrder {
  readonly own: YearSeries
  readonly peer: YearSeries
  readonly others: readonly YearSeries[]
  /** Last year from which the later order is known; undefined where the years do not reach back so far. */
  readonly until: number | undefined
  readonly choice: CatchUpChoice
  /** How the projections of the test are made. */
  readonly test: CatchUpChoice
}

export interface CatchUpAnswer {
  readonly projected: CatchUp | undefined
  readonly test: BackTest
}

/** When one catches the other up, and how projections of the place against all others fared that were made as long ago. */
export function catchUp({ own, peer, others, until, choice, test }: CatchUpOrder): CatchUpAnswer {
  const pairs = others.map((other) => ({ own, peer: other }))
  return {
    projected: projectCatchUp(own, peer, choice),
    test:
      until === undefined
        ? { asked: 0, said: 0, saidAndCame: 0, unsaid: 0, unsaidButCame: 0 }
        : backTest(pairs, { ...test, until }),
  }
}

/** Units that the table does not have. */
export function unknownOf(
  { table }: Pick<ScoreOrder, 'table'>,
  units: readonly string[],
): readonly RecipeFault[] {
  const known = new Set(table.units.map(({ code }) => code))
  return units.filter((unit) => !known.has(unit)).map(unitFault)
}

function refuse(faults: readonly RecipeFault[]): Refused {
  return { kind: 'refused', faults: faults.filter(isFatal) }
}
