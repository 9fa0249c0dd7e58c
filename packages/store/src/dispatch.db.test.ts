import { beforeAll, expect, test } from 'vitest'
import type { Command } from '@duibiao/kernel'
import {
  describeOnBoth,
  eventOf,
  literal,
  makeFixedClock,
  openSampleEngine,
  sketchRow,
  variable,
} from '@duibiao/testkit'
import type { FixedClock, TestDatabase } from '@duibiao/testkit'
import { dispatchOutbox } from './dispatch.ts'
import type { OutboxPort } from './dispatch.ts'
import type { Engine } from './engine.ts'
import { receiptOf } from './order.ts'
import { listOutbox, resend } from './outbox.ts'

const waits = sketchRow('waits', { id: 'catch', kind: 'catch', triggers: [eventOf('message', 'reply')] })
const asks = sketchRow('asks', {
  id: 'throw',
  kind: 'throw',
  results: [{ kind: 'message', name: literal('reply') }],
})
const listens = sketchRow('listens', { id: 'catch', kind: 'catch', triggers: [eventOf('signal', 'storm')] })
const warns = sketchRow('warns', {
  id: 'throw',
  kind: 'throw',
  results: [{ kind: 'signal', name: literal('storm') }],
})
const calls = sketchRow('calls', { id: 'service', kind: 'service', service: 'register', wait: true })
const begun = sketchRow('begun', { id: 'wait', kind: 'user' })
const begins = {
  ...begun,
  nodes: begun.nodes.map((node) =>
    node.kind === 'start' ? { ...node, triggers: [eventOf('message', 'call')] } : node,
  ),
  scope: { ...begun.scope, entries: [], triggeredStarts: [0] },
}
const phones = sketchRow('phones', {
  id: 'throw',
  kind: 'throw',
  results: [{ kind: 'message', name: literal('call') }],
})
const siren = sketchRow('siren', { id: 'wait', kind: 'user' })
const heeds = {
  ...siren,
  nodes: siren.nodes.map((node) =>
    node.kind === 'start' ? { ...node, triggers: [eventOf('signal', 'flood')] } : node,
  ),
  scope: { ...siren.scope, entries: [], triggeredStarts: [0] },
}
const floods = sketchRow('floods', {
  id: 'throw',
  kind: 'throw',
  results: [{ kind: 'signal', name: literal('flood') }],
})
const tells = sketchRow('tells', {
  id: 'throw',
  kind: 'throw',
  results: [
    {
      kind: 'message',
      name: literal('reply'),
      envelope: {
        content: [{ kind: 'one', target: 'word', source: literal('done') }],
        to: variable('receivers'),
        sender: 'teller',
      },
    },
  ],
})
const procedures = [
  tells,
  heeds,
  { ...heeds, id: 'heeds', hash: 'hash of heeds' },
  floods,
  waits,
  asks,
  listens,
  warns,
  calls,
  begins,
  phones,
]

let keys = 0
const circumstances = () => ({ key: `test:${(keys += 1)}`, actor: { person: 'li' } })
const port: OutboxPort = { callService: async () => [], notify: async () => {} }

