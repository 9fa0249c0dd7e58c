import type { Content } from './queries.ts'

type Tree = Pick<Content, 'indicators' | 'nodes'>

/** The weight of an indicator or node among its siblings, 0 to 1; undefined where their weights say nothing. */
export function shareOf({ indicators, nodes }: Tree, code: string): number | undefined {
  const all = [...nodes, ...indicators]
  const own = all.find((one) => one.code === code)
  if (own?.parent === undefined) return undefined
  const sum = all
    .filter(({ parent }) => parent === own.parent)
    .reduce((before, { weight }) => before + weight, 0)
  return sum > 0 && own.weight >= 0 ? own.weight / sum : undefined
}

/** Attributes that the steps ask for beside the indicators: groups, denominators, conditions. */
export function attributesOf({ steps }: Pick<Content, 'steps'>): readonly string[] {
  const named = steps.flatMap((step): readonly (string | undefined)[] => {
    switch (step.kind) {
      case 'select':
        return step.conditions.map(({ attribute }) => attribute)
      case 'divide':
        return Object.values(step.denominators).map(({ attribute }) => attribute)
      case 'fill':
      case 'rank':
        return [step.within]
      case 'aggregate':
        return groupsIn(step.nodes)
      case 'screen':
      case 'cap':
      case 'treat':
      case 'normalise':
      case 'round':
      case 'weigh':
        return []
    }
  })
  return [...new Set(named)].filter((name) => name !== undefined)
}

type NodeRules = Extract<Content['steps'][number], { readonly kind: 'aggregate' }>['nodes']

/** Groups whose mean stands in for what is missing. */
function groupsIn(rules: NodeRules): readonly string[] {
  return Object.values(rules ?? {}).flatMap(({ missing }) =>
    missing?.kind === 'group_mean' ? [missing.within] : [],
  )
}
