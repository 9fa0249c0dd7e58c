import { expect, test } from 'vitest'
import { progressParts } from './progress.ts'

const progress = { planned: 1, open: 3, overdue: 2, done: 4, late: 1, withdrawn: 1 }

test('every action stands in one part', () => {
  const parts = progressParts(progress)
  expect(parts.map(({ kind, count }) => `${kind} ${count}`)).toEqual([
    'done 3',
    'late 1',
    'running 1',
    'overdue 2',
    'planned 1',
    'withdrawn 1',
  ])
  expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(9)
})

test('a part with nothing in it is not drawn', () => {
  expect(progressParts({ ...progress, planned: 0, overdue: 3 })).not.toContainEqual(
    expect.objectContaining({ count: 0 }),
  )
})
