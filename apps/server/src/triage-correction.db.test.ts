import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf, millisecondsPerDay, parseMatterId } from '@duibiao/base'
import { readPackFiles } from '@duibiao/packfile'
import { keepSuggestion } from '@duibiao/store'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import { openTestDesk } from './test-desk.ts'
import type { TestDesk } from './test-desk.ts'
import { makeConfirmed } from './test-triage.ts'
import { triageModelRoutes } from './triage-model-route.ts'

describeOnBoth('corrections of suggestions', (open) => {
  let desk: TestDesk
  const clock = makeFixedClock()

  beforeAll(async () => {
    const { database } = await open()
    const { pack } = readPackFiles(shippedPack('hotline'))
    if (pack === undefined) throw new Error('the pack has faults')
    desk = await openTestDesk({ database, now: () => clock.now(), packs: [pack], routes: triageModelRoutes })
  }, 120_000)

  afterAll(() => desk.close())

  test('are told by category and by office, of the last days only', async () => {
    const { tenant } = desk
    const ids = makeConfirmed(4, 5000).map(({ matter }) => parseMatterId(matter))
    for (const [index, matter] of ids.entries()) {
      await keepSuggestion(tenant.database, tenant.district, {
        matter,
        pack: 'hotline',
        model: 2,
        category: { category: '路灯不亮', probability: 0.9 },
        isSure: true,
        office: { office: 'o1', ground: 'alike' },
        chosen: { category: index === 0 ? '占道经营' : '路灯不亮', office: index < 2 ? 'o2' : 'o1' },
        at: instantOf(clock.now() - (index === 3 ? 100 : 1) * millisecondsPerDay),
      })
    }
    const given = { params: { pack: 'hotline' } }
    const [categories, offices, long] = await Promise.all([
      desk.as('administrator').call('triage_model.corrections', { ...given, query: { by: 'category' } }),
      desk.as('analyst').call('triage_model.corrections', { ...given, query: { by: 'office' } }),
      desk.as('clerk').call('triage_model.corrections', { ...given, query: { by: 'category', days: 365 } }),
    ])
    expect(categories).toMatchObject({
      value: {
        rows: [
          {
            key: '路灯不亮',
            suggested: 3,
            accepted: 2,
            corrected: 1,
            chosen: [{ key: '占道经营', count: 1 }],
          },
        ],
      },
    })
    expect(offices).toMatchObject({
      value: { rows: [{ key: 'o1', suggested: 3, accepted: 1, corrected: 2 }] },
    })
    expect(long).toMatchObject({ value: { rows: [{ suggested: 4, accepted: 3 }] } })
    const unknown = { params: { pack: 'supervision' }, query: { by: 'category' } } as const
    expect(await desk.as('analyst').call('triage_model.corrections', unknown)).toMatchObject({
      problem: { code: 'resource_missing' },
    })
  })
})
