import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestDatabase } from '@duibiao/testkit'
import { describeOnBoth } from '@duibiao/testkit'
import { aSheet } from './test-mark-sheet.ts'
import { codeOf, computedCode, openRaceDesk, zonesRecipe } from './test-race.ts'

/** What is handed in of the two zones. */
function projects(east: number, west: number) {
  return [
    { zone: 1, indicator: 'projects', value: east },
    { zone: 2, indicator: 'projects', value: west },
  ]
}

describeOnBoth('a race of zones', (open) => {
  let opened: TestDatabase
  let at: Awaited<ReturnType<typeof openRaceDesk>>

  beforeAll(async () => {
    opened = await open()
    at = await openRaceDesk(opened)
    await at.approve('zones', zonesRecipe)
    await at.approve('offices', { ...zonesRecipe, units: 'office' })
    await at.approve('sheet', aSheet({ units: 'area' }))
    // The formulas stand before anything is counted by them.
    await at.follow()
  }, 120_000)

  afterAll(() => at.desk.close())

  test('is refused with every fault: other recipes, stages begun or outside, areas counted twice, offices unknown', async () => {
    const faulty = {
      zones: [
        { name: '东', office: 'nowhere', areas: ['s1', 'd'], policy: '一' },
        { name: '东', office: 'parks', areas: ['moon'], policy: '二' },
      ],
      stages: [
        { name: '三月', from: '2026-03-01', to: '2026-03-31' },
        { name: '半月', from: '2026-04-01', to: '2026-04-15' },
        { name: '半月', from: '2026-04-01', to: '2026-04-10' },
      ],
    }
    const told = await at.announce(faulty)
    const codes = told.ok ? [] : (told.problem.findings ?? []).map(({ path, code }) => `${path} ${code}`)
    expect(codes).toEqual([
      '/stages/0 stage_outside',
      '/stages/0 stage_begun',
      '/stages/1 stage_not_months',
      '/stages/2 name_twice',
      '/stages/2 stage_not_months',
      '/stages/2 stage_order',
      '/zones/0/office office_unknown',
      '/zones/1/name name_twice',
      '/zones/0/areas/1 areas_overlap',
      '/zones/1/areas/0 area_unknown',
    ])
    expect(await codeOf(at.announce({ recipe: 'offices' }))).toBe('race_refused')
    expect(await codeOf(at.announce({ recipe: 'none' }))).toBe('resource_missing')
    expect(await codeOf(at.announce({}, 'stranger'))).toBe('permission_missing')
    expect(await codeOf(at.announce({}, 'leader'))).toBe('permission_missing')
    const sheet = await at.announce({ recipe: 'sheet' })
    expect(sheet).toMatchObject({ problem: { findings: [{ path: '/recipe', code: 'recipe_is_sheet' }] } })
    await at.desk.as('analyst').call('recipe.draft', { body: { recipe: 'draft', content: zonesRecipe } })
    expect(await codeOf(at.announce({ recipe: 'draft' }))).toBe('recipe_not_ready')
    // Nobody begins one beside the route that looks at all this.
    const direct = { pack: 'benchmark', procedure: 'zone-race', title: '赛马', variables: {} }
    const begun = await at.desk.as('handler').call('matter.start', { body: direct, key: at.aKey() })
    expect(begun.ok).toBe(false)
  })

  test('runs to its end: counted from entries, commented, contested, corrected with the old result kept, made known', async () => {
    const race = await at.announced()
    expect(await codeOf(at.object(race, 'stranger', { zone: 1 }))).toBe('done')
    expect((await at.read(race)).objections).toMatchObject([{ state: 'inadmissible', reason: 'not_open' }])
    await at.complete(race, 'leader/approve_race', { race_approved: true, race_opinion: '同意' })
    await at.goTo(4, 1)
    await at.order('s1', true)
    await at.order('s2', false)
    await at.complete(race, 'handler/prepare_stage', { data_note: '热线由记录计算，项目由住建部门提供' })
    expect(await at.read(race, 'handler')).toMatchObject({ allowed: ['count'], own_zones: [2], steps: [] })
    // The stage is not over, and then its numbers are not closed.
    expect(await codeOf(at.count(race, { stage: 1, values: projects(1, 5) }))).toBe('ranking_refused')
    await at.goTo(5, 1)
    expect(await codeOf(at.count(race, { stage: 1, values: projects(1, 5) }))).toBe('ranking_refused')
    await at.goTo(5, 8)
    const early = await at.count(race, { stage: 1, values: projects(1, 5) })
    expect(early.ok ? [] : early.problem.findings?.map(({ code }) => code)).toEqual(['indicator_waiting'])
    await at.follow()
    const typed = [...projects(1, 5), { zone: 1, indicator: computedCode, value: 1 }]
    const refused = await at.count(race, { stage: 1, values: typed })
    expect(refused.ok ? [] : refused.problem.findings).toMatchObject([
      { path: `/values/zone-1/${computedCode}`, code: 'value_not_asked' },
    ])
    expect(await codeOf(at.count(race, { stage: 2, values: projects(1, 5) }))).toBe('race_not_waiting')
    expect(await codeOf(at.count(race, { stage: 1, values: projects(1, 5) }, 'stranger'))).toBe(
      'permission_missing',
    )
    expect(await codeOf(at.count(race, { stage: 1, values: projects(1, 5) }))).toBe('done')
    expect(await codeOf(at.count(race, { stage: 1, values: projects(1, 5) }))).toBe('race_not_waiting')

    const first = (await at.read(race)).stages[0]
    expect(first).toMatchObject({ state: 'commenting', results: [{ no: 1, is_sound: true, changes: [] }] })
    // Whoever reads the run itself finds the zones by their names.
    const { ranking = '' } = first?.results[0] ?? {}
    const run = await at.desk.as('leader').call('ranking.read', { params: { ranking } })
    expect(run).toMatchObject({ value: { names: { 'zone-1': '东街片区', 'zone-2': '西街片区' } } })
    // One leads here, the other there: the weights decide, so both are one band. A rank is shown nowhere.
    expect(first?.results[0]?.places).toMatchObject([
      {
        zone: 1,
        band: 0,
        low: 1,
        high: 2,
        values: [{ value: 1, numerator: 1, denominator: 1 }, { value: 1 }],
      },
      {
        zone: 2,
        band: 0,
        low: 1,
        high: 2,
        values: [{ value: 0, numerator: 0, denominator: 1 }, { value: 5 }],
      },
    ])
    expect(first?.results[0]?.places[0]).not.toHaveProperty('rank')
    // Before it is open to objections the zones see nothing of it.
    expect((await at.read(race, 'stranger')).stages[0]).toMatchObject({ results: [], comments: [] })
    expect((await at.read(race, 'handler')).stages[0]?.results).toHaveLength(1)
    await at.comment(race, '东街片区')
    await at.comment(race, '西街片区')
    expect(await at.read(race, 'stranger')).toMatchObject({
      allowed: ['object'],
      own_zones: [1],
      stages: [
        {
          state: 'open',
          until: '2026-05-14',
          results: [{ no: 1 }],
          comments: [
            { zone: 1, by: '刘', strengths: '夜间经济', shortfalls: '停车', requirements: '年内建两处' },
            { zone: 2 },
          ],
        },
        { state: 'planned', results: [] },
      ],
    })

    // A zone objects for itself, by its own office, one objection at a time.
    expect(await codeOf(at.object(race, 'stranger', { zone: 2 }))).toBe('permission_missing')
    expect(await codeOf(at.object(race, 'leader', { zone: 1 }))).toBe('permission_missing')
    const key = at.aKey()
    expect(await at.object(race, 'stranger', { zone: 1, key })).toMatchObject({
      value: { no: 2, state: 'open' },
    })
    expect(await at.object(race, 'stranger', { zone: 1, key })).toMatchObject({
      value: { no: 2, state: 'open' },
    })
    expect(await at.object(race, 'stranger', { zone: 1 })).toMatchObject({
      value: { no: 3, state: 'inadmissible', reason: 'repeated' },
    })
    await at.goTo(5, 18)
    expect(await at.read(race)).toMatchObject({
      allowed: [],
      steps: [{ element: 'review_objection' }],
      stages: [{ state: 'reviewing' }, { state: 'planned' }],
    })
    const answer = { objection_result: 'upheld', objection_answer: '核实漏报八个项目' }
    await at.complete(race, 'supervisor/review_objection', answer)
    expect((await at.read(race, 'handler')).allowed).toEqual(['correct'])
    const change = { zone: 1, indicator: 'projects', value: 9 }
    const correction = { stage: 1, reason: '补计八个漏报项目', changes: [change] }
    function correct(given: object) {
      const sent = { ...correction, ...given }
      return at.desk.as('handler').call('race.correct', { params: { race }, body: sent, key: at.aKey() })
    }
    expect(await codeOf(correct({ changes: [{ ...change, zone: 3 }] }))).toBe('ranking_refused')
    expect(await codeOf(correct({ changes: [{ zone: 1, indicator: computedCode, value: 0.5 }] }))).toBe(
      'ranking_refused',
    )
    expect(await codeOf(correct({}))).toBe('done')

    const corrected = await at.read(race, 'stranger')
    expect(corrected.objections[1]).toMatchObject({ no: 2, state: 'upheld', answer: '核实漏报八个项目' })
    // Open to objections again, since others may have moved; the old result stands beside the new one.
    expect(corrected.stages[0]).toMatchObject({
      state: 'open',
      results: [
        { no: 1, is_sound: true, places: [{ band: 0 }, { band: 0 }] },
        {
          no: 2,
          is_sound: true,
          reason: '补计八个漏报项目',
          objection: 2,
          changes: [{ zone: 1, indicator: 'projects', from: 1, to: 9 }],
          places: [
            { zone: 1, band: 0, low: 1, high: 1 },
            { zone: 2, band: 1, low: 2, high: 2 },
          ],
        },
      ],
    })
    expect(corrected.standings).toEqual([
      {
        zone: 1,
        missing: [],
        stages: [{ stage: 1, band: 0, corrected: { reason: '补计八个漏报项目', band_before: 0 } }],
      },
      {
        zone: 2,
        missing: [],
        stages: [{ stage: 1, band: 1, corrected: { reason: '补计八个漏报项目', band_before: 0 } }],
      },
    ])
    await at.goTo(5, 27)
    expect((await at.read(race)).steps).toMatchObject([{ element: 'make_known' }])
    await at.complete(race, 'leader/make_known', { known_note: '公布四月结果' })

    // The whole period, under the same recipe; nobody objects.
    await at.goTo(7, 8)
    await at.follow()
    await at.complete(race, 'handler/prepare_stage', { data_note: '全期' })
    expect(await codeOf(at.count(race, { stage: 2, values: projects(9, 5) }))).toBe('done')
    await at.comment(race, '东街片区')
    await at.comment(race, '西街片区')
    await at.goTo(7, 16)
    await at.complete(race, 'leader/make_known', { known_note: '公布全期结果' })
    expect(await at.read(race)).toMatchObject({
      status: 'completed',
      stages: [{ state: 'known' }, { state: 'known', results: [{ is_sound: true }] }],
      steps: [],
      allowed: [],
    })
    expect(await codeOf(at.object(race, 'stranger', { zone: 1 }))).toBe('race_not_waiting')
    const listed = await at.desk.as('auditor').call('race.list', { query: {} })
    expect(listed).toMatchObject({ ok: true, value: { rows: [{ id: race, status: 'completed' }] } })
  }, 120_000)

  test('a result that is not what was computed is not shown', async () => {
    const [row] = await opened.database.query<{ readonly id: string }>(
      `select matter_id as id from matter_listing where process = 'zone-race' order by matter_id limit 1`,
    )
    const race = row?.id ?? ''
    const before = (await at.read(race)).stages[0]
    const other = before?.results[1]
    // As somebody who may write into the matter would have it: another run under the digests of this one.
    await opened.database.execute(
      `update matter_data set data = replace(data, $1, $2) where matter_id = $3::uuid`,
      [before?.results[0]?.ranking ?? '', other?.ranking ?? '', race],
    )
    const stage = (await at.read(race)).stages[0]
    expect(stage?.results).toMatchObject([{ is_sound: false, places: [], bands: [] }, { is_sound: true }])
  })
})
