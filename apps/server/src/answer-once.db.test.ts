import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPackFiles } from '@duibiao/packfile'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import type { TestDatabase } from '@duibiao/testkit'
import { signInRule } from './sign-in-rule.ts'
import { openTestDesk } from './test-desk.ts'
import type { TestDesk } from './test-desk.ts'

const acceptance = {
  channel_in: 'phone',
  demand_type: 'complaint',
  urgency: 'ordinary',
  units: ['water'],
  unit: 'water',
  receiver_kind: 'utility',
}

// The answer of the first request is lost on its way, and the client asks again under the same key.
describeOnBoth('a command given again is answered as the first time', (open) => {
  let opened: TestDatabase
  let desk: TestDesk
  let count = 0

  beforeAll(async () => {
    opened = await open()
    const clock = makeFixedClock()
    const { pack } = readPackFiles(shippedPack('hotline'))
    if (pack === undefined) throw new Error('the pack has faults')
    desk = await openTestDesk({ database: opened.database, now: () => clock.now(), packs: [pack] })
  }, 120_000)
  afterAll(() => desk.close())

  async function openMatter(): Promise<string> {
    count += 1
    const body = { pack: 'hotline', title: '积水', variables: { subject: '积水' } }
    const outcome = await desk.as('clerk').call('matter.start', { body, key: `once-start-${count}` })
    if (!outcome.ok) throw new Error(outcome.problem.detail)
    return outcome.value.id
  }
  async function entriesOf(matter: string): Promise<number> {
    return opened.database.execute('select from entry where matter_id = $1', [matter])
  }

  test('although the revision that was seen is gone: by the command itself', async () => {
    const matter = await openMatter()
    const page = await desk.as('clerk').call('matter.read', { params: { matter } })
    const task = page.ok ? (page.value.tasks[0]?.task ?? 0) : 0
    const given = {
      params: { matter },
      body: { kind: 'completeTask', task, variables: acceptance },
      key: `once-revision-${matter}`,
      ifMatch: page.ok ? (page.tag ?? '') : '',
    } as const
    const first = await desk.as('clerk').call('matter.act', given)
    expect(first).toMatchObject({ ok: true, value: { seq: 2 } })
    expect(await desk.as('clerk').call('matter.act', given)).toEqual(first)
    expect(await entriesOf(matter)).toBe(2)
    // Under another key it is another command, and what it was decided on is old.
    const other = await desk.as('clerk').call('matter.act', { ...given, key: `once-other-${matter}` })
    expect(other).toMatchObject({ status: 412, problem: { code: 'precondition_failed' } })
  })

  test('although what was asked for is no longer open, alone and among many', async () => {
    const matter = await openMatter()
    const page = await desk.as('clerk').call('matter.read', { params: { matter } })
    const task = page.ok ? (page.value.tasks[0]?.task ?? 0) : 0
    const accept = { kind: 'completeTask', task, variables: acceptance } as const
    await desk.as('clerk').call('matter.act', { params: { matter }, body: accept, key: `once-acc-${matter}` })
    const body = { kind: 'deliverMessage', name: 'termination_requested' } as const
    const key = `once-ask-${matter}`
    const first = await desk.as('handler').call('matter.act', { params: { matter }, body, key })
    expect(first).toMatchObject({ ok: true, value: { seq: 3 } })
    expect(await desk.as('handler').call('matter.act', { params: { matter }, body, key })).toEqual(first)
    const many = await desk
      .as('handler')
      .call('matter.act_many', { body: { rows: [{ matter, command: body, key }] } })
    expect(many).toMatchObject({ value: { rows: [{ ok: true, receipt: { matter, seq: 3 } }] } })
    expect(await entriesOf(matter)).toBe(3)
    // Whoever never gave it learns nothing from the key of another.
    const other = await desk.as('stranger').call('matter.act', { params: { matter }, body, key })
    expect(other).toMatchObject({ status: 404 })
  })

  test('although no more reports are taken from that person for a while', async () => {
    const body = { pack: 'hotline', variables: { subject: '路灯不亮' } }
    const { limit } = signInRule.ofReporter
    const keys = Array.from({ length: limit }, (_, index) => `once-report-${index}`)
    const resident = desk.as('resident')
    const given = []
    for (const key of keys) given.push(await resident.call('matter.start', { body, key }))
    expect(given.every(({ ok }) => ok)).toBe(true)
    expect(await resident.call('matter.start', { body, key: 'once-too-many' })).toMatchObject({ status: 429 })
    expect(await resident.call('matter.start', { body, key: keys.at(-1) ?? '' })).toEqual(given.at(-1))
  })

  test('and a key that stands for something else is refused instead of answered for it', async () => {
    const [one, other] = [await openMatter(), await openMatter()]
    const note = { kind: 'note', text: '来电催促' } as const
    const key = `once-note-${one}`
    const act = (matter: string) =>
      desk.as('clerk').call('matter.act', { params: { matter }, body: note, key })
    expect(await act(one)).toMatchObject({ ok: true, value: { matter: one } })
    expect(await act(other)).toMatchObject({ status: 422, problem: { code: 'key_reused' } })
    expect(await entriesOf(other)).toBe(1)
    const start = { pack: 'hotline', title: '积水', variables: { subject: '积水' } }
    const again = await desk.as('clerk').call('matter.start', { body: start, key })
    expect(again).toMatchObject({ status: 422, problem: { code: 'key_reused' } })
  })
})
