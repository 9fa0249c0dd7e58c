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

export const enterDistrictStatement: Statement = {
  name: 'enter_district',
  text: `insert into district (district_id, code, name, name_en)
values ($1, $2, $3, $4)
on conflict (district_id) do nothing`,
}

/** A district of the installation; undefined when it was never entered. */
export async function findDistrict(
  queryable: Queryable,
  district: DistrictId,
): Promise<District | undefined> {
  const [row] = await queryable.query<DistrictRow>(findDistrictStatement, [district])
  return (
    row && { district, code: row.code, name: row.name, ...(row.name_en !== '' && { nameEn: row.name_en }) }
  )
}

interface DistrictRow {
  readonly code: string
  readonly name: string
  readonly name_en: string
}

export const findDistrictStatement: Statement = {
  name: 'find_district',
  text: `select code, name, name_en
from district
where district_id = $1`,
}

/** All districts of the installation. */
export async function listDistricts(queryable: Queryable): Promise<readonly DistrictId[]> {
  const rows = await queryable.query<{ readonly district_id: number }>(listDistrictsStatement)
  return rows.map((row) => parseDistrictId(row.district_id))
}

export const listDistrictsStatement: Statement = {
  name: 'list_districts',
  text: `select district_id
from district
order by district_id`,
}