describeOnBoth('outbox', (open) => {
  let opened: TestDatabase
  let engine: Engine
  let clock: FixedClock
  beforeAll(async () => {
    opened = await open()
    clock = makeFixedClock()
    ;({ engine } = await openSampleEngine(opened, { clock, procedures }))
  })
  const start = async (procedure: string) =>
    receiptOf(await engine.start({ procedure, ...circumstances() })).matter
  const statusOf = async (matter: string) =>
    (await opened.database.query('select status from matter where matter_id = $1', [matter]))[0]?.['status']
  const district = () => engine.setting.district

  test('a message reaches the matter that waits for it', async () => {
    const waiting = await start('waits')
    await start('asks')
    expect(await dispatchOutbox(engine, port)).toEqual({ delivered: 1, failed: 0 })
    expect(await statusOf(waiting)).toBe('completed')
    expect(await listOutbox(opened.database, district())).toEqual([])
  })

  test('a delivery whose record was lost is not made a second time', async () => {
    const waiting = await start('waits')
    const asking = await start('asks')
    const copy = await opened.database.query<{ seq: number; body: string }>(
      'select seq, body from outbox where matter_id = $1',
      [asking],
    )
    await dispatchOutbox(engine, port)
    // The process died after the command and before the outbox row went: it is there again, tried once.
    await opened.database.execute(
      `insert into outbox (district_id, matter_id, seq, number, kind, body, created_at, due_at, attempts)
       values (1, $1, $2, 0, 'message', $3, now(), $4, 1)`,
      [asking, copy[0]?.seq ?? 0, copy[0]?.body ?? '', new Date(clock.now()).toISOString()],
    )
    const other = await start('waits')
    expect(await dispatchOutbox(engine, port)).toEqual({ delivered: 1, failed: 0 })
    expect(await statusOf(waiting)).toBe('completed')
    expect(await statusOf(other)).toBe('open')
    await engine.act(other, { kind: 'cancel', reason: 'test' }, circumstances())
  })

  const dataOf = async (matter: string) =>
    JSON.parse(
      String(
        (
          await opened.database.query<{ readonly data: string }>(
            'select data from matter_data where matter_id = $1',
            [matter],
          )
        )[0]?.['data'],
      ),
    )

  test('a message goes to the matters it is addressed to, once each, and says who sent it', async () => {
    const [first, second, other] = [await start('waits'), await start('waits'), await start('waits')]
    const receivers = [{ matter: first }, second, first]
    const request = { procedure: 'tells', number: 'T-2026-000001', variables: { receivers } }
    const telling = receiptOf(await engine.start({ ...request, ...circumstances() })).matter
    expect(await dispatchOutbox(engine, port)).toEqual({ delivered: 2, failed: 0 })
    expect([await statusOf(first), await statusOf(second), await statusOf(other)]).toEqual([
      'completed',
      'completed',
      'open',
    ])
    expect((await dataOf(second))[0]).toEqual({
      word: 'done',
      teller: { matter: telling, number: 'T-2026-000001' },
    })
    await engine.act(other, { kind: 'cancel', reason: 'test' }, circumstances())
  })

  test('a message to a matter that has ended is no failure, one to a suspended matter waits for it', async () => {
    const [ended, suspended] = [await start('waits'), await start('waits')]
    await engine.act(ended, { kind: 'cancel', reason: 'test' }, circumstances())
    await engine.act(suspended, { kind: 'suspend', reason: 'test' }, circumstances())
    const request = { procedure: 'tells', variables: { receivers: [ended, suspended] } }
    receiptOf(await engine.start({ ...request, ...circumstances() }))
    expect(await dispatchOutbox(engine, port)).toEqual({ delivered: 1, failed: 1 })
    await engine.act(suspended, { kind: 'resume' }, circumstances())
    await clock.advance(10_000)
    expect(await dispatchOutbox(engine, port)).toEqual({ delivered: 1, failed: 0 })
    expect(await statusOf(suspended)).toBe('completed')
  })

  test('a message that nobody waits for is tried again, and at last given up and shown', async () => {
    const rule = { attempts: 3, delay: 1000, longestDelay: 60_000 }
    const asking = await start('asks')
    for (const wait of [0, 1000, 2000]) {
      await clock.advance(wait)
      expect(await dispatchOutbox(engine, port, { rule })).toEqual({ delivered: 0, failed: 1 })
      expect(await dispatchOutbox(engine, port, { rule })).toEqual({ delivered: 0, failed: 0 })
    }
    const [dead] = await listOutbox(opened.database, district(), { dead: true })
    expect(dead).toMatchObject({ matter: asking, attempts: 3, lastError: expect.stringContaining('reply') })
    const waiting = await start('waits')
    await clock.advance(60_000)
    expect(await dispatchOutbox(engine, port, { rule })).toEqual({ delivered: 0, failed: 0 })
    expect(await resend(opened.database, district(), { matter: asking, now: clock.now() })).toBe(1)
    expect(await dispatchOutbox(engine, port, { rule })).toEqual({ delivered: 1, failed: 0 })
    expect(await statusOf(waiting)).toBe('completed')
  })

  test('a signal reaches every open matter that waits for it', async () => {
    const listening = await Promise.all([start('listens'), start('listens'), start('listens')])
    const [suspended] = listening
    await engine.act(suspended, { kind: 'suspend', reason: 'x' }, circumstances())
    await start('warns')
    expect(await dispatchOutbox(engine, port)).toEqual({ delivered: 1, failed: 0 })
    expect(await Promise.all(listening.map(statusOf))).toEqual(['suspended', 'completed', 'completed'])
  })

  test('a message starts the procedure that begins with it', async () => {
    await start('phones')
    expect(await dispatchOutbox(engine, port)).toEqual({ delivered: 1, failed: 0 })
    const begunMatters = await opened.database.query(`select status from matter where procedure = $1`, [
      begins.hash,
    ])
    expect(begunMatters).toEqual([{ status: 'open' }])
  })

  test('a signal starts every procedure that begins with it, of each its newest version, once', async () => {
    const newer = { ...heeds, hash: 'hash of siren 2' }
    const { engine: upgraded } = await openSampleEngine(opened, { clock, procedures: [...procedures, newer] })
    receiptOf(await upgraded.start({ procedure: 'floods', ...circumstances() }))
    expect(await dispatchOutbox(upgraded, port)).toEqual({ delivered: 1, failed: 0 })
    expect(await dispatchOutbox(upgraded, port)).toEqual({ delivered: 0, failed: 0 })
    const started = await opened.database.query(
      `select procedure from matter where procedure = any($1) order by procedure`,
      [[heeds.hash, 'hash of heeds', newer.hash]],
    )
    expect(started).toEqual([{ procedure: 'hash of heeds' }, { procedure: newer.hash }])
  })

  test('a service is called with an event, and its answer comes back to the task', async () => {
    const matter = await start('calls')
    const seen: string[] = []
    const answering: OutboxPort = {
      ...port,
      async callService(call, event): Promise<readonly Command[]> {
        seen.push(event.id)
        if (seen.length === 1) throw new Error('no line')
        return call.token === undefined ? [] : [{ kind: 'answerService', token: call.token }]
      },
    }
    expect(await dispatchOutbox(engine, answering)).toEqual({ delivered: 0, failed: 1 })
    expect((await listOutbox(opened.database, district()))[0]?.lastError).toBe('no line')
    await clock.advance(10_000)
    expect(await dispatchOutbox(engine, answering)).toEqual({ delivered: 1, failed: 0 })
    expect(seen).toEqual([`${matter}/1/0`, `${matter}/1/0`])
    expect(await statusOf(matter)).toBe('completed')
  })
})
