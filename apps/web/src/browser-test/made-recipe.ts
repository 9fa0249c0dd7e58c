import { openDesk } from './made-matter.ts'
import type { Desk } from './made-matter.ts'

/** A recipe that was approved for one test, and a run of it. */
export interface MadeRanking {
  readonly recipe: string
  readonly ranking: string
  /** Digest of the table. */
  readonly input: string
}

/** A code that no other test has. */
export function aRecipeCode(): string {
  return `test-${crypto.randomUUID().slice(0, 8)}`
}

interface Street {
  readonly id: string
  readonly name: string
}

/** The first streets of the district, with their names. */
export async function someStreets(desk: Desk): Promise<readonly Street[]> {
  const { rows } = (await desk.get('/api/v1/areas?level=street&limit=200')) as {
    readonly rows: readonly Street[]
  }
  return rows.slice(0, 6)
}

function named(zh: string, en: string) {
  return { zh, en }
}

const indicators = [
  { code: 'solved', name: named('解决率', 'Solved'), direction: 'more' },
  { code: 'satisfied', name: named('满意率', 'Satisfied'), direction: 'more' },
  { code: 'late', name: named('超期率', 'Late'), direction: 'less' },
] as const

/** A recipe of three entered indicators over streets, for a period that has not begun. */
export function aRecipeContent(change: object = {}) {
  return {
    name: named('街道服务评价', 'Service of streets'),
    purpose: named('比较各街道的服务，找出需要帮助的环节', 'Compares streets to find where help is needed'),
    period: { from: '2090-01-01', to: '2090-03-31' },
    units: 'area',
    indicators: indicators.map((one) => ({ ...one, parent: 'whole', weight: 1, source: 'entered' })),
    nodes: [{ code: 'whole', name: named('总分', 'Whole'), weight: 1 }],
    steps: [
      { kind: 'screen', leastShare: 0.5 },
      { kind: 'normalise', method: { kind: 'min_max', from: 0, to: 100 } },
      { kind: 'aggregate', method: 'arithmetic' },
      { kind: 'rank' },
    ],
    uncertainty: { seed: 7, runs: 200, of: [{ kind: 'weights', share: 0.25 }], points: 0 },
    bands: { kind: 'intervals' },
    ...change,
  }
}

/** Values of the streets in their order: the first two change places with the weights, the last knows too little to be ranked. */
export const streetValues = [
  [95, 92, 3],
  [94, 92.6, 3],
  [80, 75, 12],
  [79, 78, 11],
  [60, 70, 20],
  [null, null, 9],
] as const

/** Drafts, proposes and approves a recipe, each as who may. */
export async function makeRecipe(content: object = aRecipeContent()): Promise<string> {
  const recipe = aRecipeCode()
  const place = `/api/v1/recipes/${recipe}/versions/1`
  const analyst = await openDesk('analyst')
  await analyst.post('/api/v1/recipes', { recipe, content })
  await analyst.post(`${place}/proposals`, { revision: 1 })
  const leader = await openDesk('leader')
  await leader.post(`${place}/approvals`, { revision: 1 })
  return recipe
}

/** A recipe that was approved and run over values of the first streets, or over the table of an earlier run. */
export async function makeRanking(content?: object, input?: string): Promise<MadeRanking> {
  const recipe = await makeRecipe(content)
  const analyst = await openDesk('analyst')
  const streets = await someStreets(analyst)
  const table = {
    units: streets.map(({ id }) => ({ code: id })),
    indicators: indicators.map(({ code }) => code),
    values: streetValues,
  }
  const source = input === undefined ? { kind: 'entered', table } : { kind: 'kept', input }
  const run = (await analyst.post('/api/v1/rankings', { recipe, version: 1, source })) as Omit<
    MadeRanking,
    'recipe'
  >
  return { recipe, ranking: run.ranking, input: run.input }
}
