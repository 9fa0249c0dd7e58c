import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf, millisecondsPerDay } from '@duibiao/base'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import { listOutbox } from '@duibiao/store'
import type { DeskPerson } from './test-desk.ts'
import { openReportDesk } from './test-report.ts'
import type { ReportDesk } from './test-report.ts'

describeOnBoth('merging cases and taking them apart', (open) => {
  let at: ReportDesk
  let latitude = 30
  const clock = makeFixedClock()

  beforeAll(async () => {
    at = await openReportDesk((await open()).database, clock)
  }, 120_000)

  afterAll(() => at.close())

  /** Two cases of two residents, each alone at its place. */
  async function aPair() {
    latitude += 0.1
    const one = await at.reportedAt('resident', { latitude })
    const other = await at.reportedAt('neighbour', { latitude })
    return { one, other }
  }
  async function merge(matter: string, into: string): Promise<void> {
    await at.complete('clerk', matter, { register_action: 'link', linked_case: into })
    await at.carry()
  }
  function undo(as: DeskPerson, matter: string, { reason = '不是同一个井盖', key = at.aKey() } = {}) {
    return at.desk.as(as).call('merge.undo', { params: { matter }, body: { reason }, key })
  }
  function readMerge(as: DeskPerson, matter: string) {
    return at.desk.as(as).call('merge.read', { params: { matter } })
  }
  async function tryMerge(matter: string, into: string) {
    const { tasks } = await at.read('clerk', matter)
    const variables = { register_action: 'link', linked_case: into }
    const body = { kind: 'completeTask', task: tasks[0]?.task ?? 0, variables } as const
    const done = await at.desk.as('clerk').call('matter.act', { params: { matter }, body, key: at.aKey() })
    return done.ok ? undefined : done.problem.code
  }
  async function clockOf(matter: string) {
    const answer = await at.desk.as('clerk').call('matter.clocks', { params: { matter } })
    const rows = answer.ok ? answer.value.rows : []
    return rows.find(({ key }) => key === 'total')
  }
  async function answersTo(as: DeskPerson, matters: readonly string[]): Promise<number> {
    const told = await Promise.all(matters.map((matter) => at.told(as, matter)))
    return told.flat().filter((line) => line.startsWith('answer:')).length
  }
  async function end(matter: string): Promise<void> {
    await at.complete('clerk', matter, { register_action: 'void', void_reason: '不属实' })
    await at.carry()
  }

  test('a merge is undone: the case goes on with its clocks, both sides are told, and everybody is answered once', async () => {
    const { one, other } = await aPair()
    const [mine, before] = [{ ...(await at.read('clerk', one.id)).variables }, await clockOf(other.id)]
    await merge(other.id, one.number)
    expect((await at.read('clerk', other.id)).status).toBe('completed')
    expect(await readMerge('clerk', other.id)).toMatchObject({
      value: { into: { id: one.id }, may_undo: true, merged: [] },
    })
    expect(await readMerge('clerk', one.id)).toMatchObject({
      value: { merged: [{ id: other.id, number: other.number }], may_undo: false },
    })
    // That it was merged is no answer.
    expect(await at.told('neighbour', other.id)).toEqual([expect.stringMatching(/^copy: .*repeats another/)])
    const key = at.aKey()
    expect(await undo('clerk', other.id, { key })).toMatchObject({ ok: true, value: { matter: one.id } })
    await at.carry()
    // Under the same key it was done already.
    expect(await undo('clerk', other.id, { key })).toMatchObject({ ok: true, value: { matter: one.id } })
    expect(await undo('clerk', other.id)).toMatchObject({ problem: { code: 'merge_missing' } })

    const again = await at.read('clerk', other.id)
    expect(again).toMatchObject({ status: 'open', tasks: [{ element: 'register' }] })
    expect(again.variables).not.toMatchObject({ linked_case: one.number })
    const after = await clockOf(other.id)
    expect(after).toMatchObject({ status: 'running', due_at: before?.due_at })
    // The surviving case is as it was, and the neighbour sees nothing of it any more.
    const { merged_cases: merged, reporters, ...rest } = (await at.read('clerk', one.id)).variables
    expect([merged, reporters]).toEqual([[], []])
    expect(rest).toMatchObject(mine)
    expect(await at.desk.as('neighbour').call('matter.read', { params: { matter: one.id } })).toMatchObject({
      status: 404,
    })
    const told = await at.told('neighbour', other.id)
    expect(told.filter((line) => line.includes('by itself again'))).toHaveLength(1)
    expect((await at.told('resident', one.id)).filter((line) => line.includes('yours goes on'))).toHaveLength(
      1,
    )
    // The record of both says who undid it and why.
    for (const id of [one.id, other.id]) {
      const entries = await at.desk.tenant.database.query<{ readonly body: string }>(
        'select body from entry where district_id = 1 and matter_id = $1',
        [id],
      )
      const written = entries.map(({ body }) => body).find((body) => body.includes('不是同一个井盖'))
      expect(JSON.parse(written ?? '{}')).toMatchObject({ actor: { person: 'zhou' } })
    }
    expect(await answersTo('neighbour', [one.id, other.id])).toBe(0)
    await end(one.id)
    expect(await answersTo('resident', [one.id, other.id])).toBe(1)
    expect(await answersTo('neighbour', [one.id, other.id])).toBe(0)
    await end(other.id)
    expect(await answersTo('resident', [one.id, other.id])).toBe(1)
    expect(await answersTo('neighbour', [one.id, other.id])).toBe(1)
  })

  test('a case that nobody reported answers those who came with what was merged into it', async () => {
    latitude += 0.1
    const own = { ...at.place, latitude, code: '01001', kind: 'component', self_fix: false, photos: [] }
    const made = await at.desk.as('clerk').call('matter.start', {
      body: { pack: 'city-events', title: '巡查', variables: { description: '井盖破损', ...own } } as never,
      key: at.aKey(),
    })
    if (!made.ok) throw new Error(JSON.stringify(made.problem))
    const other = await at.reportedAt('neighbour', { latitude })
    await merge(other.id, made.value.number)
    await end(made.value.id)
    expect(await answersTo('neighbour', [made.value.id, other.id])).toBe(1)
  })

  test('what nothing can be merged into is refused, and nothing is left that cannot be delivered', async () => {
    const { one, other } = await aPair()
    const complaint = await at.reported()
    expect(await tryMerge(other.id, 'AJ-2026-999999')).toBe('merge_target_unknown')
    expect(await tryMerge(other.id, '不是编号')).toBe('merge_target_unknown')
    expect(await tryMerge(other.id, other.number)).toBe('merge_itself')
    expect(await tryMerge(other.id, complaint.number)).toBe('merge_target_other')
    await end(one.id)
    expect(await tryMerge(other.id, one.number)).toBe('merge_target_closed')
    await at.carry()
    expect((await at.read('clerk', other.id)).tasks).toMatchObject([{ element: 'register' }])
    const { database, district } = at.desk.tenant
    expect(await listOutbox(database, district)).toEqual([])
    // In the hotline as well, where the number of another order is given.
    const wrong = { channel_in: 'web', demand_type: 'complaint', urgency: 'ordinary', same_matter: 'open' }
    const { tasks } = await at.read('clerk', complaint.id)
    const variables = { ...wrong, linked_matter: 'JB-2026-999999' }
    const body = { kind: 'completeTask', task: tasks[0]?.task ?? 0, variables } as const
    const params = { matter: complaint.id }
    expect(await at.desk.as('clerk').call('matter.act', { params, body, key: at.aKey() })).toMatchObject({
      problem: { code: 'merge_target_unknown' },
    })
  })

  test('only dispatchers undo a merge, within its time, and not after the answer', async () => {
    const { one, other } = await aPair()
    expect(await undo('clerk', other.id)).toMatchObject({ problem: { code: 'merge_missing' } })
    await merge(other.id, one.number)
    for (const as of ['handler', 'neighbour', 'leader', 'administrator'] as const) {
      expect(await undo(as, other.id)).toMatchObject({ problem: { code: 'permission_missing' } })
    }
    expect(await undo('clerk', other.id, { reason: '' })).toMatchObject({
      problem: { code: 'request_malformed' },
    })
    const start = clock.now()
    clock.jumpTo(instantOf(start + 30 * millisecondsPerDay))
    expect(await undo('clerk', other.id)).toMatchObject({ problem: { code: 'merge_settled' } })
    expect(await readMerge('clerk', other.id)).toMatchObject({ value: { may_undo: false } })
    const late = await aPair()
    await merge(late.other.id, late.one.number)
    await end(late.one.id)
    expect(await undo('clerk', late.other.id)).toMatchObject({ problem: { code: 'merge_settled' } })
    expect(await answersTo('neighbour', [late.one.id, late.other.id])).toBe(1)
  })

  test('a merge that comes when the other has ended is taken back by itself', async () => {
    const { one, other } = await aPair()
    await at.complete('clerk', other.id, { register_action: 'link', linked_case: one.number })
    // Its message is still under way.
    await at.complete('clerk', one.id, { register_action: 'void', void_reason: '不属实' })
    await at.carry()
    expect(await at.read('clerk', other.id)).toMatchObject({
      status: 'open',
      tasks: [{ element: 'register' }],
    })
    await end(other.id)
    expect(await answersTo('resident', [one.id, other.id])).toBe(1)
    expect(await answersTo('neighbour', [one.id, other.id])).toBe(1)
  })
})
