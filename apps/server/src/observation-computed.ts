import { countWaiting, listCountedOffices, listFormulas, listObservedSums } from '@duibiao/store'
import type { MonthSpan } from '@duibiao/store'
import { countedBy, cutOffOf, indicatorsOf } from './indicator-book.ts'
import type { PackIndicator } from './indicator-book.ts'
import { measuredOf, tallyOf } from './indicator-line.ts'
import { recipeError } from './recipe-fault.ts'
import type { RecipeFault } from './recipe-fault.ts'
import type { ObservedKind, ObservedUnit } from './observation-unit.ts'
import type { Tenant } from './tenant.ts'

/** A value of an indicator for a unit in a period. */
export interface ObservedValue {
  readonly indicator: string
  readonly unit: string
  readonly period: string
  readonly value: number
}

/** A period by its name, with its months. */
export interface NamedSpan extends MonthSpan {
  readonly name: string
}

/** A computed indicator that can be observed. */
interface Counted {
  readonly indicator: PackIndicator
  readonly formula: number
}

/** Computed indicators made ready to be observed for a kind of unit. */
export interface ComputedBook {
  readonly counted: readonly Counted[]
  readonly faults: readonly RecipeFault[]
}

/** Finds computed indicators by their ids, and says of which there are no numbers to rely on. */
export async function openComputed(
  tenant: Tenant,
  codes: readonly string[],
  { units, span }: { readonly units: ObservedKind; readonly span: MonthSpan },
): Promise<ComputedBook> {
  if (codes.length === 0) return { counted: [], faults: [] }
  const { database, district } = tenant
  const formulas = await listFormulas(database, district)
  const faults: RecipeFault[] = []
  const counted = codes.flatMap((code): readonly Counted[] => {
    const indicator = indicatorsOf(tenant).find(({ id }) => id === code)
    const formula = indicator && countedBy(formulas, indicator)
    const fault = faultOf(code, indicator, { units, isBuilt: formula?.builtAt !== undefined })
    if (fault !== undefined) faults.push(fault)
    return fault !== undefined || indicator === undefined || formula === undefined
      ? []
      : [{ indicator, formula: formula.formula }]
  })
  const waiting = await countWaiting(database, district)
  if (waiting > 0) faults.push(waitingFault(waiting))
  for (const { indicator } of counted) {
    const cutOff = cutOffOf(span, indicator.definition.cut_off_days, tenant.calendar())
    if (cutOff > tenant.now()) faults.push(openFault(indicator.id))
  }
  return { counted, faults }
}

/** What computed indicators gave for some units, each period by itself; nothing where no case was counted. */
export async function observeComputed(
  { database, district }: Tenant,
  { counted }: ComputedBook,
  { units, periods }: { readonly units: readonly ObservedUnit[]; readonly periods: readonly NamedSpan[] },
): Promise<readonly ObservedValue[]> {
  const months = periods.flatMap(({ from, to }) => [from, to]).toSorted()
  const [from, to] = [months[0], months.at(-1)]
  if (counted.length === 0 || from === undefined || to === undefined) return []
  const codes = new Map(units.flatMap(({ key, code }) => (key === undefined ? [] : [[key, code]])))
  const sums = await listObservedSums(database, district, {
    formulas: counted.map(({ formula }) => formula),
    units: [...codes.keys()],
    from,
    to,
  })
  const byPlace = Map.groupBy(sums, ({ formula, unit }) => `${formula} ${unit}`)
  return counted.flatMap(({ indicator, formula }) =>
    [...codes].flatMap(([key, unit]) => {
      const own = byPlace.get(`${formula} ${key}`) ?? []
      return periods.flatMap((period): readonly ObservedValue[] => {
        const within = own.filter(({ month }) => month >= period.from && month <= period.to)
        const { value } = measuredOf(indicator.definition, tallyOf(within))
        return value === undefined ? [] : [{ indicator: indicator.id, unit, period: period.name, value }]
      })
    }),
  )
}

/** Offices that led matters of any of the indicators. */
export async function listToldOffices(
  { database, district }: Tenant,
  { counted }: ComputedBook,
  span: MonthSpan,
): Promise<readonly string[]> {
  const found = await Promise.all(
    counted.map(({ formula }) => listCountedOffices(database, district, { ...span, formula })),
  )
  return [...new Set(found.flat())]
}

function faultOf(
  code: string,
  indicator: PackIndicator | undefined,
  { units, isBuilt }: { readonly units: ObservedKind; readonly isBuilt: boolean },
): RecipeFault | undefined {
  const path = `/indicators/${code}`
  if (indicator === undefined) {
    return recipeError(path, 'indicator_unknown', {
      zh: `没有计算指标“${code}”`,
      en: `no computed indicator is called "${code}"`,
    })
  }
  if (units === 'division' || !indicator.definition.units.includes(units)) {
    return recipeError(path, 'indicator_not_by_units', {
      zh: `指标“${code}”不能按这类单位比较`,
      en: `the indicator "${code}" is not compared by such units`,
    })
  }
  if (isBuilt) return undefined
  return recipeError(path, 'indicator_not_counted', {
    zh: `指标“${code}”还没有算完，请稍后再试`,
    en: `the indicator "${code}" is still being counted: try again later`,
  })
}

function waitingFault(waiting: number): RecipeFault {
  const text = {
    zh: `还有 ${waiting} 件事项的变化没有计入指标`,
    en: `changes of ${waiting} matters are not counted yet`,
  }
  return { ...recipeError('/indicators', 'indicator_waiting', text), severity: 'warning' }
}

function openFault(code: string): RecipeFault {
  const text = {
    zh: `指标“${code}”在评价期的数值还没有截止，可能变化`,
    en: `the numbers of "${code}" are not closed for the period and may change`,
  }
  return { ...recipeError(`/indicators/${code}`, 'period_open', text), severity: 'warning' }
}
