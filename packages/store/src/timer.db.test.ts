import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { MatterId } from '@duibiao/base'
import { decide, verifyChain } from '@duibiao/kernel'
import { describeOnBoth, makeFixedClock, openSampleEngine } from '@duibiao/testkit'
import type { FixedClock, TestDatabase } from '@duibiao/testkit'
import { sha256 } from './digest.ts'
import type { Engine } from './engine.ts'
import { readEntries } from './entry.ts'
import { listIncidents, retryIncident } from './incident.ts'
import { receiptOf } from './order.ts'
import { fireDueTimers } from './timer.ts'

const hour = 3_600_000
let keys = 0
const circumstances = () => ({ key: `test:${(keys += 1)}`, actor: { person: 'li' } })

describeOnBoth('timers', (open) => {
  let opened: TestDatabase
  let engine: Engine
  let clock: FixedClock
  beforeAll(async () => {
    opened = await open()
    clock = makeFixedClock()
  })
  beforeEach(async () => {
    ;({ engine } = await openSampleEngine(opened, { clock }))
    await clock.advance(1000 * hour)
    await fireDueTimers(engine)
  })

  async function startMany(count: number, by: Engine = engine): Promise<readonly MatterId[]> {
    const starting = Array.from({ length: count }, () =>
      by.start({ procedure: 'sample', ...circumstances() }),
    )
    return (await Promise.all(starting)).map((answer) => receiptOf(answer).matter)
  }
  const firingsOf = async (matter: MatterId) => {
    const entries = await readEntries(opened.database, engine.setting.district, matter)
    expect(verifyChain(entries, sha256.digest)).toBeUndefined()
    return entries.filter(({ kind }) => kind === 'fireTimer').length
  }

  test('a timer fires once it is due, not before, and only once', async () => {
    const [matter] = await startMany(1)
    if (matter === undefined) return expect.unreachable()
    await clock.advance(71 * hour)
    expect(await fireDueTimers(engine)).toEqual({ fired: 0, failed: 0 })
    await clock.advance(hour)
    expect(await fireDueTimers(engine)).toEqual({ fired: 1, failed: 0 })
    expect(await fireDueTimers(engine)).toEqual({ fired: 0, failed: 0 })
    const tasks = await opened.database.query(`select element from task where matter_id = $1`, [matter])
    expect(tasks).toEqual([{ element: 'late' }])
  })

  test('timers overdue for a year fire once each, in batches of few statements', async () => {
    const matters = await startMany(60)
    await clock.advance(8760 * hour)
    const before = opened.database.statementCount
    expect(await fireDueTimers(engine, 20)).toEqual({ fired: 60, failed: 0 })
    // A look at the start timers, three batches of begin, claim, read, write, commit, and one that finds nothing.
    expect(opened.database.statementCount - before).toBe(1 + 3 * 5 + 3)
    expect(await Promise.all(matters.map(firingsOf))).toEqual(matters.map(() => 1))
  })

  test('two processes that poll at once fire each timer once', async () => {
    const matters = await startMany(80)
    await clock.advance(72 * hour)
    const { engine: other } = await openSampleEngine(opened, { clock })
    const [one, two] = await Promise.all([fireDueTimers(engine, 10), fireDueTimers(other, 10)])
    expect(one.fired + two.fired).toBe(80)
    expect(one.failed + two.failed).toBe(0)
    expect(await Promise.all(matters.map(firingsOf))).toEqual(matters.map(() => 1))
  })

  test('a poisoned matter is set aside with its reason and stops nobody', async () => {
    const matters = await startMany(5)
    const [poisoned] = matters
    if (poisoned === undefined) return expect.unreachable()
    await clock.advance(72 * hour)
    let isPoisoned = true
    const { engine: careful } = await openSampleEngine(opened, {
      clock,
      decide(matter, command, context) {
        if (isPoisoned && command.kind === 'fireTimer' && matter.data['0']?.['poison'] === true)
          throw new Error('out of order')
        return decide(matter, command, context)
      },
    })
    await careful.act(poisoned, { kind: 'setVariables', variables: { poison: true } }, circumstances())
    expect(await fireDueTimers(careful)).toEqual({ fired: 4, failed: 1 })
    expect(await fireDueTimers(careful)).toEqual({ fired: 0, failed: 0 })
    const incidents = await listIncidents(opened.database, engine.setting.district)
    expect(incidents).toMatchObject([
      { matter: poisoned, code: 'error', reason: 'out of order', attempts: 1 },
    ])
    isPoisoned = false
    expect(await retryIncident(opened.database, engine.setting.district, poisoned)).toBe(1)
    expect(await fireDueTimers(careful)).toEqual({ fired: 1, failed: 0 })
    expect(await listIncidents(opened.database, engine.setting.district)).toEqual([])
  })

  test('a transition that cannot be written is set aside, and the rest of its batch fires', async () => {
    const matters = await startMany(6)
    const [poisoned] = matters
    if (poisoned === undefined) return expect.unreachable()
    await clock.advance(72 * hour)
    const { engine: careful } = await openSampleEngine(opened, {
      clock,
      decide(matter, command, context) {
        const decided = decide(matter, command, context)
        if (matter.data['0']?.['poison'] !== true || !decided.ok || command.kind !== 'fireTimer')
          return decided
        const tokens = Object.entries(decided.transition.state.tokens).map(([id, token]) => [
          id,
          { ...token, ...(token.task && { task: { ...token.task, person: 'a\u0000' } }) },
        ])
        const state = { ...decided.transition.state, tokens: Object.fromEntries(tokens) }
        return { ok: true, transition: { ...decided.transition, state } }
      },
    })
    await careful.act(poisoned, { kind: 'setVariables', variables: { poison: true } }, circumstances())
    expect(await fireDueTimers(careful)).toEqual({ fired: 5, failed: 1 })
    expect(await listIncidents(opened.database, engine.setting.district)).toMatchObject([
      { matter: poisoned },
    ])
    await engine.act(poisoned, { kind: 'cancel', reason: 'test' }, circumstances())
    await retryIncident(opened.database, engine.setting.district, poisoned)
  })

  test('timers of a suspended matter wait until it is resumed', async () => {
    const [matter] = await startMany(1)
    if (matter === undefined) return expect.unreachable()
    await engine.act(matter, { kind: 'suspend', reason: 'flood' }, circumstances())
    await clock.advance(100 * hour)
    expect(await fireDueTimers(engine)).toEqual({ fired: 0, failed: 0 })
    await engine.act(matter, { kind: 'resume' }, circumstances())
    expect(await fireDueTimers(engine)).toEqual({ fired: 1, failed: 0 })
  })
})
