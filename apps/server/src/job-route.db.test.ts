import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatInstant, instantOf, parseDistrictId, parseMatterId } from '@duibiao/base'
import { readPackFiles } from '@duibiao/packfile'
import { addDeliveries, findDelivery, listAuditEvents, listDeliveries, settleDelivery } from '@duibiao/store'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { deliveryRoutes } from './delivery-route.ts'
import { makeJobRoutes } from './job-route.ts'
import type { JobState } from './job.ts'
import { openTestDesk } from './test-desk.ts'
import type { TestDesk } from './test-desk.ts'

const matter = parseMatterId('0190d9f0-0000-7000-8000-000000000001')

describeOnBoth('what leaves the district, and the work behind it', (open) => {
  let desk: TestDesk
  let clock: FixedClock
  let jobs: readonly JobState[] = []
  let seq = 0

  beforeAll(async () => {
    const { database } = await open()
    clock = makeFixedClock()
    const { pack } = readPackFiles(shippedPack('hotline'))
    if (pack === undefined) throw new Error('the pack has faults')
    const routes = [...deliveryRoutes, ...makeJobRoutes({ listJobs: () => jobs })]
    desk = await openTestDesk({ database, now: () => clock.now(), packs: [pack], routes })
  }, 120_000)

  afterAll(() => desk.close())

  /** A call of a service that was given up. */
  async function giveUp(): Promise<string> {
    const { database, district } = desk.tenant
    seq += 1
    const now = clock.now()
    const event = { id: `${matter}/${seq}/0`, type: 'duibiao.matter.call_service', source: '/districts/1' }
    const body = JSON.stringify({
      ...event,
      time: formatInstant(now),
      data: { service: 'issue', secret: '张三' },
    })
    const place = { matter, seq, number: 0 }
    await addDeliveries(database, district, {
      kind: 'connector',
      receivers: ['issue'],
      place,
      body,
      now,
      token: 7,
    })
    const pending = await listDeliveries(database, district, { state: 'pending', limit: 10 })
    const delivery = pending.find((one) => one.seq === seq)
    if (delivery === undefined) throw new Error('nothing was added')
    const outcome = { kind: 'dead', reason: 'status 500', isGone: false } as const
    await settleDelivery(database, district, { delivery, outcome, now })
    return delivery.id
  }

  test('a delivery is shown with its request, and nothing that the event says [V8.2.3]', async () => {
    const delivery = await giveUp()
    const read = await desk.as('administrator').call('delivery.read', { params: { delivery } })
    expect(read).toMatchObject({
      value: {
        delivery,
        kind: 'connector',
        last_error: 'status 500',
        awaits_answer: true,
        request: { event: { type: 'duibiao.matter.call_service', name: 'issue', source: '/districts/1' } },
      },
    })
    expect(read.ok && read.value.request.bytes).toBeGreaterThan(100)
    expect(JSON.stringify(read)).not.toContain('张三')
    const none = { params: { delivery: '0190d9f0-0000-7000-8000-00000000000f' } }
    expect(await desk.as('administrator').call('delivery.read', none)).toMatchObject({ status: 404 })
  })

  test('dead deliveries are dropped with a reason that is kept; what is not dead stays', async () => {
    const dead = await giveUp()
    const alive = await giveUp()
    const admin = desk.as('administrator')
    await admin.call('delivery.resend', { body: { deliveries: [alive] } })
    const given = { deliveries: [dead, alive], reason: '对方系统已下线' }
    expect(await desk.as('clerk').call('delivery.drop', { body: given })).toMatchObject({ status: 403 })
    expect(await admin.call('delivery.drop', { body: { ...given, reason: '' } })).toMatchObject({
      status: 400,
    })
    expect(await admin.call('delivery.drop', { body: given })).toMatchObject({ value: { count: 1 } })
    const { database, district } = desk.tenant
    expect(await findDelivery(database, district, dead)).toBeUndefined()
    expect(await findDelivery(database, district, alive)).toBeDefined()
    const [event] = await listAuditEvents(database, district, { kind: 'delivery.dropped' })
    expect(JSON.parse(event?.detail ?? '')).toEqual({
      reason: '对方系统已下线',
      count: 1,
      receivers: ['connector issue'],
      matters: [matter],
    })
  })

  test('a dead letter of the outbox is dropped alone, with its reason', async () => {
    const { database, district } = desk.tenant
    const body = JSON.stringify({ kind: 'signal', name: 'flood' })
    for (const number of [0, 1])
      await database.execute(
        `insert into outbox (district_id, matter_id, seq, number, kind, body, created_at, due_at, attempts, last_error, dead_at)
        values ($1, $2, 90, $3, 'signal', $4, now(), now(), 12, 'connector_missing', now())`,
        [district, matter, number, body],
      )
    const admin = desk.as('administrator')
    const given = { matter, seq: 90, number: 0, reason: '演练遗留' }
    expect(await admin.call('outbox.drop', { body: given })).toMatchObject({ ok: true })
    expect(await admin.call('outbox.drop', { body: given })).toMatchObject({ status: 404 })
    const left = await admin.call('outbox.list', { query: { is_dead: true } })
    expect(left).toMatchObject({ value: { rows: [{ number: 1, name: 'flood' }] } })
    const counted = await admin.call('delivery.count', {})
    expect(counted).toMatchObject({ value: { dead_effects: 1, failing_jobs: 0 } })
    const [event] = await listAuditEvents(database, district, { kind: 'delivery.dropped' })
    expect(event).toMatchObject({ subject: matter, outcome: 'done' })
  })

  test('jobs tell their last run, their next and their last failure, of the own district only', async () => {
    const now = clock.now()
    const none = { startedAt: undefined, code: undefined, failedAt: undefined, failedCode: undefined }
    const well: JobState = {
      name: 'timers',
      district: desk.tenant.district,
      interval: 1000,
      addedAt: now,
      doneAt: instantOf(now - 400),
      failures: 0,
      ...none,
    }
    const failing: JobState = {
      ...well,
      name: 'audit',
      failures: 2,
      code: 'audit_broken',
      failedAt: instantOf(now - 100),
      failedCode: 'audit_broken',
    }
    const shared: JobState = { ...well, name: 'load', district: undefined, startedAt: now }
    jobs = [well, failing, shared, { ...well, name: 'foreign', district: parseDistrictId(2) }]
    const listed = await desk.as('administrator').call('job.list', {})
    expect(listed).toMatchObject({
      value: {
        rows: [
          { name: 'timers', failures: 0, next_at: formatInstant(instantOf(now + 600)), is_late: false },
          {
            name: 'audit',
            failures: 2,
            failed_code: 'audit_broken',
            failed_what: expect.stringContaining('verify'),
          },
          { name: 'load', is_shared: true, is_running: true },
        ],
      },
    })
    expect(listed.ok && listed.value.rows).toHaveLength(3)
    expect(await desk.as('administrator').call('delivery.count', {})).toMatchObject({
      value: { failing_jobs: 1 },
    })
    jobs = []
  })

  test('timers that were set aside are listed and tried again', async () => {
    const { database, district } = desk.tenant
    const started = await desk.as('clerk').call('matter.start', {
      body: { pack: 'hotline', title: '路灯不亮' },
      key: 'incident-1',
    })
    const id = started.ok ? started.value.id : ''
    await database.execute(
      `insert into incident (district_id, matter_id, source, code, reason, attempts, first_at, last_at)
      values ($1, $2, 'timer:3', 'fault', 'no such parameter', 4, now(), now())`,
      [district, id],
    )
    const admin = desk.as('administrator')
    expect(await admin.call('incident.list', {})).toMatchObject({
      value: { rows: [{ kind: 'timer', matter: id, timer: 3, code: 'fault', attempts: 4 }] },
    })
    expect((await admin.call('incident.retry', { body: {} })).ok).toBe(false)
    expect(await admin.call('incident.retry', { body: { matter: id } })).toMatchObject({ ok: true })
    expect(await admin.call('incident.list', {})).toMatchObject({ value: { rows: [] } })
  })
})
