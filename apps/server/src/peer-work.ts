import { findWorsening, nearestOfAll, nearestPeers, openPeers } from '@duibiao/measures'
import type { PeerSpace, PeerTable, PeerWithParts, Worsening, YearValue } from '@duibiao/measures'
import { faultOf, isFatal, recipeError } from './recipe-fault.ts'
import type { RecipeFault } from './recipe-fault.ts'

/** What a place is like: an indicator, or one for each of another. */
export interface Characteristic {
  readonly indicator: string
  readonly per?: string
  readonly weight?: number
  readonly scale?: 'plain' | 'log'
}

/** Statistics of one period: `values[unit][indicator]`, null where nothing is known. */
export interface StatisticTable {
  readonly units: readonly string[]
  readonly indicators: readonly string[]
  readonly values: readonly (readonly (number | null)[])[]
}

/** Places, and by what they are compared. */
export interface PeerOrder {
  readonly table: StatisticTable
  readonly characteristics: readonly Characteristic[]
  readonly count: number
  readonly known: number
}

export type PeerAnswer =
  | {
      readonly kind: 'done'
      readonly variables: PeerSpace['variables']
      readonly peers: readonly PeerWithParts[]
      readonly unknown: readonly string[]
      readonly faults: readonly RecipeFault[]
    }
  | { readonly kind: 'refused'; readonly faults: readonly RecipeFault[] }

/** The nearest peers of a place with the parts of each distance; or every fault and no number. */
export function findNearest(
  order: PeerOrder & { readonly unit: string; readonly among?: readonly string[] },
): PeerAnswer {
  const { unit, among, count, known } = order
  const opened = openPlaces(order)
  if (opened.kind === 'refused') return opened
  const { space, faults } = opened
  const found = nearestPeers(space, unit, { count, known, ...(among !== undefined && { among }) })
  if (found === undefined) return refuse(unitFault(unit))
  const isNotComparable = nearestPeers(space, unit, { count: 1, known })?.peers.length === 0
  if (isNotComparable && space.units.length > 1) {
    return refuse(
      recipeError(`/units/${unit}`, 'values_too_few', {
        zh: `单位“${unit}”的特征数值过少，无法比较`,
        en: `too few of the characteristics of "${unit}" are known to compare it`,
      }),
    )
  }
  return { kind: 'done', variables: space.variables, ...found, faults }
}

/** A series of a place, with the places that could be its peers. */
export interface WorseningOrder extends PeerOrder {
  readonly better: 'higher' | 'lower'
  readonly series: ReadonlyMap<string, readonly YearValue[]>
}

export type WorseningAnswer =
  | {
      readonly kind: 'done'
      readonly judged: number
      readonly rows: readonly Worsening[]
      readonly faults: readonly RecipeFault[]
    }
  | { readonly kind: 'refused'; readonly faults: readonly RecipeFault[] }

/** Places that are worse than the median of their own peers and get worse. */
export function findWorse(order: WorseningOrder): WorseningAnswer {
  const { better, series, count, known } = order
  const opened = openPlaces(order)
  if (opened.kind === 'refused') return opened
  const peers = new Map(
    nearestOfAll(opened.space, { count, known }).map((one) => [one.unit, one.peers.map(({ unit }) => unit)]),
  )
  const rows = findWorsening(series, { better, peersOf: (unit) => peers.get(unit) ?? [] })
  const judged = [...series].filter(
    ([unit, years]) =>
      (peers.get(unit)?.length ?? 0) > 0 && years.filter(({ value }) => value !== undefined).length > 1,
  ).length
  return { kind: 'done', judged, rows, faults: opened.faults }
}

/** How a characteristic is called within a table of places. */
export function keyOf({ indicator, per }: Pick<Characteristic, 'indicator' | 'per'>): string {
  return per === undefined ? indicator : `${indicator} / ${per}`
}

/** A characteristic of a place, as it stands in the statistics; null where it is not known. */
export function readCharacteristic(
  { units, indicators, values }: StatisticTable,
  { indicator, per }: Pick<Characteristic, 'indicator' | 'per'>,
): (unit: string) => number | null {
  const rows = new Map(units.map((unit, row) => [unit, values[row]]))
  const [place, base] = [indicators.indexOf(indicator), per === undefined ? -1 : indicators.indexOf(per)]
  return (unit) => {
    const value = rows.get(unit)?.[place] ?? null
    if (per === undefined || value === null) return value
    const divisor = rows.get(unit)?.[base] ?? null
    return divisor === null || !(divisor > 0) ? null : value / divisor
  }
}

type OpenedPlaces =
  | { readonly kind: 'opened'; readonly space: PeerSpace; readonly faults: readonly RecipeFault[] }
  | { readonly kind: 'refused'; readonly faults: readonly RecipeFault[] }

function openPlaces({ table, characteristics }: PeerOrder): OpenedPlaces {
  const { space, findings } = openPeers(placesOf(table, characteristics))
  const faults = [...checkDivisors(table, characteristics), ...findings.map(faultOf)]
  if (faults.some(isFatal)) return refuse(...faults.filter(isFatal))
  if (space.variables.length > 0) return { kind: 'opened', space, faults }
  const none = recipeError('/characteristics', 'characteristics_missing', {
    zh: '所选特征都不能区分各单位',
    en: 'none of the characteristics tells the places apart',
  })
  return refuse(none, ...faults)
}

function placesOf(table: StatisticTable, characteristics: readonly Characteristic[]): PeerTable {
  const readers = characteristics.map((one) => readCharacteristic(table, one))
  return {
    units: table.units,
    variables: characteristics.map(({ weight, scale, ...one }) => ({
      code: keyOf(one),
      ...(weight !== undefined && { weight }),
      ...(scale !== undefined && { scale }),
    })),
    values: table.units.map((unit) => readers.map((read) => read(unit) ?? undefined)),
  }
}

/** Divisors that are zero or negative: what is divided by them counts as unknown, and is named. */
function checkDivisors(
  { units, indicators, values }: StatisticTable,
  characteristics: readonly Characteristic[],
): readonly RecipeFault[] {
  const divisors = new Set(characteristics.flatMap(({ per }) => per ?? []))
  return [...divisors].flatMap((code) => {
    const place = indicators.indexOf(code)
    return units.flatMap((unit, row): readonly RecipeFault[] => {
      const value = values[row]?.[place] ?? null
      if (value === null || value > 0) return []
      const text = {
        zh: `分母为零或为负（${unit} × ${code}：${value}），按缺失处理`,
        en: `the denominator is zero or negative (${unit} × ${code}: ${value}), so the value is missing`,
      }
      return [
        { ...recipeError(`/values/${unit}/${code}`, 'denominator_not_usable', text), severity: 'warning' },
      ]
    })
  })
}

/** A place that the statistics do not know. */
export function unitFault(unit: string): RecipeFault {
  return recipeError(`/units/${unit}`, 'unit_unknown', {
    zh: `统计数据中没有单位“${unit}”`,
    en: `the statistics have no unit "${unit}"`,
  })
}

function refuse(...faults: readonly RecipeFault[]): {
  readonly kind: 'refused'
  readonly faults: readonly RecipeFault[]
} {
  return { kind: 'refused', faults }
}
