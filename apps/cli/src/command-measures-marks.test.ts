import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { writeXlsx } from '@duibiao/sheet'
import { expect, test } from 'vitest'
import { openMeasureFolder } from './test-measure.ts'

const { folder, run, json, put, read } = openMeasureFolder()
const example = new URL('../../../docs/examples/new-projects/', import.meta.url)
const [sheetText, unitText, projectText] = ['sheet.yaml', 'units.csv', 'projects.csv'].map((name) =>
  readFileSync(new URL(name, example), 'utf8'),
)
if (sheetText === undefined || unitText === undefined || projectText === undefined)
  throw new Error('the example has three files')
const sheet = put('sheet.yaml', sheetText)
const units = put('units.csv', unitText)
const projects = put('projects.csv', projectText)

interface Line {
  readonly unit: string
  readonly group: string
  readonly marks: number
  readonly rank: number
  readonly review: readonly string[]
  readonly low: number
  readonly high: number
  readonly items: readonly {
    readonly code: string
    readonly marks: number
    readonly entries: readonly { readonly id: string; readonly factor: number }[]
    readonly left_out: readonly string[]
  }[]
}

async function linesOf(...args: readonly string[]): Promise<readonly Line[]> {
  const told = await json('rank', ...args)
  if (!Array.isArray(told['ranking'])) throw new Error(JSON.stringify(told))
  return told['ranking']
}

test('the example counts only new projects from 10 million with evidence, 1.5 above 50 million or foreign', async () => {
  const lines = await linesOf(sheet, units, '--entries', projects)
  const parks = lines.filter(({ group }) => group === '园区')
  expect(parks.map(({ unit, rank }) => [unit, rank])).toEqual([
    ['Y01', 1],
    ['Y02', 2],
    ['Y03', 3],
  ])
  const [first, second, third] = parks
  // 12,000 and 5,001 count for 1.5, 5,000 does not: 100 × 30,501.5 / 40,000.
  expect(first?.items[0]).toMatchObject({
    entries: [
      { id: 'P001', factor: 1.5 },
      { id: 'P002', factor: 1 },
      { id: 'P003', factor: 1.5 },
    ],
    left_out: ['P004'],
  })
  expect(first?.marks).toBeCloseTo(76.25375, 9)
  // Large and foreign is 1.5 and not 2.25; what has no evidence does not count; half a point for a late report.
  expect(second?.items[0]).toMatchObject({ entries: [{ factor: 1.5 }, { factor: 1.5 }], left_out: ['P007'] })
  expect(second?.marks).toBeCloseTo(45 - 0.5, 9)
  expect(third?.items[0]).toMatchObject({ left_out: ['P009', 'P010'] })
})

test('the last five of the towns are to be looked at, the newcomer is not, and nothing else is said of anybody', async () => {
  const lines = await linesOf(sheet, units, '--entries', projects)
  const towns = lines.filter(({ group }) => group === '乡镇')
  const last = towns.filter(({ review }) => review.includes('last-five'))
  expect(last.every(({ rank }) => rank > 3)).toBe(true)
  expect(towns.filter(({ rank }) => rank > 3).map(({ unit }) => unit)).toContain('X08')
  expect(last.map(({ unit }) => unit)).not.toContain('X08')
  expect(last).toHaveLength(4)
  expect(towns.find(({ unit }) => unit === 'X03')?.review).toContain('doubted')
  // Of three parks nobody is among the last five.
  expect(lines.filter(({ group }) => group === '园区').flatMap(({ review }) => review)).toEqual([])
  for (const { low, high, rank } of lines) {
    expect(low).toBeLessThanOrEqual(rank)
    expect(high).toBeGreaterThanOrEqual(rank)
  }
})

