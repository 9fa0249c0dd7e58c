import type { LegalDate } from '@duibiao/base'
import type { Area } from './area.ts'
import { findOn } from './tree.ts'
import { isValidOn } from './validity.ts'

/** Areas by id and by code, to follow codes through the years. */
export type AreaDirectory = {
  readonly byId: ReadonlyMap<string, Area>
  readonly byCode: ReadonlyMap<string, readonly Area[]>
}

/** What a code stands for on a day. */
export type AreaOfCode =
  | { readonly kind: 'current'; readonly areas: readonly Area[] }
  /** The area ended; `areas` are what it has become by that day, several when it was split, none when it was dissolved. */
  | { readonly kind: 'succeeded'; readonly from: readonly Area[]; readonly areas: readonly Area[] }
  /** In use, but only later. */
  | { readonly kind: 'future'; readonly areas: readonly Area[] }
  | { readonly kind: 'unknown' }

/** Areas by id and by division code; a code may have been given to several, one after another. */
export function makeAreaDirectory(areas: readonly Area[]): AreaDirectory {
  const coded = areas.flatMap((area) => (area.code === undefined ? [] : [{ code: area.code, area }]))
  const grouped = Map.groupBy(coded, ({ code }) => code)
  return {
    byId: new Map(areas.map((area) => [area.id, area])),
    byCode: new Map([...grouped].map(([code, list]) => [code, list.map(({ area }) => area)])),
  }
}

/**
 * What a division code means on a day (行政区划代码变更): the area that bears it then, or, when that has ended, what its
 * successors have become, through as many changes as there were. A code given anew to another area counts as that.
 */
export function findAreaByCode({ byId, byCode }: AreaDirectory, code: string, on: LegalDate): AreaOfCode {
  const bearers = byCode.get(code) ?? []
  if (bearers.length === 0) return { kind: 'unknown' }
  const areas = bearers.filter((area) => isValidOn(area, on))
  if (areas.length > 0) return { kind: 'current', areas }
  const from = bearers.filter((area) => area.validUntil !== undefined && area.validUntil <= on)
  if (from.length === 0) return { kind: 'future', areas: bearers }
  const become = new Map(from.flatMap((area) => findOn(byId, area.id, on)).map((area) => [area.id, area]))
  return { kind: 'succeeded', from, areas: [...become.values()] }
}
