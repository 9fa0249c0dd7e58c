import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseInstant } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import { readPackFiles } from '@duibiao/packfile'
import { findUnreckoned } from '@duibiao/store'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import { makeReckoning } from './calendar-load.ts'
import { calendarRoutes } from './calendar-route.ts'
import { calendarId } from './known-calendar.ts'
import { openTestDesk } from './test-desk.ts'
import type { TestDesk } from './test-desk.ts'

const notice = {
  year: 2027,
  sources: ['made up for this test'],
  off: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }],
  work: [],
}

describeOnBoth('holiday notices over HTTP', (open) => {
  let desk: TestDesk
  const start: Instant = parseInstant('2026-12-28T09:00:00+08:00')

  beforeAll(async () => {
    const { database } = await open()
    const clock = makeFixedClock(start)
    const { pack } = readPackFiles(shippedPack('hotline'))
    if (pack === undefined) throw new Error('the pack has faults')
    desk = await openTestDesk({ database, now: () => clock.now(), packs: [pack], routes: calendarRoutes })
  }, 120_000)

  afterAll(() => desk.close())

  test('a notice is tried first: which days it changes and which clocks it moves, and nothing is written', async () => {
    const tried = await desk.as('administrator').call('calendar.load', { body: { notice } })
    expect(tried).toMatchObject({
      value: {
        is_applied: false,
        is_known: false,
        findings: [],
        changed: [{ date: '2027-01-01', is_working: false }],
        is_whole: true,
      },
    })
    expect(
      await desk.as('nobody').call('calendar.read', { params: { year: 2027 }, query: {} }),
    ).toMatchObject({ value: { is_provisional: true } })
  })

  test('what is wrong with it is told all at once; nobody but an administrator loads one', async () => {
    const faulty = {
      ...notice,
      off: [
        { name: '元旦', from: '2028-01-01' },
        { name: '元旦', from: '2028-01-01' },
      ],
    }
    const told = await desk.as('administrator').call('calendar.load', { body: { notice: faulty } })
    expect(told.ok && told.value.findings.length).toBeGreaterThan(1)
    const none = await desk
      .as('administrator')
      .call('calendar.load', { body: { notice: { ...notice, off: [] } } })
    expect(none).toMatchObject({ value: { findings: [{ code: 'notice_empty' }] } })
    expect(await desk.as('leader').call('calendar.load', { body: { notice } })).toMatchObject({ status: 403 })
    const digest = '0'.repeat(64)
    expect(await desk.as('administrator').call('calendar.load', { body: { notice, digest } })).toMatchObject({
      problem: { code: 'plan_changed' },
    })
  })

  test('confirmed it counts at once, and the job has clocks reckoned anew; twice it is kept once', async () => {
    const { tenant } = desk
    const admin = desk.as('administrator')
    const tried = await admin.call('calendar.load', { body: { notice } })
    const digest = tried.ok ? tried.value.digest : ''
    expect(await admin.call('calendar.load', { body: { notice, digest } })).toMatchObject({
      value: { is_applied: true },
    })
    expect(await admin.call('calendar.load', { body: { notice, digest } })).toMatchObject({
      problem: { code: 'plan_changed' },
    })
    const again = await admin.call('calendar.load', { body: { notice } })
    expect(again).toMatchObject({ value: { is_known: true } })
    const listed = await desk.as('nobody').call('calendar.list', {})
    expect(listed.ok && listed.value.rows.filter(({ year }) => year === 2027)).toMatchObject([
      { origin: 'loaded', off: 3, work: 0, source: 'made up for this test' },
    ])
    expect(listed.ok && 'reckoned_at' in (listed.value.rows[0] ?? {})).toBe(false)
    const job = makeReckoning(tenant, tenant.engine)
    await job.run(() => false)
    expect(await findUnreckoned(tenant.database, tenant.district, calendarId)).toBeUndefined()
    const after = await desk.as('nobody').call('calendar.list', {})
    expect(after.ok && after.value.rows[0]).toMatchObject({ year: 2027, reckoned_at: expect.any(String) })
    const { database, district } = tenant
    const [audited] = await database.query<{ readonly count: number }>(
      `select count(*)::int as count from audit_event where district_id = $1 and kind = 'calendar.changed'`,
      [district],
    )
    expect(audited?.count).toBe(1)
  })
})
