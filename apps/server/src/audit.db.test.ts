import { afterAll, beforeAll, expect, test } from 'vitest'
import { AppError, instantOf, parseDistrictId } from '@duibiao/base'
import { listAuditEvents, verifyAuditLines } from '@duibiao/store'
import { describeOnBoth, enterDistrict, makeFixedClock } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { makeAuditTrail } from './audit-trail.ts'
import { openSignedIn, openSignInService } from './test-account.ts'
import type { SignInService } from './test-account.ts'
import { openBrowser } from './test-browser.ts'

describeOnBoth('the audit', (open) => {
  let service: SignInService
  let clock: FixedClock

  beforeAll(async () => {
    const { database } = await open()
    clock = makeFixedClock()
    service = await openSignInService(database, clock)
  }, 60_000)

  afterAll(() => service.close())

  test('keeps every denial with who asked for what, and makes nobody wait for it [V16.3.2]', async () => {
    const browser = await openSignedIn(service, ['analyst'])
    await browser.call('account.list', { query: {} })
    await browser.call('token.end', { params: { token: '00000000-0000-7000-8000-000000000000' } })
    const foreign = await browser.inject({
      method: 'POST',
      url: '/api/v1/me/second-factor',
      headers: { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    })
    expect(foreign.statusCode).toBe(403)
    const { audit, database, district } = service.tenant
    await audit.settle()
    const kind = 'operation.asked'
    const events = await listAuditEvents(database, district, { kind, actor: browser.id })
    expect(events.toReversed().map(({ subject, outcome, detail }) => [subject, outcome, detail])).toEqual([
      ['account.list', 'refused', '{"code":"permission_missing"}'],
      ['token.end', 'refused', '{"code":"resource_missing"}'],
      ['second_factor.start', 'refused', '{"code":"permission_missing"}'],
    ])
    expect(
      events.every(({ request, session, address }) => request !== '' && session !== '' && address !== ''),
    ).toBe(true)
  })

  test('is read by the auditor with filters, page by page, and its chain verified [V16.4.2]', async () => {
    const auditor = await openSignedIn(service, ['auditor'])
    const analyst = await openSignedIn(service, ['analyst'])
    const from = new Date(clock.now()).toISOString()
    const mine = await auditor.call('audit.list', {
      query: { actor: analyst.id, kind: 'session.opened', from },
    })
    expect(mine).toMatchObject({
      value: {
        rows: [
          {
            kind: 'session.opened',
            outcome: 'done',
            actor: analyst.id,
            actor_name: analyst.name,
            address: '127.0.0.1',
          },
        ],
      },
    })
    const first = await auditor.call('audit.list', { query: { limit: 2 } })
    if (!first.ok) throw new Error(first.problem.code)
    const second = await auditor.call('audit.list', { query: { limit: 2, after: first.value.next ?? '' } })
    if (!second.ok) throw new Error(second.problem.code)
    const seqs = [...first.value.rows, ...second.value.rows].map(({ seq }) => seq)
    expect(seqs).toEqual([0, 1, 2, 3].map((at) => (seqs[0] ?? 0) - at))
    expect(await auditor.call('audit.list', { query: { after: 'x' } })).toMatchObject({ status: 400 })
    const verified = await auditor.call('audit.verify', { body: {} })
    if (!verified.ok) throw new Error(verified.problem.code)
    expect(verified.value).toMatchObject({ is_whole: true })
    const { head } = verified.value
    expect(await auditor.call('audit.verify', { body: { noted: head } })).toMatchObject({
      value: { is_whole: true },
    })
    const noted = { ...head, hash: '0'.repeat(64) }
    expect(await auditor.call('audit.verify', { body: { noted } })).toMatchObject({
      value: { is_whole: false, broken_at: head.seq },
    })
  })

  test('is gone through from the last checkpoint on, or from the start stretch by stretch [V16.4.2]', async () => {
    const auditor = await openSignedIn(service, ['auditor'])
    const first = await auditor.call('audit.verify', { body: {} })
    if (!first.ok) throw new Error(first.problem.code)
    expect(first.value).toMatchObject({ is_whole: true, is_complete: true, reached: first.value.head })
    const again = await auditor.call('audit.verify', { body: {} })
    if (!again.ok) throw new Error(again.problem.code)
    // Of the second only what came in between is looked at: that the first was told of.
    expect(again.value).toMatchObject({
      checkpoint: { seq: first.value.head.seq, hash: first.value.head.hash },
      is_complete: true,
    })
    expect(again.value.count).toBe(again.value.head.seq - first.value.head.seq)
    const all = await auditor.call('audit.verify', { body: { from: 'start' } })
    if (!all.ok) throw new Error(all.problem.code)
    expect(all.value.count).toBe(all.value.head.seq)
    expect('checkpoint' in all.value).toBe(false)
    const after = { seq: 3, hash: 'a'.repeat(64) }
    expect(await auditor.call('audit.verify', { body: { after } })).toMatchObject({
      value: { is_whole: false, broken_at: 3 },
    })
  })

  test('shows one event, held against those beside it', async () => {
    const auditor = await openSignedIn(service, ['auditor'])
    const page = await auditor.call('audit.list', { query: { limit: 1 } })
    const seq = page.ok ? (page.value.rows[0]?.seq ?? 0) : 0
    const read = await auditor.call('audit.read', { params: { seq } })
    expect(read).toMatchObject({ value: { seq, is_whole: true, follows: true } })
    expect(read.ok && 'is_followed' in read.value).toBe(false)
    expect(await auditor.call('audit.read', { params: { seq: 2 } })).toMatchObject({
      value: { seq: 2, is_whole: true, follows: true, is_followed: true },
    })
    expect(await auditor.call('audit.read', { params: { seq: seq + 100 } })).toMatchObject({ status: 404 })
  })

  test('is exported as it is filtered; lines of JSON prove themselves', async () => {
    const auditor = await openSignedIn(service, ['auditor'])
    const jsonl = await auditor.inject({ url: '/api/v1/audit-export?format=jsonl' })
    expect(jsonl.headers['content-type']).toContain('application/jsonl')
    const lines = jsonl.body.trimEnd().split('\n')
    async function* give(): AsyncGenerator<string> {
      yield* lines
    }
    expect(await verifyAuditLines(give())).toMatchObject({ count: lines.length, fault: undefined })
    const csv = await auditor.inject({
      url: `/api/v1/audit-export?format=csv&kind=session.opened&actor_name=${auditor.name}`,
    })
    const rows = csv.body.trimEnd().split(/\r?\n/)
    expect(rows).toHaveLength(2)
    expect(rows[1]).toContain(auditor.name)
    const told = await auditor.call('audit.list', { query: { kind: 'data.exported', actor: auditor.id } })
    expect(told).toMatchObject({
      value: {
        rows: [{ detail: { format: 'csv', kind: 'session.opened' } }, { detail: { format: 'jsonl' } }],
      },
    })
  })

  test('is not read by those whom it is about: administrators, leaders, whoever [V16.4.2]', async () => {
    const others = ['administrator', 'security_administrator', 'leader', 'analyst', 'resident'] as const
    for (const role of others) {
      const browser = await openSignedIn(service, [role])
      expect(await browser.call('audit.list', { query: {} })).toMatchObject({ status: 403 })
      expect(await browser.call('audit.verify', { body: {} })).toMatchObject({ status: 403 })
      expect(await browser.call('audit.read', { params: { seq: 1 } })).toMatchObject({ status: 403 })
      expect(await browser.call('audit.export', { query: {} })).toMatchObject({ status: 403 })
    }
    expect(await openBrowser(service.application).call('audit.list', { query: {} })).toMatchObject({
      status: 401,
    })
  })

  test('tells of proofs that the limits refused', async () => {
    const { database, district } = service.tenant
    const environment = { DUIBIAO_SIGN_IN_ATTEMPTS: '1' }
    const strict = await openSignInService(database, clock, { environment })
    try {
      const browser = openBrowser(strict.application, { address: '10.9.9.9' })
      const body = { account: 'nobody', password: 'x' }
      for (let n = 0; n < 2; n += 1) await browser.call('session.open', { body })
      await strict.tenant.audit.settle()
      const events = await listAuditEvents(database, district, { kind: 'session.opened', outcome: 'refused' })
      const here = events.filter(({ address }) => address === '10.9.9.9')
      expect(here.map(({ detail }) => detail)).toEqual(['{"code":"sign_in_locked"}', '{"factor":"password"}'])
    } finally {
      await strict.close()
    }
  }, 60_000)
})

describeOnBoth('the trail of the audit', (open) => {
  const event = { kind: 'session.opened', outcome: 'done' } as const

  async function openTrail() {
    const opened = await open()
    await enterDistrict(opened)
    const { database } = opened
    const district = parseDistrictId(1)
    const state = { isAway: false, transactions: 0 }
    // A database that may be away, and counts.
    const failing: typeof database = Object.create(database, {
      transaction: {
        value: (work: Parameters<typeof database.transaction>[0]) => {
          state.transactions += 1
          if (state.isAway) return Promise.reject(new AppError('database_unavailable'))
          return database.transaction(work)
        },
      },
    })
    const trail = makeAuditTrail({ database: failing, district, now: () => instantOf(0) })
    const list = (filter: Parameters<typeof listAuditEvents>[2] = {}) =>
      listAuditEvents(database, district, { limit: 200, ...filter })
    return { trail, state, list }
  }

  test('writes many at once in few transactions, in order', async () => {
    const { trail, state, list } = await openTrail()
    const written = Array.from({ length: 120 }, (_, n) => trail.record([{ ...event, subject: String(n) }]))
    await Promise.all(written)
    expect(state.transactions).toBeLessThanOrEqual(3)
    expect((await list()).toReversed().map(({ subject }) => subject)).toEqual(
      Array.from({ length: 120 }, (_, n) => String(n)),
    )
  })

  test('refuses who waits while the database is away, and keeps what was noted until it is back', async () => {
    const { trail, state, list } = await openTrail()
    state.isAway = true
    trail.note({ ...event, subject: 'noted' })
    await expect(trail.record([{ ...event, subject: 'waited' }])).rejects.toMatchObject({
      code: 'database_unavailable',
    })
    await trail.settle()
    state.isAway = false
    await trail.record([{ ...event, subject: 'later' }])
    expect((await list()).toReversed().map(({ subject }) => subject)).toEqual(['noted', 'later'])
  })

  test('goes on after it had nothing to do', async () => {
    const { trail, list } = await openTrail()
    await trail.settle()
    await trail.record([event])
    expect(await list()).toHaveLength(1)
  })

  test('counts what it cannot hold, and tells how many are missing [V16.5.2]', async () => {
    const { trail, state, list } = await openTrail()
    state.isAway = true
    for (let n = 0; n < 10_003; n += 1) trail.note({ ...event, subject: String(n) })
    await trail.settle()
    state.isAway = false
    await trail.settle()
    const [last] = await list()
    // All that were held, and one that tells of the three that were not.
    expect(last?.seq).toBe(10_001)
    expect(await list({ kind: 'audit.lost' })).toMatchObject([{ seq: 1, detail: '{"count":3}' }])
  }, 60_000)
})
