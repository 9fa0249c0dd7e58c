import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MatterCommand } from '@duibiao/contract'
import { readPackFiles } from '@duibiao/packfile'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'

describeOnBoth('who may do what with a matter', (open) => {
  let desk: TestDesk
  let count = 0

  beforeAll(async () => {
    const opened = await open()
    const clock = makeFixedClock()
    const packs = ['hotline', 'supervision'].flatMap((name) => readPackFiles(shippedPack(name)).pack ?? [])
    desk = await openTestDesk({ database: opened.database, now: () => clock.now(), packs })
  }, 120_000)

  afterAll(() => desk.close())

  function aKey(): string {
    count += 1
    return `policy-key-${count}`
  }

  function start(name: DeskPerson, variables: Record<string, unknown>, pack = 'hotline') {
    return desk.as(name).call('matter.start', { body: { pack, title: '水压不足', variables }, key: aKey() })
  }

  async function started(name: DeskPerson, variables: Record<string, unknown>): Promise<string> {
    const outcome = await start(name, variables)
    if (!outcome.ok) throw new Error(outcome.problem.detail)
    return outcome.value.id
  }

  function act(name: DeskPerson, matter: string, body: MatterCommand) {
    return desk.as(name).call('matter.act', { params: { matter }, body, key: aKey() })
  }

  async function read(name: DeskPerson, matter: string) {
    const outcome = await desk.as(name).call('matter.read', { params: { matter } })
    if (!outcome.ok) throw new Error(outcome.problem.detail)
    return outcome.value
  }

  const words = '四号楼七层的老张家夜里往下水道倒油'

  /** Reported by a resident, sent to the water office. */
  async function dispatched(more: Record<string, unknown> = {}): Promise<string> {
    const matter = await started('resident', { subject: '下水道堵塞', body: words })
    const task = (await read('clerk', matter)).tasks[0]?.task ?? 0
    const variables = {
      channel_in: 'web',
      demand_type: 'tip',
      urgency: 'ordinary',
      units: ['water'],
      unit: 'water',
      receiver_kind: 'utility',
      reporter_name: '李秀英',
      ...more,
    }
    expect(await act('clerk', matter, { kind: 'completeTask', task, variables })).toMatchObject({ ok: true })
    return matter
  }

  test('a resident opens a matter for themselves, follows it, and learns the posts that act but not the people', async () => {
    const matter = await dispatched()
    expect((await read('resident', matter)).variables).toMatchObject({ body: words })
    const { rows } = await entriesOf('resident', matter)
    expect(rows.map(({ kind }) => kind)).toEqual(['start', 'completeTask'])
    expect(JSON.stringify(rows)).not.toMatch(/zhou|"li"/)
    expect(await desk.as('stranger').call('matter.read', { params: { matter } })).toMatchObject({
      status: 404,
    })
  })

  async function entriesOf(name: DeskPerson, matter: string) {
    const outcome = await desk.as(name).call('matter.entries', { params: { matter }, query: {} })
    if (!outcome.ok) throw new Error(outcome.problem.detail)
    return outcome.value
  }

  test('a resident opens nothing but what knows a reporter, and gives nothing that moves the procedure [V8.2.3] [V15.3.3]', async () => {
    expect(await start('resident', { subject: '督办' }, 'supervision')).toMatchObject({ status: 403 })
    expect(await start('resident', { subject: '漏水', satisfied: true })).toMatchObject({
      status: 422,
      problem: { code: 'form_refused' },
    })
    const matter = await started('resident', { subject: '漏水' })
    const note = { kind: 'note', text: '补充', variables: { unit: 'parks' } } as const
    expect(await act('resident', matter, note)).toMatchObject({ status: 403 })
    expect(await act('resident', matter, { kind: 'note', text: '补充' })).toMatchObject({ ok: true })
  })

  test('whoever says a reporter is somebody else is not believed [V8.2.2]', async () => {
    const matter = await started('resident', { subject: '漏水' })
    expect(await start('resident', { subject: '漏水', reporter_id: 'zhao' })).toMatchObject({ status: 422 })
    expect((await read('clerk', matter)).masked).toContain('reporter_id')
    const set = { kind: 'setVariables', variables: { reporter_id: 'zhao' }, reason: '改' } as const
    expect(await act('handler', matter, set)).toMatchObject({ ok: false })
  })

  test('of a reporter who asked for secrecy the accused office finds no name, no id and no words [V8.2.3]', async () => {
    const matter = await dispatched({ keep_secret: true })
    const page = await read('handler', matter)
    expect(JSON.stringify(page)).not.toMatch(/李|老张|"li"/)
    expect(page.variables).not.toHaveProperty('reporter_id')
    expect(page.masked).toContain('body')
    const { rows } = await entriesOf('handler', matter)
    expect(rows[0]?.actor).toEqual({})
    expect((await entriesOf('clerk', matter)).rows[0]?.actor).toMatchObject({ person: 'li' })
    const note = { kind: 'note', text: '办理中', variables: { keep_secret: false } } as const
    expect(await act('handler', matter, note)).toMatchObject({ status: 403 })
    expect((await read('handler', matter)).masked).toContain('body')
  })

  test('a second role gives nothing where it does not reach [V8.2.3]', async () => {
    const matter = await dispatched()
    const alone = await read('analyst', matter)
    const both = await read('both', matter)
    expect(both.variables).toEqual(alone.variables)
    expect(both.masked).toEqual(alone.masked)
    expect(JSON.stringify(both)).not.toContain('老张')
  })

  test('the auditor, an administration of its own, sees no matters [V8.2.1]', async () => {
    const matter = await dispatched()
    expect(await desk.as('auditor').call('matter.read', { params: { matter } })).toMatchObject({
      status: 403,
    })
    expect(await desk.as('auditor').call('matter.list', { query: {} })).toMatchObject({ status: 403 })
  })

  test('nobody extends a clock in the name of another [V2.3.5]', async () => {
    const matter = await dispatched()
    const { rows } = await clocksOf(matter)
    const clock = rows.find(({ key }) => key === 'handle')?.clock ?? ''
    const extension = { amount: 5, unit: 'working_day', reason: '情况复杂' } as const
    const forged = { kind: 'extendClock', clock, extension: { ...extension, approver: 'liu' } } as const
    expect(await act('clerk', matter, forged)).toMatchObject({ status: 403 })
    const own = { ...forged, extension: { ...extension, approver: 'zhou' } }
    expect(await act('clerk', matter, own)).not.toMatchObject({ status: 403 })
  })

  async function clocksOf(matter: string) {
    const outcome = await desk.as('clerk').call('matter.clocks', { params: { matter } })
    if (!outcome.ok) throw new Error(outcome.problem.detail)
    return outcome.value
  }
})
