import { parseDistrictId } from '@duibiao/base'
import { describeOnBoth } from '@duibiao/testkit'
import { beforeAll, expect, test } from 'vitest'
import { enterDistrict } from './district.ts'
import { makeSerialSource } from './serial.ts'
import type { TestDatabase } from '@duibiao/testkit'

const district = parseDistrictId(1)

describeOnBoth('serial numbers', (open) => {
  let opened: TestDatabase
  beforeAll(async () => {
    opened = await open()
    await enterDistrict(opened.database, { district, code: '330105', name: '明湖区' })
  })

  test('callers at the same time get each number once', async () => {
    const source = makeSerialSource(opened.database, { district, block: 7 })
    const numbers = await Promise.all(Array.from({ length: 40 }, () => source.next('A')))
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
  })

  test('two processes never give the same number, and the counters of two years are apart [V2.3.4]', async () => {
    const [one, other] = [
      makeSerialSource(opened.database, { district, block: 5 }),
      makeSerialSource(opened.database, { district, block: 5 }),
    ]
    const numbers = [
      await one.next('B-2026'),
      await other.next('B-2026'),
      await one.next('B-2026'),
      await other.next('B-2026'),
    ]
    expect(numbers).toEqual([1, 6, 2, 7])
    expect(await one.next('B-2027')).toBe(1)
  })
})
