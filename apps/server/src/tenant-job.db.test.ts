import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf, millisecondsPerDay, millisecondsPerHour } from '@duibiao/base'
import type { Instant, MatterId } from '@duibiao/base'
import {
  addAuditEvents,
  addDeliveries,
  generateSigner,
  listAuditEvents,
  listReceivers,
  settleDelivery,
  takeDeliveries,
} from '@duibiao/store'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import type { FixedClock, TestDatabase } from '@duibiao/testkit'
import { openEvidenceFiles } from './evidence-file.ts'
import { makeJobBoard } from './job.ts'
import type { Job } from './job.ts'
import { makeLog } from './log.ts'
import { makeMetrics } from './metrics.ts'
import type { Metrics } from './metrics.ts'
import { makeGate } from './overload.ts'
import { plainOutbox } from './plain-outbox.ts'
import { listTenantJobs, makeMonthJob } from './tenant-job.ts'
import type { Tenant } from './tenant.ts'
import { openTestService } from './test-service.ts'
import type { TestService } from './test-service.ts'

describeOnBoth('a job of a district', (open) => {
  let opened: TestDatabase
  let service: TestService
  let tenant: Tenant
  let clock: FixedClock
  const { signer } = generateSigner()

  beforeAll(async () => {
    opened = await open()
    clock = makeFixedClock()
    // Its own jobs stand still: this clock is moved for those that a test looks at.
    service = await openTestService({ database: opened.database, scheduler: makeFixedClock() })
    const [found] = service.tenants.values()
    if (found === undefined) throw new Error('no district')
    tenant = { ...found, now: () => clock.now() }
  }, 60_000)

  afterAll(() => service.close())

  function freshMetrics(): Metrics {
    return makeMetrics(makeGate(1, { look: () => 0, stop: () => {} }))
  }

  function jobNamed(name: string, metrics = freshMetrics()): Job {
    const job = listTenantJobs({
      tenant,
      engine: tenant.engine,
      outbox: plainOutbox,
      courier: { poll: async () => {}, settle: async () => {} },
      signer: () => signer,
      metrics,
      evidence: openEvidenceFiles(service.config.data),
      retention: service.config.retention,
    }).find((one) => one.name === name)
    if (job === undefined) throw new Error(`no job ${name}`)
    return job
  }

  async function aMatter(key: string): Promise<MatterId> {
    const start = { procedure: 'hotline', key, actor: { person: 'li' } }
    const answer = await tenant.engine.start(start)
    if (!answer.ok) throw new Error(answer.refusal.code)
    return answer.receipt.matter
  }

  test('seals the ledger once a day although nothing is new', async () => {
    const sealing = jobNamed('sealing')
    async function countAfter(span: number): Promise<unknown> {
      clock.jumpTo(instantOf(clock.now() + span))
      await sealing.run(() => false)
      const [row] = await opened.database.query('select count(*)::int as made from checkpoint')
      return row?.['made']
    }
    const counts = [
      await countAfter(0),
      await countAfter(millisecondsPerHour),
      await countAfter(millisecondsPerDay),
    ]
    expect(counts).toEqual([1, 1, 2])
  })

  /** Receipts of notes, which are older than anything is kept. */
  async function addOldReceipts(count: number): Promise<void> {
    const matter = await aMatter(`retention ${clock.now()} ${count}`)
    await opened.asOwner((owner) =>
      owner.execute(
        `insert into receipt (district_id, key, matter_id, seq, recorded_at, written_at)
        select 1, 'old:' || number, $1, 2, now(), now() - interval '4000 days'
        from generate_series(1, $2::int) as number`,
        [matter, count],
      ),
    )
  }

  async function countOld(): Promise<unknown> {
    const [row] = await opened.database.query(
      `select count(*)::int as count from receipt where key like 'old:%'`,
    )
    return row?.['count']
  }

  test('clears receipts and audit events that are older than they are kept, and no others', async () => {
    const { database, district } = tenant
    await addOldReceipts(3)
    const events = [{ kind: 'session.opened', outcome: 'done' }] as const
    for (const now of [instantOf(Date.UTC(2020, 0, 6)), clock.now()]) {
      await database.transaction((transaction) => addAuditEvents(transaction, district, { events, now }))
    }
    await jobNamed('retention').run(() => false)
    expect(await countOld()).toBe(0)
    expect(await database.query('select from receipt where district_id = $1', [district])).not.toEqual([])
    const kept = await listAuditEvents(database, district)
    expect(kept.map(({ recordedAt }) => recordedAt)).toEqual([clock.now()])
  })

  test('that fails is told in the log, in readiness and in the figures, and tries again', async () => {
    await addOldReceipts(2)
    const metrics = freshMetrics()
    const lines: string[] = []
    const log = makeLog('info', { write: (line) => void lines.push(line) })
    const board = makeJobBoard(clock, log, metrics.countJobFailure)
    metrics.watchJobs(
      () => board.states(),
      () => clock.now(),
    )
    board.add(jobNamed('retention', metrics))
    await opened.asOwner((owner) => owner.execute('revoke delete on receipt from duibiao_app'))
    await clock.advance(6 * millisecondsPerHour)
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'error', job: 'retention', district: 1, count: 1 },
    ])
    const text = await metrics.write()
    expect(text).toContain('duibiao_job_failures_total{job="retention"} 1')
    expect(text).toContain('duibiao_job_failing{job="retention",district="1"} 1')
    expect(text).toContain('duibiao_job_age_seconds{job="retention",district="1"} 21600')
    await opened.asOwner((owner) => owner.execute('grant delete on receipt to duibiao_app'))
    await clock.advance(6 * millisecondsPerHour)
    expect(await countOld()).toBe(0)
    expect(await metrics.write()).toContain('duibiao_job_failing{job="retention",district="1"} 0')
    await board.stop()
  })

  test('makes the months to come, for all districts', async () => {
    const at = makeFixedClock(instantOf(Date.UTC(2029, 10, 15)))
    await makeMonthJob(opened.database, { scheduler: at, rule: service.config.retention }).run(() => false)
    const there = await opened.database.query<{ readonly there: boolean }>(
      `select to_regclass('entry_' || name) is not null as there from unnest($1::text[]) as name`,
      [['2029_11', '2029_12', '2030_01', '2030_02']],
    )
    expect(there.map((row) => row.there)).toEqual([true, true, true, false])
  })

  test('verifies the ledger once a day, and a change of it is told until somebody looks', async () => {
    await aMatter('verified')
    await jobNamed('sealing').run(() => false)
    const metrics = freshMetrics()
    const verification = jobNamed('verification', metrics)
    await verification.run(() => false)
    const text = await metrics.write()
    expect(text).toContain('duibiao_ledger_sound{district="1"} 1')
    expect(text).toContain(`duibiao_ledger_verified_seconds{district="1"} ${clock.now() / 1000}`)
    const tamper = `update entry set body = replace(body, '"li"', '"wang"') where kind = 'start'`
    await opened.asOwner(async (owner) => {
      await owner.execute('alter table entry disable trigger user')
      expect(await owner.execute(tamper)).toBeGreaterThan(0)
    })
    // Not before its day.
    await verification.run(() => false)
    clock.jumpTo(instantOf(clock.now() + millisecondsPerDay))
    for (const _ of [1, 2]) {
      await expect(verification.run(() => false)).rejects.toMatchObject({
        code: 'ledger_faulty',
        params: { kind: 'changed' },
      })
    }
    expect(await metrics.write()).toContain('duibiao_ledger_sound{district="1"} 0')
  })

  test('tells what waits to leave, since when, and what was given up', async () => {
    const { database, district } = tenant
    const place = { matter: await aMatter('deliveries'), seq: 1, number: 0 }
    const now: Instant = clock.now()
    const receivers = ['wang', 'zhao']
    await addDeliveries(database, district, { kind: 'email', receivers, place, body: '{}', now })
    const [first] = await listReceivers(database, district, { now })
    if (first === undefined) throw new Error('nobody')
    const [delivery] = await takeDeliveries(database, district, { ...first, now, limit: 1, lease: 1 })
    if (delivery === undefined) throw new Error('nothing')
    const outcome = { kind: 'dead', reason: 'no such address', isGone: false } as const
    await settleDelivery(database, district, { delivery, outcome, now })
    clock.jumpTo(instantOf(now + 400_000))
    const metrics = freshMetrics()
    await jobNamed('condition', metrics).run(() => false)
    const text = await metrics.write()
    expect(text).toContain('duibiao_deliveries_dead{district="1"} 1')
    expect(text).toContain('duibiao_deliveries_waiting{district="1"} 1')
    expect(text).toContain('duibiao_delivery_lag_seconds{district="1"} 400')
    const ready = (await service.application.inject('/readyz')).body
    expect(ready).toContain('1 deliveries were given up')
  })
})
