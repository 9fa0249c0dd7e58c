import { beforeAll, expect, test } from 'vitest'
import { parseDistrictId } from '@duibiao/base'
import { describeOnBoth } from '@duibiao/testkit'
import type { TestDatabase } from '@duibiao/testkit'
import { enterDistrict, listDistricts } from './district.ts'

describeOnBoth('districts', (open) => {
  let opened: TestDatabase
  beforeAll(async () => {
    opened = await open()
  })

  const heping = { district: parseDistrictId(4), code: '120101', name: '和平区' }

  test('a district is entered once, and left as it is when it is there', async () => {
    await enterDistrict(opened.database, heping)
    await enterDistrict(opened.database, { ...heping, name: '平和区' })
    expect(await opened.database.query('select name from district')).toEqual([{ name: '和平区' }])
    expect(await listDistricts(opened.database)).toEqual([4])
  })

  test('a second district with the code of another is refused, not passed over', async () => {
    await enterDistrict(opened.database, heping)
    const other = enterDistrict(opened.database, { ...heping, district: parseDistrictId(5) })
    await expect(other).rejects.toMatchObject({ code: 'row_exists' })
  })
})
