import { addDays } from '@duibiao/base'
import type { LegalDate } from '@duibiao/base'
import type { IndexContent, MarkSheetContent, RecipeContent } from '@duibiao/contract'
import { findFaults } from '@duibiao/measures'
import type { IndicatorTable, Recipe } from '@duibiao/measures'
import type { StoredRecipe } from '@duibiao/store'
import type { Static } from 'typebox'
import { faultOf, recipeError } from './recipe-fault.ts'
import type { RecipeFault } from './recipe-fault.ts'
import { checkKnown, checkNames, checkSheetContent } from './sheet-rule.ts'

/** A recipe of an index. */
export type Content = Static<typeof IndexContent>
export type SheetContent = Static<typeof MarkSheetContent>
export type AnyContent = Static<typeof RecipeContent>

export function isSheet(content: AnyContent): content is SheetContent {
  return 'kind' in content
}

/** What a kept text says: it was checked against the contract before it was kept. */
export function readContent({ content }: Pick<StoredRecipe, 'content'>): AnyContent {
  const value: AnyContent = JSON.parse(content)
  return value
}

/** What of a result is made known; bands where the recipe does not say (decision 0068). */
export function shownOf({ shown = 'bands' }: Pick<AnyContent, 'shown'>): 'bands' | 'ranks' {
  return shown
}

/** Why something that splits or adds up indicators does not take a mark sheet. */
export function sheetFault(path: string): RecipeFault {
  return recipeError(path, 'recipe_is_sheet', {
    zh: '这是计分表：得分由事实和条目逐项计出，没有可合成的指标',
    en: 'this is a mark sheet: marks are counted from facts and entries, there are no indicators to add up',
  })
}

/** Runs below which ranks have no interval worth the name. */
const leastRuns = 100

/** The steps in the form of the measures; name and period change no number. */
export function stepsOf({ steps }: Pick<Content, 'steps'>): Recipe {
  return { code: 'recipe', version: 1, steps }
}

/** The tree of indicators, over units that are given. */
export function tableOf(
  { indicators, nodes }: Pick<Content, 'indicators' | 'nodes'>,
  { units, values }: Pick<IndicatorTable, 'units' | 'values'>,
): IndicatorTable {
  return {
    units,
    values,
    indicators: indicators.map(({ code, direction, parent, weight }) => ({
      code,
      direction,
      parent,
      weight,
    })),
    nodes: nodes.map(({ code, parent, weight }) => ({
      code,
      weight,
      ...(parent !== undefined && { parent }),
    })),
  }
}

/** All that is wrong with a recipe by itself, without a table. */
export function checkContent(content: AnyContent): readonly RecipeFault[] {
  if (isSheet(content)) return [...checkSheetContent(content), ...checkRuns(content), ...checkBands(content)]
  return [
    ...checkNames('/indicators', [...content.indicators, ...content.nodes]),
    ...checkSteps(content, content.steps),
    ...checkEnd(content),
    ...checkRuns(content),
    ...checkUncertainty(content),
    ...checkBands(content),
  ]
}

/** Over one unit that knows everything: which units there are, and what is known of them, is seen when it runs. */
function checkSteps(content: Content, steps: Content['steps']): readonly RecipeFault[] {
  const table = tableOf(content, { units: [{ code: 'unit' }], values: [content.indicators.map(() => 1)] })
  return findFaults(table, stepsOf({ steps }))
    .filter(({ code }) => code !== 'unknown_attribute')
    .map(faultOf)
}

function checkEnd({ steps }: Content): readonly RecipeFault[] {
  const isRanked = steps.some(({ kind }) => kind === 'aggregate') && steps.at(-1)?.kind === 'rank'
  return isRanked
    ? []
    : [
        recipeError('/steps', 'ranking_missing', {
          zh: '方案须有合成步骤，并以排序步骤结束',
          en: 'a recipe aggregates, and ends with the step that ranks',
        }),
      ]
}

function checkRuns({ uncertainty: { runs, of } }: AnyContent): readonly RecipeFault[] {
  return runs < leastRuns || of.length === 0
    ? [
        recipeError('/uncertainty', 'interval_missing', {
          zh: `位次须有区间：至少写明一项不确定因素，并模拟 ${leastRuns} 次以上`,
          en: `ranks need intervals: name something uncertain and ask for ${leastRuns} runs or more`,
        }),
      ]
    : []
}

function checkUncertainty(content: Content): readonly RecipeFault[] {
  const { of } = content.uncertainty
  return of.flatMap((one, place) => checkOne(content, one, `/uncertainty/of/${place}`))
}

function checkOne(
  content: Content,
  one: Content['uncertainty']['of'][number],
  path: string,
): readonly RecipeFault[] {
  if (one.kind === 'weights') {
    return checkKnown([...content.indicators, ...content.nodes], one.codes, path)
  }
  if (content.steps[one.step] === undefined) {
    return [
      recipeError(path, 'parameter_out_of_range', {
        zh: `方案没有第 ${one.step} 步`,
        en: `the recipe has no step ${one.step}`,
      }),
    ]
  }
  return one.options.flatMap((option) =>
    checkSteps(content, content.steps.with(one.step, option)).map((fault) => ({
      ...fault,
      path: `${path}${fault.path}`,
    })),
  )
}

function checkBands({ bands }: AnyContent): readonly RecipeFault[] {
  if (bands.kind === 'intervals') return []
  const least = bands.limits.map((one) => one.least)
  return new Set(least).size === least.length
    ? []
    : [
        recipeError('/bands', 'bands_alike', {
          zh: '两档的分数下限相同',
          en: 'two bands begin at the same score',
        }),
      ]
}

/** Approved, and its period has begun: from then on nothing about it changes. */
export function isFrozen({ state, from }: Pick<StoredRecipe, 'state' | 'from'>, today: LegalDate): boolean {
  return state === 'approved' && from <= today
}

/** What is wrong with the period of a version that is to be approved today. */
export function checkPeriod(
  { version, from }: Pick<StoredRecipe, 'version' | 'from'>,
  versions: readonly StoredRecipe[],
  today: LegalDate,
): readonly RecipeFault[] {
  const last = versions.find((one) => one.version !== version && isFrozen(one, today) && one.to >= from)
  return [
    ...(from <= today ? [begunFault(from)] : []),
    ...(last === undefined
      ? []
      : [
          recipeError('/period/from', 'period_frozen', {
            zh: `第 ${last.version} 版的评价期已开始，至 ${last.to}；新版本须从 ${addDays(last.to, 1)} 或以后开始`,
            en: `the period of version ${last.version} has begun and lasts to ${last.to}: a new one begins on ${addDays(last.to, 1)} or later`,
          }),
        ]),
  ]
}

/** The versions whose place a newly approved one takes: approved for days of its period, and not begun. */
export function findReplaced(
  { version, from, to }: StoredRecipe,
  versions: readonly StoredRecipe[],
): readonly number[] {
  return versions
    .filter((one) => one.version !== version && one.state === 'approved' && one.from <= to && one.to >= from)
    .map((one) => one.version)
}

/** Why what was approved is not changed. */
export function frozenFault({ version, from }: StoredRecipe, today: LegalDate): RecipeFault {
  return from <= today
    ? begunFault(from)
    : recipeError('/state', 'version_approved', {
        zh: `第 ${version} 版已经审定，不能修改；请起草新版本`,
        en: `version ${version} was approved and is not changed: draft a new one`,
      })
}

function begunFault(from: LegalDate): RecipeFault {
  return recipeError('/period/from', 'period_begun', {
    zh: `评价期已于 ${from} 开始`,
    en: `its period began on ${from}`,
  })
}
