import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rankTable } from './ranking-work.ts'
import { checkContent } from './recipe-rule.ts'
import type { SheetContent } from './recipe-rule.ts'
import { aSheet, someFacts } from './test-mark-sheet.ts'
import { countyOf } from './test-recipe.ts'

function faultsOf(change: Partial<SheetContent>): readonly string[] {
  return checkContent(aSheet(change)).map(({ path, code }) => `${path} ${code}`)
}

const [projects, overdue] = aSheet().items
if (projects?.kind !== 'entries' || overdue === undefined) throw new Error('the sheet counts projects')

describe('a mark sheet by itself', () => {
  test('that is sound has no fault', () => {
    expect(faultsOf({})).toEqual([])
  })

  test('names the line, the flag or the uncertainty at fault, all at once', () => {
    const { uncertainty, flags } = aSheet()
    expect(
      faultsOf({
        items: [overdue, overdue],
        flags: [...flags, { ...flags[0], kind: 'veto', code: 'bare', name: overdue.name, when: [] }],
        uncertainty: {
          ...uncertainty,
          runs: 99,
          of: [
            { kind: 'weights', share: 0.1, codes: ['projects'] },
            { kind: 'entries', share: 0.1 },
          ],
        },
      }),
    ).toEqual([
      '/items/overdue duplicate_indicator',
      '/flags/bare parameter_missing',
      '/uncertainty/of/0 unknown_code',
      '/uncertainty/of/1 entries_missing',
      '/uncertainty interval_missing',
    ])
  })

  test('with one line needs more than other full marks: they move nobody', () => {
    const { uncertainty } = aSheet()
    const still = { ...uncertainty, of: [{ kind: 'weights', share: 0.25 } as const] }
    expect(faultsOf({ items: [projects], uncertainty: still })).toEqual(['/uncertainty interval_missing'])
    const moving = { ...uncertainty, of: [{ kind: 'entries', share: 0.1 } as const] }
    expect(faultsOf({ items: [projects], uncertainty: moving })).toEqual([])
  })
})

describe('marks', () => {
  test('are the same bytes in whatever order units and entries are handed in, and from the text that is kept', () => {
    const sheet = aSheet()
    const facts = someFacts()
    const first = rankTable({ sheet, facts })
    if (first.kind === 'refused') throw new Error(JSON.stringify(first.faults))
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...facts.units], { minLength: facts.units.length }),
        fc.shuffledSubarray([...facts.entries], { minLength: facts.entries.length }),
        (units, entries) => {
          expect(rankTable({ sheet, facts: { units, entries } })).toEqual(first)
        },
      ),
      { numRuns: 20 },
    )
    const kept = first.contents.find(({ digest }) => digest === first.input)?.content ?? ''
    expect(rankTable({ sheet, facts: kept })).toEqual(first)
  })

  test('that cannot be counted are refused by unit, entry and fact, all at once', () => {
    const { units, entries } = someFacts()
    const answer = rankTable({
      sheet: aSheet(),
      facts: {
        units: [...units.slice(1), { code: countyOf(0), group: 'nowhere', facts: { task: 0, overdue: 1 } }],
        entries: [
          ...entries.filter(({ id }) => id !== `${countyOf(1)}-1`),
          { id: `${countyOf(1)}-1`, unit: countyOf(1), facts: { new: true, amount: 2000, foreign: false } },
          { id: `${countyOf(1)}-1`, unit: countyOf(1), facts: { new: true, amount: 2000, foreign: false } },
          { id: 'stray', unit: '999999', facts: { new: true, amount: 2000, foreign: false } },
        ],
      },
    })
    expect(answer.kind === 'refused' && answer.faults.map(({ path, code }) => `${path} ${code}`)).toEqual([
      `/entries/${countyOf(1)}-1 entry_counted_twice`,
      '/entries/stray unknown_code',
      `/values/${countyOf(0)}/task denominator_not_usable`,
      `/values/${countyOf(0)}/projects parameter_missing`,
    ])
  })
})
