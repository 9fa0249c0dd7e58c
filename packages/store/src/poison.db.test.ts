import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { MatterId } from '@duibiao/base'
import { decide, verifyChain } from '@duibiao/kernel'
import {
  checkRecord,
  describeOnBoth,
  makeFixedClock,
  openSampleEngine,
  openTestDatabase,
} from '@duibiao/testkit'
import type { FixedClock, SampleEngineSettings, TestDatabase } from '@duibiao/testkit'
import { sha256 } from './digest.ts'
import type { Engine } from './engine.ts'
import { readEntries } from './entry.ts'
import { listIncidents, retryIncident, setAside } from './incident.ts'
import { openDatabase } from './open-database.ts'
import type { Answer } from './order.ts'
import { receiptOf } from './order.ts'
import { rebuild } from './rebuild.ts'
import { fireDueTimers } from './timer.ts'

const hour = 3_600_000
let keys = 0
const circumstances = () => ({ key: `poison:${(keys += 1)}`, actor: { person: 'li' } })

async function startMany(engine: Engine, count: number): Promise<readonly MatterId[]> {
  const starting = Array.from({ length: count }, () =>
    engine.start({ procedure: 'sample', ...circumstances() }),
  )
  return (await Promise.all(starting)).map((answer) => receiptOf(answer).matter)
}

/** What became of commands given together: `done`, the code of the refusal, or `failed`. */
async function outcomesOf(given: readonly Promise<Answer>[]): Promise<readonly string[]> {
  const settled = await Promise.allSettled(given)
  return settled.map((one) => {
    if (one.status === 'rejected') return 'failed'
    return one.value.ok ? 'done' : one.value.refusal.code
  })
}

describeOnBoth('a poisoned matter', (open) => {
  let opened: TestDatabase
  let clock: FixedClock
  let engine: Engine
  beforeAll(async () => {
    opened = await open()
    clock = makeFixedClock()
  })
  const again = async (settings: SampleEngineSettings = {}) => {
    ;({ engine } = await openSampleEngine(opened, { clock, ...settings }))
  }
  beforeEach(() => again())

  /** Damages what the database holds of a matter, as a broken disk or a hand at the console would. */
  async function poison(matter: MatterId | undefined, change: string): Promise<void> {
    await opened.asOwner((owner) => owner.execute(`${change} where matter_id = $1`, [matter ?? '']))
  }

  const poisons = [
    ['a state that is no JSON', `update matter set state = '{"status":"op'`],
    ['a state that is null', `update matter set state = 'null'`],
    ['a state of another shape', `update matter set state = '[]'`],
    ['a state without its tokens', `update matter set state = '{"status":"open","next":3}'`],
    [
      'a state with a token at no node',
      `update matter set state = replace(state, '"node":1', '"node":77'), revision = revision`,
    ],
    ['a row older than its record', 'update matter set revision = 1'],
    ['variables that are no JSON', `update matter_data set data = '{'`],
    [
      'a procedure that is not installed',
      `update matter set state = replace(state, 'hash of sample', 'hash of nothing')`,
    ],
  ] as const

  test.each(poisons)('%s fails its own commands only', async (_title, change) => {
    const matters = await startMany(engine, 7)
    const [poisoned] = matters
    await engine.act(
      poisoned ?? engine.makeId(),
      { kind: 'setVariables', variables: { a: 1 } },
      circumstances(),
    )
    await poison(poisoned, change)
    await again()
    const outcomes = await outcomesOf(
      matters.map((matter) =>
        engine.act(matter, { kind: 'completeTask', task: 2, variables: { b: 2 } }, circumstances()),
      ),
    )
    expect(outcomes.slice(1)).toEqual(['done', 'done', 'done', 'done', 'done', 'done'])
    expect(outcomes[0]).not.toBe('done')
    // Who mends the disk has the projections made anew from the record; then the matter goes on.
    const { district, library } = engine.setting
    const { broken } = await rebuild(opened.database, { district, find: (hash) => library.find(hash) })
    expect(broken).toEqual([])
    const mended = engine.act(poisoned ?? engine.makeId(), { kind: 'completeTask', task: 2 }, circumstances())
    expect(await outcomesOf([mended])).toEqual(['done'])
  })

  test.each(poisons)(
    '%s sets its timer aside with an incident, and the others fire',
    async (_title, change) => {
      const matters = await startMany(engine, 7)
      const [poisoned] = matters
      await engine.act(
        poisoned ?? engine.makeId(),
        { kind: 'setVariables', variables: { a: 1 } },
        circumstances(),
      )
      await opened.asOwner(async (owner) => {
        await owner.execute('delete from incident')
        await owner.execute('delete from timer where not matter_id = any($1)', [matters])
      })
      await poison(poisoned, change)
      await again()
      await clock.advance(72 * hour)
      expect(await fireDueTimers(engine)).toEqual({ fired: 6, failed: 1 })
      expect(await fireDueTimers(engine)).toEqual({ fired: 0, failed: 0 })
      const incidents = await listIncidents(opened.database, engine.setting.district)
      expect(incidents).toMatchObject([{ matter: poisoned, attempts: 1 }])
      expect(incidents[0]?.reason).not.toBe('')
      // Tried again while nothing is mended, it comes back, and is counted.
      await retryIncident(opened.database, engine.setting.district, matters[0] ?? engine.makeId())
      expect(await fireDueTimers(engine)).toEqual({ fired: 0, failed: 1 })
    },
  )

  test.each([
    ['body is no JSON', `body = left(body, -1)`],
    ['body is null', `body = 'null'`],
    ['time is none', `recorded_at = 'infinity'`],
  ])('an entry whose %s is named by rebuild, and the other matters are made anew', async (_title, change) => {
    const [broken, other] = await startMany(engine, 2)
    await opened.asOwner(async (owner) => {
      await owner.runScript('alter table entry disable trigger entry_sealed')
      await owner.execute(`update entry set ${change} where matter_id = $1`, [broken ?? ''])
      await owner.runScript('alter table entry enable trigger entry_sealed')
    })
    await poison(other, `update matter set status = 'suspended'`)
    const { district, library } = engine.setting
    const report = await rebuild(opened.database, { district, find: (hash) => library.find(hash) })
    expect(report.broken.map(({ matter, seq }) => [matter, seq])).toContainEqual([broken, 1])
    const rows = await opened.database.query(
      `select status from matter where matter_id = any($1) order by matter_id`,
      [[broken ?? '', other ?? '']],
    )
    expect(rows).toEqual([{ status: 'open' }, { status: 'open' }])
  })

  test('a timer that was put off while another process looked at it is not set aside', async () => {
    const [matter = engine.makeId()] = await startMany(engine, 1)
    const { district } = engine.setting
    const [row] = await opened.database.query<{ readonly timer_id: number }>(
      'select timer_id from timer where matter_id = $1',
      [matter],
    )
    const failures = [{ matter, timer: row?.timer_id ?? 0, code: 'timer_early', reason: 'early' }]
    expect(await setAside(opened.database, district, { failures, at: clock.now() })).toBe(0)
    await clock.advance(72 * hour)
    expect(await setAside(opened.database, district, { failures, at: clock.now() })).toBe(1)
  })

  test('a decision that throws fails its own command only', async () => {
    const matters = await startMany(engine, 7)
    await again({
      decide(matter, command, context) {
        if (command.kind === 'note' && command.text === 'poison') throw new TypeError('out of order')
        return decide(matter, command, context)
      },
    })
    const given = matters.map((matter, index) =>
      engine.act(matter, { kind: 'note', text: index === 3 ? 'poison' : 'fine' }, circumstances()),
    )
    expect(await outcomesOf(given)).toEqual(['done', 'done', 'done', 'failed', 'done', 'done', 'done'])
  })

  test('what cannot be stored fails alone, and what can be stored is', async () => {
    const text = '事'.repeat(4_000_000)
    const noise = Array.from({ length: 4000 }, (_, index) => (index * 7919).toString(36)).join('')
    const [first, second] = await startMany(engine, 2)
    const on = (matter: MatterId | undefined, given: string) =>
      engine.act(matter ?? engine.makeId(), { kind: 'note', text: given }, circumstances())
    const startWith = (given: object) => engine.start({ procedure: 'sample', ...circumstances(), ...given })
    const outcomes = await outcomesOf([
      on(first, 'fine'),
      startWith({ title: 'a\u0000b' }),
      startWith({ number: noise }),
      startWith({ number: '' }),
      startWith({ key: 'k'.repeat(201) }),
      startWith({ key: 'a\u0000' }),
      startWith({ key: '' }),
      startWith({ variables: { text } }),
      startWith({ title: noise }),
      on(second, text),
      on(second, 'with \u0000 and \u202E inside'),
      on(second, 'a lone \ud800 surrogate'),
      on(first, 'fine too'),
    ])
    const no = 'value_not_storable'
    expect(outcomes.slice(0, 11)).toEqual(['done', no, no, no, no, no, no, 'done', 'done', 'done', 'done'])
    expect(outcomes[11]).not.toBe('done')
    expect(outcomes[12]).toBe('done')
    for (const matter of [first, second]) {
      const entries = await readEntries(opened.database, engine.setting.district, matter ?? engine.makeId())
      expect(entries.length).toBe(3)
      expect(verifyChain(entries, sha256.digest)).toBeUndefined()
    }
  })
})

