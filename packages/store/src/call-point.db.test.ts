import { expect, test } from 'vitest'
import { AppError, instantOf, parseDistrictId } from '@duibiao/base'
import {
  checkLoad,
  describeOnBoth,
  finishWork,
  lifeOf,
  lifeProcedures,
  listenerOf,
  makeFixedClock,
  makeLoadLog,
  makeLoadPort,
  openEngine,
  openSampleEngine,
  runLives,
  takeNotice,
} from '@duibiao/testkit'
import type { Database, Queryable } from './database.ts'

// F2 of reliability.md: the nth call of the database fails, for every n, before it was sent or after it was done.
const scripts = 7

/** A database whose nth call from now on fails once. */
interface Failing {
  readonly database: Database
  failNext(n: number, when: 'before' | 'after'): void
  /** Whether the call that was to fail has come. */
  readonly hasFailed: boolean
}

function makeFailing(sound: Database): Failing {
  const fault = new AppError('database_unavailable', { reason: 'planted' })
  let [left, when] = [0, 'before']
  async function through<T>(run: () => Promise<T>): Promise<T> {
    left -= 1
    if (left !== 0) return run()
    if (when === 'before') throw fault
    await run()
    throw fault
  }
  function wrap(queryable: Queryable): Queryable {
    return {
      query: (...given) => through(() => queryable.query(...given)),
      execute: (...given) => through(() => queryable.execute(...given)),
      runScript: (text) => through(() => queryable.runScript(text)),
    }
  }
  const database: Database = {
    ...wrap(sound),
    kind: sound.kind,
    serverVersion: sound.serverVersion,
    statementCount: 0,
    // Failing after it was done: the commit went through and its answer was lost.
    transaction: (work) => through(() => sound.transaction((inner) => work(wrap(inner)))),
    forDistrict: () => database,
    close: () => sound.close(),
  }
  return {
    database,
    failNext(n, at) {
      left = n
      when = at
    },
    get hasFailed() {
      return left <= 0
    },
  }
}

describeOnBoth('a call of the database that fails', (open) => {
  test('leaves every command not done or done once, and given again it has the same receipt', async () => {
    const opened = await open()
    const clock = makeFixedClock()
    await openSampleEngine(opened, { clock, procedures: lifeProcedures() })
    const failing = makeFailing(opened.database)
    const engine = await openEngine(failing.database, {
      procedures: lifeProcedures(),
      district: parseDistrictId(1),
      now: () => clock.now(),
    })
    const log = makeLoadLog()
    const work = { engine, port: makeLoadPort((event) => takeNotice(log, event)), retries: 3 }
    const listener = listenerOf(log)
    let [number, failed] = [0, 0]
    for (let script = 0; script < scripts; script += 1) {
      for (const when of ['before', 'after'] as const) {
        for (let n = 1, isThere = true; isThere; n += 1) {
          const life = lifeOf(number * scripts + script)
          number += 1
          failing.failNext(n, when)
          await runLives(engine, [life], { listener, clients: 1, retries: 3 })
          // What the commands did not use up fails in the background: timers, then deliveries.
          await finishWork(work, (instant) => clock.jumpTo(instantOf(Math.max(clock.now(), instant))))
          isThere = failing.hasFailed
          failed += isThere ? 1 : 0
        }
      }
    }
    failing.failNext(0, 'before')
    const check = await checkLoad(opened.database, log)
    process.stdout.write(
      `${failed} failed calls, ${log.acknowledged.size} commands, ${check.faults.length} faults\n`,
    )
    expect(check.faults).toEqual([])
    expect(failed).toBeGreaterThan(100)
  })
})
