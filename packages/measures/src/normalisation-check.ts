import type { Direction } from './indicator-table.ts'
import { errorAt } from './measure-finding.ts'
import type { MeasureFinding } from './measure-finding.ts'
import type { Goalposts, Normalisation } from './normalisation.ts'
import type { NormaliseStep } from './recipe.ts'
import { nameUnknown, within } from './recipe-parameter.ts'
import type { KnownCodes } from './recipe-parameter.ts'

/** Faults of a step of normalising that can be seen before it runs. */
export function checkNormalise(
  { method, goalposts = {}, own = {} }: NormaliseStep,
  known: KnownCodes,
): readonly MeasureFinding[] {
  return [
    ...checkMethod(method),
    ...Object.entries(own).flatMap(([indicator, one]) =>
      checkMethod(one).map((finding) => ({ ...finding, indicator })),
    ),
    ...nameUnknown([...Object.keys(goalposts), ...Object.keys(own)], known),
    ...Object.entries(goalposts).flatMap(([indicator, posts]) =>
      checkGoalposts(indicator, posts, known.indicators.get(indicator)),
    ),
  ]
}

/** A scale that is turned round would make the worst the best. */
function checkMethod(method: Normalisation): readonly MeasureFinding[] {
  switch (method.kind) {
    case 'goalposts':
    case 'log_goalposts':
      return within(method.full, Number.MIN_VALUE, Infinity)
    case 'efficacy':
      return method.floor < 100
        ? within(method.floor, 0, 100)
        : [errorAt('parameter_out_of_range', {}, String(method.floor))]
    case 'min_max':
      return [
        ...within(method.from, -Infinity, Infinity),
        ...within(method.to - method.from, Number.MIN_VALUE, Infinity),
      ]
    case 'z_score':
      return [
        ...within(method.mean, -Infinity, Infinity),
        ...within(method.deviation, Number.MIN_VALUE, Infinity),
      ]
    case 'target_distance':
    case 'reference_distance':
    case 'rank':
    case 'percentile_rank':
    case 'borda':
      return []
  }
}

function checkGoalposts(
  indicator: string,
  { best, worst }: Goalposts,
  direction: Direction | undefined,
): readonly MeasureFinding[] {
  if (!Number.isFinite(best) || !Number.isFinite(worst)) {
    return [errorAt('parameter_out_of_range', { indicator }, `${String(worst)} … ${String(best)}`)]
  }
  if (best === worst) return [errorAt('goalposts_equal', { indicator })]
  const turned = direction !== undefined && best > worst !== (direction === 'more')
  return turned
    ? [errorAt('parameter_out_of_range', { indicator }, `${String(worst)} → ${String(best)}, ${direction}`)]
    : []
}
