import type { RankingSource } from '@duibiao/contract'
import { parseLegalDate } from '@duibiao/base'
import type { Static } from 'typebox'
import { attributesAsked } from './observation-attribute.ts'
import { loadObservations } from './observation.ts'
import type { Observations } from './observation.ts'
import type { Content } from './recipe-rule.ts'
import type { Tenant } from './tenant.ts'

type ObservedSource = Extract<Static<typeof RankingSource>, { readonly kind: 'observed' }>

/** What a recipe asks for, from wherever each of its indicators comes. */
export async function observeRecipe(
  tenant: Tenant,
  content: Content,
  { statistics, level, among, entered }: ObservedSource,
): Promise<Observations> {
  const { units, indicators, period } = content
  return loadObservations(tenant, {
    units,
    indicators,
    period: { from: parseLegalDate(period.from), to: parseLegalDate(period.to) },
    attributes: attributesAsked(content),
    statistics,
    level,
    among,
    entered,
  })
}
