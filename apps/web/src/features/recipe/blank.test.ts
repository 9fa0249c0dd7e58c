import { expect, test } from 'vitest'
import { nextQuarter } from './blank.ts'

test.each([
  ['2026-01-01', '2026-04-01', '2026-06-30'],
  ['2026-11-22', '2027-01-01', '2027-03-31'],
  ['2027-12-31', '2028-01-01', '2028-03-31'],
])('the quarter after that of %s is from %s to %s', (today, from, to) => {
  expect(nextQuarter(new Date(`${today}T12:00:00Z`))).toEqual({ from, to })
})
