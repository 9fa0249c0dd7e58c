import { beforeAll, expect, test } from 'vitest'
import { describeOnBoth, openSampleEngine } from '@duibiao/testkit'
import type { TestDatabase } from '@duibiao/testkit'
import type { Engine } from './engine.ts'
import { receiptOf } from './order.ts'
import { rebuild } from './rebuild.ts'

const actor = { person: 'li' }

describeOnBoth('a working row of which the state knows nothing', (open) => {
  let opened: TestDatabase
  let engine: Engine
  beforeAll(async () => {
    opened = await open()
    ;({ engine } = await openSampleEngine(opened, {}))
  })

  test('its matter is damaged until it is rebuilt; its neighbours in the group are not', async () => {
    const matters = await Promise.all(
      ['a', 'b', 'c'].map(async (key) => {
        const variables = { amount: 5000 }
        return receiptOf(await engine.start({ procedure: 'sample', variables, key, actor })).matter
      }),
    )
    const [damaged = engine.makeId()] = matters
    // Task B will be number 5.
    await opened.asOwner((owner) =>
      owner.execute(
        `insert into task (district_id, matter_id, task_id, element, name, status, posts, opened_at)
        select district_id, matter_id, 5, 'b', 'b', 'open', '{clerk}', opened_at from task where matter_id = $1`,
        [damaged],
      ),
    )
    const complete = { kind: 'completeTask', task: 2 } as const
    const answers = await Promise.all(
      matters.map((matter) => engine.act(matter, complete, { key: `${matter}:2`, actor })),
    )
    expect(answers[0]).toEqual({
      ok: false,
      refusal: { code: 'matter_damaged', params: { matter: damaged } },
    })
    expect(answers.slice(1).map(({ ok }) => ok)).toEqual([true, true])
    const { district, library } = engine.setting
    const report = await rebuild(opened.database, { district, find: (hash) => library.find(hash) })
    expect(report.corrected.task).toBe(1)
    expect(await engine.act(damaged, complete, { key: 'mended', actor })).toMatchObject({ ok: true })
  })
})
