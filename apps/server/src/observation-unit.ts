import type { LegalDate } from '@duibiao/base'
import { isValidOn } from '@duibiao/registry'
import type { AreaLevel } from '@duibiao/registry'
import { areaSight, listStatisticDivisions, officeSight } from '@duibiao/store'
import type { StatisticDivision } from '@duibiao/store'
import { orderRows } from './list-page.ts'
import { recipeError } from './recipe-fault.ts'
import type { RecipeFault } from './recipe-fault.ts'
import type { Tenant } from './tenant.ts'

/** What is compared: an administrative division, or an area or office of the registry. */
export type ObservedKind = 'division' | 'area' | 'office'

/** A unit that may be observed. */
export interface ObservedUnit {
  readonly code: string
  readonly name: string
  /** By which sums know it; undefined for a division, of which no entry tells. */
  readonly key: string | undefined
  /** What is known of it without any statistic, by the names that steps of recipes may ask for. */
  readonly attributes: Readonly<Record<string, string | null>>
}

/** Names of attributes that each kind of unit has. */
export const plainAttributes: Readonly<Record<ObservedKind, readonly string[]>> = {
  division: ['parent'],
  area: ['parent', 'level'],
  office: ['parent', 'kind', 'area'],
}

export interface UnitWish {
  readonly units: ObservedKind
  /** Units are those of this day. */
  readonly on: LegalDate
  /** Of areas; streets when not said. */
  readonly level?: AreaLevel | undefined
  /** Codes of the units; when not said all areas of the level, and of others those that `told` names. */
  readonly among?: readonly string[] | undefined
  /** Units of which something is known. */
  readonly told: readonly string[]
}

/** The units that are meant, and faults about those that are none. */
export async function listObservedUnits(
  tenant: Tenant,
  wish: UnitWish,
): Promise<{ readonly units: readonly ObservedUnit[]; readonly faults: readonly RecipeFault[] }> {
  const known = await readUnits(tenant, wish)
  const wanted = wish.among ?? codesOf(tenant, wish)
  const units = [...new Set(wanted)].flatMap((code) => known.get(code) ?? [])
  const faults = wanted.filter((code) => !known.has(code)).map((code) => unitFault(code, wish.units))
  return { units, faults }
}

function codesOf({ registry }: Tenant, { units, on, level = 'street', told }: UnitWish): readonly string[] {
  if (units !== 'area') return told.toSorted()
  return orderRows(registry.state().area, (one) => one.path)
    .filter((one) => one.level === level && isValidOn(one, on))
    .map(({ id }) => id)
}

async function readUnits(
  { database, district, registry }: Tenant,
  { units, on }: UnitWish,
): Promise<ReadonlyMap<string, ObservedUnit>> {
  const { area, office } = registry.state()
  switch (units) {
    case 'division':
      return new Map(
        latestOf(await listStatisticDivisions(database, district), Number(on.slice(0, 4))).map(divisionUnit),
      )
    case 'area':
      return new Map(
        [...area.values()].map(({ id: code, name, level, parent }) => {
          // The district as an area is the whole, of which no matter needs a key.
          const key = level === 'district' ? 'd' : areaSight(code)
          return [code, { code, name, key, attributes: { parent: parent ?? null, level } }]
        }),
      )
    case 'office':
      return new Map(
        [...office.values()].map(({ id: code, name, kind, parent, area: of }) => {
          const attributes = { parent: parent ?? null, kind, area: of ?? null }
          return [code, { code, name, key: officeSight(code), attributes }]
        }),
      )
  }
}

/** Of each code the entry of a year, where two share it the later one; else the last that had begun, or the first. */
export function latestOf(
  divisions: readonly StatisticDivision[],
  year: number,
): readonly StatisticDivision[] {
  const byCode = Map.groupBy(divisions, ({ code }) => code)
  return [...byCode.values()].flatMap((entries) => {
    const begun = entries.filter(({ from = 0 }) => from <= year)
    const valid = begun.findLast(({ to = Infinity }) => year <= to)
    return valid ?? begun.at(-1) ?? entries[0] ?? []
  })
}

function divisionUnit({ code, name, parents }: StatisticDivision): readonly [string, ObservedUnit] {
  return [code, { code, name, key: undefined, attributes: { parent: parents[0] ?? null } }]
}

const kindNames = {
  division: ['行政区划', 'division'],
  area: ['区域', 'area'],
  office: ['机构', 'office'],
} as const

function unitFault(code: string, kind: ObservedKind): RecipeFault {
  const [zh, en] = kindNames[kind]
  return recipeError(`/units/${code}`, 'unit_unknown', {
    zh: `“${code}”不是${zh}的代码`,
    en: `"${code}" is no code of an existing ${en}`,
  })
}
