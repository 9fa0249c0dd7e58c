import { listStatisticDivisions } from '@duibiao/store'
import type { ObservedKind } from './observation-unit.ts'
import { latestOf } from './observation-unit.ts'
import type { Tenant } from './tenant.ts'

/**
 * Names of units by code and year, of divisions as they were valid then; a code that is not known stands for itself.
 * @param years of which names will be asked
 */
export async function listNames(
  { database, district, registry }: Tenant,
  {
    units,
    years,
    among,
  }: { readonly units: ObservedKind; readonly years: readonly string[]; readonly among: readonly string[] },
): Promise<(code: string, year: string) => string> {
  if (units !== 'division') {
    const rows = registry.state()[units]
    return (code) => rows.get(code)?.name ?? code
  }
  const wanted = new Set(among)
  const all = await listStatisticDivisions(database, district)
  const divisions = all.filter(({ code }) => wanted.has(code))
  const named = new Map(
    years.map((year) => {
      const held = latestOf(divisions, Number(year))
      return [year, new Map(held.map(({ code, name }) => [code, name]))]
    }),
  )
  return (code, year) => named.get(year)?.get(code) ?? code
}
