import { AppError, formatInstant } from '@duibiao/base'
import {
  compareRankedUnits,
  listRankings,
  previewRanking,
  readRanking,
  readRankingInput,
  readRankingStage,
  runRanking,
} from '@duibiao/contract'
import type { AnswerOf } from '@duibiao/contract'
import { compareRankings } from '@duibiao/measures'
import * as store from '@duibiao/store'
import type { StoredRanking } from '@duibiao/store'
import { changeAudited } from './audit.ts'
import { defined } from './defined.ts'
import { listNames } from './observation-name.ts'
import { readCursor, writeCursor } from './list-page.ts'
import { makeRankAside } from './ranking-aside.ts'
import type { RankingRule } from './ranking-rule.ts'
import { gatherSource } from './ranking-source.ts'
import type { Found } from './ranking-source.ts'
import { ownNames } from './ranking-table.ts'
import type { RankingOutcome } from './ranking-table.ts'
import { textOf } from './ranking-text.ts'
import type { RankingAnswer } from './ranking-work.ts'
import { isFatal, recipeError } from './recipe-fault.ts'
import type { RecipeFault } from './recipe-fault.ts'
import { refuseFor, tellFaults } from './recipe-refusal.ts'
import { isSheet, readContent } from './recipe-rule.ts'
import type { AnyContent } from './recipe-rule.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { requirePerson } from './session-route.ts'
import type { Tenant } from './tenant.ts'

/** 评价结果: approved recipes run over tables, in threads; what comes of it is kept by the digests of its bytes. */
export function makeRankingRoutes(rule: RankingRule): readonly Route[] {
  const rankAside = makeRankAside(rule)
  return [
    route(listRankings, async ({ tenant, query }) => {
      const { recipe, after, limit = 50 } = query
      const from = after === undefined ? undefined : idIn(after)
      const wish = { limit: limit + 1, ...defined({ recipe, after: from }) }
      const found = await store.listStoredRankings(tenant.database, tenant.district, wish)
      const rows = found.slice(0, limit).map(rowOf)
      const last = rows.at(-1)
      const isMore = found.length > limit && last !== undefined
      return { value: { rows, ...(isMore && { next: writeCursor(last.ranking) }) } }
    }),
    route(runRanking, async (asking) => ({ value: await run(asking, { rule, rankAside }) })),
    route(readRanking, async ({ tenant, params }) => {
      const found = await requireRanking(tenant, params.ranking)
      const content = await outcomeIn(tenant, found)
      return { value: { ...rowOf(found), content, names: await namesIn(tenant, found, content) } }
    }),
    route(readRankingStage, async ({ tenant, params }) => {
      const found = await requireRanking(tenant, params.ranking)
      const { stages } = await outcomeIn(tenant, found)
      const stage = stages.find(({ step }) => step === params.step)
      if (stage === undefined) throw new AppError('resource_missing')
      return { value: JSON.parse(await textOf(tenant, stage.digest)) }
    }),
    route(readRankingInput, async ({ tenant, params }) => {
      const found = await requireRanking(tenant, params.ranking)
      return { value: JSON.parse(await textOf(tenant, found.input)) }
    }),
    route(compareRankedUnits, async ({ tenant, params }) => {
      const before = await requireRanking(tenant, params.ranking)
      const after = await requireRanking(tenant, params.other)
      if (before.input !== after.input) throw new AppError('rankings_unlike')
      const [one, other] = [await outcomeIn(tenant, before), await outcomeIn(tenant, after)]
      const rows = compareRankings(one.units, other.units).map((change) => ({ ...change }))
      return { value: { rows } }
    }),
    route(previewRanking, async (asking) => {
      const { body } = asking
      const { outcome, observed } = await rank(asking, body.content, { rule, rankAside })
      return { value: { ...outcome, findings: [...observed, ...outcome.findings] } }
    }),
  ]
}

interface RankingParts {
  readonly rule: RankingRule
  readonly rankAside: ReturnType<typeof makeRankAside>
}

/** @throws AppError `resource_missing`, `recipe_not_ready`, and those of `rank` */
async function run(
  asking: Asking<typeof runRanking>,
  parts: RankingParts,
): Promise<AnswerOf<typeof runRanking>> {
  const { tenant, caller, body, language } = asking
  const { database, district, now, random } = tenant
  const { recipe, version } = body
  const found = await store.readRecipe(database, district, { recipe, version })
  if (found === undefined) throw new AppError('resource_missing')
  if (found.state !== 'approved') throw new AppError('recipe_not_ready', { state: found.state })
  const { outcome, input, result, contents, observed } = await rank(asking, readContent(found), parts)
  const keys = { recipeHash: found.hash, input }
  const earlier = await store.findEarlierRanking(database, district, keys)
  const by = requirePerson(caller).accountName
  const units = outcome.units.filter((one) => one.rank !== null).length
  const ranking = await changeAudited(asking, async (transaction) => {
    const kept = { recipe, version, ...keys, result, units, by, contents, now: now(), random }
    const id = await store.addRanking(transaction, district, kept)
    const detail = { recipe, version, recipe_hash: found.hash, input, result }
    return { value: id, act: { kind: 'ranking.run', subject: id, detail } }
  })
  return {
    ranking,
    recipe_hash: found.hash,
    input,
    result,
    ...defined({
      earlier: earlier && { ranking: earlier.ranking, is_same: earlier.result === result },
    }),
    findings: tellFaults([...observed, ...outcome.findings], language),
  }
}

