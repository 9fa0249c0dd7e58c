import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeOnBoth } from '@duibiao/testkit'
import { openSearchDesk } from './test-search.ts'
import type { Found, SearchDesk } from './test-search.ts'

describeOnBoth('one-net search', (open) => {
  let held: SearchDesk
  const search: SearchDesk['search'] = (...given) => held.search(...given)
  const names: SearchDesk['names'] = (...given) => held.names(...given)
  const begin: SearchDesk['begin'] = (...given) => held.begin(...given)

  beforeAll(async () => {
    held = await openSearchDesk((await open()).database)
  }, 120_000)

  afterAll(() => held.close())

  function countOf({ counts }: Found, kind: string): number | undefined {
    return counts.find((one) => one.kind === kind)?.count
  }

  test('everybody finds what the lists show them, and counts tell no more [V8.2.1] [V8.2.2]', async () => {
    await begin({ subject: '锅炉房漏水', body: '地下室进水' })
    const seen = await Promise.all(
      (
        [
          'clerk',
          'handler',
          'resident',
          'leader',
          'stranger',
          'neighbour',
          'auditor',
          'administrator',
        ] as const
      ).map(async (name) => [name, countOf(await search(name, '锅炉房'), 'matter')] as const),
    )
    expect(Object.fromEntries(seen)).toEqual({
      clerk: 1,
      handler: 1,
      resident: 1,
      leader: 1,
      stranger: 0,
      neighbour: 0,
      auditor: 0,
      administrator: 0,
    })
    expect((await search('stranger', '锅炉房')).rows).toEqual([])
    expect(await held.desk.as('nobody').call('search.find', { query: { text: '锅炉房' } })).toMatchObject({
      status: 401,
    })
  })

  test('words that are masked for somebody are nothing they can search by [V8.2.3]', async () => {
    await begin({ subject: '小区管道', body: '紫砂壶形状的裂缝一直渗水' })
    expect(await names('handler', '紫砂壶')).toEqual(['小区管道'])
    expect(await names('clerk', 'zishahu')).toEqual([])
    const blind = ['leader', 'supervisor', 'analyst', 'resident', 'both'] as const
    const seen = await Promise.all(blind.map((name) => names(name, '紫砂壶')))
    expect(seen).toEqual([[], [], [], [], []])
    const [row] = (await search('leader', '小区管道')).rows
    expect(JSON.stringify(row)).not.toContain('紫砂壶')
  })

  test('a second role gives words only where it reaches [V8.2.3]', async () => {
    // An analyst of the district and a handler of the parks: sensitive words of parks alone.
    await begin({ subject: '公园长椅', body: '青铜色的螺栓松了' }, 'parks')
    expect(await names('both', '青铜色')).toEqual(['公园长椅'])
    expect(await names('both', '小区管道')).toEqual(['小区管道'])
    expect(await names('both', '紫砂壶')).toEqual([])
  })

  test('nobody finds a telephone number or a name of a reporter by trying [V8.2.3]', async () => {
    await begin({
      subject: '水表走得快',
      body: '空转',
      reporter_name: '欧阳若水',
      reporter_phone: '13912345678',
    })
    const tried = [
      '13912345678',
      '1391234',
      '5678',
      '欧阳若水',
      'ouyangruoshui',
      'oyrs',
      '13800000001',
      '138000',
    ]
    for (const name of ['clerk', 'handler', 'leader', 'resident', 'auditor', 'administrator'] as const) {
      for (const text of tried) expect([name, text, await names(name, text)]).toEqual([name, text, []])
    }
  })

  test('of a matter whose reporter asked for secrecy their words are nothing to search by [V8.2.3]', async () => {
    await begin({ subject: '举报偷排', body: '厂房后面的玛瑙色污水', keep_secret: true })
    expect(await names('handler', '偷排')).toEqual(['举报偷排'])
    expect(await names('handler', '玛瑙色')).toEqual([])
    expect(await names('clerk', '玛瑙色')).toEqual([])
  })

  test('people are found by who may look them up, offices and items by everybody', async () => {
    expect(await names('clerk', '吴德才')).toEqual(['吴德才'])
    expect(await names('auditor', 'wudecai')).toEqual(['吴德才'])
    expect(await names('resident', '吴德才')).toEqual([])
    expect(await names('resident', 'swj')).toEqual(['明湖区水务局'])
    expect(await names('resident', '接诉即办')).toEqual([])
    expect(await names('auditor', '接诉即办')).toContain('12345 接诉即办')
  })

  test('says why: which field, by which way, with the piece that matches', async () => {
    const [row] = (await search('handler', '地下室')).rows
    expect(row).toMatchObject({
      kind: 'matter',
      name: '锅炉房漏水',
      status: 'open',
      why: [{ field: 'body', way: 'text', text: '地下室进水', marks: [{ from: 0, to: 3 }] }],
    })
    expect(row?.why[0]?.label).not.toBe('')
    const [heard] = (await search('handler', 'guolufang')).rows
    expect(heard?.why[0]).toMatchObject({ field: 'title', way: 'pinyin', marks: [{ from: 0, to: 3 }] })
  })

  test('is found by its number, whole or in part, also before the search has read it', async () => {
    const matter = await begin({ subject: '雨水箅子堵了', body: '请清' })
    const page = await held.desk.as('clerk').call('matter.read', { params: { matter } })
    const number = page.ok ? page.value.number : ''
    for (const typed of [number, number.toLowerCase(), number.replaceAll('-', ''), number.slice(-6)]) {
      expect((await search('clerk', typed)).rows[0]).toMatchObject({ number, kind: 'matter' })
    }
    await held.clock.advance(1000)
    const late = await held.desk.as('resident').call('matter.start', {
      body: { pack: 'hotline', title: '刚刚', variables: { subject: '刚刚' } },
      key: 'late-search',
    })
    const lateNumber = late.ok ? late.value.number : ''
    expect((await search('clerk', lateNumber)).rows[0]).toMatchObject({ number: lateNumber })
    expect((await search('stranger', lateNumber)).rows).toEqual([])
    await held.read()
  })

  test('is narrowed by kind, office, state and day', async () => {
    expect(await names('clerk', '公园长椅', { office: 'parks' })).toEqual(['公园长椅'])
    expect(await names('clerk', '公园长椅', { office: 'water' })).toEqual([])
    expect(await names('clerk', '公园长椅', { status: 'open' })).toEqual(['公园长椅'])
    expect(await names('clerk', '公园长椅', { status: 'completed' })).toEqual([])
    expect(await names('clerk', '公园长椅', { kind: 'office' })).toEqual([])
    expect(
      await names('clerk', '公园长椅', { opened_from: '2026-03-02', opened_until: '2026-03-02' }),
    ).toEqual(['公园长椅'])
    expect(await names('clerk', '公园长椅', { opened_from: '2026-02-01' })).toEqual(['公园长椅'])
    expect(await names('clerk', '公园长椅', { opened_from: '2026-03-03' })).toEqual([])
    expect(await names('clerk', '公园长椅', { opened_until: '2026-03-01' })).toEqual([])
    expect(await names('clerk', '水务', { status: 'open' })).not.toContain('明湖区水务局')
  })
})
