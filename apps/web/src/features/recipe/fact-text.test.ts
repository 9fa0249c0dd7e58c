import { expect, test } from 'vitest'
import { readEntryFacts, readFact, readUnitFacts } from './fact-text.ts'

const units = new Map([
  ['area-1', '东街'],
  ['area-2', '西街'],
])
const words = { yes: ['是', 'yes'], no: ['否', 'no'] }

test('units are read by code or name, with their group and the facts that the sheet looks at', () => {
  const text = '单位\t组\t任务数\t别的\n东街\t城区\t10,000\t1\narea-2\t城区\t\t2'
  expect(readUnitFacts(text, { facts: ['任务数'], units, words })).toEqual({
    units: [
      { code: 'area-1', group: '城区', facts: { 任务数: 10_000 } },
      { code: 'area-2', group: '城区', facts: { 任务数: null } },
    ],
    faults: [{ kind: 'column_unknown', column: '别的' }],
  })
})

test('what cannot be read is told by its row, and nothing is guessed', () => {
  const read = readUnitFacts('单位\t组\t任务数\n东街\t\t1\n东街\t城区\t1\n东街\t城区\t2\n南街\t城区\t3', {
    facts: ['任务数'],
    units,
    words,
  })
  expect(read.units).toEqual([{ code: 'area-1', group: '城区', facts: { 任务数: 1 } }])
  expect(read.faults).toEqual([
    { kind: 'code_unfit', code: '', row: 2 },
    { kind: 'unit_unknown', unit: '南街' },
    { kind: 'unit_doubled', unit: 'area-1' },
  ])
})

test('entries name their unit, and say yes and no', () => {
  const text = '编号,单位,新项目,投资额\np-1,西街,是,6000\np-2,西街,否,900'
  expect(readEntryFacts(text, { facts: ['新项目', '投资额'], units, words })).toEqual({
    entries: [
      { id: 'p-1', unit: 'area-2', facts: { 新项目: true, 投资额: 6000 } },
      { id: 'p-2', unit: 'area-2', facts: { 新项目: false, 投资额: 900 } },
    ],
    faults: [],
  })
  expect(readEntryFacts('编号,单位', { facts: [], units, words }).faults).toEqual([{ kind: 'table_empty' }])
})

test.each([
  ['是', true],
  ['No', false],
  ['1,250.5', 1250.5],
  ['—', null],
  ['园区', '园区'],
] as const)('%s is %s', (text, fact) => {
  expect(readFact(text, words)).toBe(fact)
})
