import { describe, expect, test } from 'vitest'
import { fitTable, joinTable, putColumn, readNumber, readTable } from './table-text.ts'
import type { TableWish } from './table-text.ts'

const wish: TableWish = {
  indicators: [
    { code: 'solved', names: ['解决率', 'Solved'] },
    { code: 'late', names: ['超期', 'Late'] },
  ],
  attributes: ['size'],
  units: new Map([
    ['east', '东街道'],
    ['west', '西街道'],
    ['old', '同名'],
    ['new', '同名'],
  ]),
}

describe('a pasted table', () => {
  test('is read by codes and names of columns and units, in any order', () => {
    const { table, faults } = readTable(
      '单位\tsize\t超期\tsolved\n东街道\tlarge\t3\t90.5\nwest\t7\t1,200\t—\n',
      wish,
    )
    expect(faults).toEqual([])
    expect(table).toEqual({
      units: [
        { code: 'east', attributes: { size: 'large' } },
        { code: 'west', attributes: { size: 7 } },
      ],
      indicators: ['solved', 'late'],
      values: [
        [90.5, 3],
        [null, 1200],
      ],
    })
  })

  test('tells everything that it cannot read, and guesses nothing', () => {
    const { table, faults } = readTable(
      '单位,解决率,解决率,其他\n东街道,9o,1,1\n南街道,1,1,1\n同名,1,1,1\neast,2,2,2',
      wish,
    )
    expect(faults).toEqual([
      { kind: 'column_doubled', column: '解决率' },
      { kind: 'column_unknown', column: '其他' },
      { kind: 'unit_unknown', unit: '南街道' },
      { kind: 'unit_unknown', unit: '同名' },
      { kind: 'unit_doubled', unit: 'east' },
      { kind: 'value_not_number', unit: 'east', column: 'solved', value: '9o' },
    ])
    expect(table.values).toEqual([[null, null]])
  })

  test('without rows is told', () => {
    expect(readTable('', wish).faults).toEqual([{ kind: 'table_empty' }])
  })
})

test.each([
  ['1,234,567.5', 1234567.5],
  ['-0.5', -0.5],
  ['１２', undefined],
  ['1,23', undefined],
  ['1e400', undefined],
  ['NaN', undefined],
  ['..', null],
  ['12 %', undefined],
])('%s is a number only where it is one without doubt', (text, value) => {
  expect(readNumber(text)).toBe(value)
})

test('columns follow the recipe, and values stay with theirs', () => {
  const table = { units: [{ code: 'east' }], indicators: ['solved', 'late'], values: [[1, 2]] }
  expect(fitTable(table, ['late', 'other'])).toEqual({
    units: [{ code: 'east' }],
    indicators: ['late', 'other'],
    values: [[2, null]],
  })
})

test('values of one indicator are put in, and units that were not there are added', () => {
  const table = { units: [{ code: 'east' }], indicators: ['solved', 'late'], values: [[1, 2]] }
  const values = new Map([
    ['west', 5],
    ['east', null],
  ])
  expect(putColumn(table, 'late', values)).toEqual({
    units: [{ code: 'east' }, { code: 'west' }],
    indicators: ['solved', 'late'],
    values: [
      [1, null],
      [null, 5],
    ],
  })
  expect(putColumn(table, 'gone', values)).toBe(table)
})

test('what statistics know goes into its own columns and attributes, and what was typed beside stays', () => {
  const typed = {
    units: [{ code: 'east', attributes: { group: '一组' } }],
    indicators: ['beds', 'solved'],
    values: [[1, 90]],
  }
  const imported = {
    units: [{ code: 'east', attributes: { people: 30 } }, { code: 'west' }],
    indicators: ['beds'],
    values: [[7], [null]],
  }
  expect(joinTable(typed, imported)).toEqual({
    units: [{ code: 'east', attributes: { group: '一组', people: 30 } }, { code: 'west' }],
    indicators: ['beds', 'solved'],
    values: [
      [7, 90],
      [null, null],
    ],
  })
})
