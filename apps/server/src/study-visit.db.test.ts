import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeOnBoth } from '@duibiao/testkit'
import { openVisitDesk } from './test-visit.ts'
import type { VisitDesk } from './test-visit.ts'

describeOnBoth('a study visit and the orders of its actions', (open) => {
  let visits: VisitDesk

  beforeAll(async () => {
    visits = await openVisitDesk(await open())
  }, 120_000)
  afterAll(() => visits.desk.close())

  test('each action becomes an order with its owner, date and target; the visit ends when both are answered', async () => {
    const { visit, orders } = await visits.signedVisit()
    expect(orders.map(({ title }) => title)).toEqual(['建立到期前两次提醒', '每周召开疑难案件会商'])
    const ids = orders.map(({ id }) => id)
    for (const order of orders) await visits.setUp(order)
    await visits.deliver()
    expect(await visits.actionsOf(visit)).toMatchObject([
      { no: 1, owner: 'water', state: 'issued', matter: ids[0] },
      { no: 2, owner: 'water', state: 'issued', matter: ids[1] },
    ])
    const page = await visits.read(ids[0] ?? '')
    expect(page.variables).toMatchObject({
      due_on: '2026-06-30',
      target_indicator: '按期处置率',
      target_value: 95,
    })
    // The last day is the one that the action names: the order ends with it.
    const clocks = await visits.desk.as('leader').call('matter.clocks', { params: { matter: ids[0] ?? '' } })
    const handle = clocks.ok ? clocks.value.rows.find(({ key }) => key === 'handle') : undefined
    expect(handle).toMatchObject({ status: 'running', due_at: '2026-06-30T16:00:00.000Z' })
    expect(await visits.printReport(visit)).toMatch(/到期前两次提醒.*我区只在超期后提醒.*2026-06-30 前/su)
    await visits.conclude(ids[1] ?? '')
    await visits.wait(40)
    expect(await visits.actionsOf(visit)).toMatchObject([
      { state: 'issued' },
      { state: 'closed', outcome: 'done' },
    ])
    expect((await visits.read(visit)).tasks).toEqual([])
    await visits.conclude(ids[0] ?? '')
    await visits.wait(40)
    expect(await visits.actionsOf(visit)).toMatchObject([
      { state: 'closed', outcome: 'done' },
      { state: 'closed' },
    ])
    await visits.done(visit, 'handler/sum_up', { visit_summary: '两项行动都已落实' })
    expect((await visits.read(visit)).status).toBe('open')
    await visits.done(visit, 'leader/close_visit', { closing_approved: true, closing_opinion: '同意' })
    expect((await visits.read(visit)).status).toBe('completed')
  })

  test('an action that is dropped ends its order with the reason', async () => {
    const { visit, orders } = await visits.signedVisit('2027')
    const [one = { id: '', title: '' }, other = { id: '', title: '' }] = orders
    await visits.setUp(one)
    await visits.deliver()
    await visits.done(one.id, 'handler/sign_in', { receipt: 'accept' })
    for (const no of [1, 2]) {
      const variables = { change_no: no, change_wish: 'drop', change_reason: '职责已划转' }
      const body = { kind: 'deliverMessage', name: 'action_change_requested', variables } as const
      const asked = await visits.desk
        .as('handler')
        .call('matter.act', { params: { matter: visit }, body, key: visits.aKey() })
      expect(asked.ok).toBe(true)
      await visits.done(visit, 'leader/approve_change', {
        change_approved: true,
        change_opinion: '市里统一建立',
      })
    }
    await visits.deliver()
    for (const { id } of [one, other]) {
      const order = await visits.read(id)
      expect(order).toMatchObject({ status: 'completed', tasks: [] })
      expect(order.variables).toMatchObject({ withdrawal_reason: '市里统一建立' })
      const clocks = await visits.desk.as('leader').call('matter.clocks', { params: { matter: id } })
      expect(clocks.ok && clocks.value.rows.filter(({ status }) => status === 'running')).toEqual([])
    }
    await visits.deliver()
    expect(await visits.visitAs('leader', visit)).toMatchObject({
      progress: { planned: 0, open: 0, withdrawn: 2 },
      findings: [{ action: { state: 'dropped', reason: '市里统一建立' } }, { action: { state: 'dropped' } }],
    })
    const url = `/api/v1/matters/${one.id}/documents/withdrawal-notice`
    const headers = { authorization: 'Bearer leader', 'accept-language': 'zh' }
    expect((await visits.desk.application.inject({ url, headers })).body).toMatch(/撤回理由.*市里统一建立/su)
    expect((await visits.read(visit)).tasks.map(({ element }) => element)).toEqual(['sum_up'])
  })
})
