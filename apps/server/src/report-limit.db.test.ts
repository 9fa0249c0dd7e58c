import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { readPackFiles } from '@duibiao/packfile'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'

describeOnBoth('what residents report', (open) => {
  let desk: TestDesk
  let clock: FixedClock

  beforeAll(async () => {
    const opened = await open()
    clock = makeFixedClock()
    const packs = ['hotline'].flatMap((name) => readPackFiles(shippedPack(name)).pack ?? [])
    desk = await openTestDesk({ database: opened.database, now: () => clock.now(), packs })
  }, 120_000)

  afterAll(() => desk.close())

  async function statusOf(name: DeskPerson, key: string): Promise<number> {
    const body = { pack: 'hotline', title: '漏水', variables: { subject: '漏水' } }
    return (await desk.as(name).call('matter.start', { body, key: `report-${key}` })).status
  }

  test('is taken ten times an hour, repeats aside; staff who report for others have no such limit [V2.4.1] [V2.3.2]', async () => {
    for (let number = 1; number <= 9; number += 1) {
      expect(await statusOf('resident', String(number))).toBe(201)
      // The same again, as of a telephone on a bad line: the same matter, and it counts once.
      expect(await statusOf('resident', String(number))).toBe(201)
    }
    expect(await statusOf('resident', '10')).toBe(201)
    const refused = await desk.as('resident').call('matter.start', {
      body: { pack: 'hotline', title: '漏水', variables: { subject: '漏水' } },
      key: 'report-11',
    })
    expect(refused).toMatchObject({ status: 429, problem: { code: 'requests_too_many' } })
    for (let number = 1; number <= 12; number += 1) {
      expect(await statusOf('clerk', `clerk-${number}`)).toBe(201)
    }
    clock.jumpTo(instantOf(clock.now() + 3_600_001))
    expect(await statusOf('resident', '11')).toBe(201)
  })
})
