import { expect, test } from 'vitest'
import { groupCorrections } from './triage-correction.ts'

test('what was corrected most often comes first, with what people chose instead', () => {
  const tallies = [
    { suggested: 'a', chosen: 'a', count: 40 },
    { suggested: 'a', chosen: 'b', count: 2 },
    { suggested: 'b', chosen: 'b', count: 3 },
    { suggested: 'b', chosen: 'e', count: 1 },
    { suggested: 'b', chosen: 'c', count: 6 },
    { suggested: 'b', chosen: 'd', count: 4 },
    { suggested: 'b', chosen: 'a', count: 5 },
    { suggested: 'c', chosen: 'c', count: 9 },
  ]
  const rows = groupCorrections(tallies, (key) => key.toUpperCase())
  expect(
    rows.map(({ key, suggested, accepted, corrected }) => [key, suggested, accepted, corrected]),
  ).toEqual([
    ['b', 19, 3, 16],
    ['a', 42, 40, 2],
    ['c', 9, 9, 0],
  ])
  expect(rows[0]).toMatchObject({
    name: 'B',
    chosen: [
      { key: 'c', name: 'C', count: 6 },
      { key: 'a', count: 5 },
      { key: 'd', count: 4 },
    ],
  })
  expect(groupCorrections([], String)).toEqual([])
})
