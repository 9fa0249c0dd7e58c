import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { instantOf, parseDistrictId } from '@duibiao/base'
import type { Command } from '@duibiao/kernel'
import {
  checkLoad,
  checkRecord,
  finishWork,
  lifeOf,
  lifeProcedures,
  listenerOf,
  makeLoadLog,
  makeLoadPort,
  makeRandom,
  openEngine,
  openSampleEngine,
  openTestDatabase,
  runLives,
  startLoadProcess,
  startPostgresServer,
  takeNotice,
  workUntil,
} from '@duibiao/testkit'
import type { Life, LoadLog } from '@duibiao/testkit'
import { sealEntries } from './checkpoint.ts'
import type { Database } from './database.ts'
import { enterDistrict } from './district.ts'
import type { Engine } from './engine.ts'
import { verifyLedger } from './ledger.ts'
import { openDatabase } from './open-database.ts'
import { receiptOf } from './order.ts'
import type { Answer } from './order.ts'
import { generateSigner } from './signer.ts'
import { fireDueTimers } from './timer.ts'

// F9 and F12 of reliability.md, without a standby. DUIBIAO_TEST_RESTARTS=20 is the long run of a release.
const rounds = Number(process.env['DUIBIAO_TEST_RESTARTS'] ?? '4')
const begin = Date.UTC(2026, 2, 2, 1)
const minute = 60_000
/** As long as the test may last: how long a server takes to come back is the machine's affair. */
const retries = 1_000
const district = parseDistrictId(1)
const closers: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

describe('PostgreSQL restarts under load', () => {
  test(
    `every command is carried out once (${rounds} crashes and restarts)`,
    async () => {
      const random = makeRandom('restart under load')
      const server = await startPostgresServer()
      closers.push(() => server.stop())
      const database = await openDatabase({ url: server.url, connections: 6, connectTimeout: 2_000 })
      await enterDistrict(database, { district, code: '110001', name: '样例区' })
      let now = begin
      const engine = await openEngine(database, {
        procedures: lifeProcedures(),
        district,
        now: () => instantOf(now),
      })
      const log = makeLoadLog()
      const work = { engine, port: makeLoadPort((event) => takeNotice(log, event)), retries }
      const { signer } = generateSigner()
      const listener = listenerOf(log)
      let isOver = false
      const working = workUntil(work, () => isOver)
      const living = runLives(engine, manyLives(), {
        listener: {
          ...listener,
          acknowledged(key, receipt) {
            now += 5 * minute
            listener.acknowledged(key, receipt)
          },
        },
        clients: 200,
        retries,
        stop: () => isOver,
      })
      for (let round = 0; round < rounds; round += 1) {
        await setTimeout(random.integer(100, 900))
        await (random.next() < 0.7 ? server.crashAndRestart() : server.restart())
      }
      await setTimeout(500)
      isOver = true
      await Promise.all([working, living])
      await finishWork(work, (instant) => (now = Math.max(now, instant)))
      await sealEntries(database, district, { signer, at: instantOf(now) })
      await expectWhole(database, log, `${rounds} restarts`)
      await database.close()
    },
    5 * minute + rounds * minute,
  )
})

