import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  byar,
  countFault,
  differ,
  exactBinomial,
  exactPoisson,
  meanInterval,
  rateInterval,
  ratioInterval,
  standardisedRate,
  wilson,
} from './interval.ts'
import type { Interval } from './interval.ts'
import { numberOf, readLines } from './test-table.ts'
import type { TestLine } from './test-table.ts'

const folder = new URL('../../../../shared/data/benchmark/phe/', import.meta.url)
const isThere = existsSync(folder)
if (!isThere) console.log('skipped: the folder ../shared with published intervals is not here')

function linesOf(name: string): readonly TestLine[] {
  return readLines(readFileSync(new URL(name, folder), 'utf8'))
}

function expectNear(found: number | undefined, published: number | null): void {
  if (published === null) expect(found).toBeUndefined()
  else
    expect(Math.abs((found ?? NaN) - published)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(published)))
}

function expectLimits(
  found: Interval | undefined,
  lower: string | undefined,
  upper: string | undefined,
): void {
  expectNear(found?.lower, numberOf(lower))
  expectNear(found?.upper, numberOf(upper))
}

test.skipIf(!isThere)(
  'limits of Byar and of Wilson are those published, and what has none has none here',
  () => {
    const rows = linesOf('testdata_Byars_Wilson__testdata_B_W.csv')
    for (const row of rows) {
      const confidence = Number((row['confidence'] ?? '').replace('%', '')) / 100
      const x = Number(row['x'])
      const found =
        row['method'] === 'Wilson'
          ? wilson({ numerator: x, denominator: Number(row['n']) }, confidence)
          : byar(x, confidence)
      expectLimits(found, row['lowercl'], row['uppercl'])
    }
    expect(rows).toHaveLength(13)
  },
)

test.skipIf(!isThere)('proportions and rates carry the published limits, exact below ten cases', () => {
  for (const [file, kind] of [
    ['testdata_Proportion__testdata_Prop.csv', 'proportion'],
    ['testdata_Proportion__testdata_Prop_g.csv', 'proportion'],
    ['testdata_Rate__testdata_Rate.csv', 'rate'],
    ['testdata_Rate__testdata_Rate_g.csv', 'rate'],
  ] as const) {
    const rows = linesOf(file)
    for (const row of rows) {
      const count = {
        numerator: numberOf(row['Numerator']) ?? NaN,
        denominator: numberOf(row['Denominator']) ?? NaN,
      }
      const multiplier = Number(row['multiplier'])
      for (const [confidence, lower, upper] of [
        [0.95, row['lower95_0cl'] ?? row['lowercl'], row['upper95_0cl'] ?? row['uppercl']],
        [0.998, row['lower99_8cl'], row['upper99_8cl']],
      ] as const) {
        if (lower === undefined) continue
        const found =
          kind === 'rate'
            ? rateInterval(count, { confidence, multiplier })
            : timesAll(wilson(count, confidence), multiplier)
        expectNear(found?.value, numberOf(row['value']))
        expectLimits(found, lower, upper)
      }
    }
    expect(rows.length).toBeGreaterThan(9)
  }
})

function timesAll(interval: Interval | undefined, factor: number): Interval | undefined {
  if (interval?.lower === undefined || interval.upper === undefined) return undefined
  return { value: interval.value * factor, lower: interval.lower * factor, upper: interval.upper * factor }
}

test.skipIf(!isThere)('means carry the limits of Student', () => {
  const rows = linesOf('testdata_Mean__testdata_Mean.csv')
  const results = linesOf('testdata_Mean__testdata_Mean_results.csv')
  for (const result of results) {
    const values = rows
      .filter(({ area }) => result['area'] === 'No grouping' || area === result['area'])
      .map((row) => Number(row['values']))
    for (const [confidence, digits] of [
      [0.95, '95_0'],
      [0.998, '99_8'],
    ] as const) {
      expectLimits(meanInterval(values, confidence), result[`lower${digits}cl`], result[`upper${digits}cl`])
    }
  }
  expect(results).toHaveLength(3)
})

