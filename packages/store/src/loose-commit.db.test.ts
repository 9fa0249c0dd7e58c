import { afterAll, expect, test } from 'vitest'
import { parseDistrictId } from '@duibiao/base'
import { openTestDatabase } from '@duibiao/testkit'
import { enterDistrict } from './district.ts'
import { withLooseCommits } from './loose-commit.ts'

const { database, close } = await openTestDatabase()
afterAll(close)

async function settingOf(): Promise<string | undefined> {
  const [row] = await database.query<{ readonly value: string }>(
    "select current_setting('synchronous_commit') as value",
  )
  return row?.value
}

async function isOnDisk(): Promise<boolean | undefined> {
  const [row] = await database.query<{ readonly flushed: boolean }>(
    'select pg_current_wal_flush_lsn() >= pg_current_wal_insert_lsn() as flushed',
  )
  return row?.flushed
}

test('work with loose commits does not wait for the disk, and at its end everything is there', async () => {
  const result = await withLooseCommits(database, async () => {
    expect(await settingOf()).toBe('off')
    await enterDistrict(database, { district: parseDistrictId(1), code: '990101', name: '试验区' })
    expect(await isOnDisk()).toBe(false)
    return 7
  })
  expect(result).toBe(7)
  expect(await settingOf()).toBe('on')
  expect(await isOnDisk()).toBe(true)
})

test('commits wait again after work that failed', async () => {
  const work = withLooseCommits(database, () => Promise.reject(new Error('no')))
  await expect(work).rejects.toThrow('no')
  expect(await settingOf()).toBe('on')
})
