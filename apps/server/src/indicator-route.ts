import { formatInstant } from '@duibiao/base'
import {
  compareIndicatorUnits,
  listIndicatorMatters,
  listIndicators,
  readIndicator,
  readIndicatorSeries,
} from '@duibiao/contract'
import { countWaiting, listCaseMatters, listFormulas, listLatestSums } from '@duibiao/store'
import type { IndicatorFormula } from '@duibiao/store'
import { defined } from './defined.ts'
import { dueSceneOf } from './due-line.ts'
import { countedBy, indicatorsOf, openFrom, periodOf, requireIndicator, spanOf } from './indicator-book.ts'
import type { PackIndicator } from './indicator-book.ts'
import { compareUnits } from './indicator-comparison.ts'
import { indicatorExportRoutes } from './indicator-export.ts'
import { formulaWords, indicatorLine, instantWords, measuredOf, tallyOf } from './indicator-line.ts'
import { readSeries } from './indicator-series.ts'
import { unitKeyOf } from './indicator-unit.ts'
import { matterLine } from './matter-line.ts'
import { cursorOf } from './matter-route.ts'
import { permissions } from './policy.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { sightOf } from './sight.ts'
import type { Tenant } from './tenant.ts'

/** Computed indicators: how they are counted, their numbers, and the matters behind each number. */
export const indicatorRoutes: readonly Route[] = [
  route(listIndicators, async ({ tenant }) => {
    const indicators = indicatorsOf(tenant)
    const build = await readBuild(tenant)
    const latest = await latestOf(tenant, indicators, build.formulas)
    const rows = indicators.map((one) => ({
      ...indicatorLine(one),
      ...defined({ latest: latest.get(one.id) }),
    }))
    return { value: { rows, ...buildLine(build, indicators) } }
  }),
  route(readIndicator, async ({ tenant, params }) => {
    const indicator = requireIndicator(tenant, params.indicator)
    const build = await readBuild(tenant)
    const latest = await latestOf(tenant, [indicator], build.formulas)
    return {
      value: {
        ...indicatorLine(indicator),
        ...defined({ latest: latest.get(indicator.id) }),
        ...buildLine(build, [indicator]),
        ...definitionLine(indicator),
        versions: build.formulas
          .filter((one) => one.indicator === indicator.id)
          .toReversed()
          .map(({ version, since, isCurrent }) => ({
            version,
            since: formatInstant(since),
            is_current: isCurrent,
          })),
      },
    }
  }),
  route(readIndicatorSeries, async (asking) => {
    const { tenant, params } = asking
    const indicator = requireIndicator(tenant, params.indicator)
    const build = await readBuild(tenant)
    const counted = countedBy(build.formulas, indicator)
    const series = await readSeries(asking, { indicator, formula: counted?.formula })
    const version = counted?.version ?? indicator.version
    return { value: { ...series, version, ...buildLine(build, [indicator]) } }
  }),
  route(compareIndicatorUnits, async (asking) => {
    const { tenant, params } = asking
    const indicator = requireIndicator(tenant, params.indicator)
    const build = await readBuild(tenant)
    const counted = countedBy(build.formulas, indicator)
    const comparison = await compareUnits(asking, { indicator, formula: counted?.formula })
    const version = counted?.version ?? indicator.version
    return { value: { ...comparison, version, ...buildLine(build, [indicator]) } }
  }),
  route(listIndicatorMatters, async (asking) => ({ value: await listBehind(asking) })),
  ...indicatorExportRoutes,
]

/** What is counted, and what waits to be. */
interface Build {
  readonly formulas: readonly IndicatorFormula[]
  readonly waiting: number
}

async function readBuild({ database, district }: Tenant): Promise<Build> {
  const formulas = await listFormulas(database, district)
  return { formulas, waiting: await countWaiting(database, district) }
}

function buildLine({ formulas, waiting }: Build, indicators: readonly PackIndicator[]) {
  const isBuilt = indicators.every(({ id, version }) =>
    formulas.some(
      (one) => one.isCurrent && one.builtAt !== undefined && one.indicator === id && one.version === version,
    ),
  )
  return { is_complete: isBuilt && waiting === 0, waiting }
}

/** The newest closed month of the district, of each indicator that has one. */
async function latestOf(
  tenant: Tenant,
  indicators: readonly PackIndicator[],
  formulas: readonly IndicatorFormula[],
) {
  const { database, district } = tenant
  const counted = indicators.flatMap((indicator) => {
    const formula = countedBy(formulas, indicator)?.formula
    return formula === undefined ? [] : [{ indicator, formula }]
  })
  const days = Math.max(0, ...indicators.map(({ definition }) => definition.cut_off_days))
  const sums = await listLatestSums(database, district, {
    formulas: counted.map(({ formula }) => formula),
    before: openFrom(days, tenant.now(), tenant.calendar()),
  })
  return new Map(
    counted.flatMap(({ indicator, formula }) => {
      const own = sums.filter((sum) => sum.formula === formula)
      const month = own[0]?.month
      if (month === undefined) return []
      const tally = tallyOf(own)
      const { method: _, ...measured } = measuredOf(indicator.definition, tally)
      return [[indicator.id, { period: periodOf(month, 'month'), ...tally, ...measured }] as const]
    }),
  )
}

function definitionLine(indicator: PackIndicator) {
  const { numerator, denominator, exclusions = {}, pending, instant } = indicator.definition
  const { cut_off_days } = indicator.definition
  return {
    numerator,
    denominator,
    exclusions: Object.entries(exclusions).map(([id, one]) => ({ id, ...one })),
    ...defined({ unsettled: pending }),
    instant: {
      kind: instant.kind,
      name: instantWords(indicator),
      ...(instant.kind === 'due' && { clock: instant.clock }),
    },
    cut_off_days,
    formula: formulaWords(indicator),
  }
}

/** The matters behind a number: sums are for all who may see them, matters only for whom they concern. */
async function listBehind(asking: Asking<typeof listIndicatorMatters>) {
  const { tenant, caller, params, query } = asking
  const { period, part, reason, after, limit = 50 } = query
  const indicator = requireIndicator(tenant, params.indicator)
  const unit = unitKeyOf(tenant, query)
  const { database, district } = tenant
  const formula = countedBy(await listFormulas(database, district), indicator)?.formula
  if (formula === undefined) return { rows: [] }
  const cases = await listCaseMatters(database, district, {
    ...spanOf(period),
    formula,
    unit: unit.key,
    part,
    reason,
    sight: sightOf(caller, permissions['indicator.matters']),
    after: after === undefined ? undefined : cursorOf(after).matter,
    limit,
  })
  const scene = dueSceneOf(tenant)
  const found = await Promise.all(cases.map(({ matter }) => tenant.readMatter(matter)))
  const rows = cases.flatMap((one, place) => {
    const listed = found[place]?.listed
    if (listed === undefined) return []
    const { numerator, denominator } = one
    const isOut = one.part !== '' && one.part !== 'pending'
    return [
      {
        ...matterLine(listed, scene),
        counted_at: formatInstant(one.at),
        numerator,
        denominator,
        ...(isOut && { excluded: one.part }),
      },
    ]
  })
  const last = cases.length === limit ? cases.at(-1) : undefined
  return { rows, ...(last !== undefined && { next: last.matter }) }
}
