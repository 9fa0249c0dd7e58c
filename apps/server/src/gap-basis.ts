import { AppError } from '@duibiao/base'
import type { splitGap } from '@duibiao/contract'
import type { IndicatorTable, Recipe } from '@duibiao/measures'
import * as store from '@duibiao/store'
import type { ScoreOrder } from './gap-split-work.ts'
import type { ObservedKind } from './observation-unit.ts'
import { loadTable } from './peer-observation.ts'
import type { IndicatorName } from './peer-observation.ts'
import { checkCells } from './peer-rule.ts'
import { requireRanking } from './ranking-route.ts'
import { textOf } from './ranking-text.ts'
import type { RankingRule } from './ranking-rule.ts'
import { arrangeTable } from './ranking-table.ts'
import type { ObservationTable } from './ranking-table.ts'
import { isFatal, recipeError } from './recipe-fault.ts'
import type { RecipeFault } from './recipe-fault.ts'
import { refuseFor } from './recipe-refusal.ts'
import { isSheet, readContent, sheetFault, shownOf, stepsOf } from './recipe-rule.ts'
import type { Content } from './recipe-rule.ts'
import type { Asking } from './route.ts'
import type { Tenant } from './tenant.ts'

export type GapBasis = Asking<typeof splitGap>['body']['basis']
type PlainBasis = Extract<GapBasis, { readonly kind: 'indicators' }>

/** What units are compared by, made ready. */
export interface OpenBasis {
  readonly order: ScoreOrder
  readonly units: ObservedKind
  /** The period whose names units have. */
  readonly period: string | undefined
  /** The period as people read it. */
  readonly label: string
  readonly names: ReadonlyMap<string, IndicatorName>
  /** What each unit is ranked within; nothing where all are ranked together. */
  readonly groupOf: (unit: string) => string | undefined
  /** Whether scores and places may be made known (decision 0068). */
  readonly hasScores: boolean
  /** Warnings. */
  readonly faults: readonly RecipeFault[]
}

/**
 * The table and the recipe of a comparison.
 * @param needed units that are looked at, whatever list of places was given
 * @throws AppError `resource_missing`, `ranking_damaged`, `gap_refused` with every fault
 */
export async function openBasis(
  { tenant, language }: Pick<Asking, 'tenant' | 'language'>,
  { basis, needed }: { readonly basis: GapBasis; readonly needed: readonly string[] },
  rule: RankingRule,
): Promise<OpenBasis> {
  const opened =
    basis.kind === 'ranking'
      ? await openRanking({ tenant, language }, basis.ranking)
      : await openPlain(tenant, basis, needed)
  const codes = opened.order.table.indicators.map(({ code }) => code)
  const cells = checkCells(
    { units: opened.order.table.units.map(({ code }) => code), indicators: codes },
    rule,
  )
  const fatal = [...opened.faults.filter(isFatal), ...cells]
  if (fatal.length > 0) throw refuseFor('gap_refused', fatal, language)
  return opened
}

/** A kept result: its recipe over the very table it was run over. */
async function openRanking(
  { tenant, language }: Pick<Asking, 'tenant' | 'language'>,
  ranking: string,
): Promise<OpenBasis> {
  const { database, district } = tenant
  const found = await requireRanking(tenant, ranking)
  const recipe = await store.readRecipe(database, district, found)
  if (recipe === undefined) throw new AppError('resource_missing')
  if (recipe.hash !== found.recipeHash) throw new AppError('ranking_damaged', { digest: found.recipeHash })
  const content = readContent(recipe)
  if (isSheet(content)) throw refuseFor('gap_refused', [sheetFault('/basis/ranking')], language)
  const observations: ObservationTable = JSON.parse(await textOf(tenant, found.input))
  const { table, faults } = arrangeTable(content, observations)
  // What was ranked once can be arranged again.
  if (table === undefined) throw new AppError('ranking_damaged', { digest: found.input })
  const named = [...content.indicators, ...content.nodes].map(({ code, name }) => [code, name] as const)
  return {
    order: { table, recipe: stepsOf(content) },
    units: content.units,
    period: content.period.to.slice(0, 4),
    label: monthsOf(content.period),
    names: new Map(named),
    groupOf: groupsIn(table, stepsOf(content)),
    hasScores: shownOf(content) === 'ranks',
    faults,
  }
}

