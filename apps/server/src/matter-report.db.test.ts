import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPackFiles } from '@duibiao/packfile'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { makeEvidenceRoutes } from './evidence-route.ts'
import { followRoutes } from './follow-route.ts'
import { reportRoutes } from './report-route.ts'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'
import { aJpeg } from './test-file.ts'

function shipped(name: string) {
  const { pack, findings } = readPackFiles(shippedPack(name))
  if (pack === undefined) throw new Error(JSON.stringify(findings))
  return pack
}

describeOnBoth('what a resident reports', (open) => {
  let desk: TestDesk
  let clock: FixedClock
  let count = 0
  const data = mkdtempSync(path.join(tmpdir(), 'duibiao-report-'))

  beforeAll(async () => {
    const opened = await open()
    clock = makeFixedClock()
    const evidence = makeEvidenceRoutes({ config: { data, limits: { fileBytes: 200_000 } } })
    desk = await openTestDesk({
      database: opened.database,
      now: () => clock.now(),
      packs: [shipped('hotline'), shipped('city-events')],
      routes: [...evidence, ...followRoutes, ...reportRoutes],
    })
  }, 120_000)

  afterAll(async () => {
    await desk.close()
    rmSync(data, { recursive: true, force: true })
  })

  function aKey(): string {
    count += 1
    return `report-${count}-key`
  }

  async function uploaded(as: DeskPerson): Promise<string> {
    const answer = await desk.application.inject({
      method: 'POST',
      url: '/api/v1/evidence?name=photo.jpg',
      headers: { authorization: `Bearer ${as}`, 'content-type': 'application/octet-stream' },
      payload: aJpeg(),
    })
    expect(answer.statusCode).toBe(201)
    return String(answer.json().id)
  }

  function start(as: DeskPerson, variables: Record<string, unknown>, more: object = {}) {
    const body = { pack: 'hotline', variables, ...more } as never
    return desk.as(as).call('matter.start', { body, key: aKey() })
  }

  async function reported(variables: Record<string, unknown> = { subject: '三号楼水压不足' }) {
    const answer = await start('resident', variables)
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
    return answer.value
  }

  async function complete(as: DeskPerson, matter: string, variables: Record<string, unknown>) {
    const page = await desk.as(as).call('matter.read', { params: { matter } })
    const task = page.ok ? (page.value.tasks.find(({ allowed }) => allowed.length > 0)?.task ?? 0) : 0
    const body = { kind: 'completeTask', task, variables } as never
    const done = await desk.as(as).call('matter.act', { params: { matter }, body, key: aKey() })
    if (!done.ok) throw new Error(JSON.stringify(done.problem))
  }

  /** Up to where the unit says that it is done and the resident is asked. */
  async function handled(matter: string) {
    await complete('clerk', matter, {
      channel_in: 'web',
      demand_type: 'complaint',
      urgency: 'ordinary',
      receiver_kind: 'utility',
      units: ['water'],
      unit: 'water',
    })
    await complete('handler', matter, { receipt: 'signed' })
    const contact = { contact_way: 'phone', contact_reached: true }
    await complete('handler', matter, { contacted_at: '2026-03-02T09:00:00+08:00', ...contact })
    await feedBack(matter)
  }

  async function feedBack(matter: string) {
    await complete('handler', matter, { outcome: 'done', measures: '更换水泵' })
    await complete('handler', matter, { reply_text: '水泵已更换', claimed: 'solved' })
  }

  async function read(as: DeskPerson, matter: string) {
    const page = await desk.as(as).call('matter.read', { params: { matter } })
    if (!page.ok) throw new Error(JSON.stringify(page.problem))
    return page.value
  }

  function answer(as: DeskPerson, matter: string, variables: Record<string, unknown>) {
    const body = { kind: 'deliverMessage', name: 'reporter_answered', variables } as never
    return desk.as(as).call('matter.act', { params: { matter }, body, key: aKey() })
  }

  test('is one request after the uploads, and answered by number, code, due date and why', async () => {
    const [one, other] = [await uploaded('resident'), await uploaded('clerk')]
    const fields = { subject: '井盖破损', photos: [one], longitude: 119.5, latitude: 29.5 }
    const done = await start('resident', fields)
    if (!done.ok) throw new Error(JSON.stringify(done.problem))
    expect(done.value).toMatchObject({
      number: expect.stringMatching(/^JB-/),
      follow_code: expect.stringMatching(/^.{5}-.{5}$/),
      due_at: expect.any(String),
      is_provisional: false,
      explanation: expect.arrayContaining([expect.any(String)]),
    })
    const files = await desk.as('resident').call('evidence.list', { params: { matter: done.value.id } })
    expect(files.ok && files.value.rows).toMatchObject([{ id: one, seq: 1 }])
    expect((await read('resident', done.value.id)).title).toBe('井盖破损')
    // What somebody else uploaded is nobody's evidence but theirs.
    const foreign = await start('resident', { subject: '井盖破损', photos: [other] })
    expect(foreign).toMatchObject({ ok: false, problem: { code: 'evidence_unknown' } })
    const beside = await start(
      'resident',
      { subject: '井盖破损' },
      { evidence: [await uploaded('resident')] },
    )
    expect(beside).toMatchObject({ ok: true })
  })

  test('is what the form for residents asks for, and no step of the offices', async () => {
    for (const variables of [{}, { subject: '' }, { subject: '路灯不亮', unit: 'water' }, { subject: 7 }]) {
      expect(await start('resident', variables)).toMatchObject({
        status: 422,
        problem: { code: 'form_refused' },
      })
    }
  })

  test('they confirm and rate in the end, with the account', async () => {
    const { id } = await reported()
    expect((await read('resident', id)).asks).toEqual([])
    expect(await answer('resident', id, { solved: 'yes' })).toMatchObject({ ok: false })
    await handled(id)
    expect((await read('resident', id)).asks).toMatchObject([
      { message: 'reporter_answered', form: 'answer' },
    ])
    // The offices are not asked in the name of the resident, and another resident is not either.
    expect((await read('handler', id)).asks.map(({ message }) => message)).not.toContain('reporter_answered')
    expect(await answer('handler', id, { solved: 'yes' })).toMatchObject({ ok: false })
    const wrong = await answer('resident', id, { solved: 'yes', unit: 'parks' })
    expect(wrong).toMatchObject({ ok: false, problem: { code: 'form_refused' } })
    expect(await answer('resident', id, { solved: 'yes', rating: 'very_satisfied' })).toMatchObject({
      ok: true,
    })
    expect((await read('resident', id)).status).toBe('completed')
    const { variables } = await read('clerk', id)
    expect(variables).toMatchObject({ solved: 'yes', rating: 'very_satisfied', answered_by: 'reporter' })
  })

  test('they say with number and code that it is not solved: it is done again, and counts as rework', async () => {
    const { id, number, follow_code: code = '' } = await reported()
    await handled(id)
    const shown = { number, code }
    const page = await desk.as('nobody').call('matter.follow', { body: shown })
    expect(page.ok && page.value.asks).toEqual([{ name: 'reporter_answered', form: 'answer' }])
    const body = { ...shown, name: 'reporter_answered', variables: { solved: 'no', rating: 'dissatisfied' } }
    const photos = { ...body, variables: { solved: 'no', answer_photos: [await uploaded('resident')] } }
    expect(await desk.as('nobody').call('matter.follow_act', { body: photos, key: aKey() })).toMatchObject({
      ok: false,
      problem: { code: 'evidence_unattached' },
    })
    const done = await desk.as('nobody').call('matter.follow_act', { body, key: aKey() })
    expect(done).toMatchObject({ ok: true })
    const { variables, status, tasks } = await read('handler', id)
    expect({ status, rework: variables['rework_count'] }).toEqual({ status: 'open', rework: 1 })
    expect(tasks.map(({ element }) => element)).toEqual(['handle'])
    const clocks = await desk.as('clerk').call('matter.clocks', { params: { matter: id } })
    const rework = clocks.ok ? clocks.value.rows.find(({ key }) => key === 'rework') : undefined
    expect(rework).toMatchObject({ status: 'running' })
    await feedBack(id)
    expect((await read('resident', id)).asks).toHaveLength(1)
  })

  test('nobody is taken for satisfied who says nothing: the hotline still calls', async () => {
    const { id } = await reported()
    await handled(id)
    await clock.advance(30 * 24 * 3_600_000)
    expect((await read('clerk', id)).tasks.map(({ element }) => element)).toEqual(['call_back'])
    await complete('clerk', id, { reached: false, attempts: 3 })
    const { status, variables } = await read('clerk', id)
    expect(status).toBe('completed')
    expect(variables).not.toHaveProperty('satisfied')
  })

  test('the kinds of reports say their form and the telephone, to anybody', async () => {
    const answer = await desk.as('nobody').call('report_kind.list', {})
    expect(answer.ok && answer.value.rows).toEqual([
      { pack: 'city-events', title: expect.anything(), form: 'report', phone: '12345', is_joinable: true },
      { pack: 'hotline', title: expect.anything(), form: 'report', phone: '12345', is_joinable: false },
    ])
  })

  const place = { longitude: 119.5, latitude: 29.5 }

  function nearby(as: DeskPerson, more: object = {}) {
    return desk.as(as).call('matter.nearby', { query: { ...place, ...more } as never })
  }

  async function reportedAt(as: DeskPerson, { latitude = place.latitude, description = '井盖破损' }) {
    const variables = { description, ...place, latitude, code: '01001', kind: 'component' }
    const body = { pack: 'city-events', variables, title: description } as never
    const done = await desk.as(as).call('matter.start', { body, key: aKey() })
    if (!done.ok) throw new Error(JSON.stringify(done.problem))
    return done.value
  }

  test('open reports near the place are shown first, nearest first, and nothing of the hotline', async () => {
    await start('resident', { subject: '邻居的事', ...place })
    const far = await reportedAt('resident', { latitude: 29.503, description: '路灯不亮' })
    const near = await reportedAt('resident', { latitude: 29.5005 })
    await reportedAt('resident', { latitude: 29.6 })
    const rows = async (more: object) => {
      const answer = await nearby('neighbour', more)
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
    expect(await nearby('nobody')).toMatchObject({ status: 401 })
    expect(await nearby('neighbour', { within: 100_000 })).toMatchObject({ status: 400 })
  })

  test('a neighbour joins a report once, sees how it goes and nothing of who reported it first', async () => {
    const { id, number } = await reportedAt('resident', { latitude: 29.7 })
    const read = () => desk.as('neighbour').call('matter.read', { params: { matter: id } })
    expect(await read()).toMatchObject({ status: 404 })
    const join = (as: DeskPerson) => desk.as(as).call('matter.join', { params: { matter: id }, key: aKey() })
    expect(await join('neighbour')).toMatchObject({ ok: true, value: { number } })
    expect(await join('neighbour')).toMatchObject({ ok: true })
    // Who reported it has joined already.
    expect(await join('resident')).toMatchObject({ ok: true })
    expect(await join('handler')).toMatchObject({ status: 403 })
    const near = await nearby('neighbour', { latitude: 29.7 })
    expect(near.ok && near.value.rows).toMatchObject([{ id, reporters: 2, is_own: true }])
    const page = await read()
    expect(page).toMatchObject({ ok: true, value: { status: 'open', variables: {}, masked: [], asks: [] } })
    const list = await desk.as('neighbour').call('matter.list', { query: {} })
    expect(list.ok && list.value.rows.map((row) => row.id)).toEqual([id])
    expect((await desk.as('clerk').call('matter.entries', { params: { matter: id }, query: {} })).ok).toBe(
      true,
    )
    // A complaint to the hotline is nobody else's.
    const complaint = await reported()
    const asked = { params: { matter: complaint.id }, key: aKey() }
    expect(await desk.as('neighbour').call('matter.join', asked)).toMatchObject({ status: 404 })
  })

  test('who joined is not asked in the end, and cannot answer for the reporter', async () => {
    const { id } = await reportedAt('resident', { latitude: 29.8 })
    await desk.as('neighbour').call('matter.join', { params: { matter: id }, key: aKey() })
    expect(await answer('neighbour', id, { solved: 'yes' })).toMatchObject({ ok: false })
  })
})
