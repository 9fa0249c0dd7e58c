import { expect, test } from 'vitest'
import { columnName } from './sheet-place.ts'

test('columns are named as spreadsheets name them', () => {
  expect([0, 1, 26, 27, 52, 53, 703].map(columnName)).toEqual(['', 'A', 'Z', 'AA', 'AZ', 'BA', 'AAA'])
})
