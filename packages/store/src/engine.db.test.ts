import { beforeAll, beforeEach, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { verifyChain } from '@duibiao/kernel'
import type { Actor } from '@duibiao/kernel'
import { describeOnBoth, openSampleEngine } from '@duibiao/testkit'
import type { FixedClock, TestDatabase } from '@duibiao/testkit'
import { sha256 } from './digest.ts'
import type { Engine } from './engine.ts'
import { readEntries } from './entry.ts'
import { receiptOf } from './order.ts'

const clerk: Actor = { person: 'li', post: 'clerk' }
// The token of the start event has number 1.
const firstTask = 2
let keys = 0
const circumstances = (): { key: string; actor: Actor } => ({ key: `test:${(keys += 1)}`, actor: clerk })

describeOnBoth('engine', (open) => {
  let opened: TestDatabase
  let engine: Engine
  let clock: FixedClock
  beforeAll(async () => {
    opened = await open()
  })
  beforeEach(async () => {
    ;({ engine, clock } = await openSampleEngine(opened))
  })

  const start = async (amount = 5000) =>
    receiptOf(
      await engine.start({
        procedure: 'sample',
        variables: { amount, text: '路灯不亮', urgent: false },
        ...circumstances(),
      }),
    )
  const rowsOf = (table: string, matter: string) =>
    opened.database.query(`select * from ${table} where district_id = 1 and matter_id = $1`, [matter])

  test('a matter goes through its procedure, and its rows follow', async () => {
    const { matter, seq } = await start()
    expect(seq).toBe(1)
    expect(await rowsOf('task', matter)).toMatchObject([
      { element: 'a', posts: ['clerk'], person: null, status: 'open' },
    ])
    expect(await rowsOf('timer', matter)).toMatchObject([
      { due_at: clock.now() + 72 * 3_600_000, held_by: null },
    ])
    const [task] = await rowsOf('task', matter)
    const first = await engine.act(
      matter,
      { kind: 'completeTask', task: Number(task?.['task_id']) },
      circumstances(),
    )
    expect(first).toMatchObject({ ok: true, receipt: { matter, seq: 2 } })
    expect(await rowsOf('timer', matter)).toEqual([])
    const [second] = await rowsOf('task', matter)
    expect(second).toMatchObject({ element: 'b' })
    await engine.act(matter, { kind: 'completeTask', task: Number(second?.['task_id']) }, circumstances())
    expect(await rowsOf('task', matter)).toEqual([])
    expect(await rowsOf('matter', matter)).toMatchObject([
      { status: 'completed', revision: 3, ended_at: clock.now() },
    ])
    const entries = await readEntries(opened.database, engine.setting.district, matter)
    expect(entries.map(({ kind }) => kind)).toEqual(['start', 'completeTask', 'completeTask'])
    expect(verifyChain(entries, sha256.digest)).toBeUndefined()
  })

  test.each([
    { remembered: 0, statements: 2 },
    { remembered: 100, statements: 1 },
  ])('a start is one statement, a command $statements, gateways none', async ({ remembered, statements }) => {
    const { engine: counted } = await openSampleEngine(opened, { clock, group: { remembered } })
    const given = { procedure: 'sample', variables: { amount: 10 } }
    await counted.start({ ...given, ...circumstances() })
    const before = opened.database.statementCount
    const { matter } = receiptOf(await counted.start({ ...given, ...circumstances() }))
    expect(opened.database.statementCount - before).toBe(1)
    await counted.act(matter, { kind: 'completeTask', task: firstTask }, circumstances())
    expect(opened.database.statementCount - before).toBe(1 + statements)
    expect(await rowsOf('matter', matter)).toMatchObject([{ status: 'completed' }])
  })

  test('what is remembered of a matter is believed of nobody: another process may have moved it', async () => {
    const { matter } = await start()
    const { engine: other } = await openSampleEngine(opened, { clock })
    const key = circumstances()
    const done = await other.act(matter, { kind: 'completeTask', task: firstTask }, key)
    // Not "no such receipt", and not a refusal because the remembered matter has that task no more or still.
    expect(await engine.act(matter, { kind: 'completeTask', task: firstTask }, key)).toEqual(done)
    const [task] = await rowsOf('task', matter)
    await other.act(matter, { kind: 'completeTask', task: Number(task?.['task_id']) }, circumstances())
    const late = await engine.act(matter, { kind: 'note', text: 'after the end' }, circumstances())
    expect(receiptOf(late).seq).toBe(4)
  })

  test('the same key again gives the same receipt and does nothing', async () => {
    const given = { procedure: 'sample', variables: { amount: 1 }, ...circumstances() }
    const first = await engine.start(given)
    expect(await engine.start(given)).toEqual(first)
    const { matter } = receiptOf(first)
    const act = circumstances()
    const answer = await engine.act(matter, { kind: 'completeTask', task: firstTask }, act)
    expect(answer).toMatchObject({ ok: true })
    expect(await engine.act(matter, { kind: 'completeTask', task: firstTask }, act)).toEqual(answer)
    expect(await rowsOf('entry', matter)).toHaveLength(2)
  })

  test('a refused command leaves no trace and tells why', async () => {
    const { matter } = await start()
    const answer = await engine.act(matter, { kind: 'completeTask', task: 99 }, circumstances())
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'task_missing' } })
    expect(await rowsOf('entry', matter)).toHaveLength(1)
    expect(await engine.act(engine.makeId(), { kind: 'note', text: 'x' }, circumstances())).toMatchObject({
      ok: false,
      refusal: { code: 'matter_unknown' },
    })
  })

  test('the record never goes back in time when the clock does', async () => {
    const { matter, at } = await start()
    clock.jumpTo(instantOf(at - 3_600_000))
    const answer = await engine.act(matter, { kind: 'note', text: 'later' }, circumstances())
    expect(receiptOf(answer).at).toBe(at)
    clock.jumpTo(at)
  })

  test('commands that arrive together share statements and are answered each for itself', async () => {
    ;({ engine } = await openSampleEngine(opened, { clock, group: { lanes: 1 } }))
    const matters = await Promise.all(Array.from({ length: 20 }, () => start()))
    const before = opened.database.statementCount
    const answers = await Promise.all(
      matters.map(({ matter }, index) =>
        engine.act(matter, { kind: 'completeTask', task: index === 7 ? 99 : firstTask }, circumstances()),
      ),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(19)
    expect(answers[7]).toMatchObject({ ok: false })
    // One write; the refused command alone is asked of the database before it is refused.
    expect(opened.database.statementCount - before).toBe(2)
  })

  test('commands on one matter in one group are applied one after another', async () => {
    const { matter } = await start()
    const notes = ['1', '2', '3'].map((text) => engine.act(matter, { kind: 'note', text }, circumstances()))
    const task = engine.act(matter, { kind: 'completeTask', task: firstTask }, circumstances())
    expect((await Promise.all([...notes, task])).map((answer) => receiptOf(answer).seq)).toEqual([2, 3, 4, 5])
    const entries = await readEntries(opened.database, engine.setting.district, matter)
    expect(verifyChain(entries, sha256.digest)).toBeUndefined()
  })

  test('the same key twice in one group is one command', async () => {
    const { matter } = await start()
    const twice = circumstances()
    const [one, other] = await Promise.all([
      engine.act(matter, { kind: 'note', text: 'x' }, twice),
      engine.act(matter, { kind: 'note', text: 'x' }, twice),
    ])
    expect(one).toEqual(other)
    expect(await rowsOf('entry', matter)).toHaveLength(2)
  })

  test('a value that the database cannot hold fails its own command only', async () => {
    const matters = await Promise.all(Array.from({ length: 9 }, () => start()))
    const all = matters.map(({ matter }, index) =>
      index === 4
        ? engine.start({ procedure: 'sample', title: 'a\u0000b', ...circumstances() })
        : engine.act(matter, { kind: 'note', text: 'with \u0000 inside' }, circumstances()),
    )
    const answers = await Promise.all(all)
    expect(answers[4]).toMatchObject({ ok: false, refusal: { code: 'value_not_storable' } })
    expect(answers.filter(({ ok }) => ok)).toHaveLength(8)
  })

  test('a mistake in a decision fails its own command only', async () => {
    const { matter } = await start()
    const other = await start()
    const broken = await openSampleEngine(opened, {
      decide() {
        throw new Error('a mistake')
      },
    })
    await expect(broken.engine.act(matter, { kind: 'note', text: 'x' }, circumstances())).rejects.toThrow(
      'a mistake',
    )
    expect(await engine.act(other.matter, { kind: 'note', text: 'x' }, circumstances())).toMatchObject({
      ok: true,
    })
  })

  test('a number that is taken is refused', async () => {
    const number = `N-${keys}`
    const first = await engine.start({ procedure: 'sample', number, ...circumstances() })
    expect(first).toMatchObject({ ok: true })
    const second = await engine.start({ procedure: 'sample', number, ...circumstances() })
    expect(second).toEqual({ ok: false, refusal: { code: 'matter_exists', params: { matter: number } } })
  })

  test('two engines on one database meet without losing or doubling a command [V2.3.4] [V15.4.2]', async () => {
    const { matter } = await start()
    const { engine: other } = await openSampleEngine(opened, { clock })
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        (index % 2 === 0 ? engine : other).act(matter, { kind: 'note', text: `${index}` }, circumstances()),
      ),
    )
    const seqs = answers.map((answer) => receiptOf(answer).seq)
    expect(seqs.toSorted((one, two) => one - two)).toEqual(
      Array.from({ length: 40 }, (_, index) => index + 2),
    )
    const entries = await readEntries(opened.database, engine.setting.district, matter)
    expect(verifyChain(entries, sha256.digest)).toBeUndefined()
  })
})