function monthsOf({ from, to }: Content['period']): string {
  const [first, last] = [from.slice(0, 7), to.slice(0, 7)]
  return first === last ? first : `${first} – ${last}`
}

function groupsIn({ units }: IndicatorTable, { steps }: Recipe): OpenBasis['groupOf'] {
  const ranking = steps.find(({ kind }) => kind === 'rank')
  const within = ranking?.kind === 'rank' ? ranking.within : undefined
  if (within === undefined) return () => undefined
  const groups = new Map(units.map(({ code, attributes }) => [code, attributes?.[within]]))
  return (unit) => groups.get(unit)?.toString() ?? ''
}

/** The node above all: no indicator can have its name. */
const top = '*'

/** Indicators without a recipe: each from the worst to the best place, and a weighted mean of them. */
async function openPlain(
  tenant: Tenant,
  { units, period, indicators, method, among }: PlainBasis,
  needed: readonly string[],
): Promise<OpenBasis> {
  const codes = indicators.map(({ code }) => code)
  const found = await loadTable(tenant, { units, period, indicators: [...new Set(codes)] })
  const wanted = among === undefined ? undefined : new Set([...among, ...needed])
  const rows = found.table.units.flatMap((unit, row) =>
    wanted === undefined || wanted.has(unit) ? [{ unit, cells: found.table.values[row] ?? [] }] : [],
  )
  const given = indicators.map((one) => {
    const column = found.table.indicators.indexOf(one.code)
    return { one, cells: rows.map(({ cells }) => cells[column] ?? null) }
  })
  // One that tells nobody apart is named and left out, as long as another one is left.
  const usable = given.filter(({ cells }) => new Set(cells.filter((value) => value !== null)).size > 1)
  const kept = usable.length === 0 ? given : usable
  const dropped = given.filter((column) => !kept.includes(column)).map(({ one }) => one.code)
  const table: IndicatorTable = {
    units: rows.map(({ unit: code }) => ({ code })),
    values: rows.map((_, row) => kept.map(({ cells }) => cells[row] ?? null)),
    indicators: kept.map(({ one: { code, better, weight = 1 } }) => ({
      code,
      direction: better === 'higher' ? 'more' : 'less',
      parent: top,
      weight,
    })),
    nodes: [{ code: top, weight: 1 }],
  }
  return {
    order: { table, recipe: plainRecipe(method) },
    units,
    period,
    label: period,
    names: found.names,
    groupOf: () => undefined,
    hasScores: true,
    faults: [
      ...found.faults.filter(({ code }) => code !== 'all_missing' || usable.length === 0),
      ...dropped
        .filter((code) => found.names.has(code))
        .map((code) => droppedFault(code, found.names.get(code))),
    ],
  }
}

function droppedFault(code: string, name: IndicatorName | undefined): RecipeFault {
  const text = {
    zh: `指标“${name?.zh ?? code}”没有数值或各单位相同，未计入`,
    en: `"${name?.en ?? code}" has no values, or the same everywhere: it is left out`,
  }
  return { ...recipeError(`/indicators/${code}`, 'indicator_left_out', text), severity: 'warning' }
}

/** A geometric mean begins at 1: one nothing would make it nothing. */
function plainRecipe(method: PlainBasis['method']): Recipe {
  const from = method === 'geometric' ? 1 : 0
  return {
    code: 'plain',
    version: 1,
    steps: [
      { kind: 'normalise', method: { kind: 'min_max', from, to: 100 } },
      { kind: 'aggregate', method },
      { kind: 'rank' },
    ],
  }
}
