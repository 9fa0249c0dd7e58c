import { expect, test } from 'vitest'
import { listAddress, mondayOf, ordersAsked } from './order-query.ts'

test('board, list and export ask for what the address says, and for nothing else', () => {
  const search = new URLSearchParams('colour=blue&office=water&task=7&kind=')
  expect(ordersAsked(search)).toEqual({ colour: 'blue', office: 'water' })
})

test('a number leads to the list of what it counts', () => {
  expect(listAddress({ office: 'water', colour: undefined, due: 'overdue' })).toBe(
    '/supervision/list?office=water&due=overdue',
  )
  expect(listAddress({})).toBe('/supervision/list')
})

test('a week begins on its Monday, also at the turn of a year', () => {
  expect(mondayOf('2026-11-22')).toBe('2026-11-16')
  expect(mondayOf('2026-11-16')).toBe('2026-11-16')
  expect(mondayOf('2026-11-22', 1)).toBe('2026-11-23')
  expect(mondayOf('2027-01-01')).toBe('2026-12-28')
  expect(mondayOf('2026-11-22', -1)).toBe('2026-11-09')
})
