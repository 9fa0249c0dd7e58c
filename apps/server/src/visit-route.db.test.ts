import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { fireDueTimers } from '@duibiao/store'
import { describeOnBoth } from '@duibiao/testkit'
import type { DeskPerson } from './test-desk.ts'
import { openVisitDesk, visitPlan } from './test-visit.ts'
import type { VisitDesk } from './test-visit.ts'

const day = 24 * 3_600_000

describeOnBoth('visits and gaps as pages show them', (open) => {
  let visits: VisitDesk

  beforeAll(async () => {
    visits = await openVisitDesk(await open())
  }, 120_000)
  afterAll(() => visits.desk.close())

  test('a page of visits tells how their actions stand, and a visit each action with its order', async () => {
    const body = { pack: 'benchmark', title: '另一次考察', variables: { lead_office: 'water' } }
    const older = await visits.desk.as('handler').call('matter.start', { body, key: visits.aKey() })
    visits.clock.jumpTo(instantOf(visits.clock.now() + day))
    const { visit, orders } = await visits.signedVisit()
    const [one = { id: '', title: '' }] = orders
    expect(await visits.visitAs('analyst', visit)).toMatchObject({
      topic: visitPlan.visit_topic,
      lead: { office: 'water' },
      peers: visitPlan.peers,
      is_held: true,
      from: '2026-03-10',
      sites: visitPlan.sites,
      indicators: [{ name: '按期处置率', is_known: false }],
      members: 6,
      progress: { planned: 2, open: 0, done: 0, share: 0 },
      findings: [
        {
          no: 1,
          action: { state: 'proposed', order: { number: expect.stringMatching(/^DC-/), id: one.id } },
        },
        { no: 2, action: { state: 'proposed', due_on: '2026-04-30' } },
      ],
    })
    await visits.setUp(one)
    await visits.deliver()
    const read = await visits.visitAs('handler', visit)
    expect(read).toMatchObject({
      progress: { planned: 1, open: 1, overdue: 0, done: 0 },
      next_due_at: '2026-06-30T16:00:00.000Z',
      findings: [
        {
          experience: '到期前两次提醒',
          insight: '我区只在超期后提醒',
          action: {
            title: '建立到期前两次提醒',
            owner: { office: 'water' },
            target_value: 95,
            indicator: { name: '按期处置率' },
            state: 'issued',
            is_overdue: false,
            order: { due_at: '2026-06-30T16:00:00.000Z', lamp: 'green', steps: [{ zh: '签收' }] },
          },
        },
        { action: { state: 'proposed' } },
      ],
    })
    visits.clock.jumpTo(instantOf(visits.clock.now() + 150 * day))
    await fireDueTimers(visits.desk.tenant.engine)
    expect(await visits.visitAs('handler', visit)).toMatchObject({
      progress: { open: 1, overdue: 1 },
      findings: [{ action: { is_overdue: true, order: { lamp: 'red' } } }, {}],
    })
    // Whom it does not concern is told that there is none, and finds none in the list.
    expect(await visits.visitAs('stranger', visit)).toBe('resource_missing')
    const listed = await visits.desk.as('stranger').call('visit.list', { query: {} })
    expect(listed.ok && listed.value.rows).toEqual([])
    expect(await visits.visitAs('resident', visit)).toBe('permission_missing')
    expect(await visits.visitAs('leader', one.id)).toBe('resource_missing')
    const actionsOf = async (name: DeskPerson, indicator: string) => {
      const page = await visits.desk.as(name).call('visit.actions', { query: { indicator } })
      return page.ok ? page.value.rows : page.problem.code
    }
    expect(await actionsOf('analyst', '按期处置率')).toMatchObject([
      { visit, no: 1, since: '2026-03-11', action: { target_value: 95, state: 'issued' } },
    ])
    expect(await actionsOf('analyst', '别的指标')).toEqual([])
    expect(await actionsOf('stranger', '按期处置率')).toEqual([])
    expect(await actionsOf('resident', '按期处置率')).toBe('permission_missing')
    const first = await visits.desk.as('leader').call('visit.list', { query: { limit: 1 } })
    expect(first.ok && first.value.rows).toMatchObject([{ id: visit, findings: 2, progress: { open: 1 } }])
    const after = first.ok ? (first.value.next ?? '') : ''
    const second = await visits.desk.as('leader').call('visit.list', { query: { after } })
    expect(second.ok && second.value.rows).toMatchObject([
      { id: older.ok && older.value.id, is_held: false, findings: 0, progress: { planned: 0 }, steps: [{}] },
    ])
    expect(second.ok && second.value.next).toBeUndefined()
    const wrong = await visits.desk.as('leader').call('visit.list', { query: { after: 'x' } })
    expect(wrong.ok ? '' : wrong.problem.code).toBe('request_malformed')
  })

  const gap = {
    gap_title: '提高督查按期办结率',
    lead_office: 'water',
    indicator: '督查按期办结率',
    better: 'higher',
    value_period: '2026-02',
    own_value: 82,
    peer: '甲市乙区',
    peer_value: 96,
    target_value: 95,
    value_unit: '%',
    by_when: '2028-06-30',
    practice: '到期前两次提醒',
    gap_unit: 'water',
    confirm_office: 'parks',
  }

  test('an analyst begins a gap that the lead office takes up, and nothing else', async () => {
    async function start(name: DeskPerson, given: object): Promise<string> {
      const body = {
        pack: 'benchmark',
        procedure: 'gap-work',
        title: gap.gap_title,
        variables: gap,
        ...given,
      }
      const started = await visits.desk.as(name).call('matter.start', { body, key: visits.aKey() })
      return started.ok ? started.value.id : started.problem.code
    }
    expect(await start('analyst', { pack: 'supervision', procedure: undefined })).toBe('permission_missing')
    expect(await start('analyst', { variables: { ...gap, order_count: 3 } })).toBe('form_refused')
    expect(await start('analyst', { variables: { ...gap, practice: undefined } })).toBe('form_refused')
    expect(await start('analyst', { procedure: 'nothing' })).toBe('permission_missing')
    const matter = await start('analyst', {})
    // Who began it sees it and moves nothing of it: the lead office has it.
    expect(await visits.complete(matter, 'analyst/propose_gap', gap)).toBe('permission_missing')
    await visits.done(matter, 'handler/propose_gap', gap)
    await visits.done(matter, 'head/check_feasibility', { feasibility: 'feasible', feasibility_note: '可以' })
    await visits.deliver()
    const rows = async (name: DeskPerson, indicator: string) => {
      const page = await visits.desk.as(name).call('gap_work.list', { query: { indicator } })
      return page.ok ? page.value.rows : page.problem.code
    }
    expect(await rows('analyst', '督查按期办结率')).toMatchObject([
      {
        id: matter,
        own_value: 82,
        target_value: 95,
        by_when: '2028-06-30',
        owner: { office: 'water' },
        order: { number: expect.stringMatching(/^DC-/) },
      },
    ])
    // It may be asked for by its id, and whoever works in another language names it otherwise.
    for (const named of ['supervision.done_on_time', 'Orders done in time']) {
      expect(await rows('analyst', named)).toHaveLength(1)
    }
    expect(await rows('analyst', '别的指标')).toEqual([])
    expect(await rows('stranger', '督查按期办结率')).toEqual([])
  })
})
