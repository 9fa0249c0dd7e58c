import { beforeAll, expect, test } from 'vitest'
import { chinaCalendar, instantOf, isAppError, parseInstant, parseLocalInstant } from '@duibiao/base'
import type { Instant, MatterId } from '@duibiao/base'
import type { Expression, Procedure } from '@duibiao/kernel'
import {
  checkRecord,
  describeOnBoth,
  makeFixedClock,
  makeRandom,
  openSampleEngine,
  sampleProcedure,
  sketchClock,
  sketchRow,
  whileAtWork,
} from '@duibiao/testkit'
import type { FixedClock, TestDatabase } from '@duibiao/testkit'
import type { Engine } from './engine.ts'
import { receiptOf } from './order.ts'
import { fireDueTimers } from './timer.ts'

// The clock of the machine jumps by hours and by years, forward and back.
const hour = 3_600_000
const day = 24 * hour
const calendar = chinaCalendar()
let keys = 0
const circumstances = () => ({ key: `jump:${(keys += 1)}`, actor: { person: 'li' } })

/** One task with a clock whose limit is the variable `limit`. */
function limited(): Procedure {
  const amount: Expression = {
    text: 'limit',
    evaluate: (variables) => ({ value: variables['limit'] ?? null, warnings: [] }),
  }
  return {
    ...sketchRow('limited', { id: 'handle', kind: 'user', clockActs: whileAtWork() }),
    clocks: [sketchClock('handle', { kind: 'legal', amount, calendar: '', again: 'ignore' })],
  }
}

/** Golden vectors: the moment the clock jumps to, the limit, the first instant that is late, whether the calendar is guessed. */
const golden: readonly (readonly [string, number, string, string, boolean])[] = [
  ['2026-02-09T09:00:00.000', 20, 'working_day', '2026-03-14T00:00', false],
  ['2026-02-12T23:59:59.999', 5, 'working_day', '2026-02-27T00:00', false],
  ['2026-04-30T00:00:00.000', 5, 'working_day', '2026-05-12T00:00', false],
  ['2026-09-24T17:59:00.000', 20, 'working_day', '2026-10-30T00:00', false],
  ['2025-12-31T09:00:00.000', 5, 'working_day', '2026-01-09T00:00', false],
  ['2026-01-30T09:00:00.000', 20, 'working_day', '2026-03-06T00:00', false],
  ['2026-08-05T09:00:00.000', 60, 'calendar_day', '2026-10-09T00:00', false],
  ['2026-01-16T09:00:00.000', 30, 'calendar_day', '2026-02-25T00:00', false],
  ['2026-09-10T23:59:59.999', 30, 'calendar_day', '2026-10-11T00:00', false],
  ['2026-09-18T16:30:00.000', 4, 'working_hour', '2026-09-20T10:30', false],
  ['2026-09-24T16:30:00.000', 4, 'working_hour', '2026-09-28T10:30', false],
  // The leap day, and a year without a notice: plain weekends, and marked so.
  ['2024-01-31T09:00:00.000', 1, 'month', '2024-03-01T00:00', false],
  ['2026-12-30T09:00:00.000', 5, 'working_day', '2027-01-07T00:00', true],
]

