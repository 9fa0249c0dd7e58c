import { loadStatisticValues } from '@duibiao/store'
import type { MonthSpan } from '@duibiao/store'
import { spanOf } from './indicator-book.ts'
import { listToldOffices, observeComputed, openComputed } from './observation-computed.ts'
import type { ComputedBook, ObservedValue } from './observation-computed.ts'
import { codesOf, loadImported } from './observation-imported.ts'
import type { ImportedObservations } from './observation-imported.ts'
import { monthsOf } from './observation-period.ts'
import { listObservedUnits, plainAttributes } from './observation-unit.ts'
import type { ObservedUnit } from './observation-unit.ts'
import type { ObservationWish } from './observation-wish.ts'
import type { ObservationTable } from './ranking-table.ts'
import { isFatal, recipeError } from './recipe-fault.ts'
import type { RecipeFault } from './recipe-fault.ts'
import type { Tenant } from './tenant.ts'

/** What is known of units, and what is not. */
export interface Observations {
  /** Units × indicators, null where nothing is known; undefined beside an error. */
  readonly table: ObservationTable | undefined
  readonly units: readonly ObservedUnit[]
  /** An error where something asked for does not exist; a warning for each cell that is missing. */
  readonly faults: readonly RecipeFault[]
}

/** Puts together what is known of units from entries, from imported statistics, and by hand. Nothing is filled in. */
export async function loadObservations(tenant: Tenant, wish: ObservationWish): Promise<Observations> {
  const { units: kind, indicators, entered, attributes = [] } = wish
  const span = monthsOf(wish.period)
  const computed = await openComputedOf(tenant, wish, span)
  const imported = await loadImported(tenant, wish, attributesFromStatistics(wish))
  const offices = span === undefined || kind !== 'office' ? [] : await listToldOffices(tenant, computed, span)
  const listed = await listObservedUnits(tenant, {
    units: kind,
    on: wish.period.to,
    level: wish.level,
    among: wish.among,
    told: [...new Set([...toldUnits(imported), ...offices, ...codesIn(entered)])],
  })
  const counted = await observeComputed(tenant, computed, {
    units: listed.units,
    periods: span === undefined ? [] : [{ ...span, name: '' }],
  })
  const faults = [...computed.faults, ...imported.faults, ...listed.faults]
  if (listed.units.length === 0) faults.push(noUnitsFault())
  const byHand = enteredValues(entered, codesOf(indicators, 'entered'))
  const values = tableBy([...counted, ...imported.values, ...byHand])
  const told = tableBy(imported.attributes)
  const table: ObservationTable = {
    units: listed.units.map((unit) => describeUnit(unit, { attributes, entered, told })),
    indicators: indicators.map(({ code }) => code),
    values: listed.units.map(({ code }) =>
      indicators.map(({ code: indicator }) => values.get(`${indicator} ${code}`) ?? null),
    ),
  }
  const isRefused = faults.some(isFatal)
  const all = isRefused ? faults : [...faults, ...findMissing(table)]
  return { table: isRefused ? undefined : table, units: listed.units, faults: all }
}

/** Values of indicators of any source for some units, over several named periods; what is not known is not there. */
export async function loadSeries(
  tenant: Tenant,
  {
    units: kind,
    indicators,
    periods,
    among,
    level,
  }: Pick<ObservationWish, 'units' | 'indicators' | 'among' | 'level'> & {
    readonly periods: readonly string[]
  },
): Promise<{ readonly values: readonly ObservedValue[]; readonly faults: readonly RecipeFault[] }> {
  const spans = periods.map((name) => ({ name, ...spanOf(name) }))
  const last = spans.toSorted((one, other) => (one.to < other.to ? 1 : -1))[0]
  if (last === undefined) return { values: [], faults: [] }
  const computed = await openComputed(tenant, codesOf(indicators, 'computed'), { units: kind, span: last })
  const { database, district } = tenant
  const imported = await loadStatisticValues(database, district, {
    units: kind,
    indicators: codesOf(indicators, 'imported'),
    periods,
    ...(among !== undefined && { among }),
  })
  const told = imported.map(({ unit }) => unit)
  const listed = await listObservedUnits(tenant, { units: kind, on: last.to, level, among, told })
  const counted = await observeComputed(tenant, computed, { units: listed.units, periods: spans })
  const values = imported.map(({ indicator, unit, period, value }) => ({ indicator, unit, period, value }))
  return { values: [...counted, ...values], faults: [...computed.faults, ...listed.faults] }
}

