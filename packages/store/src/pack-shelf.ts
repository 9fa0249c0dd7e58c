import { AppError, instantOf, parseLegalDate } from '@duibiao/base'
import type { DistrictId, Instant, LegalBasis, LegalDate } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import type { Json } from './value.ts'

/** A version of a pack as a district has installed it, whole. */
export interface InstalledPack {
  /** SHA-256 over paths and contents of all files. */
  readonly hash: string
  readonly name: string
  /** 1, 2, 3 … inside the name. New matters begin with the last. */
  readonly number: number
  /** The version of the manifest, for people only. */
  readonly version: string
  readonly installedAt: Instant
  readonly installedBy: string
}

/** What a district has settled for a pack. Of those in force on a day the last one counts. */
export interface PackSetting {
  /** 1, 2, 3 … inside the pack, in the order of recording. */
  readonly number: number
  readonly kind: 'parameter' | 'preset' | 'place' | 'post'
  /** The parameter or the post; empty for the other kinds. */
  readonly name: string
  /** Null: what the pack says counts again. */
  readonly value: Json
  readonly unit?: string
  /** First and last day on which it holds, both included. */
  readonly from: LegalDate
  readonly to?: LegalDate
  readonly basis: LegalBasis
  /** It never acts earlier than it was recorded. */
  readonly recordedAt: Instant
  readonly recordedBy: string
}

/** The installed packs of a district, in memory: a matter is served without a folder and without a further query. */
export interface PackShelf {
  /** By name, the oldest version first. */
  list(): readonly InstalledPack[]
  find(hash: string): InstalledPack | undefined
  /** The version that new matters begin with. */
  newest(name: string): InstalledPack | undefined
  /** The files of a version by their path. @throws AppError `pack_version_unknown` */
  files(hash: string): ReadonlyMap<string, Uint8Array>
  /** The settings of a pack by its name, in the order of recording. */
  settings(name: string): readonly PackSetting[]
  /** Reads what was installed and settled since. */
  refresh(queryable: Queryable): Promise<void>
}

/** A shelf with nothing on it yet: `refresh` fills it. */
export function makePackShelf(district: DistrictId): PackShelf {
  let packs: ReadonlyMap<string, InstalledPack> = new Map()
  let newest: ReadonlyMap<string, InstalledPack> = new Map()
  const contents = new Map<string, Uint8Array>()
  const files = new Map<string, ReadonlyMap<string, Uint8Array>>()
  let settings: ReadonlyMap<string, readonly PackSetting[]> = new Map()
  return {
    list: () => [...packs.values()],
    find: (hash) => packs.get(hash),
    newest: (name) => newest.get(name),
    files(hash) {
      const found = files.get(hash)
      if (found === undefined) throw new AppError('pack_version_unknown', { version: hash })
      return found
    },
    settings: (name) => settings.get(name) ?? [],
    async refresh(queryable) {
      const versions = (await queryable.query<VersionRow>(listPacksStatement, [district])).map(packOf)
      const fresh = versions.filter(({ hash }) => !files.has(hash)).map(({ hash }) => hash)
      if (fresh.length > 0) {
        const rows = await queryable.query<FileRow>(listPackFilesStatement, [district, fresh])
        await readContents(queryable, { district, contents, rows })
        for (const [hash, list] of Map.groupBy(rows, (row) => row.pack_hash))
          files.set(hash, new Map(list.map((row) => [row.path, contents.get(row.content_hash) ?? noBytes])))
      }
      const stored = await queryable.query<SettingRow>(listPackSettingsStatement, [district])
      packs = new Map(versions.map((pack) => [pack.hash, pack]))
      newest = new Map(versions.map((pack) => [pack.name, pack]))
      settings = new Map(
        [...Map.groupBy(stored, (row) => row.pack)].map(([name, list]) => [name, list.map(settingOf)]),
      )
    },
  }
}

const noBytes = new Uint8Array()

/** Contents are read once, in parts, so that a large pack does not lie in memory twice. */
async function readContents(
  queryable: Queryable,
  {
    district,
    contents,
    rows,
  }: {
    readonly district: DistrictId
    readonly contents: Map<string, Uint8Array>
    readonly rows: readonly FileRow[]
  },
): Promise<void> {
  const wanted = [...new Set(rows.map((row) => row.content_hash))].filter((hash) => !contents.has(hash))
  for (let from = 0; from < wanted.length; from += 100) {
    const part = wanted.slice(from, from + 100)
    const found = await queryable.query<ContentRow>(readPackContentsStatement, [district, part])
    for (const { hash, bytes } of found) contents.set(hash, bytes)
  }
}

interface VersionRow {
  readonly hash: string
  readonly name: string
  readonly number: number
  readonly version: string
  readonly installed_at: number
  readonly installed_by: string
}

interface FileRow {
  readonly pack_hash: string
  readonly path: string
  readonly content_hash: string
}

interface ContentRow {
  readonly hash: string
  readonly bytes: Uint8Array
}

interface SettingRow {
  readonly pack: string
  readonly number: number
  readonly kind: PackSetting['kind']
  readonly name: string
  readonly value: string
  readonly unit: string | null
  readonly from_on: string
  readonly to_on: string | null
  readonly law: string
  readonly article: string
  readonly recorded_at: number
  readonly recorded_by: string
}

function packOf({ installed_at: at, installed_by: by, ...rest }: VersionRow): InstalledPack {
  return { ...rest, installedAt: instantOf(at), installedBy: by }
}

function settingOf(row: SettingRow): PackSetting {
  const { number, kind, name, unit, to_on: to, law, article } = row
  return {
    number,
    kind,
    name,
    value: JSON.parse(row.value),
    ...(unit !== null && { unit }),
    from: parseLegalDate(row.from_on),
    ...(to !== null && { to: parseLegalDate(to) }),
    basis: { law, article },
    recordedAt: instantOf(row.recorded_at),
    recordedBy: row.recorded_by,
  }
}

export const listPacksStatement: Statement = {
  name: 'list_packs',
  text: `select hash, name, number, version, installed_at, installed_by
from pack_version
where district_id = $1
order by name, number`,
}

export const listPackFilesStatement: Statement = {
  name: 'list_pack_files',
  text: `select pack_hash, path, content_hash
from pack_file
where district_id = $1
  and pack_hash = any($2::text[])
order by pack_hash, path collate "C"`,
}

export const readPackContentsStatement: Statement = {
  name: 'read_pack_contents',
  text: `select hash, bytes
from pack_content
where district_id = $1
  and hash = any($2::text[])`,
}

export const listPackSettingsStatement: Statement = {
  name: 'list_pack_settings',
  text: `select pack, number, kind, name, value, unit, from_on, to_on, law, article, recorded_at, recorded_by
from pack_setting
where district_id = $1
order by pack, number`,
}