describeOnBoth('a clock that jumps', (open) => {
  let opened: TestDatabase
  let engine: Engine
  let clock: FixedClock
  beforeAll(async () => {
    opened = await open()
    clock = makeFixedClock()
    const procedures = [limited(), sampleProcedure()]
    ;({ engine } = await openSampleEngine(opened, { clock, procedures, calendar: () => calendar }))
  })

  test('due dates are those of the golden table, whatever the clock showed before', async () => {
    const random = makeRandom('clock jump, golden table')
    const shuffled = golden.toSorted(() => random.next() - 0.5)
    for (const [start, amount, unit, due, provisional] of shuffled) {
      clock.jumpTo(parseLocalInstant(start, 480))
      const variables = { limit: { amount, unit } }
      const { matter } = receiptOf(
        await engine.start({ procedure: 'limited', variables, ...circumstances() }),
      )
      clock.jumpTo(instantOf(clock.now() + random.pick([-400, -1 / 24, 1 / 24, 400]) * day))
      await note(matter)
      const rows = await opened.database.query(
        'select due_at, is_provisional from clock where district_id = 1 and matter_id = $1',
        [matter],
      )
      expect([start, rows]).toEqual([
        start,
        [{ due_at: parseLocalInstant(due, 480), is_provisional: provisional }],
      ])
    }
    expect((await checkRecord(opened.database)).faults).toEqual([])
  })

  test('no timer fires early, each fires once, and the record never goes back', async () => {
    const random = makeRandom('clock jump, timers')
    clock.jumpTo(parseInstant('2026-03-02T09:00:00+08:00'))
    const lives: { readonly matter: MatterId; readonly dueAt: Instant }[] = []
    for (let round = 0; round < 60; round += 1) {
      const jump = random.pick([-hour, hour, -400 * day, 400 * day, -1, 1, 72 * hour])
      // Not before the years that have notices, nor far beyond them.
      const next = Math.min(Math.max(clock.now() + jump, Date.UTC(2010, 0)), Date.UTC(2040, 0))
      clock.jumpTo(instantOf(next))
      const { matter, at } = receiptOf(await engine.start({ procedure: 'sample', ...circumstances() }))
      lives.push({ matter, dueAt: instantOf(at + 72 * hour) })
      await note(random.pick(lives).matter)
      if (random.next() < 0.5) await fireDueTimers(engine)
      await expectFired(lives)
    }
    clock.jumpTo(instantOf(Date.UTC(2041, 0)))
    const { failed } = await fireDueTimers(engine)
    expect(failed).toBe(0)
    const check = await checkRecord(opened.database)
    expect(check.faults).toEqual([])
    for (const { matter } of lives)
      expect(check.kinds.get(matter)?.filter((kind) => kind === 'fireTimer')).toEqual(['fireTimer'])
    // verifyChain refuses an entry that is dated before the one it follows; here it is asked of the database.
    const back = await opened.database.execute(`select from entry as one join entry as next
      on next.district_id = one.district_id and next.matter_id = one.matter_id and next.seq = one.seq + 1
      where next.recorded_at < one.recorded_at`)
    expect(back).toBe(0)
  })

  test('a breach is recorded with the legal time and the time it was seen', async () => {
    clock.jumpTo(parseLocalInstant('2026-03-02T09:00', 480))
    const variables = { limit: { amount: 5, unit: 'working_day' } }
    const { matter } = receiptOf(await engine.start({ procedure: 'limited', variables, ...circumstances() }))
    // The machine was off when the limit ended.
    clock.jumpTo(parseLocalInstant('2026-04-01T10:00', 480))
    await fireDueTimers(engine)
    const [row] = await opened.database.query<{ readonly recorded_at: number; readonly body: string }>(
      `select recorded_at, body from entry where district_id = 1 and matter_id = $1 and kind = 'fireTimer'`,
      [matter],
    )
    const body: { readonly facts: unknown } = JSON.parse(row?.body ?? '{}')
    expect(row?.recorded_at).toBe(parseLocalInstant('2026-04-01T10:00', 480))
    expect(body.facts).toContainEqual(
      expect.objectContaining({ kind: 'clock_breached', dueAt: parseLocalInstant('2026-03-10T00:00', 480) }),
    )
  })

  async function note(matter: MatterId): Promise<void> {
    try {
      receiptOf(await engine.act(matter, { kind: 'note', text: 'later' }, circumstances()))
    } catch (error) {
      if (!isAppError(error, 'matter_closed')) throw error
    }
  }

  /** What has fired was due by the highest time that its matter has seen. */
  async function expectFired(
    lives: readonly { readonly matter: MatterId; readonly dueAt: Instant }[],
  ): Promise<void> {
    const rows = await opened.database.query<{ readonly matter_id: string; readonly recorded_at: number }>(
      `select matter_id, recorded_at from entry where district_id = 1 and kind = 'fireTimer' and matter_id = any($1)`,
      [lives.map(({ matter }) => matter)],
    )
    const dueOf = new Map<string, Instant>(lives.map(({ matter, dueAt }) => [matter, dueAt]))
    for (const { matter_id: matter, recorded_at: firedAt } of rows) {
      expect(firedAt).toBeGreaterThanOrEqual(dueOf.get(matter) ?? Number.POSITIVE_INFINITY)
    }
  }
})
