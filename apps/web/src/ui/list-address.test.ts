import { expect, test } from 'vitest'
import { isSameView, readAddress, writeAddress } from './list-address.ts'

test('the address of a list holds its filters, and what is empty or not its own does not get into the query', () => {
  const search = new URLSearchParams('due=overdue&pack=&lang=en')
  expect(readAddress(search, ['due', 'pack'])).toEqual({ due: 'overdue' })
})

test('changing one filter leaves the others and takes out what was emptied', () => {
  const search = new URLSearchParams('due=overdue&pack=hotline')
  expect(writeAddress(search, { due: undefined, number: 'JB' }).toString()).toBe('pack=hotline&number=JB')
})

test('a view is the same in whatever order its filters stand', () => {
  expect(isSameView('a=1&b=2', new URLSearchParams('b=2&a=1'))).toBe(true)
  expect(isSameView('a=1', 'a=1&b=2')).toBe(false)
})
