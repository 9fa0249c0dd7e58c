import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { writeXlsx } from '@duibiao/sheet'
import { expect, test } from 'vitest'
import { countyRecipe, countyRows, countyTable, openMeasureFolder } from './test-measure.ts'

const { folder, run, json, put, read } = openMeasureFolder()
const recipe = put('recipe.yaml', countyRecipe)
const table = put('table.csv', countyTable)
const rows = countyRows

test('compute: stages, scores of nodes, and who is set apart; CSV, XLSX and JSON give the same', async () => {
  const { code, out, err } = await run('compute', recipe, table)
  expect([code, err]).toEqual([0, ''])
  expect(out).toContain('第 4 步 aggregate：4 个单位，6 列')
  expect(out).toContain('05 戊区：第 1 步因数据不足单独列出')
  const told = await json('compute', recipe, table)
  expect(told).toMatchObject({
    recipe: { code: 'county-2026', version: 1 },
    apart: [{ unit: '05', name: '戊区', step: 1, reason: 'few_values' }],
    findings: [],
  })
  expect(told['weights']).toContainEqual({ code: 'gdp', weight: 1 / 3 })
  // 甲: gdp (10 − 5) / 7.5, debt (80 − 50) / 70, beds (400 − 300) / 200.
  const expected = ((2 / 3 + 3 / 7) / 2) * 2 + 0.5
  expect(told['ranking']).toContainEqual(
    expect.objectContaining({ unit: '01', score: expect.closeTo((expected / 3) * 100, 9), rank: 2 }),
  )
  const [head = [], ...body] = rows
  const bytes = await writeXlsx({ name: '表', columns: head.map((header) => ({ header })), rows: body })
  writeFileSync(path.join(folder, 'table.xlsx'), bytes)
  put('table.json', JSON.stringify(rows))
  expect(await json('compute', recipe, 'table.xlsx')).toEqual(told)
  expect(await json('compute', recipe, 'table.json', '--sheet', 'x')).toEqual(told)
})

test('compute writes the table of a step, and of the scores', async () => {
  expect((await run('compute', recipe, table, '--stage', '2', '--out', 'out.csv')).code).toBe(0)
  expect(read('out.csv').split('\r\n')[1]).toBe('01,甲区,10,50,400')
  expect((await run('compute', recipe, table, '--stage', '9')).err).toContain(
    'step_missing: 评价方案没有第 9 步',
  )
})

test('a long table with groups and denominators in another file gives the same scores', async () => {
  const long = countyRecipe
    .replace('  unit: 代码\n', '  unit: unit\n  indicator: indicator\n  value: value\n  year: year\n')
    .replace(/column: (地区生产总值|债务率|床位), /g, '')
  put('long.yaml', long)
  const codes = ['gdp', 'debt', 'beds']
  const lines = rows
    .slice(1)
    .flatMap(([unit = '', , , , , ...values]) =>
      values.map((value, place) => [unit, codes[place], '2020', `"${value}"`].join(',')),
    )
  const values = put('long.csv', `unit,indicator,year,value\n${lines.join('\n')}\n01,gdp,2019,7\n`)
  put(
    'units.csv',
    rows
      .map(([unit = '', ...rest]) =>
        [unit === '代码' ? 'unit' : unit, ...rest].join(',').replace('1,000', ''),
      )
      .join('\n'),
  )
  const given = ['compute', 'long.yaml', values, '--units', 'units.csv']
  expect((await json(...given, '--year', '2020'))['ranking']).toEqual(
    (await json('compute', recipe, table))['ranking'],
  )
  const { code, err } = await run(...given)
  expect([code, err]).toEqual([1, 'long.csv:1:3 year_needed 表中有几个年份（2019, 2020），请用 --year 选定'])
})

