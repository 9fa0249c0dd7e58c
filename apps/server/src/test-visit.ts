import { expect } from 'vitest'
import { instantOf, parseMatterId } from '@duibiao/base'
import { readPackFiles } from '@duibiao/packfile'
import { dispatchOutbox, fireDueTimers } from '@duibiao/store'
import type { OutboxPort } from '@duibiao/store'
import { makeFixedClock, shippedPack } from '@duibiao/testkit'
import type { FixedClock, TestDatabase } from '@duibiao/testkit'
import { documentRoutes } from './document-route.ts'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'
import { visitRoutes } from './visit-route.ts'

const day = 24 * 3_600_000
/** Services and people outside: taken to have been told. */
const port: OutboxPort = { callService: async () => [], notify: async () => {} }

export const visitPlan = {
  visit_topic: '城市管理案件按期处置',
  lead_office: 'water',
  peers: ['甲市乙区'],
  visit_from: '2026-03-10',
  visit_to: '2026-03-11',
  sites: ['乙区运行中心'],
  indicators: ['按期处置率'],
  questions: ['按期处置率：超期案件怎么逐级提醒'],
  members: 6,
  budget: 18_000,
  discipline: '持公函，按标准食宿',
}
const first = {
  experience: '到期前两次提醒',
  insight: '我区只在超期后提醒',
  action_title: '建立到期前两次提醒',
  action_owner: 'water',
  action_due_on: '2026-06-30',
  target_indicator: '按期处置率',
  target_value: 95,
  target_unit: '%',
  more_findings: true,
}
const second = {
  experience: '疑难案件每周会商',
  insight: '疑难案件在部门间来回退',
  action_title: '每周召开疑难案件会商',
  action_owner: 'water',
  action_due_on: '2026-04-30',
  more_findings: false,
}
const grounds = {
  authority: 'head_instruction',
  authority_paper: '考察报告签发意见',
  plan: '内容、对象、范围',
}

interface Base {
  readonly opened: TestDatabase
  readonly clock: FixedClock
  readonly desk: TestDesk
}

/** A desk with the packs of visits and orders, and what people do on the way of a visit. */
export async function openVisitDesk(opened: TestDatabase) {
  const clock: FixedClock = makeFixedClock()
  const packs = ['benchmark', 'supervision'].flatMap((name) => readPackFiles(shippedPack(name)).pack ?? [])
  const desk: TestDesk = await openTestDesk({
    database: opened.database,
    now: () => clock.now(),
    packs,
    routes: [...documentRoutes, ...visitRoutes],
  })
  const base = { opened, clock, desk }
  const acts = makeActs(base)
  return { desk, clock, ...acts, ...makeLooks(base), ...makeWays(base, acts) }
}

export type VisitDesk = Awaited<ReturnType<typeof openVisitDesk>>

/** Single acts. */
function makeActs({ desk, clock }: Base) {
  let count = 0

  function aKey(): string {
    count += 1
    return `study-visit-${count}`
  }

  async function read(matter: string) {
    const page = await desk.as('leader').call('matter.read', { params: { matter } })
    if (!page.ok) throw new Error(page.problem.code)
    return page.value
  }

  /** Completes the open task of a matter in the name of somebody; returns the code of a refusal. */
  async function complete(
    matter: string,
    work: `${DeskPerson}/${string}`,
    variables: object,
  ): Promise<string> {
    const [name, element] = work.split('/')
    const { tasks } = await read(matter)
    const task = tasks.find((one) => one.element === element)?.task ?? 0
    const body = { kind: 'completeTask', task, variables: { ...variables } } as const
    const client = desk.as(name as DeskPerson)
    const outcome = await client.call('matter.act', { params: { matter }, body, key: aKey() })
    return outcome.ok ? 'done' : outcome.problem.code
  }

  async function done(matter: string, work: `${DeskPerson}/${string}`, variables: object): Promise<void> {
    expect({ work, outcome: await complete(matter, work, variables) }).toEqual({ work, outcome: 'done' })
  }

  async function deliver(): Promise<void> {
    expect(await dispatchOutbox(desk.tenant.engine, port)).toMatchObject({ failed: 0 })
  }

  async function wait(days: number): Promise<void> {
    clock.jumpTo(instantOf(clock.now() + days * day))
    await fireDueTimers(desk.tenant.engine)
    await deliver()
  }

  return { aKey, read, complete, done, deliver, wait }
}

