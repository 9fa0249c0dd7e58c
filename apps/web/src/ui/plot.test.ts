import { expect, test } from 'vitest'
import { bandOf, logTicksOf, pathOf, scaleOf, shownLabels, spanOf, ticksOf } from './plot.ts'

test('an axis holds every number and nothing that cannot be', () => {
  expect(spanOf([undefined, NaN])).toBeUndefined()
  expect(spanOf([0.2, undefined, 0.7])).toEqual({ low: expect.closeTo(0.17), high: expect.closeTo(0.73) })
  expect(spanOf([0.01, 1], { low: 0, high: 1 })).toEqual({ low: 0, high: 1 })
})

test('equal values lie in the middle, at the edge of what is possible too', () => {
  expect(spanOf([5, 5])).toEqual({ low: 4.5, high: 5.5 })
  const full = spanOf([1, 1], { low: 0, high: 1 })
  expect(full?.high).toBeGreaterThan(full?.low ?? 1)
  const none = spanOf([0, 0], { low: 0, high: 1 })
  expect(none).toEqual({ low: 0, high: 1 })
})

test('a scale may run downwards', () => {
  const place = scaleOf({ low: 0, high: 10 }, 100, 0)
  expect([place(0), place(5), place(10)]).toEqual([100, 50, 0])
})

test('ticks are round, inside, and not more than asked', () => {
  expect(ticksOf({ low: 0.61, high: 0.98 }, 5)).toEqual([0.7, 0.8, 0.9])
  expect(ticksOf({ low: 0, high: 1 }, 6)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
  expect(ticksOf({ low: -3, high: 12 }, 4)).toEqual([0, 5, 10])
  for (const high of [0.003, 7, 44, 999, 123_456]) {
    const ticks = ticksOf({ low: 0, high }, 5)
    expect(ticks.length).toBeGreaterThan(1)
    expect(ticks.length).toBeLessThanOrEqual(5)
  }
})

test('an axis of logarithms names powers of ten, and 2 and 5 where there is room', () => {
  expect(logTicksOf({ low: 6, high: 250 }, 6)).toEqual([10, 20, 50, 100, 200])
  expect(logTicksOf({ low: 6, high: 30_000 }, 6)).toEqual([10, 100, 1000, 10_000])
})

test('a missing value is a gap in the line', () => {
  expect(pathOf([{ x: 0, y: 1 }, { x: 1, y: 2 }, undefined, { x: 3, y: 4 }])).toBe('M0.0 1.0L1.0 2.0M3.0 4.0')
  expect(
    bandOf(
      [
        { x: 0, y: 0 },
        { x: 1, y: 0 },
      ],
      [
        { x: 0, y: 5 },
        { x: 1, y: 5 },
      ],
    ),
  ).toBe('M0.0 0.0L1.0 0.0L1.0 5.0L0.0 5.0Z')
  expect(bandOf([], [])).toBe('')
})

test('labels that would touch are left out, the last never', () => {
  expect(shownLabels(4, 20, 100)).toEqual([0, 1, 2, 3])
  expect(shownLabels(12, 40, 200)).toEqual([2, 5, 8, 11])
})
