import { chinaCalendar, parseInstant } from '@duibiao/base'
import { createWorld, listTasks } from '@duibiao/kernel'
import type { Value, Variables, World, WorldMatter } from '@duibiao/kernel'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { compilePack } from './pack-compile.ts'
import type { CompiledPack } from './pack-compile.ts'
import { readPack } from './pack.ts'

function aPack(name: string): CompiledPack {
  const { pack, findings } = readPack(fileURLToPath(new URL(`../../../packs/${name}`, import.meta.url)))
  if (pack === undefined) throw new Error(findings.map(({ en }) => en).join('\n'))
  return compilePack(pack)
}

const packs = ['hotline', 'city-events', 'whistle', 'supervision', 'benchmark'].map(aPack)
const calendar = chinaCalendar()

/** A world in which the packs of the district are installed together; each is asked for its own tables and values. */
function aDistrict(): World {
  const owner = (hash: string): CompiledPack | undefined =>
    packs.find(({ procedures }) => procedures.some((one) => one.hash === hash))
  const world = createWorld({
    now: parseInstant('2026-03-02T09:00:00+08:00'),
    calendar: () => calendar,
    decision: (ref, procedure) => owner(procedure)?.decision(ref),
    parameter: (name, at, procedure) => owner(procedure)?.parameter(name, at),
    answer: () => ({}),
  })
  for (const { procedures } of packs) world.deploy(procedures)
  return world
}

function start(world: World, procedure: string, variables: Variables = {}): string {
  const acted = world.start({ procedure, variables })
  if (!acted.ok) throw new Error(acted.refusal.code)
  return acted.matter
}

function complete(world: World, matter: string, [element, variables]: readonly [string, Variables]): void {
  const { state } = matterIn(world, matter)
  const task = listTasks(state, world.procedure).find((one) => one.element === element)
  if (task === undefined) throw new Error(`${matter} has no open task ${element}`)
  expect(world.act(matter, { kind: 'completeTask', task: task.token, variables })).toMatchObject({ ok: true })
}

function ask(world: World, matter: string, name: string): void {
  expect(world.deliver({ name, matter })).toMatchObject({ ok: true })
}

function matterIn(world: World, id: string): WorldMatter {
  const matter = world.matter(id)
  if (matter === undefined) throw new Error(`there is no matter ${id}`)
  return matter
}

function linksOf(world: World, matter: string): Value {
  return matterIn(world, matter).data[0]?.['links'] ?? null
}

/** The newest matter of a process. */
function newest(world: World, process: string): string {
  const found = world.matters().findLast(({ procedure }) => world.procedure(procedure).id === process)
  if (found === undefined) throw new Error(`${process} was not started`)
  return found.id
}

const whistle: Variables = {
  whistle_decision: 'raise',
  whistle_kind: 'emergency',
  whistle_subject: '供水管爆裂',
  whistle_facts: '已围护',
  whistle_street: '临湖街道',
  whistle_offices: ['住建局'],
}

function aDemand(world: World): string {
  const matter = start(world, 'hotline')
  const order = { demand_type: 'help', urgency: 'ordinary', units: ['住建局'], unit: '住建局' }
  const caller = { reporter_name: '张三', reporter_phone: '13800000000', body: '我家门口爆管' }
  complete(world, matter, [
    'accept',
    { channel_in: 'phone', receiver_kind: 'department', ...order, ...caller },
  ])
  return matter
}

function aCase(world: World): string {
  const matter = start(world, 'city-events')
  complete(world, matter, ['register', { register_action: 'file', standard_id: 'C0101-4' }])
  return matter
}

function handleWhistle(world: World, matter: string): void {
  const steps: readonly (readonly [string, Variables])[] = [
    ['report_in', { lead_name: '王' }],
    ['plan', { lead_office: '住建局', measures: '抢修', plan_days: 1 }],
    ['handle', { handle_outcome: 'done', handle_note: '已止水' }],
    ['confirm', { confirm_result: 'settled', confirm_note: '到场看过' }],
    ['rate_offices', { office_score: 'good' }],
    ['rate_whistle', { whistle_score: 'reasonable' }],
    ['close', { whistle_outcome: 'settled', close_note: '双评已齐' }],
  ]
  for (const step of steps) complete(world, matter, step)
}

test('a hotline order raises a whistle, a city case joins it, and both hear what came of it and go on', () => {
  const world = aDistrict()
  const [demand, event] = [aDemand(world), aCase(world)]
  ask(world, demand, 'whistle_requested')
  complete(world, demand, ['raise_whistle', whistle])
  const raised = newest(world, 'whistle')
  expect(matterIn(world, raised).data[0]).toMatchObject({
    origins: [{ matter: demand, number: demand }],
    subject: '供水管爆裂',
    offices: ['住建局'],
  })
  ask(world, event, 'whistle_requested')
  complete(world, event, ['raise_whistle', { whistle_decision: 'join', open_whistle: raised }])
  expect(linksOf(world, demand)).toMatchObject([{ kind: 'whistle', matter: raised, state: 'registered' }])
  expect(linksOf(world, event)).toMatchObject([{ kind: 'whistle', matter: raised, state: 'joined' }])
  handleWhistle(world, raised)
  expect(matterIn(world, raised).state.status).toBe('completed')
  for (const origin of [demand, event]) {
    expect(linksOf(world, origin)).toEqual([
      { kind: 'whistle', matter: raised, number: raised, state: 'closed', outcome: 'settled' },
    ])
    expect(matterIn(world, origin).state.status).toBe('open')
  }
  expect(world.undelivered()).toEqual([])
})

