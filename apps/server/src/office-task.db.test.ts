import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MatterCommand } from '@duibiao/contract'
import { readPackFiles } from '@duibiao/packfile'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'

describeOnBoth('the work of an office, as its head sees it', (open) => {
  let desk: TestDesk

  beforeAll(async () => {
    const opened = await open()
    const clock = makeFixedClock()
    const packs = readPackFiles(shippedPack('hotline')).pack
    desk = await openTestDesk({
      database: opened.database,
      now: () => clock.now(),
      packs: packs === undefined ? [] : [packs],
    })
  }, 120_000)

  afterAll(() => desk.close())

  function act(name: DeskPerson, matter: string, body: MatterCommand) {
    return desk.as(name).call('matter.act', { params: { matter }, body, key: crypto.randomUUID() })
  }

  async function read(name: DeskPerson, matter: string) {
    const outcome = await desk.as(name).call('matter.read', { params: { matter } })
    if (!outcome.ok) throw new Error(outcome.problem.detail)
    return outcome.value
  }

  async function complete(name: DeskPerson, matter: string, variables: Record<string, unknown>) {
    const task = (await read(name, matter)).tasks.find(({ allowed }) => allowed.includes('completeTask'))
    const answer = await act(name, matter, { kind: 'completeTask', task: task?.task ?? 0, variables })
    if (!answer.ok) throw new Error(answer.problem.detail)
  }

  /** A demand that the water office is to handle. */
  async function handled(title: string): Promise<{ readonly matter: string; readonly task: number }> {
    const body = { pack: 'hotline', title, variables: { subject: title } }
    const begun = await desk.as('clerk').call('matter.start', { body, key: crypto.randomUUID() })
    if (!begun.ok) throw new Error(begun.problem.detail)
    const matter = begun.value.id
    await complete('clerk', matter, {
      channel_in: 'phone',
      demand_type: 'complaint',
      urgency: 'ordinary',
      units: ['water'],
      unit: 'water',
      receiver_kind: 'utility',
    })
    await complete('handler', matter, { receipt: 'signed' })
    await complete('handler', matter, {
      contact_way: 'phone',
      contact_reached: true,
      contacted_at: '2026-03-02T09:00:00+08:00',
    })
    return { matter, task: (await read('handler', matter)).tasks[0]?.task ?? 0 }
  }

  async function officeTasks(query: Record<string, unknown> = {}) {
    const outcome = await desk.as('head').call('office_task.list', { query: { limit: 200, ...query } })
    if (!outcome.ok) throw new Error(outcome.problem.detail)
    return outcome.value.rows
  }

  test('all of it is in the list, whoever holds it, and the loads add up to the list', async () => {
    const [held, free] = [await handled('held'), await handled('free')]
    await act('handler', held.matter, { kind: 'claim', task: held.task })
    const rows = await officeTasks()
    expect(rows.find(({ matter }) => matter === held.matter)).toMatchObject({
      person: 'wu',
      allowed: ['transfer', 'delegate'],
    })
    expect(rows.find(({ matter }) => matter === free.matter)?.person).toBeUndefined()
    expect((await officeTasks({ untaken: true })).map(({ matter }) => matter)).not.toContain(held.matter)
    expect(await officeTasks({ person: 'wu' })).toHaveLength(1)
    const loads = await desk.as('head').call('office_task.load', {})
    const total = loads.ok ? loads.value.rows.reduce((sum, { open }) => sum + open, 0) : 0
    expect(total).toBe(rows.length)
  })

  test('others than the head are refused, and no head sees the work of another office', async () => {
    expect(await desk.as('handler').call('office_task.list', { query: {} })).toMatchObject({
      problem: { code: 'permission_missing' },
    })
    const { matter, task } = await handled('elsewhere')
    const to = { person: 'sun' }
    const reason = '分工调整'
    expect(await act('stranger', matter, { kind: 'transfer', task, to, reason })).toMatchObject({
      problem: { code: 'resource_missing' },
    })
  })

  test('the head hands on what somebody holds and completes nothing in their place; the record says as whose head', async () => {
    const { matter, task } = await handled('on')
    await act('handler', matter, { kind: 'claim', task })
    expect((await read('head', matter)).tasks[0]?.allowed).toEqual(['transfer', 'delegate'])
    const to = { person: 'sun' }
    const reason = '分工调整'
    expect(await act('colleague', matter, { kind: 'transfer', task, to, reason })).toMatchObject({
      ok: false,
    })
    expect(await act('head', matter, { kind: 'unclaim', task })).toMatchObject({
      problem: { code: 'permission_missing' },
    })
    expect(await act('head', matter, { kind: 'transfer', task, to, reason })).toMatchObject({ ok: true })
    expect((await read('handler', matter)).tasks[0]).toMatchObject({ person: 'sun', allowed: [] })
    const entries = await desk.as('clerk').call('matter.entries', { params: { matter }, query: {} })
    expect(entries.ok && entries.value.rows.at(-1)?.actor).toMatchObject({ person: 'chen', headOf: 'water' })
  })

  test('an extension: what the pack says of it, what was asked for beside the approval, and the part of the office', async () => {
    const { matter } = await handled('extended')
    const asked = (await read('handler', matter)).asks.find(
      ({ message }) => message === 'extension_requested',
    )
    expect(asked).toMatchObject({
      decision: 'extension',
      clocks: [
        { key: 'handle', act: 'extend', is_open: true, most: 1, used: 0, amount: 5, unit: 'working_day' },
      ],
    })
    expect(asked?.clocks[0]?.ground).toContain('安阳市政务服务条例')
    const message = { kind: 'deliverMessage', name: 'extension_requested' } as const
    await act('handler', matter, { ...message, variables: { extension_reason: '等待备件' } })
    const counts = await desk.as('head').call('task.count', {})
    expect(counts.ok && counts.value.approvals).toBe(1)
    const approvals = await desk.as('head').call('task.list', { query: { approval: true } })
    expect(approvals.ok && approvals.value.rows).toMatchObject([{ matter, is_approval: true }])
    const parts = await desk.as('head').call('matter.parts', { params: { matter } })
    const rows = parts.ok ? parts.value.rows : []
    expect(rows.find(({ is_lead }) => is_lead)).toMatchObject({ office: 'water' })
    const decision = rows.flatMap(({ tasks }) => tasks).find(({ element }) => element === 'approve_extension')
    expect(decision?.asked?.answers).toEqual([
      { name: 'extension_reason', label: 'Reason', text: '等待备件' },
    ])
    await complete('head', matter, { extension_approved: true, extension_opinion: '同意' })
    const now = (await read('handler', matter)).asks.find(({ name }) => name.en.includes('xtension'))
    expect(now?.clocks[0]).toMatchObject({ is_open: false, used: 1 })
  })
})
