import type { Content } from './recipe-rule.ts'

type Steps = Content['steps']

/** The attributes of units that a recipe asks for: groups and denominators, each once. */
export function attributesAsked({
  steps,
  uncertainty,
}: Pick<Content, 'steps' | 'uncertainty'>): readonly string[] {
  const others = uncertainty.of.flatMap((one) => (one.kind === 'switch' ? one.options : []))
  return [...new Set([...steps, ...others].flatMap(attributesOfStep))]
}

function attributesOfStep(step: Steps[number]): readonly string[] {
  if (step.kind === 'select') return step.conditions.map(({ attribute }) => attribute)
  if (step.kind === 'divide') return Object.values(step.denominators).map(({ attribute }) => attribute)
  if (step.kind === 'aggregate') {
    return Object.values(step.nodes ?? {}).flatMap(({ missing }) =>
      missing?.kind === 'group_mean' ? [missing.within] : [],
    )
  }
  return 'within' in step && step.within !== undefined ? [step.within] : []
}
