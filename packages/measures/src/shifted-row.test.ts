import { expect, test } from 'vitest'
import { drawFrom } from './chance.ts'
import { findShift, habitsOf } from './shifted-row.ts'

/** Forty rows of ten columns whose sizes differ as those of a yearbook do. */
function drawRows(): readonly (readonly number[])[] {
  const next = drawFrom(3)
  const powers = [3, 1, 5, 6, 2, 4, 7, 1, 5, 3]
  return Array.from({ length: 40 }, () => powers.map((power) => Math.round(10 ** (power + next() * 0.6))))
}

test('a cell too many and a cell lacking are found with the column they begin at', () => {
  const rows = drawRows()
  const habits = habitsOf(rows, 10)
  for (const row of rows) {
    expect(findShift(row, habits)).toBeUndefined()
    for (const start of [1, 3, 5]) {
      const right = [...row.slice(0, start), NaN, ...row.slice(start)]
      expect(findShift(right, habits)).toEqual({ start, way: 'right' })
      const left = [...row.slice(0, start), ...row.slice(start + 1)]
      expect(findShift(left, habits)).toEqual({ start, way: 'left' })
    }
  }
})

test('a row that is merely large, small or half empty is not called shifted', () => {
  const rows = drawRows()
  const habits = habitsOf(rows, 10)
  for (const row of rows) {
    expect(
      findShift(
        row.map((value) => value * 10),
        habits,
      ),
    ).toBeUndefined()
    expect(
      findShift(
        row.map((value, place) => (place % 2 === 0 ? NaN : value)),
        habits,
      ),
    ).toBeUndefined()
  }
})