describe('a statement that times out (PostgreSQL)', () => {
  test('somebody who holds a matter delays its commands only; given again, they are done once', async () => {
    const opened = await openTestDatabase({ kind: 'postgres' })
    const impatient = await openDatabase({ url: opened.url ?? '', statementTimeout: 300 })
    try {
      const { engine, clock } = await openSampleEngine(opened, { database: impatient })
      const matters = await startMany(engine, 9)
      const commands = matters.map((matter) => ({ matter, ...circumstances() }))
      const give = () =>
        commands.map(({ matter, ...rest }) => engine.act(matter, { kind: 'note', text: 'x' }, rest))
      const held = matters[4] ?? engine.makeId()
      await opened.asOwner(async (owner) => {
        await owner.runScript('begin')
        await owner.execute('select from matter where matter_id = $1 for update', [held])
        const outcomes = await outcomesOf(give())
        expect(
          outcomes.map((outcome, index) => (outcome === 'done' ? undefined : index)).filter(Number),
        ).toEqual([4])
        // Timers pass it over meanwhile, without waiting and without an incident.
        await clock.advance(72 * hour)
        expect(await fireDueTimers(engine)).toEqual({ fired: 8, failed: 0 })
        await owner.runScript('rollback')
      })
      expect(await outcomesOf(give())).toEqual(matters.map(() => 'done'))
      expect(await fireDueTimers(engine)).toEqual({ fired: 1, failed: 0 })
      expect(await listIncidents(opened.database, engine.setting.district)).toEqual([])
      const check = await checkRecord(opened.database)
      expect(check.faults).toEqual([])
      expect([...check.kinds.values()]).toEqual(matters.map(() => ['fireTimer', 'note', 'start']))
    } finally {
      await impatient.close()
      await opened.close()
    }
  })
})
