import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeOnBoth } from '@duibiao/testkit'
import { openSearchDesk } from './test-search.ts'
import type { SearchDesk } from './test-search.ts'

describeOnBoth('a search for anything at all', (open) => {
  let held: SearchDesk
  const search: SearchDesk['search'] = (...given) => held.search(...given)
  const names: SearchDesk['names'] = (...given) => held.names(...given)
  const begin: SearchDesk['begin'] = (...given) => held.begin(...given)

  beforeAll(async () => {
    held = await openSearchDesk((await open()).database)
    await held.begin({ subject: '锅炉房漏水', body: '地下室进水' })
  }, 120_000)

  afterAll(() => held.close())

  test.each([
    ['', 'nothing_to_find'],
    ['   ', 'nothing_to_find'],
    ['😀🎉', 'nothing_to_find'],
    ['\u200b\u2060', 'nothing_to_find'],
    ["'; -- & | !() <-> :*", 'nothing_to_find'],
    ['k', 'one_character'],
  ])('of %j it says why nothing was looked for', async (text, note) => {
    expect(await search('clerk', text)).toMatchObject({ rows: [], note, has_more: false })
  })

  test.each([
    ['漏', ['锅炉房漏水']],
    ['锅\u200b炉\u200d房', ['锅炉房漏水']],
    ['鍋爐房', ['锅炉房漏水']],
    ['锅卢房漏水', ['锅炉房漏水']],
    ["锅炉房' or 1=1; drop table matter; --", []],
    ['锅炉房 & !漏水', ['锅炉房漏水']],
    ['锅炉房:* <-> 漏水', ['锅炉房漏水']],
    ['{1,2}', []],
    ['\\', []],
    ['null', []],
  ])('of %j it finds what the words say and nothing else', async (text, expected) => {
    expect((await search('clerk', text, { kind: 'matter' })).rows.map(({ name }) => name)).toEqual(expected)
  })

  test('a query of more than two hundred characters is refused in words', async () => {
    const answer = await held.desk.as('clerk').call('search.find', { query: { text: '水'.repeat(201) } })
    expect(answer).toMatchObject({ ok: false, status: 400 })
    const long = await held.desk.as('clerk').call('search.find', { query: { text: '水'.repeat(200) } })
    expect(long).toMatchObject({ ok: true })
  })

  test('a hundred thousand characters are searched in their first part only, and found', async () => {
    await begin({ subject: '长信', body: `琥珀色${'水管'.repeat(900)}` })
    expect(await names('handler', '琥珀色')).toEqual(['长信'])
  })

  test('of many that match the newest hundred are found, and the count says that there may be more', async () => {
    const { tenant } = held.desk
    for (let n = 0; n < 110; n += 10) {
      await held.clock.advance(1000)
      await Promise.all(
        Array.from({ length: 10 }, (_, at) =>
          tenant.engine.start({
            procedure: 'hotline',
            title: `孔雀 ${n + at}`,
            variables: { subject: '孔雀' },
            key: `many-${n + at}`,
            actor: { system: 'test' },
          }),
        ),
      )
    }
    await held.read()
    const found = await search('clerk', '孔雀', { kind: 'matter' })
    expect(found.counts.find(({ kind }) => kind === 'matter')).toEqual({
      kind: 'matter',
      count: 100,
      is_at_least: true,
    })
    expect(found.has_more).toBe(true)
    const pages = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((page) => search('clerk', '孔雀', { kind: 'matter', page })),
    )
    expect(pages.map(({ rows, has_more: more }) => [rows.length, more])).toEqual([
      [20, true],
      [20, true],
      [20, true],
      [20, true],
      [20, false],
      [0, false],
    ])
    const all = pages.flatMap(({ rows }) => rows.map(({ name }) => name))
    expect(new Set(all).size).toBe(100)
    expect(all.filter((name) => /^孔雀 \d$/.test(name))).toEqual([])
    expect(await names('handler', '孔雀')).toEqual([])
  })
})
