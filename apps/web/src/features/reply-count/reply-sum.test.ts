import { expect, test } from 'vitest'
import { beginningOf, countFound, sumOf } from './reply-sum.ts'

test('offices are added up kind by kind; a kind that nobody has is none', () => {
  const sum = sumOf([
    { office: 'a', replies: 5, without: 3, findings: [{ kind: 'same_as_another', replies: 2 }] },
    {
      replies: 4,
      without: 0,
      findings: [
        { kind: 'same_as_another', replies: 1 },
        { kind: 'remedy_missing', replies: 4 },
      ],
    },
  ])
  expect([sum.replies, sum.without]).toEqual([9, 3])
  expect(countFound(sum, 'same_as_another')).toBe(3)
  expect(countFound(sum, 'remedy_missing')).toBe(4)
  expect(countFound(sum, 'only_acknowledges')).toBe(0)
})

test('days begin at midnight of the district, and today is one of them', () => {
  // 00:30 of the 22nd in China, still the 21st in UTC.
  const now = Date.parse('2026-11-21T16:30:00Z')
  expect(beginningOf(1, now)).toBe('2026-11-22T00:00:00+08:00')
  expect(beginningOf(7, now)).toBe('2026-11-16T00:00:00+08:00')
})
