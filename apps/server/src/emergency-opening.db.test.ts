import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeOnBoth, makeFixedClock, sampleMorning } from '@duibiao/testkit'
import { dispatchTo, openSuggestionDesk } from './test-suggestion.ts'
import type { SuggestionDesk } from './test-suggestion.ts'

describeOnBoth('emergencies', (open) => {
  let desk: SuggestionDesk
  const clock = makeFixedClock(sampleMorning)

  beforeAll(async () => {
    desk = await openSuggestionDesk((await open()).database, clock)
  }, 120_000)

  afterAll(() => desk.close())

  test('a resident with danger in the words is told whom to call, and the dispatchers at once', async () => {
    const { id, dangers } = await desk.start(
      { subject: '煤气泄漏', body: '楼道里很重的煤气味' },
      { by: 'resident' },
    )
    expect(dangers).toMatchObject([{ danger: 'gas', line: '119、燃气抢修' }])
    expect((await desk.page(id)).variables).toMatchObject({ urgency: 'urgent' })
    const waiting = await desk.as('clerk').call('emergency.list', {})
    expect(waiting.ok && waiting.value.rows.find(({ matter }) => matter === id)).toMatchObject({
      pack: 'hotline',
      dangers: [{ danger: 'gas', name: { en: 'Gas leak or poisoning' } }],
    })
    const told = await desk.as('clerk').call('notification.list', { query: {} })
    const sentences = told.ok ? told.value.rows.filter(({ matter }) => matter === id) : []
    expect(sentences.map(({ sentence }) => sentence.en)).toEqual([
      expect.stringMatching(/danger to life or safety/),
    ])
    expect(await desk.as('resident').call('emergency.list', {})).toMatchObject({ ok: false })
  })

  test('an emergency is one until somebody decides: sent on its way, or found to be none', async () => {
    const [real, none] = [
      await desk.start({ subject: '有人溺水' }),
      await desk.start({ subject: '有人溺水了吗' }),
    ]
    const { route } = (await desk.suggestionOf(real.id)).emergency
    expect(route).toEqual({ task: 'accept', answers: { emergency: true, urgency: 'urgent' } })
    expect(await desk.accept(real.id, { ...route?.answers })).toMatchObject({ ok: true })
    expect(await desk.accept(none.id, dispatchTo('water', '水压与停水'))).toMatchObject({ ok: true })
    expect((await desk.page(real.id)).status).toBe('completed')
    const waiting = await desk.as('clerk').call('emergency.list', {})
    const ids = waiting.ok ? waiting.value.rows.map(({ matter }) => matter) : []
    expect(ids).not.toContain(real.id)
    expect(ids).not.toContain(none.id)
    const rows = await desk.tenant.database.query<{
      readonly matter_id: string
      readonly is_confirmed: boolean
    }>('select matter_id, is_confirmed from emergency_finding where settled_at is not null', [])
    const confirmed = new Map(rows.map((row) => [row.matter_id, row.is_confirmed]))
    expect([confirmed.get(real.id), confirmed.get(none.id)]).toEqual([true, false])
  })

  test('a matter that is not opened, or opened twice under one key, leaves one finding at most', async () => {
    async function findings(): Promise<number> {
      const statement = 'select matter_id from emergency_finding'
      return (await desk.tenant.database.query(statement, [])).length
    }
    const before = await findings()
    const refused = await desk.as('clerk').call('matter.start', {
      body: { pack: 'hotline', procedure: 'none', variables: { subject: '着火了' } },
      key: desk.key(),
    })
    expect(refused).toMatchObject({ ok: false })
    expect(await findings()).toBe(before)
    const again = desk.key()
    const body = { pack: 'hotline', variables: { subject: '着火了' } }
    const [one, two] = [
      await desk.as('clerk').call('matter.start', { body, key: again }),
      await desk.as('clerk').call('matter.start', { body, key: again }),
    ]
    expect(one.ok && two.ok && one.value.id === two.value.id).toBe(true)
    expect(await findings()).toBe(before + 1)
  })

  test('a case of the city is marked and filed the way of emergencies', async () => {
    const { id } = await desk.start({ description: '人行道路面塌陷', kind: 'event' }, { pack: 'city-events' })
    expect((await desk.page(id)).variables).toMatchObject({ emergency: true })
    expect((await desk.suggestionOf(id)).emergency).toMatchObject({
      dangers: [{ danger: 'collapse' }],
      route: { task: 'register', answers: { register_action: 'file', emergency: true } },
    })
  })
})