describe('two processes on one PostgreSQL', () => {
  test(
    'give the same commands under the same keys and poll the same timers: each is done once',
    async () => {
      const opened = await openTestDatabase({ kind: 'postgres' })
      closers.push(() => opened.close())
      const home = mkdtempSync(path.join(tmpdir(), 'duibiao-two-'))
      closers.push(() => rmSync(home, { recursive: true, force: true }))
      const log = makeLoadLog()
      const order = {
        url: opened.url ?? '',
        keyFile: path.join(home, 'key.pem'),
        pending: [],
        first: 0,
        end: 420,
        clients: 100,
        isLast: true,
      }
      // The clocks of two machines differ.
      const processes = [begin, begin + 3 * minute].map((startAt) =>
        startLoadProcess({ ...order, startAt }, log),
      )
      for (const one of processes) closers.push(() => one.kill())
      for (const one of processes) expect(await one.ended, one.complaints()).toBe(0)
      await expectWhole(opened.database, log, 'two processes')
      expect(log.count).toBe(2 * log.acknowledged.size)
    },
    5 * minute,
  )

  test('act on the same matters and poll the same timers: nothing is lost and no timer fires twice', async () => {
    const opened = await openTestDatabase({ kind: 'postgres' })
    closers.push(() => opened.close())
    // Small groups, so that the two meet often.
    const group = { size: 3, lanes: 2 }
    const { engine, clock } = await openSampleEngine(opened, { group })
    const elsewhere = await openDatabase({ url: opened.url ?? '' })
    closers.push(() => elsewhere.close())
    const { engine: other } = await openSampleEngine(opened, { clock, database: elsewhere, group })
    const actor = { person: 'li' }
    const matters = await Promise.all(
      Array.from({ length: 12 }, async (_, index) =>
        receiptOf(await engine.start({ procedure: 'sample', key: `start:${index}`, actor })),
      ),
    )
    const notes = [engine, other].flatMap((one, side) =>
      matters.flatMap(({ matter }) =>
        Array.from({ length: 25 }, (_, index) =>
          one.act(
            matter,
            { kind: 'note', text: `${side}` },
            { key: `note:${matter}:${side}:${index}`, actor },
          ),
        ),
      ),
    )
    await clock.advance(72 * 60 * minute)
    const fired = await Promise.all([engine, other, engine, other].map((one) => fireDueTimers(one, 3)))
    const given = (await Promise.all(notes)).map(receiptOf)
    // A poll passes over the matters that a note holds just then, so the last look comes after all notes.
    fired.push(await fireDueTimers(engine, 3))
    expect(fired.reduce((sum, report) => sum + report.fired, 0)).toBe(matters.length)
    const check = await checkRecord(
      opened.database,
      new Map(given.map((receipt, index) => [keyOf(index, matters), receipt])),
    )
    expect(check.faults).toEqual([])
    expect([...check.kinds.values()]).toEqual(
      matters.map(() => ['fireTimer', ...Array.from({ length: 50 }, () => 'note'), 'start']),
    )
  })

  test('commands that all clients give again after an outage cost a few statements, not some for each', async () => {
    const opened = await openTestDatabase({ kind: 'postgres' })
    closers.push(() => opened.close())
    const { engine: before } = await openSampleEngine(opened)
    const { engine: after } = await openSampleEngine(opened)
    const give = (engine: Engine, count: number) =>
      Promise.all(
        Array.from({ length: count }, (_, index) =>
          engine.start({ procedure: 'sample', key: `again:${index}`, actor: { person: 'li' } }),
        ),
      )
    const first = await give(before, 200)
    const { statementCount } = opened.database
    const second = await give(after, 250)
    // The month, and on each of the two lanes an attempt that fails, a read, and a write of what is new.
    expect(opened.database.statementCount - statementCount).toBeLessThanOrEqual(1 + 2 * 3)
    expect(second.slice(0, 200)).toEqual(first)
    expect(second.every(({ ok }) => ok)).toBe(true)
    const check = await checkRecord(opened.database)
    expect([check.faults, check.entries]).toEqual([[], 250])
  })

  test('what one of them remembers of a matter does not count when the other has moved it', async () => {
    const opened = await openTestDatabase({ kind: 'postgres' })
    closers.push(() => opened.close())
    const { engine } = await openSampleEngine(opened)
    const { engine: other } = await openSampleEngine(opened)
    const actor = { person: 'li' }
    const starting = Array.from({ length: 5 }, (_, index) =>
      engine.start({ procedure: 'sample', key: `start:${index}`, variables: { amount: 5000 }, actor }),
    )
    const matters = (await Promise.all(starting)).map((answer) => receiptOf(answer).matter)
    const give = (by: Engine, command: Command, some = matters) =>
      Promise.all(
        some.map((matter) => by.act(matter, command, { key: `${JSON.stringify(command)}:${matter}`, actor })),
      )
    await give(other, { kind: 'note', text: 'by the other' })
    // All in one statement, then one alone: both remember that every matter has one entry.
    expect((await give(engine, { kind: 'note', text: 'grouped' }, matters.slice(1))).map(seqOf)).toEqual([
      3, 3, 3, 3,
    ])
    expect((await give(engine, { kind: 'note', text: 'alone' }, matters.slice(0, 1))).map(seqOf)).toEqual([3])
    // Nobody is refused for what was remembered either: task b is open only since the other completed a.
    await give(other, { kind: 'completeTask', task: 2 })
    expect((await give(engine, { kind: 'completeTask', task: 5 })).map(seqOf)).toEqual([5, 5, 5, 5, 5])
    expect((await checkRecord(opened.database)).faults).toEqual([])
  })
})

function seqOf(answer: Answer): number {
  return receiptOf(answer).seq
}

/** The key of the note that was given as the nth. */
function keyOf(index: number, matters: readonly { readonly matter: string }[]): string {
  const [side, rest] = [Math.floor(index / 300), index % 300]
  return `note:${matters[Math.floor(rest / 25)]?.matter}:${side}:${rest % 25}`
}

function* manyLives(): Generator<Life, void, void> {
  for (let number = 0; ; number += 1) yield lifeOf(number)
}

async function expectWhole(database: Database, log: LoadLog, title: string): Promise<void> {
  const check = await checkLoad(database, log)
  const verdict = await verifyLedger(database, district)
  process.stdout.write(
    `${title}: ${log.acknowledged.size} commands, ${check.entries} entries, ${check.faults.length} faults\n`,
  )
  expect(check.faults).toEqual([])
  expect(verdict).toMatchObject({ ok: true, entries: check.entries, sealed: check.entries })
}
