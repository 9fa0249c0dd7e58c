import { beforeAll, expect, test } from 'vitest'
import { instantOf, parseDistrictId } from '@duibiao/base'
import type { DistrictId } from '@duibiao/base'
import { describeOnBoth, enterDistrict } from '@duibiao/testkit'
import type { TestDatabase } from '@duibiao/testkit'
import { verifyAudit } from './audit-chain.ts'
import { findAuditCheckpoint, keepAuditCheckpoint } from './audit-checkpoint.ts'
import { addAuditEvents, listAuditEvents } from './audit-event.ts'
import { formatAuditLine, verifyAuditLines } from './audit-line.ts'
import { sqlStateOf } from './fault.ts'
import { generateSigner } from './signer.ts'

const start = instantOf(Date.UTC(2026, 0, 6))
const { signer } = generateSigner()
let last = 500

describeOnBoth('a stretch of the audit', (open) => {
  let opened: TestDatabase
  beforeAll(async () => {
    opened = await open()
  })

  async function openDistrict(events = 9): Promise<DistrictId> {
    last += 1
    await enterDistrict(opened, last)
    const district = parseDistrictId(last)
    await add(district, events)
    return district
  }

  async function add(district: DistrictId, count: number): Promise<void> {
    const event = { kind: 'session.opened', outcome: 'done' } as const
    const events = Array.from({ length: count }, () => event)
    await opened.database.transaction((transaction) =>
      addAuditEvents(transaction, district, { events, now: start }),
    )
  }

  /** As somebody who owns the database could. */
  async function tamper(district: DistrictId, change: string): Promise<void> {
    await opened.asOwner(async (owner) => {
      for (const table of ['audit_event', 'audit_checkpoint'])
        await owner.runScript(`alter table ${table} disable trigger user`)
      await owner.execute(change, [district])
      for (const table of ['audit_event', 'audit_checkpoint'])
        await owner.runScript(`alter table ${table} enable trigger user`)
    })
  }

  function verify(district: DistrictId, stretch: Parameters<typeof verifyAudit>[2] = {}) {
    return verifyAudit(opened.database, district, stretch)
  }

  test('goes on where the one before ended, until the head', async () => {
    const district = await openDistrict(9)
    const one = await verify(district, { most: 4 })
    expect(one).toMatchObject({ count: 4, isComplete: false, brokenAt: undefined, reached: { seq: 4 } })
    const two = await verify(district, { most: 4, after: one.reached })
    expect(two).toMatchObject({ count: 4, isComplete: false, reached: { seq: 8 } })
    const three = await verify(district, { most: 4, after: two.reached })
    expect(three).toMatchObject({ count: 1, isComplete: true, brokenAt: undefined, reached: three.head })
  })

  test('is told apart from one that another chain had: it begins with the hash of what it follows [V16.4.2]', async () => {
    const district = await openDistrict(5)
    const after = { seq: 2, hash: '0'.repeat(64) }
    expect(await verify(district, { after })).toMatchObject({ brokenAt: 2, count: 0 })
    expect(await verify(district, { after: { ...after, seq: 7 } })).toMatchObject({ brokenAt: 6 })
  })

  test.each([
    [
      'changed after the checkpoint',
      `update audit_event set actor_name = 'li' where district_id = $1 and seq = 6`,
      6,
    ],
    ['removed after it', `delete from audit_event where district_id = $1 and seq = 6`, 6],
    ['cut at the end', `delete from audit_event where district_id = $1 and seq >= 8`, 8],
    [
      'changed at the checkpoint itself',
      `update audit_event set kind = 'x' where district_id = $1 and seq = 4`,
      4,
    ],
  ])('finds what was %s [V16.4.2]', async (_, change, at) => {
    const district = await openDistrict(9)
    const { reached } = await verify(district, { most: 4 })
    await keepAuditCheckpoint(opened.database, district, { ...reached, verifiedAt: start, signer })
    await tamper(district, change)
    const after = await findAuditCheckpoint(opened.database, district, signer)
    expect(after).toEqual({ ...reached, verifiedAt: start })
    expect(await verify(district, { after })).toMatchObject({ brokenAt: at })
  })

  test('what was changed before a checkpoint is found from the start [V16.4.2]', async () => {
    const district = await openDistrict(9)
    const { reached } = await verify(district, { most: 4 })
    await tamper(district, `update audit_event set actor_name = 'li' where district_id = $1 and seq = 2`)
    expect(await verify(district, { after: reached })).toMatchObject({ brokenAt: undefined })
    expect(await verify(district, { most: 4 })).toMatchObject({ brokenAt: 2 })
  })

  test('a checkpoint that the key of the installation did not sign is none [V16.4.2]', async () => {
    const district = await openDistrict(9)
    const kept = await verify(district, { most: 3 })
    await keepAuditCheckpoint(opened.database, district, { ...kept.reached, verifiedAt: start, signer })
    const far = (await verify(district)).reached
    // By another key, and one whose place was moved.
    const other = generateSigner().signer
    await keepAuditCheckpoint(opened.database, district, { ...far, verifiedAt: start, signer: other })
    expect(await findAuditCheckpoint(opened.database, district, signer)).toMatchObject(kept.reached)
    await tamper(
      district,
      `update audit_checkpoint set key_id = (select min(key_id) from audit_checkpoint where seq = 3 and district_id = $1)
      where district_id = $1 and seq = 9`,
    )
    expect(await findAuditCheckpoint(opened.database, district, signer)).toMatchObject(kept.reached)
  })

  test('a checkpoint is neither changed nor removed, and kept twice it is one', async () => {
    const district = await openDistrict(3)
    const { reached } = await verify(district)
    for (let time = 0; time < 2; time += 1)
      await keepAuditCheckpoint(opened.database, district, { ...reached, verifiedAt: start, signer })
    for (const change of ['update audit_checkpoint set seq = 1', 'delete from audit_checkpoint']) {
      const state = await opened.database.execute(change).catch(sqlStateOf)
      expect([change, state]).toEqual([change, '42501'])
    }
  })

  test('an export proves itself without the database, line by line [V16.4.2]', async () => {
    const district = await openDistrict(6)
    const lines = (await listAuditEvents(opened.database, district)).map((event) =>
      formatAuditLine(district, event),
    )
    const { head } = await verify(district)
    async function* give(given: readonly string[]): AsyncGenerator<string> {
      yield* given
    }
    expect(await verifyAuditLines(give(lines), head)).toMatchObject({
      count: 6,
      newest: head,
      oldest: { seq: 1 },
      fault: undefined,
    })
    const changed = lines.with(2, (lines[2] ?? '').replace('session.opened', 'session.closed'))
    expect(await verifyAuditLines(give(changed))).toMatchObject({ fault: { line: 3, kind: 'changed' } })
    expect(await verifyAuditLines(give(lines.toSpliced(2, 1)))).toMatchObject({
      fault: { line: 3, kind: 'gap' },
    })
    expect(await verifyAuditLines(give(lines.slice(1)), head)).toMatchObject({ fault: { kind: 'noted' } })
    expect(await verifyAuditLines(give([...lines, '{}']))).toMatchObject({
      fault: { line: 7, kind: 'unreadable' },
    })
  })
})
