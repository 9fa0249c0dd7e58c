import { beforeAll, beforeEach, expect, test } from 'vitest'
import { AppError, instantOf, parseDistrictId, parseInstant } from '@duibiao/base'
import type { DistrictId } from '@duibiao/base'
import { decide } from '@duibiao/kernel'
import type { Procedure, Trigger } from '@duibiao/kernel'
import {
  describeOnBoth,
  eventOf,
  makeFixedClock,
  openSampleEngine,
  sketchStarter,
  timerOf,
} from '@duibiao/testkit'
import type { FixedClock, SampleEngineSettings, TestDatabase } from '@duibiao/testkit'
import type { Database, Queryable } from './database.ts'
import { makeEngine } from './engine.ts'
import type { Engine, EngineSetting } from './engine.ts'
import { listIncidents } from './incident.ts'
import { openLibrary } from './procedure-library.ts'
import { rebuild } from './rebuild.ts'
import { deployStarts } from './start-deployment.ts'
import { claimStarts, dropStartTimers, retryStartTimers, settleStarts } from './start-timer.ts'
import { fireDueTimers } from './timer.ts'
import { nextTimerAt } from './worklist.ts'

let districts = 0
const hour = 3_600_000
const day = 24 * hour

/** started by an event → task → end, in one of its versions. */
function starter(id: string, trigger: Trigger, version = 1): Procedure {
  return { ...sketchStarter(id, trigger), hash: `hash of ${id} ${version}` }
}

const every = (cycle: string) => timerOf('cycle', cycle)
const at = (time: string) => parseInstant(`2026-03-${time}:00+08:00`)