test('rank: intervals of ranks from a seed, the same for the same seed, and changes under another recipe', async () => {
  const other = put(
    'other.yaml',
    countyRecipe.replace('wealth: { parent: index, weight: 2 }', 'wealth: { parent: index, weight: 0 }'),
  )
  const given = ['rank', recipe, table, '--compare', other, '--seed', '7']
  const told = await json(...given)
  expect(told).toMatchObject({
    spread: { seed: 7, runs: 200, refused: 0, uncertainties: [{ kind: 'weights', share: 0.25 }] },
    compared: { code: 'county-2026' },
  })
  expect(told['ranking']).toMatchObject([
    { unit: '04', rank: 1, tied: 0, low: 1, high: 1, above_next: 1 },
    { unit: '01', rank: 2 },
    { unit: '02', rank: 3 },
    { unit: '03', rank: 4, above_next: null },
  ])
  // Of beds alone 丙区 knows nothing.
  expect(told['changes']).toContainEqual({ unit: '03', before: 4, after: null, change: null })
  expect(await json(...given)).toEqual(told)
  const { out } = await run(...given)
  expect(out).toMatch(/位次 +并列 +代码 +名称 +得分/)
  expect(out).toContain('方案没有写 uncertainties：按所有权重上下浮动 25% 计')
  expect(out).toMatch(/代码 +名称 +本方案 +另一方案 +上升/)
})

test('rank by cases: a place that rests on seven cases is not one to name', async () => {
  const counts = put(
    'counts.yaml',
    'recipe: handled\nversion: 1\ntable: { unit: 单位 }\ncounts: { kind: proportion, better: higher, numerator: 按期, denominator: 应办, group: 组 }\n',
  )
  const cases = put(
    'cases.csv',
    '单位,组,按期,应办\n甲,一,900,1000\n乙,一,600,1000\n丙,一,4,7\n丁,一,0,0\n戊,一,9,8\n',
  )
  const { standings } = await json('rank', counts, cases)
  expect(standings).toMatchObject({
    standings: [
      { unit: '甲', rank: 1, may_be_named: true, funnel: 'high_outer' },
      { unit: '乙', rank: 2, differs_from_worse: false },
      {
        unit: '丙',
        rank: 3,
        may_be_named: false,
        flags: ['few_cases', 'inside_limits', 'same_as_neighbour'],
      },
    ],
    without_cases: ['丁'],
    faults: [{ unit: '戊', fault: 'numerator_above_denominator' }],
  })
  const { out } = await run('rank', counts, cases)
  expect(out).toMatch(/丙.*件数少；在界限内；与相邻位次无差别/)
  expect(out).toContain('戊 ：分子大于分母，不排位')
})

