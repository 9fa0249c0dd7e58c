import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import type { DeskPerson } from './test-desk.ts'
import { openReportDesk } from './test-report.ts'
import type { ReportDesk } from './test-report.ts'

describeOnBoth('what several residents report', (open) => {
  let at: ReportDesk
  const clock = makeFixedClock()

  beforeAll(async () => {
    at = await openReportDesk((await open()).database, clock)
  }, 120_000)

  afterAll(() => at.close())

  test('the kinds of reports say their form and the telephone, to anybody', async () => {
    const answer = await at.desk.as('nobody').call('report_kind.list', {})
    const definition = expect.objectContaining({ id: 'report', fields: expect.any(Array) })
    const ofEach = { title: expect.anything(), form: 'report', definition, phone: '12345' }
    expect(answer.ok && answer.value.rows).toEqual([
      { ...ofEach, pack: 'city-events', is_joinable: true, patrol: 'patrol', counter: 'counter' },
      { ...ofEach, pack: 'hotline', is_joinable: false, counter: 'counter' },
    ])
  })

  test('a category is chosen from the codes of the pack by its name, by those who work here', async () => {
    const codes = (who: DeskPerson, list: string) =>
      at.desk.as(who).call('pack.codes', { params: { pack: 'city-events', list } })
    const kinds = await codes('clerk', 'gbt47678-5')
    expect(kinds.ok && kinds.value.rows).toHaveLength(403)
    expect(kinds.ok && kinds.value.rows[0]).toEqual({
      value: '01001',
      name: '供水井盖',
      beside: ['市政公用设施'],
      with: { kind: 'component' },
      is_common: false,
    })
    expect(kinds.ok && kinds.value.rows.find(({ is_common: isCommon }) => isCommon)?.name).toBe('路灯异常')
    const standards = await codes('clerk', 'yuncheng-standards')
    expect(standards.ok && standards.value.rows[0]).toEqual({
      value: 'C0101-1',
      name: '上水井盖',
      beside: ['缺失、移位、开裂', '2紧急工作时', '恢复'],
      with: {},
      is_common: false,
    })
    expect(await codes('clerk', 'none')).toMatchObject({ problem: { code: 'resource_missing' } })
    expect(await codes('resident', 'gbt47678-5')).toMatchObject({ problem: { code: 'permission_missing' } })
    const form = await at.desk
      .as('clerk')
      .call('form.read', { params: { pack: 'city-events', form: 'patrol' } })
    const code = form.ok ? form.value.fields.find(({ name }) => name === 'code') : undefined
    expect(code).toMatchObject({ widget: 'code', list: 'gbt47678-5' })
  })

  test('open reports near the place are shown first, nearest first, and nothing of the hotline', async () => {
    await at.start('resident', { subject: '邻居的事', ...at.place })
    const far = await at.reportedAt('resident', { latitude: 29.503, description: '路灯不亮' })
    const near = await at.reportedAt('resident', { latitude: 29.5005 })
    await at.reportedAt('resident', { latitude: 29.6 })
    const rows = async (more: object) => {
      const answer = await at.nearby('neighbour', more)
      if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
      return answer.value.rows
    }
    expect(await rows({ within: 500 })).toMatchObject([
      { id: near.id, title: '井盖破损', status: 'open', distance: 56, reporters: 1, is_own: false },
      { id: far.id, distance: 334 },
    ])
    expect((await rows({ within: 100 })).map(({ id }) => id)).toEqual([near.id])
    expect(await rows({ within: 500, category: '01002' })).toEqual([])
    const [first] = await rows({})
    expect(Object.keys(first ?? {}).toSorted()).toEqual(
      'category distance id is_own number opened_at pack place reporters status title'.split(' '),
    )
    expect(await at.nearby('nobody')).toMatchObject({ status: 401 })
    expect(await at.nearby('neighbour', { within: 100_000 })).toMatchObject({ status: 400 })
  })

  test('a neighbour joins a report once, sees how it goes and nothing of who reported it first', async () => {
    const { id, number } = await at.reportedAt('resident', { latitude: 29.7 })
    const readJoined = () => at.desk.as('neighbour').call('matter.read', { params: { matter: id } })
    expect(await readJoined()).toMatchObject({ status: 404 })
    const join = (as: DeskPerson) =>
      at.desk.as(as).call('matter.join', { params: { matter: id }, key: at.aKey() })
    expect(await join('neighbour')).toMatchObject({ ok: true, value: { number } })
    expect(await join('neighbour')).toMatchObject({ ok: true })
    // Who reported it has joined already.
    expect(await join('resident')).toMatchObject({ ok: true })
    expect(await join('handler')).toMatchObject({ status: 403 })
    const near = await at.nearby('neighbour', { latitude: 29.7 })
    expect(near.ok && near.value.rows).toMatchObject([{ id, reporters: 2, is_own: true }])
    const page = await readJoined()
    expect(page).toMatchObject({ ok: true, value: { status: 'open', variables: {}, masked: [], asks: [] } })
    const list = await at.desk.as('neighbour').call('matter.list', { query: {} })
    expect(list.ok && list.value.rows.map((row) => row.id)).toEqual([id])
    expect((await at.desk.as('clerk').call('matter.entries', { params: { matter: id }, query: {} })).ok).toBe(
      true,
    )
    // A complaint to the hotline is nobody else's.
    const complaint = await at.reported()
    const asked = { params: { matter: complaint.id }, key: at.aKey() }
    expect(await at.desk.as('neighbour').call('matter.join', asked)).toMatchObject({ status: 404 })
  })

  test('who joined is not asked in the end, and cannot answer for the reporter', async () => {
    const { id } = await at.reportedAt('resident', { latitude: 29.8 })
    await at.desk.as('neighbour').call('matter.join', { params: { matter: id }, key: at.aKey() })
    expect(await at.answer('neighbour', id, { solved: 'yes' })).toMatchObject({ ok: false })
  })

  test('people are told of tasks for their office, and the resident that an answer is there and asks', async () => {
    const { id, number } = await at.reported()
    await at.carry()
    expect(await at.told('resident', id)).toEqual([])
    await at.handled(id)
    await at.carry()
    expect(await at.told('resident', id)).toEqual([
      `ask: ${number} (Hotline 12345), which you reported, was answered: please say whether it is solved, and rate it`,
    ])
    expect((await at.told('handler', id)).toSorted()).toEqual([
      `offer: "Handle (lead)" of ${number} (Hotline 12345) is yours to do`,
      `offer: "Sign for the order" of ${number} (Hotline 12345) is yours to do`,
    ])
    expect(await at.told('stranger', id)).toEqual([])
    // A task that came back says so.
    const { tasks } = await at.read('clerk', id)
    const task = tasks.find(({ element }) => element === 'call_back')?.task ?? 0
    const body = { kind: 'return', task, to: 'feedback', reason: '照片不清' } as never
    const done = await at.desk
      .as('clerk')
      .call('matter.act', { params: { matter: id }, body, key: at.aKey() })
    expect(done).toMatchObject({ ok: true })
    await at.carry()
    expect((await at.told('handler', id)).filter((line) => line.startsWith('return:'))).toHaveLength(1)
    const counts = await at.desk.as('resident').call('notification.count', {})
    expect(counts.ok && counts.value.kinds.ask).toBeGreaterThan(0)
  })

  test('a case that is merged into another takes its reporters along, and all of them are answered', async () => {
    const [one, other] = [
      await at.reportedAt('resident', { latitude: 29.9 }),
      await at.reportedAt('neighbour', { latitude: 29.9 }),
    ]
    await at.complete('clerk', other.id, { register_action: 'link', linked_case: one.number })
    await at.carry()
    expect((await at.read('clerk', other.id)).status).toBe('completed')
    expect(await at.told('neighbour', other.id)).toHaveLength(1)
    expect((await at.read('clerk', one.id)).variables).toMatchObject({
      reporters: [expect.stringContaining('')],
    })
    const near = await at.nearby('neighbour', { latitude: 29.9 })
    expect(near.ok && near.value.rows).toMatchObject([{ id: one.id, reporters: 2, is_own: true }])
  })
})
