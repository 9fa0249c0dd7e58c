import { expect, test } from 'vitest'
import { readStatisticsPlan } from './statistics-plan.ts'

function read(text: string) {
  return readStatisticsPlan(new TextEncoder().encode(text), 'plan.yaml')
}

test('a plan names columns, indicators and the list of units', () => {
  const { plan, units, findings } = read(`nameHeader: 县名
year: 2020
indicators:
  - { code: gdp, headers: [地区生产总值], measure: 亿元, least: 0 }
  - { code: first }
wholes: [{ part: first, whole: gdp }]
units: { code: 区县代码, parents: [省, 市], codes: { length: 6 } }
`)
  expect(findings).toEqual([])
  expect(plan).toEqual({
    nameHeader: '县名',
    year: 2020,
    indicators: [{ code: 'gdp', headers: ['地区生产总值'], measure: '亿元', least: 0 }, { code: 'first' }],
    wholes: [{ part: 'first', whole: 'gdp' }],
  })
  expect(units).toMatchObject({ code: '区县代码', name: '名称', parents: ['省', '市'], codes: { length: 6 } })
})

test.each([
  ['year: 20201\n', 1, 'year'],
  ['indicators:\n  - { code: gdp }\n  - { code: debt, headers: [gdp] }\n', 3, 'used twice'],
  ['indicators:\n  - { code: gdp }\nwholes:\n  - { part: a, whole: gdp }\n', 4, 'no indicator "a"'],
  ['units:\n  codes: { ending: 1 }\n', 2, 'unknown key ending'],
  ['heading: x\n', 1, 'unknown key heading'],
])('%j is refused at its line', (text, line, words) => {
  const { plan, findings } = read(text)
  expect(plan).toBeUndefined()
  expect(findings).toMatchObject([{ line, en: expect.stringContaining(words) }])
})

test('what a plan says of indicators is told apart from how tables are read', () => {
  const { plan, drafts, findings } = read(`source: 中国县域统计年鉴 2021
indicators:
  - { code: gdp, name: { zh: 地区生产总值, en: Gross regional product }, measure: 万元, direction: more }
  - { code: beds, measure: 张, source: 卫生健康年报, basis: 卫生健康统计调查制度 }
`)
  expect(findings).toEqual([])
  expect(plan).toEqual({
    indicators: [
      { code: 'gdp', measure: '万元' },
      { code: 'beds', measure: '张' },
    ],
  })
  expect(drafts).toMatchObject([
    { code: 'gdp', line: 3, direction: 'more', source: '中国县域统计年鉴 2021' },
    { code: 'beds', line: 4, source: '卫生健康年报', basis: '卫生健康统计调查制度' },
  ])
})
