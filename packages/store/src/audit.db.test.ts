import { beforeAll, describe, expect, test } from 'vitest'
import { instantOf, parseDistrictId } from '@duibiao/base'
import { describeOnBoth, enterDistrict, openTestDatabase } from '@duibiao/testkit'
import type { TestDatabase } from '@duibiao/testkit'
import { verifyAudit } from './audit-chain.ts'
import { addAuditEvents, clearAuditEvents, listAuditEvents } from './audit-event.ts'
import type { AuditEvent } from './audit-event.ts'
import { sqlStateOf } from './fault.ts'

const long = 1_000_000_000
const start = instantOf(Date.UTC(2020, 0, 6))
let last = 0

async function openDistrict(opened: TestDatabase): Promise<ReturnType<typeof parseDistrictId>> {
  last += 1
  await enterDistrict(opened, last)
  return parseDistrictId(last)
}

async function add(
  opened: TestDatabase,
  district: ReturnType<typeof parseDistrictId>,
  { events, now = start }: { readonly events: readonly Partial<AuditEvent>[]; readonly now?: number },
) {
  const whole = events.map((event) => ({ kind: 'session.opened', outcome: 'done', ...event }) as const)
  return opened.database.transaction((transaction) =>
    addAuditEvents(transaction, district, { events: whole, now: instantOf(now) }),
  )
}

async function stateOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work
    return 'done'
  } catch (error) {
    return sqlStateOf(error)
  }
}

