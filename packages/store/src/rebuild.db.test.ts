import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { MatterId } from '@duibiao/base'
import { applyData, applyPatch } from '@duibiao/kernel'
import type { Command, MatterData, MatterState } from '@duibiao/kernel'
import {
  anyBlock,
  describeOnBoth,
  makeFixedClock,
  makeRandom,
  openSampleEngine,
  procedureOf,
} from '@duibiao/testkit'
import type { FixedClock, TestDatabase } from '@duibiao/testkit'
import type { Engine } from './engine.ts'
import { readEntries } from './entry.ts'
import { receiptOf } from './order.ts'
import { rebuild } from './rebuild.ts'
import { projections } from './rebuild-statement.ts'
import { fireDueTimers } from './timer.ts'
import { readMatters } from './transition.ts'

const random = makeRandom('rebuild from random histories')
const blocks = fc.sample(anyBlock(), { seed: random.seed, numRuns: 12 })
const procedures = blocks.map((block, index) => ({
  ...procedureOf(block, `p${index}`),
  hash: `hash of p${index}`,
}))
const minute = 60_000
let keys = 0
const circumstances = () => ({ key: `test:${(keys += 1)}`, actor: { person: random.pick(['Wang', 'Li']) } })

describeOnBoth('rebuild', (open) => {
  let opened: TestDatabase
  let engine: Engine
  let clock: FixedClock
  const matters: MatterId[] = []
  const district = () => engine.setting.district
  beforeAll(async () => {
    opened = await open()
    clock = makeFixedClock()
    ;({ engine } = await openSampleEngine(opened, { clock, procedures }))
    for (let count = 0; count < 40; count += 1) {
      const { id } = random.pick(procedures)
      const variables = { amount: random.integer(0, 9) }
      const answer = await engine.start({
        procedure: id,
        title: `第${count}件`,
        variables,
        ...circumstances(),
      })
      matters.push(receiptOf(answer).matter)
    }
    for (let round = 0; round < 25; round += 1) await playRound()
  })

  /** One command to each matter at once, by chance; most are accepted. */
  async function playRound(): Promise<void> {
    await clock.advance(random.integer(0, 40) * minute)
    const tasks = await opened.database.query<{ matter_id: string; task_id: number }>(
      'select matter_id, task_id from task',
    )
    const acts = matters.map((matter) => {
      const own = tasks.filter((task) => task.matter_id === matter)
      const task = own.length === 0 ? 0 : random.pick(own).task_id
      return engine.act(matter, chooseCommand(task), circumstances())
    })
    await Promise.all(acts)
    await fireDueTimers(engine, 7)
  }
  function chooseCommand(task: number): Command {
    const commands: readonly Command[] = [
      { kind: 'completeTask', task },
      { kind: 'completeTask', task, variables: { seen: random.integer(0, 9), text: '和平区' } },
      { kind: 'claim', task },
      { kind: 'transfer', task, to: { person: 'Zhao' }, reason: 'away' },
      { kind: 'return', task, to: 'previous', reason: 'incomplete' },
      { kind: 'addSigner', task, when: random.pick(['before', 'after', 'parallel'] as const), person: 'Sun' },
      { kind: 'suspend', reason: 'flood' },
      { kind: 'resume' },
      { kind: 'setVariables', variables: { amount: random.integer(0, 9) } },
      { kind: 'note', text: 'n' },
    ]
    return random.pick(commands)
  }
  const dump = async () =>
    Promise.all(
      projections.map((table) =>
        opened.database.query(`select * from ${table} order by matter_id, ${table}::text`),
      ),
    )
  const run = () => rebuild(opened.database, { district: district(), find: engine.workshop.around.find })

  test('the state of every matter is the fold of its entries (I3)', async () => {
    const found = await readMatters(
      opened.database,
      district(),
      matters.map((matter) => ({ matter, key: '-' })),
    )
    for (const { matter } of found) {
      if (matter === undefined) return expect.unreachable()
      let state: MatterState | undefined
      let data: MatterData = {}
      for (const entry of await readEntries(opened.database, district(), matter.matter)) {
        state = applyPatch(state, entry.patch)
        data = applyData(data, entry.set)
      }
      expect(state).toEqual(matter.state)
      expect(data).toEqual(matter.data)
    }
  })

  test('a rebuild of sound projections finds nothing to correct', async () => {
    const before = await dump()
    const report = await run()
    const nothing = { matter: 0, matter_data: 0, task: 0, timer: 0, clock: 0, subscription: 0 }
    expect(report).toMatchObject({ matters: matters.length, corrected: nothing, broken: [] })
    expect(await dump()).toEqual(before)
  })

  test('lost, changed and invented rows come back as the entries say', async () => {
    const before = await dump()
    await opened.asOwner((owner) =>
      owner.runScript(`
        delete from task;
        delete from matter_data where matter_id = (select min(matter_id::text)::uuid from matter_data);
        delete from matter where matter_id = (select max(matter_id::text)::uuid from matter);
        update matter set state = '{}', status = 'completed', ended_at = now(), number = 'x'
          where matter_id = (select min(matter_id::text)::uuid from matter);
        insert into timer (district_id, matter_id, timer_id, due_at)
          select district_id, matter_id, 999, now() from matter limit 1;
      `),
    )
    const report = await run()
    expect(report.corrected.matter).toBe(2)
    expect(await dump()).toEqual(before)
  })

  test('what is written during a rebuild is not lost, and the old rows can be read meanwhile', async () => {
    const [first] = matters
    if (first === undefined) return expect.unreachable()
    await opened.asOwner((owner) => owner.runScript('delete from task'))
    const running = run()
    const acts = Promise.all(
      matters.map((matter) => engine.act(matter, { kind: 'note', text: 'meanwhile' }, circumstances())),
    )
    const [read] = await readMatters(opened.database, district(), [{ matter: first, key: '-' }])
    expect(read?.matter).toBeDefined()
    await running
    await acts
    const before = await dump()
    expect((await run()).corrected).toMatchObject({ matter: 0, task: 0, timer: 0 })
    expect(await dump()).toEqual(before)
  })

  test('a matter with a missing entry is named and left as it is', async () => {
    const victim = matters.at(-1) ?? ''
    await opened.asOwner((owner) =>
      owner.runScript(`
        alter table entry disable trigger entry_sealed;
        delete from entry where matter_id = '${victim}' and seq = 1;
        alter table entry enable trigger entry_sealed;
      `),
    )
    const before = await dump()
    expect((await run()).broken).toEqual([{ matter: victim, seq: 1, reason: 'the entry is missing' }])
    expect(await dump()).toEqual(before)
  })
})
