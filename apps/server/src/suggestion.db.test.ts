import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { tallyCorrections, tallySuggestions } from '@duibiao/store'
import { describeOnBoth, makeFixedClock, readShippedPack, sampleMorning } from '@duibiao/testkit'
import type { PackChange } from '@duibiao/testkit'
import { newPackOf } from './district-pack.ts'
import { dispatchTo, lampDemand, openSuggestionDesk, sampleDistrict } from './test-suggestion.ts'
import type { SuggestionDesk } from './test-suggestion.ts'

describeOnBoth('suggestions', (open) => {
  let desk: SuggestionDesk
  const clock = makeFixedClock(sampleMorning)

  beforeAll(async () => {
    desk = await openSuggestionDesk((await open()).database, clock)
  }, 120_000)

  afterAll(() => desk.close())

  test('without a model nothing is suggested, and danger is found all the same', async () => {
    const { id } = await desk.start({ subject: '楼道着火了' })
    const found = await desk.suggestionOf(id)
    expect(found).toMatchObject({ is_sure: false, categories: [], doubts: [{ kind: 'no_model' }] })
    expect(found.model).toBeUndefined()
    expect(found.emergency.dangers).toMatchObject([{ danger: 'fire', line: '119' }])
  })

  test('a category comes with its probability, its words and the version of the model', async () => {
    const version = await desk.useModel()
    const { id } = await desk.start(lampDemand)
    const found = await desk.suggestionOf(id)
    expect(found).toMatchObject({ model: version, is_sure: true, doubts: [] })
    expect(found.categories[0]).toMatchObject({ category: '路灯不亮', name: '路灯不亮' })
    expect(found.categories[0]?.probability).toBeGreaterThan(0.9)
    expect(found.categories.length).toBe(3)
    expect(found.pieces.length).toBeGreaterThan(0)
    for (const { field, from, to, text } of found.pieces) {
      const written = field === 'subject' ? lampDemand.subject : lampDemand.body
      expect(written.slice(from, to).trim()).toBe(text)
    }
  })

  test('before the matter is opened the answer is the same, and nothing is kept', async () => {
    const before = await tallySuggestions(desk.tenant.database, sampleDistrict, {
      pack: 'hotline',
      since: instantOf(0),
    })
    const asked = await desk
      .as('clerk')
      .call('suggestion.ask', { body: { pack: 'hotline', variables: lampDemand } })
    expect(asked).toMatchObject({
      ok: true,
      value: { is_sure: true, categories: [{ category: '路灯不亮' }, {}, {}] },
    })
    const after = await tallySuggestions(desk.tenant.database, sampleDistrict, {
      pack: 'hotline',
      since: instantOf(0),
    })
    expect(after).toEqual(before)
    const none = await desk
      .as('clerk')
      .call('suggestion.ask', { body: { pack: 'none', variables: lampDemand } })
    expect(none).toMatchObject({ ok: false, problem: { code: 'pack_not_installed' } })
  })

  test('an office follows from the duty list, else from where the category is open', async () => {
    const listed = await desk.start({ ...lampDemand, category: 'A1', grid: '990101001' })
    // The street of the place only assists with A1: the department of the row leads.
    expect((await desk.suggestionOf(listed.id)).office).toEqual({
      office: 'GOV',
      name: '区政府',
      ground: 'lead',
      row: 'D1',
    })
    const first = await desk.start(lampDemand)
    expect((await desk.suggestionOf(first.id)).office).toBeUndefined()
    expect(await desk.accept(first.id, dispatchTo('lamps', '路灯不亮'))).toMatchObject({ ok: true })
    // Counts are kept for a minute.
    clock.jumpTo(instantOf(clock.now() + 61_000))
    const second = await desk.start(lampDemand)
    expect((await desk.suggestionOf(second.id)).office).toMatchObject({
      office: 'lamps',
      ground: 'alike',
      open: 1,
    })
  })

  test('what a person chose is kept once, with what was suggested then', async () => {
    const since = clock.now()
    const version = (await desk.suggestionOf((await desk.start(lampDemand)).id)).model
    const taken = await desk.start(lampDemand)
    const corrected = await desk.start(lampDemand)
    await desk.accept(taken.id, dispatchTo('lamps', '路灯不亮'))
    await desk.accept(corrected.id, dispatchTo('water', '水压与停水'))
    const wish = { pack: 'hotline', since }
    expect(await tallySuggestions(desk.tenant.database, sampleDistrict, wish)).toEqual([
      {
        model: version,
        categories: 2,
        acceptedCategories: 1,
        sure: 2,
        acceptedSure: 1,
        offices: 2,
        acceptedOffices: 1,
      },
    ])
    expect(await tallyCorrections(desk.tenant.database, sampleDistrict, { ...wish, of: 'category' })).toEqual(
      [
        { suggested: '路灯不亮', chosen: '水压与停水', count: 1 },
        { suggested: '路灯不亮', chosen: '路灯不亮', count: 1 },
      ],
    )
    expect(await tallyCorrections(desk.tenant.database, sampleDistrict, { ...wish, of: 'office' })).toEqual([
      { suggested: 'lamps', chosen: 'lamps', count: 1 },
      { suggested: 'lamps', chosen: 'water', count: 1 },
    ])
  })

  test('who neither dispatches nor takes in sees no suggestion', async () => {
    const { id } = await desk.start(lampDemand)
    for (const name of ['resident', 'supervisor', 'analyst', 'stranger'] as const) {
      const found = await desk.as(name).call('suggestion.read', { params: { matter: id } })
      expect(found, name).toMatchObject({ ok: false })
    }
    const asked = await desk
      .as('resident')
      .call('suggestion.ask', { body: { pack: 'hotline', variables: lampDemand } })
    expect(asked).toMatchObject({ ok: false, problem: { code: 'permission_missing' } })
  })

  test.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['nothing', {}, 'nothing_known'],
    ['an empty text', { subject: '', body: '' }, 'nothing_known'],
    ['blanks and what cannot be seen', { subject: ' \u200B\u2060 ', body: '\n\t' }, 'nothing_known'],
    ['only emoji', { subject: '🔥🔥🔥', body: '😀' }, 'nothing_known'],
    ['no text at all', { subject: 17, body: ['路灯'] }, 'nothing_known'],
    ['one character', { subject: '灯' }, 'close'],
    ['mixed scripts', { subject: 'Hello καλημέρα السلام', body: 'zzz' }, 'close'],
  ])('%s has a doubt and is never sure', async (_, variables, kind) => {
    const asked = await desk.as('clerk').call('suggestion.ask', { body: { pack: 'hotline', variables } })
    if (!asked.ok) throw new Error(asked.problem.detail)
    expect(asked.value.is_sure).toBe(false)
    const kinds = asked.value.doubts.map((doubt) => doubt.kind)
    expect(kinds.some((one) => one === kind || one === 'nothing_known')).toBe(true)
    if (kinds.includes('nothing_known')) expect(asked.value.categories).toEqual([])
  })

  test('a hundred thousand characters are answered like their beginning, in traditional characters too', async () => {
    const body = `${lampDemand.body}${'路灯不亮。'.repeat(20_000)}`
    const long = await desk
      .as('clerk')
      .call('suggestion.ask', { body: { pack: 'hotline', variables: { ...lampDemand, body } } })
    expect(long).toMatchObject({ ok: true, value: { categories: [{ category: '路灯不亮' }, {}, {}] } })
    const other = { subject: '東街1號路燈不亮', body: '東街1號這裡晚上沒有照明，請處理' }
    const asked = await desk
      .as('clerk')
      .call('suggestion.ask', { body: { pack: 'hotline', variables: other } })
    expect(asked).toMatchObject({
      ok: true,
      value: { is_sure: true, categories: [{ category: '路灯不亮' }, {}, {}] },
    })
  })

  test('a category that is no more while the model knows it is told, and others are given', async () => {
    const without: PackChange = (text) =>
      text
        .split('\n')
        .filter((line) => !line.includes(',路灯不亮,'))
        .join('\n')
    const pack = readShippedPack('hotline', { 'codes/category.csv': without })
    await desk.tenant.library.installPacks([newPackOf(pack)], { at: clock.now(), by: 'ding' })
    const { id } = await desk.start(lampDemand)
    const found = await desk.suggestionOf(id)
    expect(found.is_sure).toBe(false)
    expect(found.doubts).toContainEqual({ kind: 'category_removed', category: '路灯不亮' })
    expect(found.categories.map(({ category }) => category)).not.toContain('路灯不亮')
  })
})
