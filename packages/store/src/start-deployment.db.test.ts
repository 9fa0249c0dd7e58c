import { beforeAll, beforeEach, expect, test } from 'vitest'
import { parseInstant } from '@duibiao/base'
import { describeOnBoth, eventOf, makeStartScene, sketchVersion, timerOf } from '@duibiao/testkit'
import type { StartScene, TestDatabase } from '@duibiao/testkit'
import type { Queryable } from './database.ts'
import { makeEngine } from './engine.ts'
import { openLibrary } from './procedure-library.ts'
import { deployStarts } from './start-deployment.ts'
import { claimStarts, settleStarts } from './start-timer.ts'
import { fireDueTimers } from './timer.ts'

const hour = 3_600_000
const day = 24 * hour
const every = (cycle: string) => timerOf('cycle', cycle)
const at = (time: string) => parseInstant(`2026-03-${time}:00+08:00`)

describeOnBoth('start timers of new versions', (open) => {
  let opened: TestDatabase
  let scene: StartScene
  beforeAll(async () => {
    opened = await open()
  })
  beforeEach(() => {
    scene = makeStartScene(opened)
  })

  test('a newer version takes the place of the timers of the older one; the same content changes nothing', async () => {
    const { clock, install, started, rows } = scene
    const first = sketchVersion('daily', every('R/P1D'))
    const second = sketchVersion('daily', every('R/PT6H'), 2)
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
    await install([first, second, sketchVersion('daily', timerOf('date', '2026-03-09'), 3)])
    expect(await rows()).toEqual([{ process: 'daily', firing: 0 }])
  })

  test('what was due when an upgrade came is still owed by the older version, and nothing is started twice', async () => {
    const { clock, install, started, rows } = scene
    const anchored = 'R/2026-03-01T10:00:00+08:00/P1D'
    await install([sketchVersion('daily', every(anchored))])
    await clock.advance(2 * day + hour)
    const engine = await install([
      sketchVersion('daily', every(anchored)),
      sketchVersion('daily', every(anchored), 2),
    ])
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
    const { district, clock, install, started } = scene
    const cycle = every('R/2026-03-02T09:00:00+08:00/PT10M')
    const versions = Array.from({ length: 8 }, (_, index) => sketchVersion('often', cycle, index + 1))
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
    const { district, clock, install } = scene
    const versions = [1, 2].map((version) => sketchVersion('daily', every('R/P1D'), version))
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
    const { install } = scene
    const engine = await install([sketchVersion('daily', every('R/P1D'))])
    const phone = sketchVersion('phone', eventOf('message', 'ring'))
    await install([phone])
    expect(engine.setting.library.list()).toHaveLength(1)
    await fireDueTimers(engine)
    expect(engine.setting.library.list().map(({ process }) => process)).toEqual(['daily', 'phone'])
  })

  test('a date that is past is due at once, and once for all versions', async () => {
    const { district, clock, install, started, rows } = scene
    const date = timerOf('date', '2026-03-01T08:00')
    const engine = await install([sketchVersion('opening', date)])
    expect(await fireDueTimers(engine)).toEqual({ fired: 1, failed: 0 })
    await clock.advance(hour)
    // Receipts are not kept for ever.
    await opened.asOwner((owner) => owner.execute('delete from receipt where district_id = $1', [district]))
    const upgraded = await install([sketchVersion('opening', date, 1), sketchVersion('opening', date, 2)])
    expect(await fireDueTimers(upgraded)).toEqual({ fired: 0, failed: 0 })
    expect(await started()).toEqual(['opening 1 03-01T08:00'])
    expect(await rows()).toEqual([])
  })

  test('a procedure that its pack no longer has starts nothing any more', async () => {
    const { district, clock, install, rows } = scene
    const engine = await install([
      sketchVersion('daily', every('R/P1D')),
      sketchVersion('other', every('R/P1D')),
    ])
    const { library } = engine.setting
    await deployStarts(opened.database, {
      district,
      library: {
        ensure: (hashes, queryable) => library.ensure(hashes, queryable),
        latest: (process) => (process === 'daily' ? undefined : library.latest(process)),
      },
      zone: { utcOffsetMinutes: 480 },
      now: clock.now(),
    })
    expect(await rows()).toEqual([{ process: 'other', firing: 0 }])
  })

  test('a version that was installed by a process that ended before arming it is armed by whoever polls', async () => {
    const { district, clock, install, started } = scene
    const procedures = [sketchVersion('daily', every('R/PT6H'))]
    const engine = await install(procedures)
    await opened.asOwner((owner) =>
      owner.runScript(`delete from start_timer where district_id = ${district};
        delete from start_deployment where district_id = ${district}`),
    )
    await clock.advance(day)
    expect(await fireDueTimers(engine)).toEqual({ fired: 4, failed: 0 })
    expect(await started()).toHaveLength(4)
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
