import { expect, test } from 'vitest'
import { isReady, sourceOf } from './table-source.ts'

const empty = { units: [], indicators: ['solved'], values: [] }
const table = { units: [{ code: 'east' }], indicators: ['solved'], values: [[1]] }

test('what the service knows needs no table, and takes one along for what is entered', () => {
  const observed = { kind: 'observed', statistics: '' } as const
  expect(isReady(observed, empty)).toBe(true)
  expect(sourceOf(observed, empty)).toEqual({ kind: 'observed' })
  expect(sourceOf({ ...observed, statistics: '2024' }, table)).toEqual({
    kind: 'observed',
    statistics: '2024',
    entered: table,
  })
})

test('a table that is handed in needs a row', () => {
  expect(isReady({ kind: 'entered' }, empty)).toBe(false)
  expect(isReady({ kind: 'entered' }, table)).toBe(true)
  expect(sourceOf({ kind: 'entered' }, table)).toEqual({ kind: 'entered', table })
})
