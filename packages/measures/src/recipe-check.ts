import type { IndicatorTable } from './indicator-table.ts'
import { orderNodes } from './indicator-tree.ts'
import { errorAt } from './measure-finding.ts'
import type { MeasureFinding } from './measure-finding.ts'
import { checkNormalise } from './normalisation-check.ts'
import type { CapStep, NodeRule, Recipe, RecipeStep, SelectStep, TreatStep } from './recipe.ts'
import { namedNode, nameUnknown, within, withinWhole } from './recipe-parameter.ts'
import type { KnownCodes } from './recipe-parameter.ts'
import { checkWeighing } from './weighing-check.ts'

/** Faults of a recipe that can be seen before it runs: unknown codes, parameters out of range, steps in a wrong order. */
export function checkRecipe(table: IndicatorTable, recipe: Recipe): readonly MeasureFinding[] {
  const known: KnownCodes = {
    indicators: new Map(table.indicators.map(({ code, direction }) => [code, direction])),
    children: new Map(orderNodes(table).map(({ code, children }) => [code, children])),
  }
  return [
    ...checkOrder(recipe),
    ...checkDirections(table, recipe),
    ...checkAttributes(table, recipe),
    ...checkConditions(table, recipe),
    ...recipe.steps.flatMap((step, place) =>
      checkStep(step, known).map((finding) => ({ ...finding, step: place })),
    ),
  ]
}

function checkOrder({ steps }: Recipe): readonly MeasureFinding[] {
  const aggregate = steps.findIndex(({ kind }) => kind === 'aggregate')
  return steps.flatMap(({ kind }, step) => {
    const after = aggregate >= 0 && step > aggregate
    // Marks that are made marks once more are turned round once more, and so are ranks of ranks.
    const again = steps.findIndex((one) => one.kind === kind) < step
    const wrong = kind === 'rank' ? !after || again : after || (kind === 'normalise' && again)
    return wrong ? [errorAt('step_order', { step }, kind)] : []
  })
}

/** Values of which less is better must become marks before they are added up. */
function checkDirections({ indicators }: IndicatorTable, { steps }: Recipe): readonly MeasureFinding[] {
  const step = steps.findIndex(({ kind }) => kind === 'aggregate')
  if (step < 0 || steps.slice(0, step).some(({ kind }) => kind === 'normalise')) return []
  return indicators.flatMap(({ code, direction }) =>
    direction === 'less' ? [errorAt('step_order', { indicator: code, step }, 'normalise')] : [],
  )
}

/** Groups that a step names must be known of every unit: a unit without one would be alone among strangers. */
function checkAttributes({ units }: IndicatorTable, { steps }: Recipe): readonly MeasureFinding[] {
  return steps.flatMap((each, step) =>
    attributesOf(each).flatMap((attribute) =>
      units.flatMap(({ code, attributes }) =>
        (attributes?.[attribute] ?? null) === null
          ? [errorAt('unknown_attribute', { unit: code, indicator: attribute, step })]
          : [],
      ),
    ),
  )
}

/** A condition on what no unit has keeps nobody and says nothing, and so does a comparison of sizes with a text. */
function checkConditions({ units }: IndicatorTable, { steps }: Recipe): readonly MeasureFinding[] {
  const known = new Set(units.flatMap(({ attributes = {} }) => Object.keys(attributes)))
  return steps.flatMap((each, step) =>
    conditionsOf(each).flatMap(({ attribute: indicator, is, value }) => {
      if (!known.has(indicator)) return [errorAt('unknown_attribute', { indicator, step })]
      const isUsable = is === 'equal' || is === 'not_equal' || Number.isFinite(value)
      return isUsable ? [] : [errorAt('parameter_out_of_range', { indicator, step }, String(value))]
    }),
  )
}

function conditionsOf(step: RecipeStep): SelectStep['conditions'] {
  return step.kind === 'select' ? step.conditions : []
}

function attributesOf(step: RecipeStep): readonly string[] {
  if (step.kind === 'rank' || step.kind === 'fill') return step.within === undefined ? [] : [step.within]
  if (step.kind !== 'aggregate') return []
  return Object.values(step.nodes ?? {}).flatMap(({ missing }) =>
    missing?.kind === 'group_mean' ? [missing.within] : [],
  )
}

function checkStep(step: RecipeStep, known: KnownCodes): readonly MeasureFinding[] {
  switch (step.kind) {
    case 'select':
    case 'rank':
      return []
    case 'screen':
      return within(step.leastShare, 0, 1)
    case 'round':
      return withinWhole(step.decimals, 0, 12)
    case 'normalise':
      return checkNormalise(step, known)
    case 'weigh':
      return checkWeighing(step, known)
    case 'divide':
    case 'fill':
    case 'cap':
    case 'treat':
    case 'aggregate':
      return checkNames(step, known)
  }
}

type NamingStep = Extract<RecipeStep, { readonly kind: 'divide' | 'fill' | 'cap' | 'treat' | 'aggregate' }>

function checkNames(step: NamingStep, known: KnownCodes): readonly MeasureFinding[] {
  switch (step.kind) {
    case 'divide':
      return [
        ...nameUnknown(Object.keys(step.denominators), known),
        ...Object.values(step.denominators).flatMap(({ scale }) => within(scale, Number.MIN_VALUE, Infinity)),
      ]
    case 'fill':
      return nameUnknown(step.indicators ?? [], known)
    case 'cap':
      return [...nameUnknown(Object.keys(step.limits), known), ...checkLimits(step)]
    case 'treat':
      return [...nameUnknown(step.except ?? [], known), ...checkTreat(step)]
    case 'aggregate':
      return Object.entries(step.nodes ?? {}).flatMap(([node, rule]) => [
        ...namedNode(node, known),
        ...checkRule(rule, known.children.get(node) ?? []).map((one) => ({ ...one, indicator: node })),
      ])
  }
}

function checkLimits({ limits }: CapStep): readonly MeasureFinding[] {
  return Object.entries(limits).flatMap(([indicator, { least = -Infinity, most = Infinity }]) =>
    least <= most
      ? []
      : [errorAt('parameter_out_of_range', { indicator }, `${String(least)} … ${String(most)}`)],
  )
}

function checkTreat({ most, skewness, kurtosis }: TreatStep): readonly MeasureFinding[] {
  return [
    ...withinWhole(most, 0, 1000),
    ...within(skewness, 0, Infinity),
    ...within(kurtosis, -Infinity, Infinity),
  ]
}

/** More children than a node has would make it missing everywhere. */
function checkRule({ leastPresent = 1 }: NodeRule, children: readonly string[]): readonly MeasureFinding[] {
  return withinWhole(leastPresent, 1, Math.max(1, children.length))
}
