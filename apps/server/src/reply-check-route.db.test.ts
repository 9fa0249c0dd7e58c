import { readPackFiles } from '@duibiao/packfile'
import { describeOnBoth, makeFixedClock, sampleMorning, shippedPack } from '@duibiao/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { replyCheckRoutes } from './reply-check-route.ts'
import { makeReplyRecord } from './reply-record.ts'
import { completeFirst, takeDemand } from './test-answer.ts'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'

const field = 'reply_text'
const empty = '网友：您好！留言已收悉。'
const good = '经查，路灯电缆被挖断，已于3月5日修复，小区门口的路灯恢复照明。'

describeOnBoth('replies are looked through before they are sent, and counted as they were', (open) => {
  let desk: TestDesk
  let clock: ReturnType<typeof makeFixedClock>

  beforeAll(async () => {
    const { database } = await open()
    clock = makeFixedClock(sampleMorning)
    const { pack } = readPackFiles(shippedPack('hotline'))
    if (pack === undefined) throw new Error('the pack has faults')
    const now = () => clock.now()
    desk = await openTestDesk({ database, now, packs: [pack], routes: replyCheckRoutes })
  }, 120_000)
  afterAll(() => desk.close())

  const record = () => makeReplyRecord(desk.tenant, desk.tenant.database).run()

  async function check(matter: string, text: string, name: DeskPerson = 'clerk') {
    const answer = await desk.as(name).call('reply.check', { params: { matter }, body: { field, text } })
    if (!answer.ok) throw new Error(answer.problem.code)
    return answer.value.findings
  }

  async function tally(from?: string) {
    const answer = await desk.as('leader').call('reply.count', { query: from === undefined ? {} : { from } })
    if (!answer.ok) throw new Error(answer.problem.code)
    return answer.value.rows
  }

  test('findings come with their reasons; a reply is sent all the same, and counted with them once', async () => {
    const matter = await takeDemand(desk, {})
    expect(await check(matter, empty)).toEqual([
      { kind: 'only_acknowledges' },
      { kind: 'demand_not_met', text: '小区门口的路灯坏了两个月，请问什么时候修好？' },
    ])
    expect(await check(matter, good)).toEqual([])
    await completeFirst(desk, 'clerk', { matter, variables: { [field]: empty } })
    await record()
    await record()
    expect(await tally()).toEqual([
      {
        replies: 1,
        without: 0,
        findings: [
          { kind: 'only_acknowledges', replies: 1 },
          { kind: 'demand_not_met', replies: 1 },
        ],
      },
    ])

    // The same words to somebody else: found before sending, with the other matter, and counted after.
    const other = await takeDemand(desk, { subject: '井盖松动', body: '井盖响，请修。' })
    expect((await check(other, '网友“A0001”，您好，留言已收悉！')).map(({ kind }) => kind)).toContain(
      'same_as_another',
    )
    expect(await check(other, empty)).toContainEqual({
      kind: 'same_as_another',
      matter: { id: matter, number: expect.stringMatching(/^JB-/), title: '路灯不亮' },
    })
    // What was said in the matter itself is no other reply.
    expect((await check(matter, empty)).map(({ kind }) => kind)).not.toContain('same_as_another')
    await completeFirst(desk, 'clerk', { matter: other, variables: { [field]: empty } })
    // A good one counts as without.
    const third = await takeDemand(desk, {})
    await completeFirst(desk, 'clerk', { matter: third, variables: { [field]: good } })
    await record()
    const [row] = await tally()
    expect(row).toMatchObject({ replies: 3, without: 1 })
    expect(row?.findings).toContainEqual({ kind: 'same_as_another', replies: 1 })
  })

  test('who may not see the other matter learns that there is one, and nothing of it', async () => {
    const first = await takeDemand(desk, {})
    const words = '经查，此前已经答复过，路灯的事请看公告。'
    await completeFirst(desk, 'clerk', { matter: first, variables: { [field]: words } })
    await record()
    const order = { knowledge_hit: false, units: ['water'], unit: 'water', receiver_kind: 'department' }
    const more = { ...order, demand_type: 'complaint', category: 'A1' }
    const theirs = await takeDemand(desk, { body: '请看公告在哪里？', more })
    expect(await check(theirs, words, 'handler')).toContainEqual({ kind: 'same_as_another' })
    expect(await check(theirs, words, 'clerk')).toContainEqual({
      kind: 'same_as_another',
      matter: { id: first, number: expect.any(String), title: '路灯不亮' },
    })
  })

  test('[V8.2.2] a matter of others is not there, nor is a field that is no reply; residents check nothing', async () => {
    const matter = await takeDemand(desk, {})
    await expect(check(matter, good, 'stranger')).rejects.toThrow('resource_missing')
    await expect(check(matter, good, 'resident')).rejects.toThrow('permission_missing')
    const call = { params: { matter }, body: { field: 'subject', text: good } }
    expect(await desk.as('clerk').call('reply.check', call)).toMatchObject({ status: 404 })
    expect(await desk.as('resident').call('reply.count', { query: {} })).toMatchObject({ status: 403 })
  })

  test('a time counts what was sent in it, and an office what it sent, seen by who may see its matters', async () => {
    await clock.advance(86_400_000)
    const from = new Date(clock.now()).toISOString()
    const order = { knowledge_hit: false, units: ['water'], unit: 'water', receiver_kind: 'department' }
    const more = { ...order, demand_type: 'complaint', category: 'A1' }
    const matter = await takeDemand(desk, { more })
    const values = { contacted_at: '2026-03-02T09:00:00+08:00', contact_way: 'phone', contact_reached: true }
    await completeFirst(desk, 'handler', { matter, variables: { receipt: 'signed' } })
    await completeFirst(desk, 'handler', { matter, variables: values })
    await completeFirst(desk, 'handler', { matter, variables: { outcome: 'done', measures: '已更换' } })
    const reply = { [field]: '我们将尽快处理路灯。经查，路灯坏了。', claimed: 'solved' }
    await completeFirst(desk, 'handler', { matter, variables: reply })
    await record()
    const rows = [{ replies: 1, without: 0, findings: [{ kind: 'promise_without_date', replies: 1 }] }]
    expect(await tally(from)).toMatchObject(rows)
    const own = await desk.as('head').call('reply.count', { query: { from } })
    expect(own).toMatchObject({ ok: true, value: { rows } })
    const others = await desk.as('stranger').call('reply.count', { query: { from } })
    expect(others).toMatchObject({ ok: true, value: { rows: [] } })
  })

  test.each([
    ['nothing', ''],
    ['one character', '好'],
    ['only emoji', '😀😀😀'],
    ['what cannot be seen', '\u200B\u200B\u2060'],
    ['twenty thousand characters', '尽快处理。'.repeat(4_000)],
  ])('%s is checked and sent like any other reply', async (_name, text) => {
    const matter = await takeDemand(desk, {})
    expect(Array.isArray(await check(matter, text))).toBe(true)
    const sent = text.slice(0, 4_000) || ' '
    await completeFirst(desk, 'clerk', { matter, variables: { [field]: sent } })
    await record()
  })

  test('more than is read is refused', async () => {
    const matter = await takeDemand(desk, {})
    await expect(check(matter, '长'.repeat(20_001))).rejects.toThrow('request_malformed')
  })
})
