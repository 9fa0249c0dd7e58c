import { canonicalJson } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import type { Database, Queryable, Statement } from './database.ts'
import { sha256 } from './digest.ts'
import type { PackSetting } from './pack-shelf.ts'
import type { Parameter } from './parameter.ts'
import { toTimestamp } from './parameter.ts'
import { installStatement } from './procedure-statement.ts'

/** A checked pack with all its files. */
export interface NewPack {
  readonly hash: string
  readonly name: string
  readonly version: string
  readonly files: ReadonlyMap<string, Uint8Array>
  /** Its procedures, by the hashes that cover the pack. */
  readonly procedures: readonly { readonly hash: string; readonly process: string }[]
}

/** Who installs or settles something, and when. */
export interface PackDeed {
  readonly at: Instant
  readonly by: string
}

/**
 * Installs packs in one transaction: all of them or none, with every file and procedure. What is installed already is
 * left as it is. Two that install at once do so one after the other.
 * @returns hashes of those that are new
 */
export async function installPacks(
  database: Database,
  district: DistrictId,
  { packs, deed }: { readonly packs: readonly NewPack[]; readonly deed: PackDeed },
): Promise<readonly string[]> {
  return database.transaction(async (transaction) => {
    await transaction.query(lockPacksStatement, [district])
    const installed: string[] = []
    for (const pack of packs) {
      if (await installOne(transaction, { district, pack, deed })) installed.push(pack.hash)
    }
    return installed
  })
}

/** Records a setting after those that are there. @returns its number inside the pack */
export async function keepPackSetting(
  database: Database,
  district: DistrictId,
  { pack, setting }: { readonly pack: string; readonly setting: Omit<PackSetting, 'number'> },
): Promise<number> {
  const { kind, name, value, unit = null, from, to = null, basis, recordedAt, recordedBy } = setting
  return database.transaction(async (transaction) => {
    await transaction.query(lockPacksStatement, [district])
    const given = [kind, name, canonicalJson(value), unit, from, to, basis.law, basis.article]
    const parameters = [district, pack, ...given, toTimestamp(recordedAt), recordedBy]
    const [row] = await transaction.query<{ readonly number: number }>(keepPackSettingStatement, parameters)
    return row?.number ?? 0
  })
}

interface Work {
  readonly district: DistrictId
  readonly pack: NewPack
  readonly deed: PackDeed
}

async function installOne(transaction: Queryable, { district, pack, deed }: Work): Promise<boolean> {
  const { hash, name, version, files, procedures } = pack
  const at = toTimestamp(deed.at)
  const added = await transaction.execute(addPackStatement, [district, hash, name, version, at, deed.by])
  if (added === 0) return false
  const contents = [...files].map(([path, bytes]) => ({ path, bytes, hash: sha256.digestBytes(bytes) }))
  for (const part of partsOf(contents)) {
    const hashes = part.map((one) => one.hash)
    await transaction.execute(addPackContentsStatement, [district, hashes, part.map(({ bytes }) => bytes)])
  }
  const paths = contents.map(({ path }) => path)
  const hashes = contents.map((one) => one.hash)
  await transaction.execute(addPackFilesStatement, [district, hash, paths, hashes])
  const given = [procedures.map((one) => one.hash), procedures.map((one) => one.process)]
  const parameters: readonly Parameter[] = [district, `${name} ${version}`, at, ...given, hash]
  await transaction.query(installStatement, parameters)
  return true
}

/** Bytes travel as text of twice their length: a statement carries a few megabytes at most, or one file. */
function partsOf<Content extends { readonly bytes: Uint8Array }>(
  contents: readonly Content[],
): readonly (readonly Content[])[] {
  const parts: Content[][] = []
  let room = 0
  for (const content of contents) {
    const part = parts.at(-1)
    if (part === undefined || content.bytes.length > room) {
      parts.push([content])
      room = partBytes - content.bytes.length
    } else {
      part.push(content)
      room -= content.bytes.length
    }
  }
  return parts
}

const partBytes = 4_000_000

// The letters "pack": no other lock of two keys begins with them.
const packLock = 1_885_430_635

export const lockPacksStatement: Statement = {
  name: 'lock_packs',
  text: `select pg_advisory_xact_lock(${packLock}, $1::int)::text as locked`,
}

export const addPackStatement: Statement = {
  name: 'add_pack',
  text: `insert into pack_version (district_id, hash, name, number, version, installed_at, installed_by)
select $1::int, $2::text, $3::text, coalesce(max(number), 0) + 1, $4::text, $5::timestamptz, $6::text
from pack_version
where district_id = $1
  and name = $3
on conflict (district_id, hash) do nothing`,
}

export const addPackContentsStatement: Statement = {
  name: 'add_pack_contents',
  text: `insert into pack_content (district_id, hash, bytes)
select distinct on (given.hash) $1::int, given.hash, given.bytes
from unnest($2::text[], $3::bytea[]) as given(hash, bytes)
on conflict (district_id, hash) do nothing`,
}

export const addPackFilesStatement: Statement = {
  name: 'add_pack_files',
  text: `insert into pack_file (district_id, pack_hash, path, content_hash)
select $1::int, $2::text, given.path, given.content_hash
from unnest($3::text[], $4::text[]) as given(path, content_hash)`,
}

export const keepPackSettingStatement: Statement = {
  name: 'keep_pack_setting',
  text: `insert into pack_setting
  (district_id, pack, number, kind, name, value, unit, from_on, to_on, law, article, recorded_at, recorded_by)
select $1::int, $2::text, coalesce(max(number), 0) + 1, $3::text, $4::text, $5::text, $6::text, $7::date, $8::date,
  $9::text, $10::text, $11::timestamptz, $12::text
from pack_setting
where district_id = $1
  and pack = $2
returning number`,
}
