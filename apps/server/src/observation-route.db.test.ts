import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import { observationRoutes } from './observation-route.ts'
import { openTestDesk } from './test-desk.ts'
import type { TestDesk } from './test-desk.ts'
import { keepDivisions, keepStatistics } from './test-statistic.ts'

describeOnBoth('a table from statistics', (open) => {
  let desk: TestDesk

  beforeAll(async () => {
    const { database } = await open()
    const clock = makeFixedClock(instantOf(Date.UTC(2026, 2, 2, 4)))
    desk = await openTestDesk({ database, now: () => clock.now(), packs: [], routes: [...observationRoutes] })
    await keepDivisions(desk.tenant, [
      ['990201', '东区', '甲市'],
      ['990202', '西区', '甲市'],
    ])
    await keepStatistics(desk.tenant, {
      units: 'division',
      values: [
        ['beds', '990201', '2024', 30],
        ['people', '990201', '2024', 7],
        ['people', '990202', '2024', 9],
        ['beds', '990202', '2023', 1],
      ],
    })
  }, 120_000)

  afterAll(() => desk.close())

  const body = { units: 'division' as const, period: '2024', indicators: ['beds'] }

  test('has the values and attributes of the period, null and a warning where there is none', async () => {
    const asked = { ...body, attributes: ['people', 'parent', 'zone'] }
    const told = await desk.as('analyst').call('observation.read', { body: asked })
    expect(told).toMatchObject({
      ok: true,
      value: {
        table: {
          units: [
            { code: '990201', attributes: { people: 7, parent: '甲市' } },
            { code: '990202', attributes: { people: 9, parent: '甲市' } },
          ],
          indicators: ['beds'],
          values: [[30], [null]],
        },
        findings: [{ path: '/values/990202/beds', code: 'value_missing', severity: 'warning' }],
      },
    })
  })

  test('is no table where an indicator was never imported, and not for everybody', async () => {
    const unknown = await desk
      .as('analyst')
      .call('observation.read', { body: { ...body, indicators: ['joy'] } })
    expect(unknown).toMatchObject({ ok: true, value: { findings: [{ code: 'indicator_unknown' }, {}] } })
    expect(unknown.ok && unknown.value.table).toBeUndefined()
    expect(await desk.as('handler').call('observation.read', { body })).toMatchObject({
      problem: { code: 'permission_missing' },
    })
  })
})
