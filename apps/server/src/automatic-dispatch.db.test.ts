import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf, millisecondsPerDay, parseLegalDate } from '@duibiao/base'
import { countConfirmedMatters, readEntries } from '@duibiao/store'
import { describeOnBoth, makeFixedClock, sampleMorning } from '@duibiao/testkit'
import { makeAutomaticDispatch } from './automatic-dispatch.ts'
import { settlePack } from './pack-settlement.ts'
import type { DeskPerson } from './test-desk.ts'
import { dispatchTo, lampDemand, openSuggestionDesk, sampleDistrict } from './test-suggestion.ts'
import type { SuggestionDesk } from './test-suggestion.ts'

describeOnBoth('dispatch without a person', (open) => {
  let desk: SuggestionDesk
  const clock = makeFixedClock(sampleMorning)

  beforeAll(async () => {
    desk = await openSuggestionDesk((await open()).database, clock)
  }, 120_000)

  afterAll(() => desk.close())

  async function settle(name: string, value: string): Promise<void> {
    await settlePack(desk.tenant, {
      pack: 'hotline',
      kind: 'parameter',
      name,
      value,
      from: parseLegalDate('2026-03-02'),
      basis: { law: '区政府会议纪要', article: '1' },
      by: 'ding',
    })
  }

  /** Lets the job look at everything that waits. */
  async function runAutomatic(): Promise<void> {
    const job = makeAutomaticDispatch(desk.tenant, desk.tenant.engine)
    for (let round = 0; round < 3; round += 1) await job.run(() => false)
  }

  test('nothing is dispatched without a person unless the district settles so, and never in doubt or danger', async () => {
    await desk.useModel()
    // Forty of the category make the office as certain as the category.
    for (let index = 0; index < 40; index += 1) {
      const { id } = await desk.start(lampDemand)
      await desk.accept(id, dispatchTo('lamps', '路灯不亮'))
    }
    clock.jumpTo(instantOf(clock.now() + 61_000))
    const [sure, unsure, danger, secret] = [
      await desk.start(lampDemand),
      await desk.start({ subject: '灯' }),
      await desk.start({ ...lampDemand, body: `${lampDemand.body}，有人触电了` }),
      await desk.start({ ...lampDemand, keep_secret: true }),
    ]
    await runAutomatic()
    expect((await desk.page(sure.id)).tasks).toMatchObject([{ element: 'accept' }])
    await settle('automatic_dispatch', 'true')
    await settle('automatic_dispatch_probability', '0.8')
    await runAutomatic()
    expect((await desk.page(sure.id)).tasks).toMatchObject([{ element: 'sign_in', office: 'lamps' }])
    for (const { id } of [unsure, danger, secret]) {
      expect((await desk.page(id)).tasks, id).toMatchObject([{ element: 'accept' }])
    }
    const entries = await readEntries(desk.tenant.database, sampleDistrict, sure.id)
    expect(entries.at(-1)?.actor).toEqual({ system: 'automatic_dispatch' })
    expect(await desk.page(sure.id)).toMatchObject({
      is_automatic: true,
      automatic: { office_name: '路灯管理处', category_name: '路灯不亮', office: 'lamps' },
    })
    const listed = await desk.as('clerk').call('matter.list', { query: { limit: 200 } })
    const rows = listed.ok ? listed.value.rows : []
    expect(rows.filter(({ is_automatic: isAutomatic }) => isAutomatic).map(({ id }) => id)).toContain(sure.id)
    expect(rows.find(({ id }) => id === unsure.id)?.is_automatic).toBeUndefined()
  }, 60_000)

  function takeBack(matter: string, by: DeskPerson = 'clerk') {
    const body = { reason: '应由供水公司办理' }
    return desk.as(by).call('automatic_dispatch.take_back', { params: { matter }, body, key: desk.key() })
  }

  async function listAutomatic() {
    const found = await desk.as('clerk').call('automatic_dispatch.list', {})
    if (!found.ok) throw new Error(found.problem.detail)
    return found.value.rows
  }

  test('a model learns nothing of it', async () => {
    const wish = { pack: 'hotline', from: instantOf(0) }
    const before = await countConfirmedMatters(desk.tenant.database, sampleDistrict, wish)
    await desk.start(lampDemand)
    await runAutomatic()
    expect(await countConfirmedMatters(desk.tenant.database, sampleDistrict, wish)).toBe(before)
    const { id } = await desk.start({ subject: '灯' })
    await desk.accept(id, dispatchTo('lamps', '路灯不亮'))
    expect(await countConfirmedMatters(desk.tenant.database, sampleDistrict, wish)).toBe(before + 1)
  })

  test('it is taken back by one command, and not dispatched by itself again', async () => {
    const { id } = await desk.start(lampDemand)
    await runAutomatic()
    expect((await listAutomatic()).map(({ matter }) => matter)).toContain(id)
    expect(await takeBack(id, 'handler')).toMatchObject({ ok: false })
    expect(await takeBack(id)).toMatchObject({ ok: true })
    expect((await desk.page(id)).tasks).toMatchObject([{ element: 'accept', is_returned: true }])
    expect((await desk.page(id)).is_automatic).toBeUndefined()
    expect((await listAutomatic()).map(({ matter }) => matter)).not.toContain(id)
    const last = (await readEntries(desk.tenant.database, sampleDistrict, id)).at(-1)
    expect(last).toMatchObject({ kind: 'return', actor: { person: 'zhou', system: 'automatic_dispatch' } })
    // Asked again because the answer was lost, and after the job went round.
    expect(await takeBack(id)).toMatchObject({ ok: true })
    await runAutomatic()
    expect((await desk.page(id)).tasks).toMatchObject([{ element: 'accept' }])
    expect(await desk.accept(id, dispatchTo('water', '水压与停水'))).toMatchObject({ ok: true })
  })

  test('not once the office has acted, nor after its time', async () => {
    const [acted, late] = [await desk.start(lampDemand), await desk.start(lampDemand)]
    await runAutomatic()
    const task = (await desk.page(acted.id)).tasks[0]?.task ?? 0
    const command = { kind: 'completeTask', task, variables: { receipt: 'signed' } } as const
    await desk.tenant.engine.act(acted.id, command, { key: desk.key(), actor: { person: 'ding' } })
    expect(await takeBack(acted.id)).toMatchObject({ ok: false, problem: { code: 'take_back_acted_on' } })
    clock.jumpTo(instantOf(clock.now() + millisecondsPerDay + 1))
    expect(await takeBack(late.id)).toMatchObject({ ok: false, problem: { code: 'take_back_too_late' } })
    expect((await listAutomatic()).map(({ matter }) => matter)).not.toContain(late.id)
    const never = await desk.start({ subject: '灯' })
    expect(await takeBack(never.id)).toMatchObject({ ok: false, problem: { code: 'resource_missing' } })
  })
})
