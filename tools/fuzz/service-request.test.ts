import { expect, test } from 'vitest'
import { makeRandom, openTestDatabase } from '@duibiao/testkit'
import { fuzzService } from './service-request.ts'

// `npm run fuzz -- service --count 100000` is the long run. DUIBIAO_TEST_SEED plays a run again.
test('damaged requests are refused in so many words: no fault of ours, no trace, no word of others [V16.5.1] [V2.2.2] [V1.5.2]', async () => {
  const { seed } = makeRandom('fuzz service')
  const opened = await openTestDatabase()
  const { failures, statuses, requests } = await fuzzService(opened.database, { seed, count: 1_500 })
  await opened.close()
  expect(failures).toEqual([])
  expect(requests).toBe(1_500)
  expect(Object.keys(statuses)).toEqual(expect.arrayContaining(['200', '400', '401', '403', '404']))
}, 180_000)
