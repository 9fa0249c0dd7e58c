import { createHash } from 'node:crypto'
import { AppError, assert, dateAt, chinaCalendar } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import { applyChanges, planEntry, planImport } from '@duibiao/registry'
import type { ImportKind, RegistryChange, RegistryEntry, RegistryState } from '@duibiao/registry'
import { readWholeSheet } from '@duibiao/sheet'
import { applyRegistryChanges, enterDistrict, findDistrict, readRegistry } from '@duibiao/store'
import type { Database } from '@duibiao/store'
import type { MinghuDistrict } from '../minghu/district.ts'
import { writeRegistryFiles } from '../minghu/registry-file.ts'

/** What the demonstration district is called. Codes that begin with 99 belong to no province. */
export const minghu = { code: '990106', name: '明湖区', nameEn: 'Minghu District' } as const

/**
 * Enters the demonstration district where no district is yet.
 * @throws AppError `demonstration_elsewhere` when the number is that of a district with real people
 */
export async function enterMinghu(database: Database, district: DistrictId): Promise<void> {
  await enterDistrict(database, { district, ...minghu })
  const entered = await findDistrict(database, district)
  if (entered?.code !== minghu.code) {
    throw new AppError('demonstration_elsewhere', { district, name: entered?.name ?? '' })
  }
}

const kinds: readonly ImportKind[] = ['areas', 'offices', 'posts', 'people', 'items', 'duties']

/** Fills the registry from the files of the district, by the rules that any import goes by. Once filled it is left alone. */
export async function fillRegistry(
  database: Database,
  make: () => MinghuDistrict,
  { district, at, by }: { readonly district: DistrictId; readonly at: Instant; readonly by: string },
): Promise<void> {
  let { state, versions } = await readRegistry(database, district)
  if (state.area.size > 0) return
  const made = make()
  const files = await writeRegistryFiles(made)
  const setting = { district, on: dateAt(at, chinaCalendar()) }
  for (const kind of kinds) {
    const file = files.find(({ name }) => name.startsWith(`${kind}.`))
    const bytes = new TextEncoder().encode(file?.text)
    const name = file?.name ?? ''
    const { records } = await readWholeSheet({ name, bytes })
    const { changes, findings } = planImport(kind, records, { state, setting })
    assert(findings.length === 0, `${name} is imported without a fault`)
    const deed = { at, by, file: { name, digest: createHash('sha256').update(bytes).digest('hex') } }
    versions = await applyRegistryChanges(database, district, { changes, versions, deed })
    state = applyChanges(state, changes)
  }
  const changes = rosterChanges(made, state, district)
  await applyRegistryChanges(database, district, { changes, versions, deed: { at, by } })
}

/** Deputies and duty times come in no file of an import. */
function rosterChanges(
  { staff }: MinghuDistrict,
  state: RegistryState,
  district: DistrictId,
): readonly RegistryChange[] {
  const entries: readonly RegistryEntry[] = [
    ...staff.deputies.map((row) => ({ part: 'deputy', row }) as const),
    ...staff.dutyTimes.map((row) => ({ part: 'duty_time', row: { ...row, district } }) as const),
  ]
  return entries.flatMap((entry) => planEntry(entry, state))
}