test('peers: nearest by characteristics with parts, and the next ahead and behind by score', async () => {
  const told = await json('peers', recipe, table, '--unit', '甲区', '--count', '2')
  expect(told).toMatchObject({
    unit: '01',
    peers: [{ unit: '03', rebased: expect.any(Number) }, { unit: '02' }],
    rivals: { ahead: [{ unit: '04' }], behind: [{ unit: '02' }, { unit: '03' }], level: [] },
  })
  const [first] = told['peers'] as readonly { readonly parts: readonly { readonly share: number }[] }[]
  expect(first?.parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
  const { out } = await run('peers', recipe, table, '--unit', '01', '--among', '04')
  expect(out).toMatch(/04 +丁区/)
  expect(out).toMatch(/标兵 +04/)
  expect(out).not.toMatch(/^03/m)
})

test('gap: parts by indicator add up to the difference of the scores', async () => {
  const told = await json('gap', recipe, table, '--unit', '丙区', '--peer', '04')
  const parts = told['parts'] as readonly { readonly indicator: string; readonly part: number }[]
  expect(parts.reduce((sum, { part }) => sum + part, 0)).toBeCloseTo(Number(told['gap']), 9)
  expect(parts).toContainEqual(
    expect.objectContaining({ indicator: 'beds', own: null, peer: 100, by_score: 0 }),
  )
  expect((await run('gap', recipe, table, '--unit', '丙区', '--peer', '04')).out).toContain(
    '各项之和等于差距',
  )
  expect(await run('gap', recipe, table, '--unit', '05', '--peer', '04')).toMatchObject({
    code: 1,
    err: expect.stringContaining('score_missing'),
  })
  const mixed = put(
    'mixed.yaml',
    countyRecipe.replace(
      'method: arithmetic }',
      'method: arithmetic, nodes: { care: { method: copeland } } }',
    ),
  )
  expect((await run('gap', mixed, table, '--unit', '01', '--peer', '02')).err).toContain('gap_not_split')
})

test('sensitivity: intervals, shares of uncertainties and the ranks without each part', async () => {
  const sure = put(
    'sure.yaml',
    `${countyRecipe}uncertainties:
  - { kind: weights, share: 1 }
  - kind: switch
    step: 3
    options:
      - { kind: normalise, method: { kind: min_max, from: 0, to: 100 } }
      - { kind: normalise, method: { kind: z_score, mean: 100, deviation: 10 } }
`,
  )
  const given = ['sensitivity', sure, table, '--seed', '3', '--runs', '50', '--points', '64']
  const told = await json(...given)
  expect(told).toMatchObject({ seed: 3, runs: 50, refused: 0, influence: { points: 64, findings: [] } })
  expect(told['influence']).toMatchObject({ of: [{ uncertainty: {} }, { uncertainty: { step: 3 } }] })
  expect(told['left_out']).toHaveLength(5)
  expect(told['intervals']).toHaveLength(4)
  expect(await json(...given)).toEqual(told)
  const { out } = await run(...given)
  expect(out).toContain('50 次变动（0 次未能得出）')
  expect(out).toContain('第 3 步的 2 种做法')
  expect(out).toMatch(/去掉 +位次平均变动/)
})

test('sensitivity of ranks that nothing moves says so', async () => {
  const still = put('still.yaml', `${countyRecipe}uncertainties: [{ kind: weights, share: 0.01 }]\n`)
  const { code, out } = await run('sensitivity', still, table, '--runs', '10', '--points', '8')
  expect(code).toBe(0)
  expect(out).toContain('各次变动使位次移动得一样多，没有可分摊的作用')
})

test('import: a table of statistics is looked through and its values are written as a long table', async () => {
  const units = put(
    'register.csv',
    '代码,名称,上级,起始年,终止年,后继代码\n450127,横县,广西、南宁市,,2020,450181\n450181,横州市,广西、南宁市,2021,,\n330102,上城区,浙江,,,\n99,别处,,,,\n',
  )
  const plan = put(
    'plan.yaml',
    'year: 2022\nindicators:\n  - { code: gdp, headers: [地区生产总值], measure: 亿元, least: 0 }\n  - { code: area, headers: [面积] }\nunits: { codes: { length: 6 } }\n',
  )
  const yearbook = put(
    'yearbook.csv',
    '地区,省份,地区生产总值,面积\n单位,,万元,\n横县,广西,120000,1\n上城区,浙江,-1,e\n无此县,浙江,1,1\n',
  )
  const { code, out } = await run('import', yearbook, '--units', units, '--plan', plan, '--out', 'values.csv')
  expect(code).toBe(1)
  expect(
    out
      .split('\n')
      .slice(0, 5)
      .map((line) => line.split(' ').slice(0, 2).join(' ')),
  ).toEqual([
    'yearbook.csv:1:3 measure_converted',
    'yearbook.csv:3:1 name_former',
    'yearbook.csv:4:3 value_impossible',
    'yearbook.csv:4:4 value_not_number',
    'yearbook.csv:5:1 name_unknown',
  ])
  expect(out).toContain('3 行，对上 2 个地区，可用数值 2 个，问题 5 处（只检查，未保存）')
  expect(read('values.csv').split('\r\n').slice(1, 3)).toEqual([
    '450181,gdp,2022,12,3,3',
    '450181,area,2022,1,3,4',
  ])
  const told = await json('import', yearbook, '--units', units, '--plan', plan)
  expect(told).toMatchObject({
    rows: 3,
    units: 2,
    values: 2,
    known: 3,
    passed: 1,
    by_code: { name_former: 1 },
  })
  const { err } = await run('import', yearbook, '--units', yearbook)
  expect(err).toContain('yearbook.csv:1 column_missing 没有列“代码”')
})
