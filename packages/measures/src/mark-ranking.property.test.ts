import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openMarks, orderMarked } from './mark-ranking.ts'
import type { MarkUncertainty } from './mark-ranking.ts'
import type { MarkEntry, MarkedUnit, MarkSheet } from './mark-sheet.ts'
import { markUnits } from './marking.ts'
import { rankIntervalsOf, runByChance } from './rank-interval.ts'
import { leaveOut } from './sensitivity.ts'

const sheet: MarkSheet = {
  code: 'sheet',
  version: 1,
  items: [
    {
      kind: 'entries',
      code: 'projects',
      eligible: [],
      amount: 'amount',
      multipliers: [],
      task: 'task',
      full: { zone: 100 },
      most: 150,
    },
    { kind: 'deductive', code: 'overdue', fact: 'overdue', each: 0.1, most: 30 },
  ],
  flags: [],
}

function unit(code: string, overdue = 0): MarkedUnit {
  return { code, group: 'zone', facts: { task: 1000, overdue } }
}

function open(
  units: readonly MarkedUnit[],
  entries: readonly MarkEntry[],
  uncertainties: readonly MarkUncertainty[],
) {
  const marking = markUnits(sheet, units, entries)
  if (marking.kind === 'refused') throw new Error(marking.findings.map(({ en }) => en).join('\n'))
  return { marked: marking.units, opened: openMarks({ sheet, units, marked: marking.units }, uncertainties) }
}

const both: readonly MarkUncertainty[] = [
  { kind: 'weights', share: 0.25 },
  { kind: 'entries', share: 0.2 },
]

test('the order of units and entries changes no mark, no run and no rank', () => {
  const amounts = fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { minLength: 6, maxLength: 18 })
  fc.assert(
    fc.property(amounts, fc.infiniteStream(fc.nat()), (given, keys) => {
      const units = ['甲', '乙', '丙'].map((code, place) => unit(code, place))
      const entries = given.map((amount, place) => ({
        id: `e${place}`,
        unit: units[place % 3]?.code ?? '',
        facts: { amount },
      }))
      const shuffled = [...entries]
        .map((one) => ({ one, key: keys.next().value ?? 0 }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ one }) => one)
      const [first, second] = [
        orderMarked({ units, entries }),
        orderMarked({ units: units.toReversed(), entries: shuffled }),
      ].map((table) => {
        const { marked, opened } = open(table.units, table.entries, both)
        return JSON.stringify([
          table,
          marked,
          runByChance(opened, { seed: 5, runs: 20 }).ranks.map((ranks) => [...ranks]),
        ])
      })
      expect(second).toBe(first)
    }),
    { numRuns: 40 },
  )
})

test('a place that rests on one large project is wide, one that rests on many is not', () => {
  const units = [unit('one'), unit('many'), unit('none')]
  const entries = [
    { id: 'large', unit: 'one', facts: { amount: 820 } },
    ...Array.from({ length: 16 }, (_, place) => ({ id: `s${place}`, unit: 'many', facts: { amount: 50 } })),
  ]
  const { marked, opened } = open(units, entries, [{ kind: 'entries', share: 0.2 }])
  expect(marked.map(({ rank }) => rank)).toEqual([1, 2, 3])
  const { ranks } = runByChance(opened, { seed: 1, runs: 500 })
  const [one, many, none] = rankIntervalsOf(opened, ranks)
  // Without its project the first has nothing and ties with who has none.
  expect(one).toMatchObject({ nominal: 1, low: 1, high: 2 })
  expect(many).toMatchObject({ nominal: 2, low: 1, high: 2 })
  expect(none?.high).toBe(3)
  expect(one?.aboveNext).toBeGreaterThan(0.7)
  expect(one?.aboveNext).toBeLessThan(0.9)
})

test('other full marks do not move who is ahead in every line, and a line left out counts for nobody', () => {
  const units = [unit('ahead', 0), unit('behind', 300)]
  const entries = [
    { id: 'a', unit: 'ahead', facts: { amount: 500 } },
    { id: 'b', unit: 'behind', facts: { amount: 600 } },
  ]
  const { opened } = open(units, entries, [{ kind: 'weights', share: 0.25 }])
  expect([...opened.nominal]).toEqual([1, 2])
  const [without] = leaveOut(opened, ['overdue'])
  expect(without !== undefined && 'ranks' in without && [...without.ranks]).toEqual([2, 1])
  const surely = open([unit('ahead', 0), unit('behind', 10)], [], [{ kind: 'weights', share: 0.25 }]).opened
  const { ranks } = runByChance(surely, { seed: 1, runs: 50 })
  expect(ranks.every((run) => run[0] === 1 && run[1] === 2)).toBe(true)
})
