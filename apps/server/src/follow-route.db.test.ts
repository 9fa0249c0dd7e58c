import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPackFiles } from '@duibiao/packfile'
import { changePack, describeOnBoth, makeFixedClock, replaceText, shippedPack } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { followRoutes } from './follow-route.ts'
import { openTestDesk } from './test-desk.ts'
import type { TestDesk } from './test-desk.ts'

/** The hotline, with a request that reporters may make: the pack decides which, and this one is the nearest there is. */
function aPack() {
  const changed = changePack(shippedPack('hotline'), {
    'pack.yaml': replaceText('posts:\n', 'posts:\n  other: { zh: 诉求人, en: Reporter, role: resident }\n'),
    'procedures/hotline.bpmn': replaceText(
      '<duibiao:ask posts="supervisor district-supervisor hotline-dispatcher" />',
      '<duibiao:ask posts="other" />',
    ),
  })
  const { pack, findings } = readPackFiles(changed)
  if (pack === undefined) throw new Error(JSON.stringify(findings))
  return pack
}

describeOnBoth('a matter followed by its code', (open) => {
  let desk: TestDesk
  let clock: FixedClock
  let count = 0

  beforeAll(async () => {
    const opened = await open()
    clock = makeFixedClock()
    const routes = followRoutes
    desk = await openTestDesk({ database: opened.database, now: () => clock.now(), packs: [aPack()], routes })
  }, 120_000)

  afterAll(() => desk.close())

  function aKey(): string {
    count += 1
    return `follow-${count}-key`
  }

  async function started(key = aKey()) {
    const body = { pack: 'hotline', title: '李秀英反映水压不足', variables: { subject: '三号楼水压不足' } }
    const answer = await desk.as('clerk').call('matter.start', { body, key })
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
    return { ...answer.value, code: answer.value.follow_code ?? '' }
  }

  async function dispatched() {
    const begun = await started()
    const page = await desk.as('clerk').call('matter.read', { params: { matter: begun.id } })
    const task = page.ok ? (page.value.tasks[0]?.task ?? 0) : 0
    const fields = {
      channel_in: 'phone',
      demand_type: 'complaint',
      urgency: 'ordinary',
      receiver_kind: 'utility',
    }
    const variables = { ...fields, units: ['water'], unit: 'water', reporter_phone: '13800001234' }
    const body = { kind: 'completeTask', task, variables } as const
    const done = await desk
      .as('clerk')
      .call('matter.act', { params: { matter: begun.id }, body, key: aKey() })
    if (!done.ok) throw new Error(JSON.stringify(done.problem))
    return begun
  }

  function follow(body: { readonly number: string; readonly code: string }) {
    return desk.as('nobody').call('matter.follow', { body })
  }

  test('the reporter sees how far it is, by when and why, and nothing of anybody [V8.2.3]', async () => {
    const { number, code } = await dispatched()
    expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{5}-[2-9A-HJKMNP-TV-Z]{5}$/)
    const answer = await follow({ number, code: code.toLowerCase().replace('-', ' ') })
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
    const { value } = answer
    expect(value).toMatchObject({ number, status: 'open', lamp: 'green', is_provisional: false })
    expect(value.steps.map(({ name }) => name.zh)).toEqual(['受理登记'])
    expect(value.explanation.join('\n')).toContain('2026-03')
    expect(value.due_at).toBeDefined()
    expect(JSON.stringify(value)).not.toMatch(/李秀英|水压|13800001234|zhou|water/)
  })

  test('a start that is given again gives the same code, and residents with an account get one as well', async () => {
    const key = aKey()
    const one = await started(key)
    expect((await started(key)).code).toBe(one.code)
    expect((await started()).code).not.toBe(one.code)
    const body = { pack: 'hotline', title: '路灯不亮', variables: { subject: '路灯不亮' } }
    const own = await desk.as('resident').call('matter.start', { body, key: aKey() })
    expect(own).toMatchObject({ ok: true })
    expect(own.ok && own.value).toHaveProperty('follow_code')
  })

  test('a wrong code and a wrong number are answered alike, and guessing is stopped [V2.4.1] [V6.3.1]', async () => {
    const { number, code } = await started()
    const other = await started()
    const wrong = await follow({ number, code: other.code })
    const none = await follow({ number: 'JB-2026-999999', code })
    expect(wrong).toMatchObject({ status: 404, problem: { code: 'resource_missing' } })
    expect(none).toMatchObject({ status: 404, problem: { code: 'resource_missing' } })
    for (let attempt = 0; attempt < 9; attempt += 1) await follow({ number, code: 'AAAAA-AAAAA' })
    expect(await follow({ number, code })).toMatchObject({ status: 429 })
    // Others are not locked out by that, and neither is the reporter a while later.
    expect(await follow({ number: other.number, code: other.code })).toMatchObject({ ok: true })
    await clock.advance(600_000)
    expect(await follow({ number, code })).toMatchObject({ ok: true })
  })

  test('what the pack opens to reporters they may ask for with the code, once for each key', async () => {
    const { id, number, code } = await dispatched()
    const page = await follow({ number, code })
    const [ask] = page.ok ? page.value.asks : []
    if (ask === undefined) throw new Error('the pack asks nothing')
    const shown = { number, code }
    const key = aKey()
    const act = (body: { number: string; code: string; name: string; variables?: Record<string, unknown> }) =>
      desk.as('nobody').call('matter.follow_act', { body, key })
    const wrong = { number, code: 'AAAAA-AAAAA', name: ask.name }
    expect(await act(wrong)).toMatchObject({ status: 404 })
    expect(await act({ ...shown, name: 'other' })).toMatchObject({ status: 403 })
    const more = { ...shown, name: ask.name, variables: { unit: 'parks' } }
    expect(await act(more)).toMatchObject({ status: 422, problem: { code: 'form_refused' } })
    const done = await act({ ...shown, name: ask.name })
    expect(done).toMatchObject({ ok: true })
    expect(await act({ ...shown, name: ask.name })).toEqual(done)
    const { rows } = await desk
      .as('clerk')
      .call('matter.entries', { params: { matter: id }, query: {} })
      .then((answer) => (answer.ok ? answer.value : { rows: [] }))
    expect(rows.at(-1)).toMatchObject({ kind: 'deliverMessage', actor: { system: 'follow' } })
  })
})
