import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { openTestService } from './test-service.ts'
import type { TestService } from './test-service.ts'

describeOnBoth('the service', (open) => {
  let service: TestService
  let clock: FixedClock

  beforeAll(async () => {
    const { database } = await open()
    clock = makeFixedClock()
    service = await openTestService({ database, scheduler: clock })
  }, 60_000)

  afterAll(() => service.close())

  test('opens the district of the settings and answers', async () => {
    const answer = await service.application.inject('/healthz')
    expect(answer.json()).toEqual({ status: 'live' })
    expect([...service.tenants.keys()]).toEqual([1])
  })

  test('is ready, and says what was looked at', async () => {
    await clock.advance(61_000)
    const answer = await service.application.inject('/readyz')
    expect(answer.json()).toMatchObject({ status: 'ready', version: '0.0.0' })
  })
})
