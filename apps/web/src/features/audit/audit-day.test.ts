import { expect, test } from 'vitest'
import { dayOfInstant, instantOfDay } from './audit-day.ts'

test('a day of the district is written as the instants between which it lies, and read back', () => {
  expect(instantOfDay('2026-11-22', 'start')).toBe('2026-11-21T16:00:00.000Z')
  expect(instantOfDay('2026-11-22', 'end')).toBe('2026-11-22T16:00:00.000Z')
  for (const edge of ['start', 'end'] as const)
    expect(dayOfInstant(instantOfDay('2026-11-22', edge) ?? '', edge)).toBe('2026-11-22')
})

test('what is no day narrows nothing', () => {
  expect(instantOfDay('2026-13-45', 'start')).toBeUndefined()
  expect(instantOfDay('soon', 'end')).toBeUndefined()
  expect(dayOfInstant('soon', 'start')).toBe('')
  expect(dayOfInstant(null, 'end')).toBe('')
})
