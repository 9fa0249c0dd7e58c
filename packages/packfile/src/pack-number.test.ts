import { expect, test } from 'vitest'
import { matterNumber } from './pack-number.ts'

test('a number holds its year and its serial in as many digits as the form says', () => {
  const { counter, format } = matterNumber('JB-{year}-{serial:6}', 2026)
  expect(counter).toBe('JB-2026-{serial:6}')
  expect(format(123)).toBe('JB-2026-000123')
})

test('a serial that has outgrown its digits is not cut', () => {
  expect(matterNumber('A{year}{serial:2}', 2026).format(1234)).toBe('A20261234')
})