describeOnBoth('the audit', (open) => {
  let opened: TestDatabase
  beforeAll(async () => {
    opened = await open()
  })

  test('keeps who did what to what, when, from where and with what outcome [V16.2.1, V16.2.2]', async () => {
    const district = await openDistrict(opened)
    const event = {
      kind: 'account.disabled',
      outcome: 'done',
      actor: 'a1',
      actorName: 'zhao',
      session: 's1',
      address: '10.0.0.1',
      subject: 'a2',
      request: 'r1',
      detail: { reason: '离职' },
    } as const
    await add(opened, district, { events: [event] })
    expect(await listAuditEvents(opened.database, district)).toMatchObject([
      { ...event, seq: 1, recordedAt: start, detail: '{"reason":"离职"}' },
    ])
  })

  test('lists the newest first, by kind, actor, subject, outcome and time, page by page', async () => {
    const district = await openDistrict(opened)
    await add(opened, district, {
      events: [{ actor: 'a' }, { actor: 'b', outcome: 'refused' }, { subject: 'x' }],
    })
    await add(opened, district, { events: [{ kind: 'session.closed' }], now: start + 1000 })
    const seqs = async (filter: Parameters<typeof listAuditEvents>[2]) =>
      (await listAuditEvents(opened.database, district, filter)).map(({ seq }) => seq)
    expect(await seqs({ limit: 3 })).toEqual([4, 3, 2])
    expect(await seqs({ limit: 3, after: 2 })).toEqual([1])
    expect(await seqs({ kind: 'session.closed' })).toEqual([4])
    expect(await seqs({ actor: 'a' })).toEqual([1])
    expect(await seqs({ subject: 'x' })).toEqual([3])
    expect(await seqs({ outcome: 'refused' })).toEqual([2])
    expect(await seqs({ from: instantOf(start + 1) })).toEqual([4])
    expect(await seqs({ to: instantOf(start + 1) })).toEqual([3, 2, 1])
  })

  test('does not go back in time, and writers at the same time share one chain', async () => {
    const district = await openDistrict(opened)
    await add(opened, district, { events: [{}], now: start + 5000 })
    await Promise.all(Array.from({ length: 8 }, () => add(opened, district, { events: [{}, {}] })))
    const events = await listAuditEvents(opened.database, district)
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 17 }, (_, index) => 17 - index))
    expect(events.every(({ recordedAt }) => recordedAt === start + 5000)).toBe(true)
    expect(await verifyAudit(opened.database, district)).toMatchObject({ count: 17, brokenAt: undefined })
  })

  test('holds one line of bounded length whatever was sent [V16.4.1]', async () => {
    const district = await openDistrict(opened)
    await add(opened, district, {
      events: [
        { actorName: `a\r\n\u0000\u2028b\uD800${'x'.repeat(500)}`, detail: { text: 'a\n\u0000b' } },
        { subject: '😀'.repeat(200), detail: { number: Number.NaN, texts: ['\uD800', '😀'.repeat(2000)] } },
      ],
    })
    const [, event] = await listAuditEvents(opened.database, district)
    expect(event?.actorName).toMatch(/^a {4}b\uFFFDx+$/)
    expect(event?.actorName).toHaveLength(200)
    expect(event?.detail).toBe('{"text":"a\\n\\u0000b"}')
    expect(await verifyAudit(opened.database, district)).toMatchObject({ count: 2, brokenAt: undefined })
  })

  const tamperings: readonly (readonly [string, string, number])[] = [
    ['changed', `update audit_event set actor_name = 'li' where district_id = $1 and seq = 3`, 3],
    [
      'back-dated',
      `update audit_event set recorded_at = recorded_at - interval '1 day' where district_id = $1 and seq = 2`,
      2,
    ],
    ['removed', `delete from audit_event where district_id = $1 and seq = 2`, 2],
    ['cut', `delete from audit_event where district_id = $1 and seq >= 4`, 4],
    [
      'moved',
      `update audit_event set seq = case seq when 2 then 103 when 3 then 102 end where district_id = $1 and seq in (2, 3)`,
      2,
    ],
  ]
  test.each(tamperings)('shows that an event was %s [V16.4.2]', async (_, change, at) => {
    const district = await openDistrict(opened)
    await add(opened, district, { events: [{}, {}, {}, {}, {}] })
    await opened.asOwner(async (owner) => {
      await owner.runScript('alter table audit_event disable trigger user')
      await owner.execute(change, [district])
      await owner.runScript('alter table audit_event enable trigger user')
    })
    expect(await verifyAudit(opened.database, district, { batch: 2 })).toMatchObject({ brokenAt: at })
  })

  test('that was cut together with its head is found by a head that was noted elsewhere [V16.4.2]', async () => {
    const district = await openDistrict(opened)
    const kept = await add(opened, district, { events: [{}, {}] })
    const noted = await add(opened, district, { events: [{}] })
    expect(await verifyAudit(opened.database, district, { noted })).toMatchObject({ brokenAt: undefined })
    await opened.asOwner(async (owner) => {
      await owner.runScript('alter table audit_event disable trigger user')
      await owner.execute('delete from audit_event where district_id = $1 and seq = 3', [district])
      await owner.runScript('alter table audit_event enable trigger user')
      await owner.execute(`update audit_head set seq = 2, hash = decode($2, 'hex') where district_id = $1`, [
        district,
        kept.hash,
      ])
    })
    expect(await verifyAudit(opened.database, district)).toMatchObject({ brokenAt: undefined })
    expect(await verifyAudit(opened.database, district, { noted })).toMatchObject({ brokenAt: 3 })
    await add(opened, district, { events: [{ kind: 'other' }] })
    expect(await verifyAudit(opened.database, district, { noted })).toMatchObject({ brokenAt: 3 })
  })

  test.each(['update audit_event set kind = kind', 'delete from audit_event', 'truncate audit_event'])(
    'may not be changed by the application: %s [V16.4.2]',
    async (change) => {
      expect(await stateOf(opened.database.execute(change))).toBe('42501')
      expect(await stateOf(opened.database.execute('update audit_head set floor_seq = 1'))).toBe('42501')
    },
  )

  test.each(['update audit_event set kind = kind', 'truncate audit_event'])(
    'may not be changed even by the owner: %s',
    async (change) => {
      const district = await openDistrict(opened)
      await add(opened, district, { events: [{}] })
      expect(await opened.asOwner((owner) => stateOf(owner.execute(change)))).toBe('42501')
    },
  )

  test('is kept for six months at least by the clock of the database, and cleared from the oldest on', async () => {
    const district = await openDistrict(opened)
    const [clock] = await opened.database.query<{ readonly now: number }>('select now() as now')
    const now = clock?.now ?? 0
    await add(opened, district, { events: [{}, {}] })
    await add(opened, district, { events: [{}], now: start + long })
    await add(opened, district, { events: [{}], now: now - 170 * 86_400_000 })
    expect(await clearAuditEvents(opened.database, district, instantOf(start + 1))).toBe(2)
    expect(await verifyAudit(opened.database, district)).toMatchObject({ count: 2, brokenAt: undefined })
    expect(await clearAuditEvents(opened.database, district, instantOf(now))).toBe(1)
    expect(await verifyAudit(opened.database, district)).toMatchObject({ count: 1, brokenAt: undefined })
    const refused = opened.asOwner((owner) =>
      stateOf(owner.execute('delete from audit_event where district_id = $1', [district])),
    )
    expect(await refused).toBe('42501')
  })

  test('of another district is another chain', async () => {
    const one = await openDistrict(opened)
    const other = await openDistrict(opened)
    await add(opened, one, { events: [{ actor: 'mine' }] })
    expect(await listAuditEvents(opened.database, other)).toEqual([])
    expect(await verifyAudit(opened.database, other)).toMatchObject({ count: 0, brokenAt: undefined })
  })
})

describe('the audit (PostgreSQL, real boundary)', () => {
  test('cannot be opened to changes by the application', async () => {
    const opened = await openTestDatabase({ kind: 'postgres' })
    try {
      expect(await stateOf(opened.database.execute('alter table audit_event disable trigger user'))).toBe(
        '42501',
      )
      expect(await stateOf(opened.database.execute('drop table audit_event'))).toBe('42501')
    } finally {
      await opened.close()
    }
  })
})