/** What came of a recipe, and what is to be said of the observations that went in. */
interface Ranked extends Extract<RankingAnswer, { readonly kind: 'done' }> {
  readonly observed: readonly RecipeFault[]
}

/** @throws AppError `resource_missing`, `ranking_refused` with every fault, `ranking_too_long`, `server_busy` */
async function rank(
  { tenant, body: { source }, language }: Asking<typeof runRanking | typeof previewRanking>,
  content: AnyContent,
  { rule, rankAside }: RankingParts,
): Promise<Ranked> {
  const { faults: observed, found } = await gatherSource(tenant, content, source)
  if (found === undefined) throw refuseFor('ranking_refused', observed.filter(isFatal), language)
  const faults = [...checkSize(content, found, rule), ...checkUnits(tenant, content, found.units)]
  if (faults.length > 0) throw refuseFor('ranking_refused', faults, language)
  const answer = await rankAside(found.order)
  if (answer.kind === 'refused') throw refuseFor('ranking_refused', answer.faults, language)
  return { ...answer, observed }
}

function checkSize(
  { uncertainty: { runs } }: AnyContent,
  { units, cells }: Found,
  most: RankingRule,
): readonly RecipeFault[] {
  const places = units.length * runs
  return [
    ...(cells <= most.cells
      ? []
      : [
          recipeError('/values', 'cells_too_many', {
            zh: `数据表有 ${cells} 个单元格，最多 ${most.cells} 个`,
            en: `the table has ${cells} cells, ${most.cells} at most`,
          }),
        ]),
    ...(places <= most.places
      ? []
      : [
          recipeError('/uncertainty/runs', 'runs_too_many', {
            zh: `对 ${units.length} 个单位模拟 ${runs} 次过多`,
            en: `${runs} runs are too many for ${units.length} units`,
          }),
        ]),
  ]
}

/** GB/T 2260 to the county, GB/T 10114 below it. */
const divisionCode = /^\d{6}(\d{3}|\d{6})?$/

/** What is ranked is an area, an office or a division, and never a person: any other code names nothing. */
function checkUnits(
  { registry }: Tenant,
  { units: kind }: AnyContent,
  units: Found['units'],
): readonly RecipeFault[] {
  const { area, office } = registry.state()
  function isKnown(code: string): boolean {
    switch (kind) {
      case 'area':
        return area.has(code)
      case 'office':
        return office.has(code)
      case 'division':
        return divisionCode.test(code)
    }
  }
  const names = {
    area: ['区域', 'an area'],
    office: ['机构', 'an office'],
    division: ['行政区划', 'a division'],
  } as const
  const [zh, en] = names[kind]
  return units
    .filter(({ code }) => !isKnown(code))
    .map(({ code }) =>
      recipeError(`/units/${code}`, 'unit_unknown', {
        zh: `“${code}”不是${zh}的代码`,
        en: `"${code}" is no code of ${en}`,
      }),
    )
}

/** @throws AppError `resource_missing` */
export async function requireRanking(tenant: Tenant, ranking: string): Promise<StoredRanking> {
  const found = await store.findRanking(tenant.database, tenant.district, ranking)
  if (found === undefined) throw new AppError('resource_missing')
  return found
}

async function outcomeIn(tenant: Tenant, { result }: StoredRanking): Promise<RankingOutcome> {
  // What `rankTable` wrote, byte for byte.
  const outcome: RankingOutcome = JSON.parse(await textOf(tenant, result))
  return outcome
}

/** What the units of a ranking were called at the end of its period; those in no list by the names they brought. */
async function namesIn(
  tenant: Tenant,
  found: StoredRanking,
  { units: ranked, apart }: RankingOutcome,
): Promise<AnswerOf<typeof readRanking>['names']> {
  const recipe = await store.readRecipe(tenant.database, tenant.district, found)
  if (recipe === undefined) return {}
  const content = readContent(recipe)
  const { units, period } = content
  const year = period.to.slice(0, 4)
  const among = [...ranked, ...apart].map(({ unit }) => unit)
  const nameOf = await listNames(tenant, { units, years: [year], among })
  const isUnlisted = among.some((code) => nameOf(code, year) === code)
  const own =
    isUnlisted && !isSheet(content) ? ownNames(JSON.parse(await textOf(tenant, found.input))) : undefined
  return Object.fromEntries(
    among.map((code) => {
      const name = nameOf(code, year)
      return [code, name === code ? (own?.get(code) ?? code) : name]
    }),
  )
}

/** @throws AppError `request_malformed` */
function idIn(after: string): string {
  const id = readCursor(after)
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) {
    throw new AppError('request_malformed', { reason: '/query/after' })
  }
  return id
}

function rowOf(one: StoredRanking): AnswerOf<typeof listRankings>['rows'][number] {
  const { ranking, recipe, version, recipeHash, input, result, units, at, by } = one
  return {
    ranking,
    recipe,
    version,
    recipe_hash: recipeHash,
    input,
    result,
    units,
    ran_at: formatInstant(at),
    ran_by: by,
  }
}