type Acts = ReturnType<typeof makeActs>

/** What stands in the record and on the pages. */
function makeLooks({ opened, desk }: Base) {
  async function actionsOf(matter: string) {
    const [row] = await opened.database.query<{ readonly data: string }>(
      'select data from matter_data where matter_id = $1',
      [parseMatterId(matter)],
    )
    return JSON.parse(row?.data ?? '{}')[0]?.actions
  }

  async function printReport(matter: string): Promise<string> {
    const url = `/api/v1/matters/${matter}/documents/study-report`
    const headers = { authorization: 'Bearer leader', 'accept-language': 'zh' }
    return (await desk.application.inject({ url, headers })).body
  }

  async function visitAs(name: DeskPerson, visit: string) {
    const page = await desk.as(name).call('visit.read', { params: { visit } })
    return page.ok ? page.value : page.problem.code
  }

  return { actionsOf, printReport, visitAs }
}

/** Stretches of the way of a visit and of its orders. */
function makeWays({ opened, clock, desk }: Base, { aKey, complete, done, deliver }: Acts) {
  /** A visit whose report is signed, with actions that fall due in a year; returns it and the orders of its two actions. */
  async function signedVisit(year = '2026') {
    const body = { pack: 'benchmark', title: '赴甲市乙区考察', variables: { lead_office: 'water' } }
    const started = await desk.as('handler').call('matter.start', { body, key: aKey() })
    if (!started.ok) throw new Error(started.problem.code)
    const visit = started.value.id
    expect(started.value.number).toMatch(/^DB-2026-\d{6}$/)
    await done(visit, 'handler/propose_visit', visitPlan)
    expect(await complete(visit, 'handler/approve_visit', { visit_decision: 'approve' })).toBe(
      'permission_missing',
    )
    await done(visit, 'leader/approve_visit', { visit_decision: 'approve', visit_opinion: '同意' })
    clock.jumpTo(instantOf(clock.now() + 10 * day))
    const record = {
      visit_held: 'held',
      held_from: '2026-03-10',
      held_to: '2026-03-11',
      visit_note: '已完成',
    }
    await done(visit, 'handler/record_visit', record)
    const { action_owner: _owner, ...ownerless } = first
    const { action_due_on: _due, ...dateless } = first
    expect(await complete(visit, 'handler/add_finding', ownerless)).toBe('form_refused')
    expect(await complete(visit, 'handler/add_finding', dateless)).toBe('form_refused')
    await done(visit, 'handler/add_finding', { ...first, action_due_on: `${year}-06-30` })
    await done(visit, 'handler/add_finding', { ...second, action_due_on: `${year}-04-30` })
    await done(visit, 'handler/write_report', { report_overall: '考察两天' })
    await done(visit, 'head/check_report', { check_result: 'passed', check_note: '事实清楚' })
    await done(visit, 'leader/sign_report', { report_approved: true, report_opinion: '逐项落实' })
    await deliver()
    const orders = await opened.database.query<{ readonly id: string; readonly title: string }>(
      `select matter_id as id, title from matter where number like 'DC-%' order by number desc limit 2`,
    )
    return { visit, orders: orders.toReversed() }
  }

  /** The supervision office sets an order up. */
  async function setUp({ id, title }: { readonly id: string; readonly title: string }): Promise<void> {
    const proposal = { order_kind: 'linked', order_urgency: 'ordinary', report_every: 'stage', unit: 'water' }
    const words = { order_title: title, order_content: '按考察报告落实' }
    await done(id, 'supervisor/propose', { ...proposal, ...words, ...grounds })
  }

  async function conclude(order: string): Promise<void> {
    await done(order, 'handler/sign_in', { receipt: 'accept' })
    await done(order, 'handler/handle', { handle_note: '已建立' })
    await done(order, 'supervisor/audit', { audit_result: 'passed', audit_note: '现场核查' })
    const words = { conclusion_facts: '一', conclusion_evidence: '二', conclusion_text: '三' }
    await done(order, 'supervisor/conclude', { conclusion_result: 'done', ...words })
  }

  return { signedVisit, setUp, conclude }
}
