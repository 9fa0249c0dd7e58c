import { parseDistrictId } from '@duibiao/base'
import type { DistrictId } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'

/** A tenant of the installation. */
export interface District {
  readonly district: DistrictId
  /** Division code of GB/T 2260, six digits. */
  readonly code: string
  readonly name: string
  readonly nameEn?: string
}

/**
 * Enters a district, or leaves it as it is when it is there.
 * @throws AppError `row_exists` when another district has the code
 */
export async function enterDistrict(queryable: Queryable, district: District): Promise<void> {
  const { code, name, nameEn = '' } = district
  await queryable.execute(enterDistrictStatement, [district.district, code, name, nameEn])
}

const enterDistrictStatement: Statement = {
  name: 'enter_district',
  text: `insert into district (district_id, code, name, name_en)
values ($1, $2, $3, $4)
on conflict (district_id) do nothing`,
}

/**
 * Enters a district under the next free number.
 * @throws AppError `row_exists` when another district has the code
 */
export async function addDistrict(
  queryable: Queryable,
  { code, name, nameEn = '' }: Omit<District, 'district'>,
): Promise<DistrictId> {
  const [row] = await queryable.query<{ readonly district_id: number }>(addDistrictStatement, [
    code,
    name,
    nameEn,
  ])
  return parseDistrictId(row?.district_id ?? 0)
}

/**
 * Changes the code or the names of a district, never its number. @returns false when there is none
 * @throws AppError `row_exists` when another district has the code
 */
export async function changeDistrict(
  queryable: Queryable,
  { district, code, name, nameEn }: Partial<District> & Pick<District, 'district'>,
): Promise<boolean> {
  const values = [district, code ?? null, name ?? null, nameEn ?? null]
  const rows = await queryable.query(changeDistrictStatement, values)
  return rows.length > 0
}

const addDistrictStatement: Statement = {
  name: 'add_district',
  text: `insert into district (district_id, code, name, name_en)
select coalesce(max(district_id), 0) + 1, $1::text, $2::text, $3::text
from district
returning district_id`,
}

const changeDistrictStatement: Statement = {
  name: 'change_district',
  text: `update district
set code = coalesce($2, code),
  name = coalesce($3, name),
  name_en = coalesce($4, name_en)
where district_id = $1
returning district_id`,
}

/** A district of the installation; undefined when it was never entered. */
export async function findDistrict(
  queryable: Queryable,
  district: DistrictId,
): Promise<District | undefined> {
  const [row] = await queryable.query<DistrictRow>(findDistrictStatement, [district])
  return row && parseDistrict(row)
}

/** Every district of the installation, by number. */
export async function readDistricts(queryable: Queryable): Promise<readonly District[]> {
  const rows = await queryable.query<DistrictRow>(readDistrictsStatement)
  return rows.map(parseDistrict)
}

function parseDistrict(row: DistrictRow): District {
  const { code, name } = row
  const district = parseDistrictId(row.district_id)
  return { district, code, name, ...(row.name_en !== '' && { nameEn: row.name_en }) }
}

interface DistrictRow {
  readonly district_id: number
  readonly code: string
  readonly name: string
  readonly name_en: string
}

const findDistrictStatement: Statement = {
  name: 'find_district',
  text: `select district_id, code, name, name_en
from district
where district_id = $1`,
}

const readDistrictsStatement: Statement = {
  name: 'read_districts',
  text: `select district_id, code, name, name_en
from district
order by district_id`,
}

/** The numbers of all districts of the installation. */
export async function listDistricts(queryable: Queryable): Promise<readonly DistrictId[]> {
  const rows = await queryable.query<{ readonly district_id: number }>(listDistrictsStatement)
  return rows.map((row) => parseDistrictId(row.district_id))
}

const listDistrictsStatement: Statement = {
  name: 'list_districts',
  text: `select district_id
from district
order by district_id`,
}

/** For review: `packages/store/emitted`. */
export const districtStatements: readonly Statement[] = [
  enterDistrictStatement,
  addDistrictStatement,
  changeDistrictStatement,
  findDistrictStatement,
  readDistrictsStatement,
  listDistrictsStatement,
]
