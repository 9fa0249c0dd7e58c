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

/** Enters a district, or leaves it as it is when it is there. */
export async function enterDistrict(queryable: Queryable, district: District): Promise<void> {
  const { code, name, nameEn = '' } = district
  await queryable.execute(enterDistrictStatement, [district.district, code, name, nameEn])
}

export const enterDistrictStatement: Statement = {
  name: 'enter_district',
  text: `insert into district (district_id, code, name, name_en)
values ($1, $2, $3, $4)
on conflict do nothing`,
}
