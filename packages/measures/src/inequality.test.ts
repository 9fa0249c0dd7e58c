import fc from 'fast-check'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { inequalityOf } from './inequality.ts'
import type { Inequality, InequalityChoice, InequalityGroup } from './inequality.ts'
import { readLines } from './test-table.ts'
import type { TestLine } from './test-table.ts'

const file = new URL('../../../../shared/data/benchmark/phe/testdata_SII__testdata_SII.csv', import.meta.url)
const isThere = existsSync(file)
if (!isThere) console.log('skipped: the folder ../shared with indices of inequality is not here')

function readCases(): readonly (readonly [name: string, rows: readonly TestLine[]])[] {
  const rows = readLines(readFileSync(file, 'utf8'))
  return [...Map.groupBy(rows, (row) => `${row['TestDescription'] ?? ''}, ${row['Area'] ?? ''}`)]
}

function groupsOf(rows: readonly TestLine[]): readonly InequalityGroup[] {
  return rows
    .toSorted((one, other) => Number(one['Quantile']) - Number(other['Quantile']))
    .map((row) => ({
      people: Number(row['Population']),
      interval: {
        value: row['Value'] === '' ? NaN : Number(row['Value']),
        ...(row['LowerCL'] === '' || row['UpperCL'] === ''
          ? {}
          : { lower: Number(row['LowerCL']), upper: Number(row['UpperCL']) }),
      },
    }))
}

const plain: InequalityChoice = { scale: 'plain', confidence: 0.95, seed: 1 }

type Case = {
  readonly name: string
  readonly found: Inequality | undefined
  readonly published: TestLine
  /** What the published figures were multiplied by. */
  readonly times: number
}

function runCases(): readonly Case[] {
  return readCases().flatMap(([name, rows]) => {
    const [published = {}] = rows
    if (published['sii'] === '') return []
    const scale = (['plain', 'log', 'logit'] as const)[Number(published['ValueType'])] ?? 'plain'
    const choice = { ...plain, scale, fitOnScale: name.includes('transform'), draws: 4000 }
    const times = Number(/multiplier \(x (-?\d+)\)/.exec(name)?.[1] ?? (name.includes('negative') ? -1 : 1))
    return [{ name, found: inequalityOf(groupsOf(rows), choice), published, times }]
  })
}

test.skipIf(!isThere)('published slope and relative indices with their intercepts', () => {
  const cases = runCases()
  expect(cases.length).toBeGreaterThan(30)
  for (const { name, found, published, times } of cases) {
    expect((found?.slope ?? NaN) * times, name).toBeCloseTo(Number(published['sii']), 9)
    const relative = (found?.relative ?? NaN) ** Math.sign(times)
    if (published['rii'] !== '') expect(relative, name).toBeCloseTo(Number(published['rii']), 9)
    if (published['Intercept'] !== '')
      expect(found?.first, name).toBeCloseTo(Number(published['Intercept']), 9)
  }
})

// Theirs are simulated as well: each end is within a twentieth of the width.
test.skipIf(!isThere)('limits of the slope are those of the published simulations', () => {
  const cases = runCases().filter(
    ({ name, published, times }) =>
      times === 1 &&
      published['sii_lowercl_1'] !== '' &&
      published['Confidence'] === '95' &&
      !name.includes('98'),
  )
  expect(cases.length).toBeGreaterThan(10)
  for (const { name, found, published } of cases) {
    const limits = [Number(published['sii_lowercl_1']), Number(published['sii_uppercl_1'])]
    const width = (limits[1] ?? NaN) - (limits[0] ?? NaN)
    for (const [place, limit] of limits.entries()) {
      expect(Math.abs((found?.slopeLimits?.[place] ?? NaN) - limit) / width, name).toBeLessThan(0.05)
    }
  }
})

test('people not above nothing, values that are missing and proportions above one have no index', () => {
  const groups = [0.2, 0.3, 0.5].map((value) => ({ people: 10, interval: { value } }))
  expect(inequalityOf(groups, plain)?.slopeLimits).toBeUndefined()
  expect(inequalityOf(groups.slice(0, 1), plain)).toBeUndefined()
  expect(inequalityOf([...groups, { people: -1, interval: { value: 1 } }], plain)).toBeUndefined()
  expect(inequalityOf([...groups, { people: 1, interval: { value: NaN } }], plain)).toBeUndefined()
  const choice: InequalityChoice = { ...plain, scale: 'logit' }
  expect(inequalityOf([...groups, { people: 1, interval: { value: 1.2 } }], choice)).toBeUndefined()
})

test('the other order of the groups turns the sign, more people of each change nothing', () => {
  const group = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 99 }))
  fc.assert(
    fc.property(fc.array(group, { minLength: 2, maxLength: 10 }), (cells) => {
      const groups = cells.map(([people, value]) => ({ people, interval: { value } }))
      const slope = inequalityOf(groups, plain)?.slope ?? NaN
      expect(inequalityOf(groups.toReversed(), plain)?.slope).toBeCloseTo(-slope, 9)
      const more = groups.map(({ people, interval }) => ({ people: people * 1000, interval }))
      expect(inequalityOf(more, plain)?.slope).toBeCloseTo(slope, 9)
    }),
    { verbose: true, seed: 65 },
  )
})