test('nothing that the caller said of themselves reaches the departments called', () => {
  const world = aDistrict()
  const demand = aDemand(world)
  ask(world, demand, 'whistle_requested')
  complete(world, demand, ['raise_whistle', whistle])
  ask(world, demand, 'order_requested')
  complete(world, demand, [
    'propose_order',
    { order_decision: 'propose', order_title: '爆管', order_content: '限期改造' },
  ])
  for (const other of [newest(world, 'whistle'), newest(world, 'supervision')]) {
    expect(JSON.stringify(matterIn(world, other))).not.toMatch(/张三|13800000000|我家门口/u)
  }
})

test('a supervision order tells its origin that it was issued and what was concluded', () => {
  const world = aDistrict()
  const event = aCase(world)
  ask(world, event, 'order_requested')
  complete(world, event, [
    'propose_order',
    { order_decision: 'propose', order_title: '爆管', order_content: '限期改造' },
  ])
  const order = newest(world, 'supervision')
  const draft: Variables = {
    order_title: '爆管',
    order_kind: 'linked',
    order_urgency: 'ordinary',
    order_content: '限期改造',
    authority: 'head_instruction',
    authority_paper: '批示单 31',
    plan: '内容、对象、范围',
    unit: '水务局',
    report_every: 'stage',
  }
  complete(world, order, ['propose', draft])
  expect(linksOf(world, event)).toMatchObject([{ kind: 'supervision', matter: order, state: 'issued' }])
  const steps: readonly (readonly [string, Variables])[] = [
    ['sign_in', { receipt: 'accept' }],
    ['handle', { handle_note: '已改造' }],
    ['audit', { audit_result: 'passed', audit_note: '现场核查' }],
    [
      'conclude',
      { conclusion_result: 'done', conclusion_facts: '一', conclusion_evidence: '二', conclusion_text: '三' },
    ],
  ]
  for (const step of steps) complete(world, order, step)
  world.advanceBy('P40D')
  expect(linksOf(world, event)).toMatchObject([{ matter: order, state: 'closed', outcome: 'done' }])
})

test('a whistle that the meeting gives to supervision hands its origins on', () => {
  const world = aDistrict()
  const demand = aDemand(world)
  ask(world, demand, 'whistle_requested')
  complete(world, demand, ['raise_whistle', whistle])
  const raised = newest(world, 'whistle')
  const steps: readonly (readonly [string, Variables])[] = [
    ['report_in', { lead_name: '王' }],
    ['plan', { lead_office: '住建局', measures: '抢修', plan_days: 1 }],
    ['handle', { handle_outcome: 'cannot', handle_note: '管网需要改造' }],
    ['confirm', { confirm_result: 'not_settled', confirm_note: '仍漏水' }],
    ['meeting', { meeting_result: 'order', meeting_note: '列入督查' }],
  ]
  for (const step of steps) complete(world, raised, step)
  const order = newest(world, 'supervision')
  expect(matterIn(world, order).data[0]).toMatchObject({
    order_source: 'whistle',
    origins: [
      { matter: demand, number: demand },
      { matter: raised, number: raised },
    ],
  })
})

test('a gap becomes an order with its last day, and only the answer to that order opens the entry of the value', () => {
  const world = aDistrict()
  const gap = start(world, 'gap-work')
  const draft: Variables = {
    gap_title: '提高按期处置率',
    lead_office: '统计局',
    indicator: '按期处置率',
    better: 'higher',
    value_period: '2026年2月',
    own_value: 82,
    peer: '甲市乙区',
    peer_value: 96,
    target_value: 95,
    by_when: '2026-06-30',
    practice: '到期前两次提醒',
    gap_unit: '城管局',
    confirm_office: '统计局',
  }
  complete(world, gap, ['propose_gap', draft])
  complete(world, gap, ['check_feasibility', { feasibility: 'feasible', feasibility_note: '可以' }])
  const order = newest(world, 'supervision')
  expect(matterIn(world, order).data[0]).toMatchObject({
    unit: '城管局',
    due_on: '2026-06-30',
    target_value: 95,
  })
  const proposal: Variables = {
    order_title: '提高按期处置率',
    order_content: '按交办单落实',
    order_kind: 'linked',
    order_urgency: 'ordinary',
    unit: '城管局',
    report_every: 'monthly',
    authority: 'head_instruction',
    authority_paper: '批示单 31',
    plan: '内容、对象、范围',
  }
  // A day that has gone by is no limit: the order is not issued.
  const late = listTasks(matterIn(world, order).state, world.procedure).find(
    (one) => one.element === 'propose',
  )
  const past = { ...proposal, due_on: '2026-03-01' }
  const refused = world.act(order, { kind: 'completeTask', task: late?.token ?? 0, variables: past })
  expect(refused).toMatchObject({ ok: false, refusal: { code: 'clock_date_past' } })
  complete(world, order, ['propose', proposal])
  const words = { conclusion_facts: '一', conclusion_evidence: '二', conclusion_text: '三' }
  const steps: readonly (readonly [string, Variables])[] = [
    ['sign_in', { receipt: 'accept' }],
    ['handle', { handle_note: '已落实' }],
    ['audit', { audit_result: 'passed', audit_note: '现场核查' }],
    ['conclude', { conclusion_result: 'done', ...words }],
  ]
  for (const step of steps) complete(world, order, step)
  expect(listTasks(matterIn(world, gap).state, world.procedure)).toEqual([])
  world.advanceBy('P40D')
  complete(world, gap, [
    'enter_value',
    { reached_value: 95, reached_period: '2026年3月', reached_note: '系统' },
  ])
  expect(matterIn(world, gap).state.status).toBe('open')
  complete(world, gap, ['confirm_value', { value_confirmed: true, confirm_note: '核对台账' }])
  expect(matterIn(world, gap).state.status).toBe('completed')
})
