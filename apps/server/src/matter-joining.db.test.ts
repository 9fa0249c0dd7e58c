import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseMatterId } from '@duibiao/base'
import type { Command, Value, Variables } from '@duibiao/kernel'
import { readPackFiles } from '@duibiao/packfile'
import type { Pack } from '@duibiao/packfile'
import { dispatchOutbox, receiptOf } from '@duibiao/store'
import type { OutboxPort } from '@duibiao/store'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import type { TestDatabase } from '@duibiao/testkit'
import { openTestDesk } from './test-desk.ts'
import type { TestDesk } from './test-desk.ts'

function aPack(name: string): Pack {
  const { pack } = readPackFiles(shippedPack(name))
  if (pack === undefined) throw new Error(`the pack ${name} has faults`)
  return pack
}

/** Services and people outside: taken to have been told. */
const port: OutboxPort = { callService: async () => [], notify: async () => {} }
const order: Variables = {
  channel_in: 'phone',
  demand_type: 'help',
  urgency: 'ordinary',
  units: ['住建局'],
  unit: '住建局',
  receiver_kind: 'department',
}
const whistle: Variables = {
  whistle_decision: 'raise',
  whistle_kind: 'emergency',
  whistle_subject: '供水管爆裂',
  whistle_facts: '已围护',
  whistle_street: '临湖街道',
  whistle_offices: ['住建局'],
}

describeOnBoth('matters of several packs', (open) => {
  let opened: TestDatabase
  let desk: TestDesk
  let count = 0

  beforeAll(async () => {
    opened = await open()
    const packs = ['hotline', 'whistle'].map(aPack)
    const clock = makeFixedClock()
    desk = await openTestDesk({ database: opened.database, now: () => clock.now(), packs })
  }, 120_000)
  afterAll(() => desk.close())

  function circumstances() {
    count += 1
    return { key: `joining:${count}`, actor: { person: 'li' } }
  }
  async function act(matter: string, command: Command): Promise<void> {
    receiptOf(await desk.tenant.engine.act(parseMatterId(matter), command, circumstances()))
  }
  async function complete(matter: string, [element, variables]: readonly [string, Variables]): Promise<void> {
    const [row] = await opened.database.query<{ readonly task: number }>(
      'select task_id as task from task where matter_id = $1 and element = $2 order by task_id',
      [matter, element],
    )
    await act(matter, { kind: 'completeTask', task: row?.task ?? 0, variables })
  }
  async function deliver(): Promise<void> {
    expect(await dispatchOutbox(desk.tenant.engine, port)).toMatchObject({ failed: 0 })
  }
  async function variableOf(matter: string, name: string): Promise<Value> {
    const [row] = await opened.database.query<{ readonly data: string }>(
      'select data from matter_data where matter_id = $1',
      [matter],
    )
    return JSON.parse(row?.data ?? '{}')[0]?.[name] ?? null
  }
  async function matterBy(number: string) {
    const [row] = await opened.database.query<{
      readonly matter_id: string
      readonly title: string
      readonly status: string
    }>('select matter_id, title, status from matter where number = $1', [number])
    if (row === undefined) throw new Error(`there is no matter ${number}`)
    return row
  }

  test('an order raises a whistle, which has a number and a title of its own and tells the order what came of it', async () => {
    const request = { procedure: 'hotline', number: 'JB-2026-000001', title: '爆管', ...circumstances() }
    const demand = receiptOf(await desk.tenant.engine.start(request)).matter
    await complete(demand, ['accept', order])
    await act(demand, { kind: 'deliverMessage', name: 'whistle_requested' })
    await complete(demand, ['raise_whistle', whistle])
    await deliver()
    const raised = await matterBy('CS-2026-000001')
    expect(raised).toMatchObject({ title: '供水管爆裂', status: 'open' })
    expect(await variableOf(raised.matter_id, 'origins')).toEqual([
      { matter: demand, number: 'JB-2026-000001' },
    ])
    await deliver()
    const link = { kind: 'whistle', matter: raised.matter_id, number: 'CS-2026-000001' }
    expect(await variableOf(demand, 'links')).toEqual([{ ...link, state: 'registered', outcome: null }])
    const steps: readonly (readonly [string, Variables])[] = [
      ['report_in', { lead_name: '王' }],
      ['plan', { lead_office: '住建局', measures: '抢修', plan_days: 1 }],
      ['handle', { handle_outcome: 'done', handle_note: '已止水' }],
      ['confirm', { confirm_result: 'settled', confirm_note: '到场看过' }],
      ['rate_offices', { office_score: 'good' }],
      ['rate_whistle', { whistle_score: 'reasonable' }],
      ['close', { whistle_outcome: 'settled', close_note: '双评已齐' }],
    ]
    for (const step of steps) await complete(raised.matter_id, step)
    await deliver()
    expect(await variableOf(demand, 'links')).toEqual([{ ...link, state: 'closed', outcome: 'settled' }])
    expect((await matterBy('CS-2026-000001')).status).toBe('completed')
    expect((await matterBy('JB-2026-000001')).status).toBe('open')
  })

  test('people ask over HTTP what the pack opens to their post, with its form, and nothing else', async () => {
    const request = { procedure: 'hotline', number: 'JB-2026-000002', title: '爆管', ...circumstances() }
    const matter = receiptOf(await desk.tenant.engine.start(request)).matter
    await complete(matter, ['accept', { ...order, units: ['water'], unit: 'water' }])
    const handler = desk.as('handler')
    async function ask(name: string, variables?: Record<string, unknown>): Promise<string> {
      const body = { kind: 'deliverMessage', name, ...(variables && { variables }) } as const
      count += 1
      const given = { params: { matter }, body, key: `joining-http-${count}` }
      const outcome = await handler.call('matter.act', given)
      return outcome.ok ? 'done' : outcome.problem.code
    }
    const page = await handler.call('matter.read', { params: { matter } })
    expect(page.ok && page.value.asks.map(({ message, form }) => [message, form])).toEqual([
      ['whistle_requested', undefined],
      ['extension_requested', 'ask-extension'],
      ['escalation_requested', undefined],
      ['termination_requested', undefined],
    ])
    expect(page.ok && page.value.asks[1]?.name).toEqual({ zh: '申请延期', en: 'Extension asked for' })
    expect(await ask('linked_matter_told', { linked_state: 'closed' })).toBe('permission_missing')
    expect(await ask('order_requested')).toBe('permission_missing')
    expect(await ask('whistle_requested', { unit: 'parks' })).toBe('permission_missing')
    expect(await ask('extension_requested', { extension_reason: 7 })).toBe('form_refused')
    expect(await ask('extension_requested', { extension_reason: '管线迁改' })).toBe('done')
    expect(await ask('whistle_requested')).toBe('done')
    const elements = await opened.database.query<{ readonly element: string }>(
      'select element from task where matter_id = $1 order by element',
      [matter],
    )
    expect(elements.map(({ element }) => element)).toEqual(['approve_extension', 'raise_whistle', 'sign_in'])
  })
})
