import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isAppError, parseDistrictId } from '@duibiao/base'
import type { MatterId } from '@duibiao/base'
import {
  checkRecord,
  lifeProcedures,
  makeFixedClock,
  makeLoadPort,
  makeRandom,
  openEngine,
  openSampleEngine,
  openTestDatabase,
  startTcpProxy,
} from '@duibiao/testkit'
import type { ProxyCut, TcpProxy, TestDatabase } from '@duibiao/testkit'
import type { Database } from './database.ts'
import { dispatchOutbox } from './dispatch.ts'
import type { Engine } from './engine.ts'
import { receiptOf } from './order.ts'
import type { Answer, Receipt } from './order.ts'
import { listOutbox } from './outbox.ts'
import { applicationRole } from './open-database.ts'
import { openPostgres } from './postgres.ts'
import { fireDueTimers } from './timer.ts'

// F3 of reliability.md. DUIBIAO_TEST_CUTS=1000 is the long run of a release.
const cuts = Number(process.env['DUIBIAO_TEST_CUTS'] ?? '150')
const kinds: readonly ProxyCut[] = ['before', 'during', 'after']
const actor = { person: 'li' }
const clock = makeFixedClock()

describe('the connection is cut and nobody knows whether the commit was done', () => {
  let opened: TestDatabase
  let proxy: TcpProxy
  let behind: Database
  let engine: Engine
  beforeAll(async () => {
    opened = await openTestDatabase({ kind: 'postgres' })
    const url = new URL(opened.url ?? '')
    proxy = await startTcpProxy(Number(url.port))
    url.port = String(proxy.port)
    await openSampleEngine(opened, { clock, procedures: lifeProcedures() })
    behind = await openPostgres({ url: url.href, role: applicationRole, connections: 2 })
    const district = parseDistrictId(1)
    engine = await openEngine(behind, { procedures: lifeProcedures(), district, now: () => clock.now() })
  })
  afterAll(async () => {
    await behind.close()
    await proxy.close()
    await opened.close()
  })

  /** Gives a command until it is answered. @returns its receipt, and whether the first attempt failed */
  async function giveThrough(
    give: () => Promise<Answer>,
  ): Promise<{ readonly receipt: Receipt; readonly wasCut: boolean }> {
    let wasCut = false
    for (;;) {
      try {
        return { receipt: receiptOf(await give()), wasCut }
      } catch (error) {
        if (!isAppError(error, 'database_unavailable')) throw error
        wasCut = true
      }
    }
  }
  const countEntries = (key: string) => opened.database.execute('select from receipt where key = $1', [key])

  test(`a command given again has one effect (${cuts} cuts of each kind)`, async () => {
    const random = makeRandom('commit unknown')
    const acknowledged = new Map<string, Receipt>()
    const doneYetUnknown = { before: 0, during: 0, after: 0 }
    const matters: MatterId[] = []
    let unknown = 0
    for (let index = 0; index < 3 * cuts; index += 1) {
      const kind = random.pick(kinds)
      const matter = random.next() < 0.5 ? undefined : matters.at(-1)
      const key = `cut:${index}`
      let tries = 0
      // A command on a matter that this process knows is one exchange; otherwise the first reads, the second writes.
      proxy.cutNext(kind, matter === undefined ? 0 : random.integer(0, 1))
      const { receipt, wasCut } = await giveThrough(async () => {
        tries += 1
        if (tries === 2 && (await countEntries(key)) === 1) doneYetUnknown[kind] += 1
        return matter === undefined
          ? engine.start({ procedure: 'patient', key, actor })
          : engine.act(matter, { kind: 'note', text: key }, { key, actor })
      })
      proxy.cutNext(undefined)
      unknown += wasCut ? 1 : 0
      matters.push(receipt.matter)
      acknowledged.set(key, receipt)
    }
    process.stdout.write(
      `${unknown} unknown outcomes, done all the same: ${JSON.stringify(doneYetUnknown)}\n`,
    )
    expect(unknown).toBeGreaterThan(2 * cuts)
    expect(doneYetUnknown.before).toBe(0)
    expect(doneYetUnknown.after).toBeGreaterThan(cuts / 2)
    const check = await checkRecord(opened.database, acknowledged)
    expect(check.faults).toEqual([])
    expect(check.entries).toBe(3 * cuts)
  }, 300_000)

  test('commands that share a group are all given again, and each has one effect', async () => {
    const random = makeRandom('commit unknown of groups')
    const before = (await checkRecord(opened.database)).entries
    const acknowledged = new Map<string, Receipt>()
    for (let round = 0; round < Math.ceil(cuts / 10); round += 1) {
      proxy.cutNext(random.pick(kinds), random.integer(0, 1))
      await Promise.all(
        Array.from({ length: 30 }, async (_, index) => {
          const key = `group:${round}:${index}`
          const give = () => engine.start({ procedure: 'patient', key, actor })
          acknowledged.set(key, (await giveThrough(give)).receipt)
        }),
      )
    }
    proxy.cutNext(undefined)
    const check = await checkRecord(opened.database, acknowledged)
    expect(check.faults).toEqual([])
    expect(check.entries - before).toBe(acknowledged.size)
  }, 300_000)

  test('timers whose batch is cut fire once, effects arrive', async () => {
    const random = makeRandom('commit unknown of timers and effects')
    const names = ['sample', 'calls', 'message waits', 'message throws', 'signal waits', 'signal throws']
    for (let round = 0; round < Math.ceil(cuts / 10); round += 1) {
      for (const procedure of names) {
        const variables = { amount: 1, topic: `${round}` }
        receiptOf(await engine.start({ procedure, variables, key: `${procedure}:${round}`, actor }))
      }
      await clock.advance(80 * 3_600_000)
      const noticed = new Set<string>()
      const port = makeLoadPort((event) => noticed.add(event))
      for (const work of [() => fireDueTimers(engine), () => dispatchOutbox(engine, port)]) {
        proxy.cutNext(random.pick(kinds), random.integer(0, 7))
        for (let isDone = false; !isDone;) {
          isDone = await work().then(
            () => true,
            (error: unknown) => {
              if (!isAppError(error, 'database_unavailable')) throw error
              return false
            },
          )
        }
        proxy.cutNext(undefined)
      }
      // What was taken and not settled is due again after a while.
      for (let waited = 0; (await listOutbox(behind, parseDistrictId(1))).length > 0; waited += 1) {
        expect(waited).toBeLessThan(5)
        await clock.advance(3_600_000)
        await dispatchOutbox(engine, port)
      }
      expect(noticed.size).toBe(1)
    }
    const check = await checkRecord(opened.database)
    expect(check.faults).toEqual([])
    const count = (wanted: string) =>
      [...check.kinds.values()].filter((found) => found.join(' ') === wanted).length
    for (const kind of [
      'fireTimer start',
      'answerService start',
      'deliverMessage start',
      'deliverSignal start',
    ])
      expect([kind, count(kind)]).toEqual([kind, Math.ceil(cuts / 10)])
  }, 300_000)
})