test('the same files in another order, as XLSX and JSON give the same', async () => {
  const told = await json('rank', sheet, units, '--entries', projects)
  const [head = '', ...body] = projectText.trim().split('\n')
  put('turned.csv', [head, ...body.toReversed()].join('\n'))
  expect(await json('rank', sheet, units, '--entries', 'turned.csv')).toEqual(told)
  const cells = unitText
    .trim()
    .split('\n')
    .map((line) => line.split(','))
  const [headers = [], ...rows] = cells
  const bytes = await writeXlsx({ name: '单位', columns: headers.map((header) => ({ header })), rows })
  writeFileSync(path.join(folder, 'units.xlsx'), bytes)
  expect(await json('rank', sheet, 'units.xlsx', '--entries', projects)).toEqual(told)
  put('projects.json', JSON.stringify([head, ...body].map((line) => line.split(','))))
  expect(await json('rank', sheet, units, '--entries', 'projects.json')).toEqual(told)
})

test('is read by people with the ceilings, what a flag is not, and the table as a file', async () => {
  const { code, out } = await run('rank', sheet, units, '--entries', projects, '--out', 'out.csv')
  expect(code).toBe(0)
  expect(out).toContain('“待核”只提示由人核查')
  expect(out).toContain('组“园区”最多可得 120 分，3 个单位中 0 个已到顶')
  expect(out).toContain('去掉“overdue”')
  expect(read('out.csv')).toContain('园区,1,0,Y01,东园,76.25375,76.25375,0,')
})

test('another sheet over the same tables tells who rises', async () => {
  put('stern.yaml', sheetText.replace('each: 0.5, most: 5', 'each: 30, most: 90'))
  const told = await json('rank', sheet, units, '--entries', projects, '--compare', 'stern.yaml')
  expect(told['changes']).toContainEqual(expect.objectContaining({ unit: 'X03', change: expect.any(Number) }))
  expect(told['compared']).toEqual({ code: 'new-projects-2026', version: 1 })
})

const wrong: readonly [string, () => readonly string[], string][] = [
  ['entries that are not handed in', () => [sheet, units], 'entries_missing'],
  ['a table of units twice', () => [sheet, units, '--entries', projects, '--units', units], 'option_unused'],
  [
    'an amount that is no number',
    () => [sheet, units, '--entries', put('letter.csv', projectText.replace('P002,Y01,5000', 'P002,Y01,e'))],
    'letter.csv:3:3 value_not_number',
  ],
  [
    'neither yes nor no',
    () => [sheet, units, '--entries', put('maybe.csv', projectText.replace('5000,是', '5000,大概'))],
    'maybe.csv:3:4 value_not_truth “大概”',
  ],
  [
    'a project that counts twice',
    () => [sheet, units, '--entries', put('twice.csv', projectText.replace('P002', 'P001'))],
    'twice.csv:3 entry_counted_twice',
  ],
  [
    'a project of nobody',
    () => [sheet, units, '--entries', put('stray.csv', projectText.replace('P002,Y01', 'P002,Z99'))],
    'stray.csv:3 unknown_code',
  ],
  [
    'a task of nothing',
    () => [sheet, put('task.csv', unitText.replace('40000', '0')), '--entries', projects],
    'task.csv:2:4 denominator_not_usable',
  ],
  [
    'a flag by the place alone',
    () => [
      put('bare.yaml', sheetText.replace('when: [{ fact: months, is: at_least, value: 12 }]', 'when: []')),
      units,
      '--entries',
      projects,
    ],
    'bare.yaml:35 recipe_malformed',
  ],
  [
    'a consequence for a person',
    () => [
      put(
        'person.yaml',
        sheetText.replace('kind: last, count: 5,', 'kind: last, count: 5, consequence: 代理,'),
      ),
      units,
      '--entries',
      projects,
    ],
    'person.yaml:35 recipe_malformed',
  ],
]

test.each(wrong)('%s', async (_, args, words) => {
  const { code, err } = await run('rank', ...args())
  expect(code).toBe(1)
  expect(err).toContain(words)
})
