import { dateAt } from '@duibiao/base'
import type { YearValue } from '@duibiao/measures'
import { listStatisticDefinitions, listStatisticSpans } from '@duibiao/store'
import { indicatorsOf, spanOf } from './indicator-book.ts'
import { loadSeries } from './observation.ts'
import { listObservedUnits } from './observation-unit.ts'
import type { ObservedKind } from './observation-unit.ts'
import type { StatisticTable } from './peer-work.ts'
import { isFatal, recipeError } from './recipe-fault.ts'
import type { RecipeFault } from './recipe-fault.ts'
import type { Tenant } from './tenant.ts'

/** Which numbers are wanted: of what, of which period, and by which indicators. */
export interface TableWish {
  readonly units: ObservedKind
  readonly period: string
  readonly indicators: readonly string[]
}

/** What an indicator is called. */
export interface IndicatorName {
  readonly zh: string
  readonly en: string
}

export interface FoundTable {
  readonly table: StatisticTable
  readonly names: ReadonlyMap<string, IndicatorName>
  readonly faults: readonly RecipeFault[]
}

/** Numbers of one period as a table, computed ones and imported ones alike, by the codes of their units. */
export async function loadTable(
  tenant: Tenant,
  { units, period, indicators }: TableWish,
): Promise<FoundTable> {
  const book = await openBook(tenant, indicators)
  const wish = { units, indicators: book.indicators, ...amongOf(tenant, units) }
  const found = await loadSeries(tenant, { ...wish, periods: [period] })
  const codes = [...new Set(found.values.map(({ unit }) => unit))].toSorted()
  const values = new Map(found.values.map(({ indicator, unit, value }) => [`${indicator} ${unit}`, value]))
  const known = new Set(found.values.map(({ indicator }) => indicator))
  const empty = indicators.filter((code) => book.names.has(code) && !known.has(code))
  return {
    table: {
      units: codes,
      indicators,
      values: codes.map((unit) => indicators.map((code) => values.get(`${code} ${unit}`) ?? null)),
    },
    names: book.names,
    faults: [...book.faults, ...found.faults, ...empty.map((code) => emptyFault(code, period))],
  }
}

export interface FoundSeries {
  readonly series: ReadonlyMap<string, readonly YearValue[]>
  readonly faults: readonly RecipeFault[]
}

/** Years before the present one that are looked for of a computed indicator. */
const computedYears = 10

/** An indicator by years, of every unit that has a value. */
export async function loadYears(
  tenant: Tenant,
  { units, indicator }: { readonly units: ObservedKind; readonly indicator: string },
): Promise<FoundSeries> {
  const book = await openBook(tenant, [indicator])
  const periods = await yearsOf(tenant, { units, indicator })
  const wish = { units, indicators: book.indicators, ...amongOf(tenant, units) }
  const found = await loadSeries(tenant, { ...wish, periods })
  const faults = [...book.faults, ...found.faults.filter(isFatal)]
  const isEmpty = faults.length === 0 && found.values.length === 0
  return {
    series: new Map(
      [...Map.groupBy(found.values, ({ unit }) => unit)].map(([unit, own]) => [
        unit,
        own.map(({ period, value }) => ({ year: Number(period), value })),
      ]),
    ),
    faults: isEmpty ? [emptyFault(indicator)] : faults,
  }
}

/** Of offices all may have led something; of others those are found that have numbers, or are of the level. */
function amongOf({ registry }: Tenant, units: ObservedKind): { readonly among?: readonly string[] } {
  return units === 'office' ? { among: [...registry.state().office.keys()] } : {}
}

/** The whole years that there may be numbers of. */
async function yearsOf(
  { database, district, ...tenant }: Tenant,
  { units, indicator }: { readonly units: ObservedKind; readonly indicator: string },
): Promise<readonly string[]> {
  const spans = await listStatisticSpans(database, district, [indicator])
  const span = spans.find((one) => one.units === units)
  const last = Number(dateAt(tenant.now(), tenant.calendar()).slice(0, 4)) - 1
  const [from, to] =
    span === undefined
      ? [last - computedYears + 1, last]
      : [Number(span.first.slice(0, 4)), Number(span.last.slice(0, 4))]
  return Array.from({ length: to - from + 1 }, (_, place) => String(from + place))
}

/** Units by their codes with the names they had in the period; a code whose name is not known stands for itself. */
export async function nameUnits(
  tenant: Tenant,
  { units, period }: { readonly units: ObservedKind; readonly period?: string | undefined },
  codes: readonly string[],
): Promise<(code: string) => { readonly code: string; readonly name: string }> {
  const on = period === undefined ? dateAt(tenant.now(), tenant.calendar()) : spanOf(period).to
  const listed = await listObservedUnits(tenant, { units, on, among: codes, told: [] })
  const names = new Map(listed.units.map(({ code, name }) => [code, name]))
  return (code) => ({ code, name: names.get(code) ?? code })
}

interface Book {
  readonly indicators: readonly { readonly code: string; readonly source: 'computed' | 'imported' }[]
  readonly names: ReadonlyMap<string, IndicatorName>
  readonly faults: readonly RecipeFault[]
}

/** Where each indicator comes from; an imported one goes before a computed one of the same code. */
async function openBook(tenant: Tenant, codes: readonly string[]): Promise<Book> {
  const definitions = await listStatisticDefinitions(tenant.database, tenant.district)
  const imported = new Map(definitions.map(({ indicator, name }) => [indicator, name]))
  const computed = new Map(indicatorsOf(tenant).map(({ id, definition }) => [id, definition.name]))
  const names = new Map([...computed, ...imported])
  return {
    indicators: codes
      .filter((code) => names.has(code))
      .map((code) => ({ code, source: imported.has(code) ? 'imported' : 'computed' })),
    names,
    faults: codes
      .filter((code) => !names.has(code))
      .map((code) =>
        recipeError(`/indicators/${code}`, 'indicator_unknown', {
          zh: `没有指标“${code}”`,
          en: `there is no indicator "${code}"`,
        }),
      ),
  }
}

function emptyFault(code: string, period?: string): RecipeFault {
  return recipeError(`/indicators/${code}`, 'all_missing', {
    zh: period === undefined ? `指标“${code}”没有年度数值` : `指标“${code}”在 ${period} 没有任何数值`,
    en:
      period === undefined
        ? `"${code}" has no values by years`
        : `"${code}" has no value at all in ${period}`,
  })
}
