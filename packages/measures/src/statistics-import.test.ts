import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { importStatistics } from './statistics-import.ts'
import type { StatisticsImport } from './statistics-import.ts'
import type { StatisticsPlan } from './statistics-layout.ts'
import { openUnits } from './unit-register.ts'
import type { UnitEntry } from './unit-register.ts'

const folder = new URL('../../../../shared/data/stats/', import.meta.url)
const isThere = existsSync(folder)
if (!isThere) console.log('skipped: the folder ../shared with yearbooks and censuses is not here')

function cellsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
}

function rowsOf(name: string): readonly (readonly string[])[] {
  return readFileSync(new URL(name, folder), 'utf8').trim().split(/\r?\n/).map(cellsOf)
}

function censusUnits(): readonly UnitEntry[] {
  const rows = rowsOf('cn_census/census_county_2020.csv')
  return rows.flatMap(([code = '', province = '', city = '', name = '']) =>
    /^\d{6}$/.test(code) && !code.endsWith('00') ? [{ code, name, parents: [province, city] }] : [],
  )
}

function found(
  read: StatisticsImport,
  code: string,
): readonly (readonly [number, number | undefined, string])[] {
  return read.findings.flatMap((one) => (one.code === code ? [[one.line, one.column, one.zh] as const] : []))
}

test.skipIf(!isThere)(
  'the county yearbook: every known fault is reported at its cell, and nothing else',
  () => {
    const register = openUnits(censusUnits())
    const file = 'county_yearbook_gai.csv'
    const rows = rowsOf(`cn_county_yearbook_2020/${file}`)
    const lineOf = (name: string): number => rows.findIndex(([first]) => first === name) + 1
    const started = performance.now()
    const read = importStatistics({ file, rows }, register, { year: 2020 })
    const took = performance.now() - started
    const codes = new Set(read.units.values())
    console.log(
      `yearbook: ${codes.size} codes of ${read.rows} rows, ${read.values.length} values, ${read.findings.length} findings, ${took.toFixed(0)} ms`,
    )
    expect(codes.size).toBeGreaterThanOrEqual(2050)
    expect(read.rows).toBe(2075)
    expect(found(read, 'cells_shifted')).toEqual([
      [lineOf('长宁县'), 13, expect.stringContaining('地方一般公共预算支出')],
    ])
    expect(found(read, 'value_not_number')).toEqual([[lineOf('怀柔区'), 5, '“e”不是数字']])
    expect(found(read, 'name_marked')).toEqual([[lineOf('永川区1'), 1, expect.stringContaining('500118')]])
    expect(found(read, 'name_spaced')).toContainEqual([lineOf('文 县'), 1, expect.stringContaining('“文县”')])
    expect(found(read, 'parent_block')[0]).toEqual([4, 2, expect.stringContaining('第 4—8 行')])
    expect(found(read, 'parent_block')).toHaveLength(23)
    // Nothing of the shifted cells is taken; what stands before them is.
    const shifted = read.values.filter(({ line }) => line === lineOf('长宁县'))
    expect(Math.max(...shifted.map(({ column }) => column))).toBeLessThan(13)
    expect(shifted.length).toBeGreaterThan(5)
    const usual = new Set([
      'cells_shifted',
      'cells_beyond',
      'value_not_number',
      'name_marked',
      'name_spaced',
      'parent_block',
    ])
    expect(read.findings.filter(({ code }) => !usual.has(code)).map(({ code }) => code)).toEqual(
      Array.from({ length: 4 }, () => 'name_unknown'),
    )
  },
)

test.skipIf(!isThere)(
  'the other yearbook file: the unit under the wrong province is proposed and not taken',
  () => {
    const rows = rowsOf('cn_county_yearbook_2020/county_yearbook.csv')
    const read = importStatistics({ file: 'county_yearbook.csv', rows }, openUnits(censusUnits()), {
      year: 2020,
    })
    const line = rows.findIndex(([first]) => first === '罗定市') + 1
    expect(found(read, 'parent_wrong')).toContainEqual([line, 1, expect.stringContaining('445381')])
    expect(read.units.has(line)).toBe(false)
    expect(found(read, 'cells_shifted')).toHaveLength(1)
  },
)

const units: readonly UnitEntry[] = [
  { code: '450127', name: '横县', parents: ['广西壮族自治区'], to: 2020, successors: ['450181'] },
  { code: '450181', name: '横州市', parents: ['广西壮族自治区'], from: 2021 },
  { code: '120101', name: '和平区', parents: ['天津市'] },
  { code: '210102', name: '和平区', parents: ['辽宁省'] },
  { code: '330104', name: '江干区', parents: ['浙江省'], to: 2020, successors: ['330102', '330105'] },
  { code: '330102', name: '上城区', parents: ['浙江省'] },
]

