import { expect, test } from 'vitest'
import { addTallies, readClosingLine, writeClosingLine } from './closing-line.ts'

test('the closing line names skipped checks only when there are any', () => {
  expect(writeClosingLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed')
  expect(writeClosingLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped')
})

test('the last closing line of an output counts, and a line with more on it does not', () => {
  const output = '1 passed, 0 failed\nTests  7 passed, 0 failed\n4 passed, 2 failed, 1 skipped\ndone\n'
  expect(readClosingLine(output)).toEqual({ passed: 4, failed: 2, skipped: 1 })
  expect(readClosingLine('everything is fine\n')).toBeUndefined()
})

test('tallies add up field by field', () => {
  expect(addTallies({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 })).toEqual({
    passed: 11,
    failed: 22,
    skipped: 33,
  })
})
