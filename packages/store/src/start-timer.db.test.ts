import { beforeAll, beforeEach, expect, test } from 'vitest'
import { AppError, parseInstant } from '@duibiao/base'
import { describeOnBoth, makeStartScene, sketchVersion, timerOf } from '@duibiao/testkit'
import type { StartScene, TestDatabase } from '@duibiao/testkit'
import type { Database } from './database.ts'
import type { Engine } from './engine.ts'
import { rebuild } from './rebuild.ts'
import { fireDueTimers } from './timer.ts'
import { nextTimerAt } from './worklist.ts'

const hour = 3_600_000
const day = 24 * hour
const every = (cycle: string) => timerOf('cycle', cycle)
const at = (time: string) => parseInstant(`2026-03-${time}:00+08:00`)

describeOnBoth('start timers', (open) => {
  let opened: TestDatabase
  let scene: StartScene
  beforeAll(async () => {
    opened = await open()
  })
  beforeEach(() => {
    scene = makeStartScene(opened)
  })

  test.each([
    ['a date', timerOf('date', '2026-03-02T10:00')],
    ['a duration', timerOf('duration', 'PT1H')],
    ['a cycle that ends', every('R1/PT1H')],
  ])('%s starts one matter when it is due, not before, and is gone', async (_title, trigger) => {
    const { district, clock, install, started, rows } = scene
    const engine = await install([sketchVersion('once', trigger)])
    expect(await nextTimerAt(opened.database, district)).toBe(at('02T10:00'))
    await clock.advance(hour - 1)
    expect(await fireDueTimers(engine)).toEqual({ fired: 0, failed: 0 })
    await clock.advance(1)
    expect(await fireDueTimers(engine)).toEqual({ fired: 1, failed: 0 })
    expect(await fireDueTimers(engine)).toEqual({ fired: 0, failed: 0 })
    expect(await started()).toEqual(['once 1 03-02T10:00'])
    expect(await rows()).toEqual([])
    const matters = await opened.database.query('select title, status from matter where district_id = $1', [
      district,
    ])
    expect(matters).toEqual([{ title: 'once 2026-03-02 10:00', status: 'open' }])
  })

  test('a cycle fires as often as it says', async () => {
    const { clock, install, started, rows } = scene
    const engine = await install([
      sketchVersion('three', every('R3/PT1H')),
      sketchVersion('endless', every('R/PT1H')),
    ])
    for (let round = 0; round < 5; round += 1) {
      await clock.advance(hour)
      await fireDueTimers(engine)
    }
    expect((await started()).filter((name) => name.startsWith('three'))).toEqual([
      'three 1 03-02T10:00',
      'three 1 03-02T11:00',
      'three 1 03-02T12:00',
    ])
    expect(await rows()).toEqual([{ process: 'endless', firing: 5 }])
  })

  test('what was due while nobody polled starts one matter for each occurrence, together', async () => {
    const { clock, install, started } = scene
    const engine = await install([sketchVersion('daily', every('R/2026-01-01T08:00:00+08:00/P1D'))])
    await clock.advance(4 * day)
    const before = opened.database.statementCount
    expect(await fireDueTimers(engine)).toEqual({ fired: 4, failed: 0 })
    // A look, begin, claim, read, write, settle, commit; the same again without finding anything; twice for matters.
    expect(opened.database.statementCount - before).toBeLessThan(20)
    const due = ['03-03T08:00', '03-04T08:00', '03-05T08:00', '03-06T08:00']
    expect(await started()).toEqual(due.map((time) => `daily 1 ${time}`))
  })

  test('a cycle of minutes that was not polled for a day starts every matter once, in small transactions', async () => {
    const { clock, install, started } = scene
    const engine = await install([sketchVersion('often', every('R/PT10M'))])
    await clock.advance(day)
    expect(await fireDueTimers(engine, 25)).toEqual({ fired: 144, failed: 0 })
    expect(new Set(await started()).size).toBe(144)
  })

  test('two processes that poll at once start each matter once', async () => {
    const { clock, install, started } = scene
    const procedures = Array.from({ length: 12 }, (_, index) => sketchVersion(`p${index}`, every('R5/PT1H')))
    const engine = await install(procedures)
    const other = await install(procedures)
    await clock.advance(day)
    const polls = [engine, other, engine, other].map((one) => fireDueTimers(one, 3))
    const fired = (await Promise.all(polls)).map((report) => report.fired)
    expect(fired.reduce((sum, count) => sum + count)).toBe(60)
    expect(new Set(await started()).size).toBe(60)
  })

  test('a process that ends before its commit leaves the start to another', async () => {
    const { clock, install, started } = scene
    const procedures = [sketchVersion('daily', every('R2/P1D'))]
    const lost = new AppError('database_unavailable', { reason: 'killed' })
    const dying = wrap(opened.database, (work) =>
      opened.database.transaction(async (transaction) => {
        await work(transaction)
        throw lost
      }),
    )
    const engine = await install(procedures)
    await clock.advance(day)
    await expect(fireDueTimers(onDatabase(engine, dying))).rejects.toThrow('killed')
    expect(await started()).toEqual([])
    expect(await fireDueTimers(await install(procedures))).toEqual({ fired: 1, failed: 0 })
    expect(await started()).toEqual(['daily 1 03-03T09:00'])
  })

  test('a process that ends after its commit, unheard, starts nothing twice', async () => {
    const { clock, install, started } = scene
    const procedures = [sketchVersion('daily', every('R2/P1D'))]
    const mute = wrap(opened.database, async (work) => {
      await opened.database.transaction(work)
      throw new AppError('database_unavailable', { reason: 'unheard' })
    })
    const engine = await install(procedures)
    await clock.advance(day)
    await expect(fireDueTimers(onDatabase(engine, mute))).rejects.toThrow('unheard')
    expect(await fireDueTimers(await install(procedures))).toEqual({ fired: 0, failed: 0 })
    expect(await started()).toEqual(['daily 1 03-03T09:00'])
  })

  test('an occurrence whose row was put back, from a backup of the table, starts nothing twice', async () => {
    const { district, clock, install, started, rows } = scene
    const engine = await install([sketchVersion('daily', every('R/P1D'))])
    await clock.advance(day)
    await fireDueTimers(engine)
    await opened.asOwner((owner) =>
      owner.execute(
        `update start_timer set firing = 0, due_at = due_at - interval '1 day' where district_id = $1`,
        [district],
      ),
    )
    expect(await fireDueTimers(engine)).toEqual({ fired: 0, failed: 0 })
    expect(await started()).toHaveLength(1)
    expect(await rows()).toEqual([{ process: 'daily', firing: 1 }])
  })

  test('every timer of a start event counts for itself', async () => {
    const { clock, install } = scene
    const both = sketchVersion('both', timerOf('duration', 'PT1H'))
    const triggers = [timerOf('duration', 'PT1H'), timerOf('date', '2026-03-02T10:00'), every('R2/PT30M')]
    const nodes = both.nodes.map((node) => (node.kind === 'start' ? { ...node, triggers } : node))
    const engine = await install([{ ...both, nodes }])
    await clock.advance(day)
    expect(await fireDueTimers(engine)).toEqual({ fired: 4, failed: 0 })
  })

  test('long ids make a key that fits', async () => {
    const { clock, install } = scene
    const id = 'x'.repeat(300)
    const engine = await install([sketchVersion(id, timerOf('duration', 'PT1H'))])
    await clock.advance(hour)
    expect(await fireDueTimers(engine)).toEqual({ fired: 1, failed: 0 })
  })

  test('a rebuild leaves start timers as they are', async () => {
    const { district, clock, install } = scene
    const engine = await install([
      sketchVersion('daily', every('R/P1D')),
      sketchVersion('once', timerOf('date', '2026-03-03')),
    ])
    await clock.advance(2 * day)
    await fireDueTimers(engine)
    const before = await opened.database.query('select * from start_timer where district_id = $1', [district])
    const { library } = engine.setting
    const report = await rebuild(opened.database, { district, find: (hash) => library.find(hash) })
    expect(report).toMatchObject({ matters: 3, broken: [], corrected: { matter: 0, timer: 0, task: 0 } })
    expect(
      await opened.database.query('select * from start_timer where district_id = $1', [district]),
    ).toEqual(before)
  })

  test('an instant of the clock that jumped back starts nothing again', async () => {
    const { clock, install } = scene
    const engine = await install([sketchVersion('daily', every('R/P1D'))])
    await clock.advance(3 * day)
    expect(await fireDueTimers(engine)).toEqual({ fired: 3, failed: 0 })
    clock.jumpTo(at('02T09:00'))
    expect(await fireDueTimers(engine)).toEqual({ fired: 0, failed: 0 })
    await clock.advance(4 * day)
    expect(await fireDueTimers(engine)).toEqual({ fired: 1, failed: 0 })
  })
})

/** The same database with transactions of another kind. */
function wrap(database: Database, transaction: Database['transaction']): Database {
  return {
    ...database,
    query: (statement, parameters) => database.query(statement, parameters),
    execute: (statement, parameters) => database.execute(statement, parameters),
    transaction,
  }
}

function onDatabase(engine: Engine, database: Database): Engine {
  return { ...engine, setting: { ...engine.setting, database } }
}