async function openComputedOf(
  tenant: Tenant,
  { indicators, units }: ObservationWish,
  span: MonthSpan | undefined,
): Promise<ComputedBook> {
  const codes = codesOf(indicators, 'computed')
  if (codes.length > 0 && span === undefined) return { counted: [], faults: [monthsFault()] }
  return span === undefined ? { counted: [], faults: [] } : openComputed(tenant, codes, { units, span })
}

/** Attributes that neither a table that was handed in nor the registry knows. */
function attributesFromStatistics({ units, attributes = [], entered }: ObservationWish): readonly string[] {
  const own = new Set(entered?.units.flatMap(({ attributes: given = {} }) => Object.keys(given)))
  return attributes.filter((name) => !own.has(name) && !plainAttributes[units].includes(name))
}

function toldUnits({ values, attributes }: ImportedObservations): readonly string[] {
  return [...values, ...attributes].map(({ unit }) => unit)
}

function codesIn(entered: ObservationTable | undefined): readonly string[] {
  return entered?.units.map(({ code }) => code) ?? []
}

function enteredValues(
  entered: ObservationTable | undefined,
  codes: readonly string[],
): readonly Omit<ObservedValue, 'period'>[] {
  if (entered === undefined) return []
  return entered.units.flatMap(({ code: unit }, row) =>
    codes.flatMap((indicator) => {
      const value = entered.values[row]?.[entered.indicators.indexOf(indicator)] ?? null
      return value === null ? [] : [{ indicator, unit, value }]
    }),
  )
}

function tableBy(values: readonly Omit<ObservedValue, 'period'>[]): ReadonlyMap<string, number> {
  return new Map(values.map(({ indicator, unit, value }) => [`${indicator} ${unit}`, value]))
}

function describeUnit(
  { code, attributes: plain }: ObservedUnit,
  {
    attributes,
    entered,
    told,
  }: {
    readonly attributes: readonly string[]
    readonly entered: ObservationTable | undefined
    readonly told: ReadonlyMap<string, number>
  },
): ObservationTable['units'][number] {
  if (attributes.length === 0) return { code }
  const own = entered?.units.find((unit) => unit.code === code)?.attributes ?? {}
  const named = attributes.map((name) => {
    const value = own[name] ?? told.get(`${name} ${code}`) ?? plain[name] ?? null
    return [name, value] as const
  })
  return { code, attributes: Object.fromEntries(named) }
}

/** Cells that are told one by one; of more the count is said for each indicator. */
const mostCells = 1000

function findMissing({ units, indicators, values }: ObservationTable): readonly RecipeFault[] {
  const cells = indicators.map((indicator, column) => ({
    indicator,
    missing: units.filter((_, row) => values[row]?.[column] === null).map(({ code }) => code),
  }))
  const count = cells.reduce((sum, { missing }) => sum + missing.length, 0)
  return cells.flatMap(({ indicator, missing }) =>
    count > mostCells
      ? missing.length === 0
        ? []
        : [missingFault(`/indicators/${indicator}`, 'values_missing', [missing.length, units.length])]
      : missing.map((unit) => missingFault(`/values/${unit}/${indicator}`, 'value_missing', [])),
  )
}

function missingFault(path: string, code: string, [missing, units]: readonly number[]): RecipeFault {
  const text =
    missing === undefined
      ? { zh: '没有数值', en: 'there is no value' }
      : {
          zh: `${units} 个单位中 ${missing} 个没有数值`,
          en: `${missing} of ${units} units have no value`,
        }
  return { ...recipeError(path, code, text), severity: 'warning' }
}

function monthsFault(): RecipeFault {
  return recipeError('/period', 'period_not_months', {
    zh: '计算指标按月汇总：评价期须从某月一日起、到某月末日止',
    en: 'computed indicators are sums of months: the period begins on the first of a month and ends on the last of one',
  })
}

function noUnitsFault(): RecipeFault {
  return recipeError('/units', 'no_units', {
    zh: '没有可比较的单位',
    en: 'there is no unit to compare',
  })
}
