import { openDesk } from './made-matter.ts'
import { aRecipeContent, makeRecipe } from './made-recipe.ts'

interface Community {
  readonly id: string
  readonly name: string
}

/** A run over many communities, whose results need several pages. */
export async function makeLongRanking(change: object = {}) {
  const recipe = await makeRecipe(aRecipeContent(change))
  const analyst = await openDesk('analyst')
  const { rows } = (await analyst.get('/api/v1/areas?level=community&limit=200')) as {
    readonly rows: readonly Community[]
  }
  const communities = rows.slice(0, 80)
  const table = {
    units: communities.map(({ id }) => ({ code: id })),
    indicators: ['solved', 'satisfied', 'late'],
    // Each has values of its own, in no order; one of them lacks one.
    values: communities.map((_, place) => [
      60.5 + ((place * 37) % 39),
      place === 1 ? null : 55.25 + ((place * 23) % 41),
      2.75 + ((place * 11) % 17),
    ]),
  }
  const source = { kind: 'entered', table }
  const { ranking } = (await analyst.post('/api/v1/rankings', { recipe, version: 1, source })) as {
    readonly ranking: string
  }
  return { ranking, communities }
}
