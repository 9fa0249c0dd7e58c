import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import type { Client } from '@duibiao/contract'
import { readPackFiles } from '@duibiao/packfile'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { fireDueTimers } from '@duibiao/store'
import { documentRoutes } from './document-route.ts'
import { previewRoutes } from './matter-preview.ts'
import { supervisionRoutes } from './supervision-route.ts'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'

const day = 24 * 3_600_000

const proposal = {
  order_title: '临湖路积水点改造',
  order_kind: 'after_meeting',
  order_urgency: 'ordinary',
  order_content: '查明产权，完成清淤和改造',
  order_items: ['查明三处管线产权', '汛前完成清淤'],
  authority: 'government_decision',
  authority_paper: '区政府常务会议纪要〔2026〕5号',
  conducted_by: 'office',
  plan: '内容：三处积水点；对象：水务局',
  unit: 'water',
  assistants: ['parks'],
  report_every: 'stage',
}

type Outcome<Value> = Promise<
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: object }
>

describeOnBoth('the board of supervision', (open) => {
  let desk: TestDesk
  let clock: FixedClock
  let count = 0

  beforeAll(async () => {
    const opened = await open()
    clock = makeFixedClock()
    const { pack } = readPackFiles(shippedPack('supervision'))
    if (pack === undefined) throw new Error('the pack has faults')
    const routes = [...supervisionRoutes, ...previewRoutes, ...documentRoutes]
    desk = await openTestDesk({ database: opened.database, now: () => clock.now(), packs: [pack], routes })
  }, 120_000)

  afterAll(() => desk.close())

  function as(name: DeskPerson): Client {
    return desk.as(name)
  }

  function aKey(): string {
    count += 1
    return `supervision-${count}`
  }

  async function valueOf<Value>(outcome: Outcome<Value>): Promise<Value> {
    const answer = await outcome
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
    return answer.value
  }

  /** Completes a task in the name of somebody: `handler/sign_in`. */
  async function complete(matter: string, work: `${DeskPerson}/${string}`, variables: object): Promise<void> {
    const [name, element] = work.split('/')
    const client = as(name as DeskPerson)
    const page = await valueOf(client.call('matter.read', { params: { matter } }))
    const task = page.tasks.find((one) => one.element === element)?.task ?? 0
    const body = { kind: 'completeTask', task, variables: { ...variables } } as const
    await valueOf(client.call('matter.act', { params: { matter }, body, key: aKey() }))
  }

  async function issue(more: Partial<typeof proposal> = {}): Promise<string> {
    const body = { pack: 'supervision', title: more.order_title ?? proposal.order_title }
    const { id } = await valueOf(as('supervisor').call('matter.start', { body, key: aKey() }))
    await complete(id, 'supervisor/propose', { ...proposal, ...more })
    return id
  }

  async function wait(days: number): Promise<void> {
    clock.jumpTo(instantOf(clock.now() + days * day))
    await fireDueTimers(desk.tenant.engine)
  }

  async function orders(query: Record<string, string> = {}, name: DeskPerson = 'supervisor') {
    return (await valueOf(as(name).call('supervision.list', { query: { ...query, limit: 200 } as never })))
      .rows
  }

  async function line(id: string) {
    return (await orders({ state: 'all' })).find((row) => row.id === id)
  }

  test('an order climbs from blue to orange, and the row that hit says why', async () => {
    const id = await issue()
    expect(await line(id)).toMatchObject({
      kind: { kind: 'after_meeting', name: { zh: '会后事项' } },
      office: { office: 'water' },
      assisting: [{ office: 'parks' }],
      lamp: 'green',
      reminders: 0,
      ladder: [],
    })
    expect(await line(id)).not.toHaveProperty('colour')
    await complete(id, 'handler/sign_in', { receipt: 'accept' })
    await wait(9)
    const late = await line(id)
    expect(late).toMatchObject({
      lamp: 'red',
      proposed: { rule: 'colour_05', text: { zh: expect.stringContaining('蓝单') } },
      ladder: [
        { kind: 'reminder', is_by_rule: true },
        { kind: 'overdue', is_by_rule: true },
      ],
    })
    await complete(id, 'supervisor/decide_colour', { colour_decision: 'issue', colour_note: '到期未报' })
    expect(await line(id)).toMatchObject({
      colour: { colour: 'blue', name: { zh: '蓝单', en: 'Blue order' } },
      ground: { rule: 'colour_05' },
      ladder: [{}, {}, { kind: 'colour', is_by_rule: false, note: '到期未报' }],
    })
    await wait(7)
    expect(await line(id)).toMatchObject({
      // Nobody has issued the next one yet: the blue one counts.
      colour: { colour: 'blue' },
      proposed: { rule: 'colour_03' },
    })
    await complete(id, 'supervisor/decide_colour', { colour_decision: 'issue', colour_note: '仍未落实' })
    const orange = await line(id)
    expect(orange).toMatchObject({ colour: { colour: 'orange' }, ground: { rule: 'colour_03' } })
    expect(orange?.ladder.map(({ kind }) => kind)).toEqual([
      'reminder',
      'overdue',
      'colour',
      'missed',
      'colour',
    ])
    expect(
      (await valueOf(as('handler').call('matter.ladder', { params: { matter: id } }))).order?.ladder,
    ).toHaveLength(5)
  })

  test('somebody urges, and no colour where there is a good reason', async () => {
    const id = await issue({ order_title: '夜市油烟整治' })
    await complete(id, 'handler/sign_in', { receipt: 'accept' })
    const before = await line(id)
    const [task = 0] = before?.urgeable ?? []
    const body = { kind: 'urge', task, text: '请本周内报进展' } as const
    await valueOf(as('supervisor').call('matter.act', { params: { matter: id }, body, key: aKey() }))
    await wait(9)
    await complete(id, 'supervisor/decide_colour', {
      colour_decision: 'waive',
      colour_note: '等待上级批复',
    })
    const after = await line(id)
    expect(after).not.toHaveProperty('colour')
    expect(after).not.toHaveProperty('proposed')
    expect(after).toMatchObject({ reminders: 2 })
    expect(after?.ladder).toMatchObject([
      { kind: 'urge', note: '请本周内报进展', is_by_rule: false },
      { kind: 'reminder' },
      { kind: 'overdue' },
      { kind: 'waived', note: '等待上级批复', ground: { rule: 'colour_05' } },
    ])
    expect((await valueOf(as('leader').call('supervision.list', { query: {} }))).rows[0]?.urgeable).toEqual(
      [],
    )
  })

  test('every number is the length of the list it opens', async () => {
    await issue({ order_title: '停车场建设', unit: 'parks', order_kind: 'key_work' })
    const sent = await issue({ order_title: '井盖整治' })
    await complete(sent, 'handler/sign_in', { receipt: 'accept' })
    await complete(sent, 'handler/handle', { handle_note: '已更换三十二处' })
    await complete(sent, 'supervisor/audit', { audit_result: 'returned', audit_note: '缺照片' })
    const done = await issue({ order_title: '路灯改造' })
    await complete(done, 'handler/sign_in', { receipt: 'accept' })
    await complete(done, 'handler/handle', { handle_note: '已修复' })
    await complete(done, 'supervisor/audit', { audit_result: 'passed', audit_note: '属实' })
    expect(await line(sent)).toMatchObject({ returned: 1, feedback: { text: '已更换三十二处' } })
    expect(await line(done)).toMatchObject({ done_at: expect.any(String), lamp: 'none' })
    const counts = await valueOf(as('leader').call('supervision.count', { query: {} }))
    expect((await orders()).length).toBe(counts.open)
    expect((await orders({ due: 'overdue' })).length).toBe(counts.overdue)
    expect((await orders({ due: 'soon' })).length).toBe(counts.due_soon)
    for (const { office = '', colours, open: own } of counts.offices) {
      expect((await orders({ office })).length).toBe(own)
      for (const { colour = 'none', count: number } of colours) {
        expect((await orders({ office, colour })).length).toBe(number)
      }
    }
    for (const { kind, count: number } of counts.kinds) expect((await orders({ kind })).length).toBe(number)
    expect((await orders({ state: 'done' })).map(({ id }) => id)).toEqual([done])
    const today = new Date(clock.now()).toISOString().slice(0, 10)
    const week = await valueOf(as('leader').call('supervision.week', { params: { day: today } }))
    for (const part of ['due', 'overdue', 'done', 'returned'] as const) {
      const listed = await orders({ week: today, part })
      expect({ part, count: listed.length }).toEqual({ part, count: week[part] })
      for (const { office = '', ...row } of week.offices) {
        expect((await orders({ week: today, part, office })).length).toBe(row[part])
      }
    }
    expect(week).toMatchObject({ done: 1, returned: 1 })
    expect(week.overdue).toBeGreaterThan(0)
    const exported = await desk.application.inject({
      url: '/api/v1/supervision-export?format=csv&office=water',
      headers: { authorization: 'Bearer supervisor', 'accept-language': 'zh' },
    })
    expect(exported.body.match(/DC-\d{4}-\d{6}/g)?.length).toBe((await orders({ office: 'water' })).length)
    const sheet = await desk.application.inject({
      url: `/api/v1/supervision-weeks/${today}/sheet`,
      headers: { authorization: 'Bearer supervisor' },
    })
    expect(sheet.body).toContain('<h1>每周督查清单</h1>')
    expect(sheet.body).toContain(`本周退回重办（${week.returned}件）`)
    expect(sheet.body).toContain('井盖整治')
  })

  test('pages go on where the one before ended', async () => {
    const whole = await orders({ state: 'all' })
    const first = await valueOf(
      as('supervisor').call('supervision.list', { query: { state: 'all', limit: 2 } }),
    )
    const query = { state: 'all', limit: 200, after: first.next ?? '' } as const
    const rest = await valueOf(as('supervisor').call('supervision.list', { query }))
    expect([...first.rows, ...rest.rows].map(({ id }) => id)).toEqual(whole.map(({ id }) => id))
    const wrong = { after: 'none' }
    expect(await as('supervisor').call('supervision.list', { query: wrong })).toMatchObject({ status: 400 })
  })

  test('the board is for who looks over the district; a unit sees the ladder of its own orders only', async () => {
    const id = await issue({ order_title: '只给水务' })
    expect(await as('handler').call('supervision.list', { query: {} })).toMatchObject({ status: 403 })
    expect(await as('handler').call('matter.ladder', { params: { matter: id } })).toMatchObject({ ok: true })
    const stranger = await as('official').call('matter.ladder', { params: { matter: id } })
    expect(stranger).toMatchObject({ status: 404 })
  })

  test('before it is sent somebody sees whether an order would be admitted, and until when', async () => {
    const known = await orders({ state: 'all' })
    const body = { pack: 'supervision', variables: proposal }
    const fine = await valueOf(as('supervisor').call('matter.preview', { body }))
    expect(fine).toMatchObject({
      is_ended: false,
      steps: [{ zh: '签收' }],
      decisions: [
        { decision: 'admission', result: { outcome: 'admit' } },
        { decision: 'limits', result: { limit: 'limit_after_meeting' } },
      ],
    })
    expect(fine.clocks.find(({ key }) => key === 'handle')).toMatchObject({
      due_at: expect.any(String),
      ground: expect.stringContaining('not confirmed'),
    })
    const { plan: _, ...rest } = proposal
    const lacking = await valueOf(
      as('supervisor').call('matter.preview', { body: { pack: 'supervision', variables: rest } }),
    )
    expect(lacking).toMatchObject({
      decisions: [{ result: { outcome: 'incomplete', reason: 'no_plan', basis: '政府督查工作条例 15(1)' } }],
      steps: [{ zh: '拟办立项' }],
      clocks: [],
    })
    // Nothing was kept.
    expect((await orders({ state: 'all' })).length).toBe(known.length)
    const empty = { pack: 'supervision', variables: {} }
    expect(await as('supervisor').call('matter.preview', { body: empty })).toMatchObject({ status: 422 })
  })

  test('a paper tells of the day it was made, also when the matter has gone on', async () => {
    const id = await issue({ order_title: '夜间施工扰民' })
    await complete(id, 'handler/sign_in', { receipt: 'accept' })
    const asked = { extension_progress: '完成一半', extension_reason: '雨天停工', extension_days: 5 }
    const body = { kind: 'deliverMessage', name: 'extension_requested', variables: asked } as const
    await valueOf(as('handler').call('matter.act', { params: { matter: id }, body, key: aKey() }))
    const said = { extension_approved: true, extension_opinion: '同意' }
    await complete(id, 'supervisor/approve_extension', said)
    async function print(document: string): Promise<string> {
      const url = `/api/v1/matters/${id}/documents/${document}`
      const headers = { authorization: 'Bearer supervisor', 'accept-language': 'en' }
      return (await desk.application.inject({ url, headers })).body
    }
    const approval = await print('extension-approval')
    expect(approval).toContain('完成一半')
    expect(approval).toContain('雨天停工')
    expect(approval).toContain('5（日）')
    const notice = await print('supervision-notice')
    expect(notice).toContain('<html lang="zh-CN">')
    expect(notice).toContain('<p class="to">water：</p>')
    expect(notice).toContain('政督〔')
    expect(notice).toContain('<ol><li>查明三处管线产权</li><li>汛前完成清淤</li></ol>')
    expect(notice).toContain('会后事项')
    expect(notice).toContain('抄送：parks。')
    expect(notice).not.toContain('预览')
    expect(await print('red-order')).toContain('预览')
    expect(await print('receipt')).toContain('<td>签收</td>')
  })
})
