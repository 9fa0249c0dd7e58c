import { errorAt } from './measure-finding.ts'
import type { MeasureFinding } from './measure-finding.ts'
import type { Weighing } from './recipe.ts'
import { namedNode, within } from './recipe-parameter.ts'
import type { KnownCodes } from './recipe-parameter.ts'

/** Faults of a step of weighing that can be seen before it runs. */
export function checkWeighing(weighing: Weighing, known: KnownCodes): readonly MeasureFinding[] {
  switch (weighing.method) {
    case 'equal':
      return []
    case 'assigned':
      return checkAssigned(weighing, known)
    case 'budget':
      return [
        ...namedNode(weighing.node, known),
        ...within(weighing.points, Number.MIN_VALUE, Infinity),
        ...weighing.experts.flatMap((points) =>
          checkDeal(points, known.children.get(weighing.node) ?? [], weighing.points),
        ),
        ...(weighing.experts.length === 0
          ? [errorAt('parameter_missing', { indicator: weighing.node })]
          : []),
      ]
    case 'pairs':
      return [...namedNode(weighing.node, known), ...within(weighing.limit, 0, Infinity)]
    case 'entropy':
    case 'critic':
    case 'merec':
    case 'principal_component':
      return weighing.nodes.flatMap((node) => {
        const children = known.children.get(node)
        return children?.every((child) => known.indicators.has(child)) === true
          ? []
          : [errorAt('unknown_code', { indicator: node })]
      })
  }
}

function checkAssigned(
  { weights, sum }: Extract<Weighing, { readonly method: 'assigned' }>,
  { indicators, children }: KnownCodes,
): readonly MeasureFinding[] {
  const findings = Object.entries(weights).flatMap(([indicator, weight]) => [
    ...(indicators.has(indicator) || children.has(indicator) ? [] : [errorAt('unknown_code', { indicator })]),
    ...checkWeight(indicator, weight),
  ])
  if (sum === undefined) return findings
  const groups = [...children].filter(([, codes]) => codes.some((code) => weights[code] !== undefined))
  return [
    ...findings,
    ...groups.flatMap(([node, codes]) => {
      // A child that is not named keeps its weight of the table, which the sum does not know.
      const left = codes.filter((code) => weights[code] === undefined)
      if (left.length > 0) return left.map((indicator) => errorAt('parameter_missing', { indicator }, node))
      const total = codes.reduce((before, code) => before + (weights[code] ?? 0), 0)
      return checkSum(node, total, sum)
    }),
  ]
}

function checkDeal(
  points: Readonly<Record<string, number>>,
  children: readonly string[],
  total: number,
): readonly MeasureFinding[] {
  const dealt = Object.values(points).reduce((sum, one) => sum + one, 0)
  return [
    ...Object.entries(points).flatMap(([indicator, one]) => [
      ...(children.includes(indicator) ? [] : [errorAt('unknown_code', { indicator })]),
      ...checkWeight(indicator, one),
    ]),
    ...checkSum('', dealt, total),
  ]
}

function checkWeight(indicator: string, weight: number): readonly MeasureFinding[] {
  return Number.isFinite(weight) && weight >= 0
    ? []
    : [errorAt('weight_not_usable', { indicator }, String(weight))]
}

function checkSum(node: string, total: number, sum: number): readonly MeasureFinding[] {
  if (Math.abs(total - sum) <= 1e-9 * Math.max(1, Math.abs(sum))) return []
  return [
    errorAt(
      'weights_do_not_sum',
      node === '' ? {} : { indicator: node },
      `${String(total)} ≠ ${String(sum)}`,
    ),
  ]
}