test.skipIf(!isThere)(
  'directly standardised rates are those of Dobson; less than ten cases give none',
  () => {
    const people = linesOf('testdata_DSR_ISR__testdata_multiarea.csv')
    const standards = [
      5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000, 2500,
      1500, 1000,
    ]
    const results = linesOf('testdata_DSR_ISR__testresults_DSR.csv').slice(4, 7)
    for (const result of results) {
      const strata = people
        .filter(({ area }) => area === result['area'])
        .map((row, index) => ({
          cases: Number(row['count']),
          people: Number(row['pop']),
          standard: standards[index] ?? 0,
        }))
      const found = standardisedRate(strata, { confidence: 0.95, multiplier: 100_000 })
      expectNear(found?.value, numberOf(result['value']))
      expectLimits(found, result['lower95_0cl'], result['upper95_0cl'])
    }
    expect(results.map(({ area }) => area)).toEqual(['testdata_big', 'testdata_small', 'testdata_tiny'])
    expect(
      standardisedRate([{ cases: 127, people: -558, standard: 5000 }], { confidence: 0.95 }),
    ).toBeUndefined()
    expect(
      standardisedRate([{ cases: 127, people: 0, standard: 5000 }], { confidence: 0.95 }),
    ).toBeUndefined()
  },
)

test.skipIf(!isThere)('indirectly standardised ratios are those published', () => {
  const results = linesOf('testdata_DSR_ISR__testresults_ISR.csv').filter(
    ({ statistic }) => statistic === 'indirectly standardised ratio x 100',
  )
  for (const row of results) {
    const counts = { observed: Number(row['observed']), expected: Number(row['expected']) }
    for (const [confidence, digits] of [
      [0.95, '95_0'],
      [0.998, '99_8'],
    ] as const) {
      if (row[`lower${digits}cl`] === '') continue
      const found = ratioInterval(counts, { confidence, multiplier: 100 })
      expectNear(found?.value, numberOf(row['value']))
      expectLimits(found, row[`lower${digits}cl`], row[`upper${digits}cl`])
    }
  }
  expect(results).toHaveLength(5)
})

test('exact limits hold the tail they promise', () => {
  // With no cases in n the upper limit u solves (1 - u)^n = 2.5 %.
  expect(exactBinomial({ numerator: 0, denominator: 20 }, 0.95)?.upper).toBeCloseTo(1 - 0.025 ** (1 / 20), 12)
  expect(exactBinomial({ numerator: 20, denominator: 20 }, 0.95)?.lower).toBeCloseTo(0.025 ** (1 / 20), 12)
  expect(exactPoisson(0, 0.95)?.upper).toBeCloseTo(-Math.log(0.025), 12)
  expect(exactPoisson(-1, 0.95)).toBeUndefined()
})

test('a count that cannot be is named and has no interval', () => {
  const faults = [
    [{ numerator: 8, denominator: 7 }, 'numerator_above_denominator'],
    [{ numerator: 1, denominator: -7 }, 'denominator_negative'],
    [{ numerator: -1, denominator: 7 }, 'numerator_negative'],
    [{ numerator: NaN, denominator: 7 }, 'not_finite'],
    [{ numerator: 1, denominator: Infinity }, 'not_finite'],
    [{ numerator: 1, denominator: 0 }, 'denominator_zero'],
    [{ numerator: 0, denominator: 0 }, 'no_cases'],
  ] as const
  for (const [count, fault] of faults) {
    expect(countFault(count, 'proportion')).toBe(fault)
    expect(wilson(count, 0.95)).toBeUndefined()
    expect(exactBinomial(count, 0.95)).toBeUndefined()
  }
  expect(countFault({ numerator: 8, denominator: 7 }, 'rate')).toBeUndefined()
})

test('two units differ when the interval of their difference leaves out nothing', () => {
  const at = (numerator: number, denominator: number): Interval =>
    wilson({ numerator, denominator }, 0.95) ?? { value: NaN }
  expect(differ(at(90, 100), at(60, 100))).toBe(true)
  expect(differ(at(9, 10), at(6, 10))).toBe(false)
  expect(differ(at(9, 10), { value: 1 })).toBeUndefined()
})

test.each([95, 1, 0, NaN])('a confidence of %d gives no limits: it is a share', (confidence) => {
  expect(() => wilson({ numerator: 1, denominator: 2 }, confidence)).toThrow('no confidence')
  expect(() => exactPoisson(3, confidence)).toThrow('no confidence')
  expect(() => meanInterval([1, 2, 3], confidence)).toThrow('no confidence')
})
