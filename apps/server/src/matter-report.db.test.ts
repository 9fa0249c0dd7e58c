import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import { openReportDesk } from './test-report.ts'
import type { ReportDesk } from './test-report.ts'

describeOnBoth('what a resident reports', (open) => {
  let at: ReportDesk
  const clock = makeFixedClock()

  beforeAll(async () => {
    at = await openReportDesk((await open()).database, clock)
  }, 120_000)

  afterAll(() => at.close())

  test('is one request after the uploads, and answered by number, code, due date and why', async () => {
    const [one, other] = [await at.uploaded('resident'), await at.uploaded('clerk')]
    const fields = { subject: '井盖破损', photos: [one], longitude: 119.5, latitude: 29.5 }
    const done = await at.start('resident', fields)
    if (!done.ok) throw new Error(JSON.stringify(done.problem))
    expect(done.value).toMatchObject({
      number: expect.stringMatching(/^JB-/),
      follow_code: expect.stringMatching(/^.{5}-.{5}$/),
      due_at: expect.any(String),
      is_provisional: false,
      explanation: expect.arrayContaining([expect.any(String)]),
    })
    const files = await at.desk.as('resident').call('evidence.list', { params: { matter: done.value.id } })
    expect(files.ok && files.value.rows).toMatchObject([{ id: one, seq: 1 }])
    expect((await at.read('resident', done.value.id)).title).toBe('井盖破损')
    // What somebody else uploaded is nobody's evidence but theirs.
    const foreign = await at.start('resident', { subject: '井盖破损', photos: [other] })
    expect(foreign).toMatchObject({ ok: false, problem: { code: 'evidence_unknown' } })
    const beside = await at.start(
      'resident',
      { subject: '井盖破损' },
      { evidence: [await at.uploaded('resident')] },
    )
    expect(beside).toMatchObject({ ok: true })
  })

  test('is what the form for residents asks for, and no step of the offices', async () => {
    for (const variables of [{}, { subject: '' }, { subject: '路灯不亮', unit: 'water' }, { subject: 7 }]) {
      expect(await at.start('resident', variables)).toMatchObject({
        status: 422,
        problem: { code: 'form_refused' },
      })
    }
  })

  test('they confirm and rate in the end, with the account', async () => {
    const { id } = await at.reported()
    expect((await at.read('resident', id)).asks).toEqual([])
    expect(await at.answer('resident', id, { solved: 'yes' })).toMatchObject({ ok: false })
    await at.handled(id)
    expect((await at.read('resident', id)).asks).toMatchObject([
      { message: 'reporter_answered', form: 'answer' },
    ])
    // The offices are not asked in the name of the resident, and another resident is not either.
    expect((await at.read('handler', id)).asks.map(({ message }) => message)).not.toContain(
      'reporter_answered',
    )
    expect(await at.answer('handler', id, { solved: 'yes' })).toMatchObject({ ok: false })
    const wrong = await at.answer('resident', id, { solved: 'yes', unit: 'parks' })
    expect(wrong).toMatchObject({ ok: false, problem: { code: 'form_refused' } })
    expect(await at.answer('resident', id, { solved: 'yes', rating: 'very_satisfied' })).toMatchObject({
      ok: true,
    })
    expect((await at.read('resident', id)).status).toBe('completed')
    const { variables } = await at.read('clerk', id)
    expect(variables).toMatchObject({ solved: 'yes', rating: 'very_satisfied', answered_by: 'reporter' })
  })

  test('they say with number and code that it is not solved: it is done again, and counts as rework', async () => {
    const { id, number, follow_code: code = '' } = await at.reported()
    await at.handled(id)
    const shown = { number, code }
    const page = await at.desk.as('nobody').call('matter.follow', { body: shown })
    const [ask, ...others] = page.ok ? page.value.asks : []
    expect({ ask, others }).toMatchObject({ ask: { name: 'reporter_answered', form: 'answer' }, others: [] })
    // Whoever has the code has the form as well, but no files to give.
    expect(ask?.definition?.fields.map(({ name }) => name)).toEqual(['solved', 'rating', 'answer_note'])
    expect(ask?.definition?.texts).toMatchObject({ 'form.answer.solved.no': expect.any(String) })
    const body = { ...shown, name: 'reporter_answered', variables: { solved: 'no', rating: 'dissatisfied' } }
    const photos = { ...body, variables: { solved: 'no', answer_photos: [await at.uploaded('resident')] } }
    expect(
      await at.desk.as('nobody').call('matter.follow_act', { body: photos, key: at.aKey() }),
    ).toMatchObject({
      ok: false,
      problem: { code: 'evidence_unattached' },
    })
    const done = await at.desk.as('nobody').call('matter.follow_act', { body, key: at.aKey() })
    expect(done).toMatchObject({ ok: true })
    const { variables, status, tasks } = await at.read('handler', id)
    expect({ status, rework: variables['rework_count'] }).toEqual({ status: 'open', rework: 1 })
    expect(tasks.map(({ element }) => element)).toEqual(['handle'])
    const clocks = await at.desk.as('clerk').call('matter.clocks', { params: { matter: id } })
    const rework = clocks.ok ? clocks.value.rows.find(({ key }) => key === 'rework') : undefined
    expect(rework).toMatchObject({ status: 'running' })
    await at.feedBack(id)
    expect((await at.read('resident', id)).asks).toHaveLength(1)
  })

  test('nobody is taken for satisfied who says nothing: the hotline still calls', async () => {
    const { id } = await at.reported()
    await at.handled(id)
    await clock.advance(30 * 24 * 3_600_000)
    expect((await at.read('clerk', id)).tasks.map(({ element }) => element)).toEqual(['call_back'])
    await at.complete('clerk', id, { reached: false, attempts: 3 })
    const { status, variables } = await at.read('clerk', id)
    expect(status).toBe('completed')
    expect(variables).not.toHaveProperty('satisfied')
  })
})