const plan: StatisticsPlan = {
  year: 2022,
  indicators: [
    { code: 'gdp', headers: ['地区生产总值'], measure: '亿元', least: 0 },
    { code: 'first', headers: ['第一产业'], measure: '亿元' },
    { code: 'area', headers: ['面积'], measure: '平方公里' },
  ],
  wholes: [{ part: 'first', whole: 'gdp' }],
}

function read(rows: readonly (readonly string[])[], own: StatisticsPlan = plan): StatisticsImport {
  return importStatistics({ file: 'f.csv', rows }, openUnits(units), own)
}

test('names and codes: former ones lead to their successor, what is divided or doubtful is left to a person', () => {
  const result = read([
    ['地区', '省份', '地区生产总值'],
    ['单位', '', '亿元'],
    ['横县', '广西壮族自治区', '1'],
    ['江干区', '浙江省', '2'],
    ['和平区', '', '3'],
    ['和平区', '天津市', '4'],
    ['无此县', '浙江省', '5'],
    ['', '浙江省', '6'],
    ['上城区', '天津市', '7'],
    ['横县2', '广西壮族自治区', '8'],
    ['上城区①', '天津市', '9'],
  ])
  expect(result.findings.map(({ line, code }) => [line, code])).toEqual([
    [3, 'name_former'],
    [4, 'name_split'],
    [5, 'name_ambiguous'],
    [7, 'name_unknown'],
    [8, 'name_missing'],
    [9, 'parent_wrong'],
    [10, 'name_marked'],
    [11, 'name_marked'],
  ])
  expect(result.values.map(({ unit, value }) => [unit, value])).toEqual([
    ['450181', 1],
    ['120101', 4],
  ])
})

test('a code and its name must agree, and the year says which code holds', () => {
  const rows = [
    ['代码', '地区', '年份', '地区生产总值'],
    ['120101', '和平区', '2020年', '1'],
    ['120101', '上城区', '2021', '1'],
    ['999999', '上城区', '2021', '1'],
    ['450127', '横县', '2020', '1'],
    ['450127', '横县', '2021', '1'],
    ['120101', '和平区', '20201', '1'],
    ['120101', '和平区', '2020', '2'],
  ]
  const result = read(rows, { indicators: [{ code: 'gdp', headers: ['地区生产总值'] }] })
  expect(result.findings.map(({ line, code }) => [line, code])).toEqual([
    [3, 'code_unlike_name'],
    [4, 'code_unknown'],
    [6, 'name_former'],
    [7, 'year_impossible'],
    [8, 'row_doubled'],
  ])
  expect(result.values.map(({ unit, year, value }) => [unit, year, value])).toEqual([
    ['120101', 2020, 1],
    ['450127', 2020, 1],
    ['450181', 2021, 1],
  ])
})

test('units of measure are converted or refused, columns that are strange or doubled are named', () => {
  const result = read([
    ['地区', '地区生产总值', '面积', '第一产业', '地区生产总值', '别的'],
    ['单位', '万元', '万元', '', '亿元', ''],
    ['上城区', '1,234,500', '7', '３.5', '9', '1'],
  ])
  expect(result.findings.map(({ column, code }) => [column, code])).toEqual([
    [2, 'measure_converted'],
    [3, 'measure_unlike'],
    [4, 'measure_missing'],
    [5, 'column_doubled'],
    [6, 'column_unknown'],
  ])
  expect(result.values.map(({ indicator, value }) => [indicator, value])).toEqual([
    ['gdp', 123.45],
    ['first', 3.5],
  ])
})

test('what cannot be is not taken: letters, bounds, a part above its whole, a whole below nothing', () => {
  const head = [
    ['地区', '地区生产总值', '第一产业'],
    ['单位', '亿元', '亿元'],
  ]
  const one = (...cells: readonly string[]): StatisticsImport => read([...head, ['上城区', ...cells]])
  const codes = (result: StatisticsImport): readonly string[] => result.findings.map(({ code }) => code)
  expect(codes(one('1O', '1'))).toEqual(['value_not_number'])
  expect(codes(one('1.2.3', 'Infinity'))).toEqual(['value_not_number', 'value_not_number'])
  expect(codes(one('-5', '1'))).toEqual(['value_impossible'])
  expect(one('8', '9')).toMatchObject({ values: [], findings: [{ code: 'part_above_whole', column: 3 }] })
  expect(one('0', '9')).toMatchObject({ values: [], findings: [{ code: 'whole_not_positive', column: 2 }] })
  expect(one('—', '..').findings).toEqual([])
})

test('a table without rows, names or a year says so', () => {
  const codes = (rows: readonly (readonly string[])[]): readonly string[] =>
    read(rows, {}).findings.map(({ code }) => code)
  expect(codes([])).toEqual(['table_empty'])
  expect(
    codes([
      ['一', '二'],
      ['1', '2'],
    ]),
  ).toEqual(['name_column_missing'])
  expect(
    codes([
      ['地区', '面积'],
      ['上城区', '2'],
    ]),
  ).toEqual(['year_missing'])
})
