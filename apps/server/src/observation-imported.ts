import { listStatisticDefinitions, loadStatisticValues } from '@duibiao/store'
import type { StatisticDefinition } from '@duibiao/store'
import type { ObservedIndicator, ObservationWish } from './observation-wish.ts'
import type { ObservedValue } from './observation-computed.ts'
import { nameOfPeriod } from './observation-period.ts'
import { recipeError } from './recipe-fault.ts'
import type { RecipeFault } from './recipe-fault.ts'
import type { Tenant } from './tenant.ts'

/** The codes of the indicators that come from one source. */
export function codesOf(
  indicators: readonly ObservedIndicator[],
  source: ObservedIndicator['source'],
): readonly string[] {
  return indicators.filter((one) => one.source === source).map(({ code }) => code)
}

/** What was imported of some indicators, and of those that are asked for as attributes. */
export interface ImportedObservations {
  readonly values: readonly ObservedValue[]
  readonly attributes: readonly ObservedValue[]
  readonly faults: readonly RecipeFault[]
}

/** Imported values of a period, and what is wrong with what was asked for. */
export async function loadImported(
  { database, district }: Tenant,
  { units, indicators, period: days, statistics, among }: ObservationWish,
  attributes: readonly string[],
): Promise<ImportedObservations> {
  const codes = codesOf(indicators, 'imported')
  if (codes.length + attributes.length === 0) return { values: [], attributes: [], faults: [] }
  const definitions = await listStatisticDefinitions(database, district)
  const faults = [
    ...indicators
      .filter(({ source }) => source === 'imported')
      .flatMap((one) => checkDefinition(one, definitions)),
    ...attributes
      .filter((name) => definitions.every(({ indicator }) => indicator !== name))
      .map(attributeFault),
  ]
  const period = statistics ?? nameOfPeriod(days)
  if (period === undefined) return { values: [], attributes: [], faults: [...faults, periodFault()] }
  const kept = await loadStatisticValues(database, district, {
    units,
    indicators: [...new Set([...codes, ...attributes])],
    periods: [period],
    ...(among !== undefined && { among }),
  })
  return {
    values: kept.filter(({ indicator }) => codes.includes(indicator)),
    attributes: kept.filter(({ indicator }) => attributes.includes(indicator)),
    faults,
  }
}

function checkDefinition(
  { code, direction }: ObservedIndicator,
  definitions: readonly StatisticDefinition[],
): readonly RecipeFault[] {
  const path = `/indicators/${code}`
  const found = definitions.find(({ indicator }) => indicator === code)
  if (found === undefined) {
    return [
      recipeError(path, 'indicator_unknown', {
        zh: `没有导入过指标“${code}”`,
        en: `no indicator called "${code}" was imported`,
      }),
    ]
  }
  if (direction === undefined || found.direction === 'none' || found.direction === direction) return []
  const text = {
    zh: `指标“${code}”的方向与其定义相反`,
    en: `the direction of "${code}" is the opposite of that of its definition`,
  }
  return [{ ...recipeError(path, 'direction_unlike', text), severity: 'warning' }]
}

function attributeFault(name: string): RecipeFault {
  return recipeError('/steps', 'attribute_unknown', {
    zh: `单位没有属性“${name}”，也没有导入过这个指标`,
    en: `units have no attribute "${name}", and no indicator of that name was imported`,
  })
}

function periodFault(): RecipeFault {
  return recipeError('/period', 'period_not_named', {
    zh: '评价期不是一个月、一个季度或一年：请写明取哪一期的统计数据',
    en: 'the period is no month, quarter or year: say from which one statistics are taken',
  })
}
