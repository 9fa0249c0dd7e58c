import { assert, chinaCalendar, instantAt, parseDistrictId, parseLegalDate } from '@duibiao/base'
import type { DistrictId, Instant, LegalDate, SheetRecord } from '@duibiao/base'
import { planEntries, planImport } from '@duibiao/registry'
import type { ImportKind, RegistryEntry } from '@duibiao/registry'
import type { Database } from '@duibiao/store'
import { applyRegistryChanges, enterDistrict, readRegistry } from '@duibiao/store'
import type { OpenDatabase } from './describe-on-both.ts'

// A small district as sheets, and what imports them as the command does.
const calendar = chinaCalendar()
export const sampleDay = parseLegalDate('2026-03-02')
export const sampleMorning = instantAt(sampleDay, '09:00', calendar)

/** Records of a sheet from lines whose cells are parted by `|`. */
export function aSheet(headers: string, ...rows: readonly string[]): readonly SheetRecord[] {
  const names = headers.split('|')
  return rows.map((row, index) => {
    const texts = row.split('|')
    const cells = names.map((name, place) => [name, { column: place + 1, text: texts[place] ?? '' }] as const)
    return { sheet: '', row: index + 2, cells: new Map(cells) }
  })
}

/** A polygon of GeoJSON, a square with its south-west corner at latitude 36; degrees. */
export function aSquare(west: number, size: number): unknown {
  const [east, north] = [west + size, 36 + size]
  return {
    type: 'Polygon',
    coordinates: [
      [
        [west, 36],
        [east, 36],
        [east, north],
        [west, north],
        [west, 36],
      ],
    ],
  }
}

const shapes = [aSquare(120, 2), aSquare(120, 1), aSquare(121, 1)]
const areas = aSheet(
  '代码|名称|层级|生效日期',
  '990101|明湖区|区县|2020-01-01',
  '990101001|东海街道|街道|2020-01-01',
  '990101002|西海街道|街道|2020-01-01',
).map((record, index) => ({ ...record, geometry: shapes[index] }))

export const registrySheets: readonly (readonly [ImportKind, readonly SheetRecord[]])[] = [
  ['areas', areas],
  [
    'offices',
    aSheet(
      '编号|名称|类型|上级|区域|生效日期',
      'GOV|区政府|部门|||2020-01-01',
      'DH|东海街道办|街道|GOV|990101001|2020-01-01',
    ),
  ],
  [
    'posts',
    aSheet(
      '编号|名称|机构|角色|生效日期',
      'P1|派遣员|DH|street_dispatcher|2020-01-01',
      'P2|处置员|GOV||2020-01-01',
    ),
  ],
  [
    'people',
    aSheet('工号|姓名|岗位|手机|任职日期', '0001|李明|P1|13800001234|2020-01-01', '0002|王芳|P2||2020-01-01'),
  ],
  [
    'items',
    aSheet(
      '编码|名称|类型|实施主体|层级|依据|调整方式|文号|生效日期',
      'A1|占道查处|处罚|城管局|区级|《条例》第一条|下放|明政〔2020〕1号|2020-01-01',
    ),
  ],
  [
    'duties',
    aSheet('编号|事项|名称|清单|类别|牵头部门|配合内容|生效日期', 'D1|A1|占道|街道|配合|GOV|劝导|2020-01-01'),
  ],
]

/** A district of its own in the one database of the group. */
export type RegistrySite = { readonly database: Database; readonly district: DistrictId }

type Import = { readonly at?: Instant; readonly day?: LegalDate; readonly isComplete?: boolean }

/** Imports as the command does: read, plan, write. */
export async function importSheet(
  { database, district }: RegistrySite,
  [kind, records]: readonly [ImportKind, readonly SheetRecord[]],
  { at = sampleMorning, day = sampleDay, isComplete = false }: Import = {},
): Promise<number> {
  const { state, versions } = await readRegistry(database, district)
  const setting = { district, on: day, isComplete }
  const { changes, findings } = planImport(kind, records, { state, setting })
  assert(findings.length === 0, JSON.stringify(findings))
  const file = { name: `${kind}.csv`, digest: 'd' }
  await applyRegistryChanges(database, district, { changes, versions, deed: { at, by: 'admin', file } })
  return changes.length
}

/** Writes entries into the registry as an administrator would, one by one. */
export async function changeRegistry(
  { database, district }: RegistrySite,
  entries: readonly RegistryEntry[],
  at: Instant = sampleMorning,
): Promise<void> {
  const { state, versions } = await readRegistry(database, district)
  const changes = planEntries(entries, state)
  await applyRegistryChanges(database, district, { changes, versions, deed: { at, by: 'admin' } })
}

/** Opens the database once, and gives each test a district with or without the sample in it. */
export function makeRegistrySites(open: OpenDatabase): {
  readonly empty: () => Promise<RegistrySite>
  readonly filled: () => Promise<RegistrySite>
} {
  let opened: Promise<Database> | undefined
  let count = 0

  async function empty(): Promise<RegistrySite> {
    opened ??= open().then(({ database }) => database)
    const database = await opened
    count += 1
    const district = parseDistrictId(count)
    await enterDistrict(database, { district, code: String(990_100 + count), name: '明湖区' })
    return { database, district }
  }

  async function filled(): Promise<RegistrySite> {
    const site = await empty()
    for (const file of registrySheets) await importSheet(site, file)
    return site
  }

  return { empty, filled }
}
