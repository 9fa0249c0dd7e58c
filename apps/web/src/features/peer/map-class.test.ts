import { expect, test } from 'vitest'
import { classOf, classesOf } from './map-class.ts'

test('classes hold about as many values each and leave none out', () => {
  const values = Array.from({ length: 23 }, (_, place) => place * place)
  const classes = classesOf(values.toReversed())
  expect(classes.map(({ count }) => count)).toEqual([5, 4, 5, 4, 5])
  expect(values.map((value) => classOf(classes, value))).not.toContain(undefined)
  expect(classes[0]).toMatchObject({ from: 0, to: 16 })
})

test('equal values are in one class, however many they are', () => {
  const classes = classesOf([0, 0, 0, 0, 0, 0, 0, 1, 2, 3])
  expect(classes).toEqual([
    { from: 0, to: 0, count: 7 },
    { from: 1, to: 1, count: 1 },
    { from: 2, to: 2, count: 1 },
    { from: 3, to: 3, count: 1 },
  ])
  expect(classesOf([4, 4, 4])).toEqual([{ from: 4, to: 4, count: 3 }])
})

test('few values have a class each; none have none', () => {
  expect(classesOf([3, 1]).map(({ from, to }) => [from, to])).toEqual([
    [1, 1],
    [3, 3],
  ])
  expect(classesOf([])).toEqual([])
})

test('a value that is not known is in no class, and is not zero', () => {
  const classes = classesOf([0, 1, 2])
  expect(classOf(classes, undefined)).toBeUndefined()
  expect(classOf(classes, 0)).toBe(0)
  expect(classOf(classes, 7)).toBeUndefined()
})