describeOnBoth('start timers', (open) => {
  let opened: TestDatabase
  let clock: FixedClock
  let district: DistrictId
  beforeAll(async () => {
    opened = await open()
  }, 120_000)
  beforeEach(async () => {
    // Monday, 2 March 2026, nine in the morning.
    clock = makeFixedClock()
    // The record cannot be emptied: every test has a district of its own.
    district = parseDistrictId((districts += 1))
  })

  async function install(
    procedures: readonly Procedure[],
    settings: Omit<SampleEngineSettings, 'procedures' | 'clock'> = {},
  ): Promise<Engine> {
    const { engine } = await openSampleEngine(opened, { ...settings, procedures, clock, district })
    return engine
  }
  /** The matters that there are: procedure, and which occurrence each stands for. */
  async function started(): Promise<readonly string[]> {
    const rows = await opened.database.query<{ readonly procedure: string; readonly body: string }>(
      `select procedure, body
      from entry
      join matter using (district_id, matter_id)
      where seq = 1 and district_id = $1`,
      [district],
    )
    const names = rows.map(({ procedure, body }) => {
      const { input }: { readonly input: { readonly by: { readonly dueAt: number } } } = JSON.parse(body)
      const due = new Date(input.by.dueAt + 8 * hour).toISOString().slice(5, 16)
      return `${procedure.replace('hash of ', '')} ${due}`
    })
    return names.toSorted()
  }
  const rows = () =>
    opened.database.query(`select process, firing from start_timer where district_id = $1 order by process`, [
      district,
    ])

  test.each([
    ['a date', timerOf('date', '2026-03-02T10:00')],
    ['a duration', timerOf('duration', 'PT1H')],
    ['a cycle that ends', every('R1/PT1H')],
  ])('%s starts one matter when it is due, not before, and is gone', async (_title, trigger) => {
    const engine = await install([starter('once', trigger)])
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
    const engine = await install([starter('three', every('R3/PT1H')), starter('endless', every('R/PT1H'))])
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
    const engine = await install([starter('daily', every('R/2026-01-01T08:00:00+08:00/P1D'))])
    await clock.advance(4 * day)
    const before = opened.database.statementCount
    expect(await fireDueTimers(engine)).toEqual({ fired: 4, failed: 0 })
    // A look, begin, claim, read, write, settle, commit; the same again without finding anything; twice for matters.
    expect(opened.database.statementCount - before).toBeLessThan(20)
    const due = ['03-03T08:00', '03-04T08:00', '03-05T08:00', '03-06T08:00']
    expect(await started()).toEqual(due.map((time) => `daily 1 ${time}`))
  })

  test('a cycle of minutes that was not polled for a day starts every matter once, in small transactions', async () => {
    const engine = await install([starter('often', every('R/PT10M'))])
    await clock.advance(day)
    expect(await fireDueTimers(engine, 25)).toEqual({ fired: 144, failed: 0 })
    expect(new Set(await started()).size).toBe(144)
  })

  test('two processes that poll at once start each matter once', async () => {
    const procedures = Array.from({ length: 12 }, (_, index) => starter(`p${index}`, every('R5/PT1H')))
    const engine = await install(procedures)
    const other = await install(procedures)
    await clock.advance(day)
    const polls = [engine, other, engine, other].map((one) => fireDueTimers(one, 3))
    const fired = (await Promise.all(polls)).map((report) => report.fired)
    expect(fired.reduce((sum, count) => sum + count)).toBe(60)
    expect(new Set(await started()).size).toBe(60)
  })

  test('a process that ends before its commit leaves the start to another', async () => {
    const procedures = [starter('daily', every('R2/P1D'))]
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
    const procedures = [starter('daily', every('R2/P1D'))]
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
    const engine = await install([starter('daily', every('R/P1D'))])
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

  test('a newer version takes the place of the timers of the older one; the same content changes nothing', async () => {
    const first = starter('daily', every('R/P1D'))
    const second = starter('daily', every('R/PT6H'), 2)
    await install([first])
    await clock.advance(5 * hour)
    await install([first])
    await clock.advance(hour)
    const engine = await install([first, second])
    await clock.advance(day)
    await fireDueTimers(engine)
    const due = ['02T21:00', '03T03:00', '03T09:00', '03T15:00']
    expect(await started()).toEqual(due.map((time) => `daily 2 03-${time}`))
    await clock.advance(hour)
    await install([first, second, starter('daily', timerOf('date', '2026-03-09'), 3)])
    expect(await rows()).toEqual([{ process: 'daily', firing: 0 }])
  })

  test('what was due when an upgrade came is still owed by the older version, and nothing is started twice', async () => {
    const anchored = 'R/2026-03-01T10:00:00+08:00/P1D'
    await install([starter('daily', every(anchored))])
    await clock.advance(2 * day + hour)
    const engine = await install([starter('daily', every(anchored)), starter('daily', every(anchored), 2)])
    expect(await fireDueTimers(engine)).toEqual({ fired: 3, failed: 0 })
    await clock.advance(day)
    expect(await fireDueTimers(engine)).toEqual({ fired: 1, failed: 0 })
    expect(await started()).toEqual([
      'daily 1 03-02T10:00',
      'daily 1 03-03T10:00',
      'daily 1 03-04T10:00',
      'daily 2 03-05T10:00',
    ])
    expect(await rows()).toEqual([{ process: 'daily', firing: 5 }])
  })

  test('upgrades while two processes poll leave nothing out and start nothing twice', async () => {
    const cycle = every('R/2026-03-02T09:00:00+08:00/PT10M')
    const versions = Array.from({ length: 8 }, (_, index) => starter('often', cycle, index + 1))
    const { setting } = await install(versions.slice(0, 1))
    const aProcess = async () => {
      const compile = ({ hash }: { readonly hash: string }) =>
        versions.find((version) => version.hash === hash) ?? expect.unreachable()
      return makeEngine({ ...setting, library: await openLibrary(opened.database, { district, compile }) })
    }
    const pollers = [await aProcess(), await aProcess()]
    for (const { hash, id: process } of versions.slice(1)) {
      await clock.advance(hour / 2 + 1)
      const { library } = (await aProcess()).setting
      const upgrade = library.install([{ hash, process }], { pack: 'sample', at: clock.now() })
      await Promise.all([upgrade, ...pollers.map((poller) => fireDueTimers(poller, 2))])
    }
    await fireDueTimers(pollers[0] ?? expect.unreachable())
    const times = (await started()).map((name) => name.split(' ')[2])
    expect(times).toHaveLength((7 * 30) / 10 + 1)
    expect(new Set(times).size).toBe(times.length)
  })

  test('an upgrade waits for the poller that holds a timer, and ends the timer as the poller left it', async () => {
    const versions = [1, 2].map((version) => starter('daily', every('R/P1D'), version))
    await install(versions.slice(0, 1))
    await clock.advance(day)
    const held = Promise.withResolvers<void>()
    const upgrade = held.promise.then(() => install(versions))
    await opened.database.transaction(async (transaction) => {
      const [timer] = await claimStarts(transaction, district, {
        now: clock.now(),
        limit: 1,
        among: undefined,
      })
      if (timer === undefined) return expect.unreachable()
      held.resolve()
      if (opened.database.kind === 'postgres') await untilBlocked(transaction)
      const settled = [{ timer, next: { firing: 1, dueAt: at('04T09:00') } }]
      await settleStarts(transaction, district, { settled, at: clock.now() })
    })
    await upgrade
    const left = await opened.database.query(
      'select procedure, firing from start_timer where district_id = $1',
      [district],
    )
    expect(left).toEqual([{ procedure: 'hash of daily 2', firing: 0 }])
  })

  test('what another process installed is known after a poll', async () => {
    const engine = await install([starter('daily', every('R/P1D'))])
    const phone = starter('phone', eventOf('message', 'ring'))
    await install([phone])
    expect(engine.setting.library.list()).toHaveLength(1)
    await fireDueTimers(engine)
    expect(engine.setting.library.list().map(({ process }) => process)).toEqual(['daily', 'phone'])
  })

  test('a date that is past is due at once, and once for all versions', async () => {
    const date = timerOf('date', '2026-03-01T08:00')
    const engine = await install([starter('opening', date)])
    expect(await fireDueTimers(engine)).toEqual({ fired: 1, failed: 0 })
    await clock.advance(hour)
    // Receipts are not kept for ever.
    await opened.asOwner((owner) => owner.execute('delete from receipt where district_id = $1', [district]))
    const upgraded = await install([starter('opening', date, 1), starter('opening', date, 2)])
    expect(await fireDueTimers(upgraded)).toEqual({ fired: 0, failed: 0 })
    expect(await started()).toEqual(['opening 1 03-01T08:00'])
    expect(await rows()).toEqual([])
  })

  test('a procedure that its pack no longer has starts nothing any more', async () => {
    const engine = await install([starter('daily', every('R/P1D')), starter('other', every('R/P1D'))])
    const { library } = engine.setting
    await deployStarts(opened.database, {
      district,
      ensure: library.ensure,
      latest: (process) => (process === 'daily' ? undefined : library.latest(process)),
      zone: { utcOffsetMinutes: 480 },
      now: clock.now(),
    })
    expect(await rows()).toEqual([{ process: 'other', firing: 0 }])
  })

  test('a version that was installed by a process that ended before arming it is armed by whoever polls', async () => {
    const procedures = [starter('daily', every('R/PT6H'))]
    const engine = await install(procedures)
    await opened.asOwner((owner) =>
      owner.runScript(`delete from start_timer where district_id = ${district};
        delete from start_deployment where district_id = ${district}`),
    )
    await clock.advance(day)
    expect(await fireDueTimers(engine)).toEqual({ fired: 4, failed: 0 })
    expect(await started()).toHaveLength(4)
  })

  test('a start that is refused is set aside with an incident and stops no other', async () => {
    const procedures = ['a', 'b', 'c'].map((id) => starter(id, every('R/PT1H')))
    let isRefused = true
    const refuse: EngineSetting['decide'] = (matter, command, context) =>
      isRefused && command.kind === 'start' && command.procedure === 'hash of b 1'
        ? { ok: false, refusal: { code: 'start_missing', params: { procedure: 'b' } } }
        : decide(matter, command, context)
    const engine = await install(procedures, { decide: refuse })
    await clock.advance(2 * hour)
    expect(await fireDueTimers(engine)).toEqual({ fired: 4, failed: 1 })
    await clock.advance(hour)
    expect(await fireDueTimers(engine)).toEqual({ fired: 2, failed: 0 })
    expect(await listIncidents(opened.database, district)).toMatchObject([
      { kind: 'start_timer', process: 'b', element: 'start', code: 'start_missing', dueAt: at('02T10:00') },
    ])
    expect(await nextTimerAt(opened.database, district)).toBe(at('02T13:00'))
    isRefused = false
    expect(await retryStartTimers(opened.database, district, 'hash of b 1')).toBe(1)
    expect(await fireDueTimers(engine)).toEqual({ fired: 3, failed: 0 })
    expect(await listIncidents(opened.database, district)).toEqual([])
    expect(new Set(await started()).size).toBe(9)
  })

  test('a start that cannot be written is found among many and set aside', async () => {
    const procedures = ['a', 'b', 'c', 'd', 'e'].map((id) => starter(id, every('R/PT1H')))
    const spoil: EngineSetting['decide'] = (matter, command, context) => {
      const decided = decide(matter, command, context)
      if (!decided.ok || command.kind !== 'start' || command.procedure !== 'hash of d 1') return decided
      const tokens = Object.entries(decided.transition.state.tokens).map(([id, token]) => [
        id,
        { ...token, ...(token.task && { task: { ...token.task, person: 'a\u0000' } }) },
      ])
      const state = { ...decided.transition.state, tokens: Object.fromEntries(tokens) }
      return { ok: true, transition: { ...decided.transition, state } }
    }
    const engine = await install(procedures, { decide: spoil })
    await clock.advance(3 * hour)
    expect(await fireDueTimers(engine)).toEqual({ fired: 12, failed: 1 })
    expect(await fireDueTimers(engine)).toEqual({ fired: 0, failed: 0 })
    expect(await listIncidents(opened.database, district)).toMatchObject([{ process: 'd' }])
  })

  test('what a replaced version owes and cannot start is kept until a person drops it', async () => {
    const isBroken: EngineSetting['decide'] = (matter, command, context) => {
      if (command.kind === 'start' && command.procedure === 'hash of daily 1') throw new Error('out of order')
      return decide(matter, command, context)
    }
    const first = starter('daily', every('R/P1D'))
    const engine = await install([first], { decide: isBroken })
    await clock.advance(day)
    expect(await fireDueTimers(engine)).toEqual({ fired: 0, failed: 1 })
    // The version in force cannot be dropped: it would start nothing any more.
    expect(await dropStartTimers(opened.database, district, first.hash)).toBe(0)
    await install([first, starter('daily', every('R/P1D'), 2)])
    expect(await listIncidents(opened.database, district)).toMatchObject([{ reason: 'out of order' }])
    expect(await dropStartTimers(opened.database, district, first.hash)).toBe(1)
    expect(await rows()).toEqual([{ process: 'daily', firing: 0 }])
  })

  test('a faulty start timer keeps no other from being armed, and is armed when it is tried again', async () => {
    const texts: { value: string } = { value: 'never' }
    const expression = { text: 'x', evaluate: () => ({ value: texts.value, warnings: [] }) }
    const faulty = starter('faulty', { kind: 'timer', form: 'cycle', expression })
    const engine = await install([faulty, starter('sound', timerOf('cycle', 'R/PT1H'))])
    expect(await listIncidents(opened.database, district)).toMatchObject([
      { kind: 'start_timer', process: 'faulty', code: 'cycle_malformed', dueAt: at('02T09:00') },
    ])
    texts.value = 'R/PT2H'
    expect(await retryStartTimers(opened.database, district, faulty.hash)).toBe(1)
    await clock.advance(2 * hour)
    expect(await fireDueTimers(engine)).toEqual({ fired: 3, failed: 0 })
    expect(await listIncidents(opened.database, district)).toEqual([])
  })

  test('every timer of a start event counts for itself', async () => {
    const both = starter('both', timerOf('duration', 'PT1H'))
    const triggers = [timerOf('duration', 'PT1H'), timerOf('date', '2026-03-02T10:00'), every('R2/PT30M')]
    const nodes = both.nodes.map((node) => (node.kind === 'start' ? { ...node, triggers } : node))
    const engine = await install([{ ...both, nodes }])
    await clock.advance(day)
    expect(await fireDueTimers(engine)).toEqual({ fired: 4, failed: 0 })
  })

  test('long ids make a key that fits', async () => {
    const id = 'x'.repeat(300)
    const engine = await install([starter(id, timerOf('duration', 'PT1H'))])
    await clock.advance(hour)
    expect(await fireDueTimers(engine)).toEqual({ fired: 1, failed: 0 })
  })

  test('a rebuild leaves start timers as they are', async () => {
    const engine = await install([
      starter('daily', every('R/P1D')),
      starter('once', timerOf('date', '2026-03-03')),
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
    const engine = await install([starter('daily', every('R/P1D'))])
    await clock.advance(3 * day)
    expect(await fireDueTimers(engine)).toEqual({ fired: 3, failed: 0 })
    clock.jumpTo(instantOf(at('02T09:00')))
    expect(await fireDueTimers(engine)).toEqual({ fired: 0, failed: 0 })
    await clock.advance(4 * day)
    expect(await fireDueTimers(engine)).toEqual({ fired: 1, failed: 0 })
  })
})

/** Waits until another connection waits for a lock. */
async function untilBlocked(queryable: Queryable): Promise<void> {
  for (let tries = 0; tries < 10_000; tries += 1) {
    const waiting = await queryable.query('select pid from pg_locks where not granted')
    if (waiting.length > 0) return
  }
  expect.unreachable()
}

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
