import { expect, test } from 'vitest'
import type { TestModule } from 'vitest/node'
import { addTallies, readClosingLine, tellSecondTries, writeClosingLine } from './closing-line.ts'

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

test('what passed at the second try only is told by file and name, with what the first one said', () => {
  function aTest(fullName: string, flaky: boolean) {
    const errors = flaky ? [{ message: 'expected 0 to be 1' }] : []
    return { fullName, diagnostic: () => ({ flaky }), result: () => ({ state: 'passed', errors }) }
  }
  const tests = [aTest('a list is read', false), aTest('a row is pressed', true)]
  // The parts of a module of vitest that are read.
  const module = { relativeModuleId: 'row.test.ts', children: { allTests: () => tests } }
  expect(tellSecondTries([module as unknown as TestModule])).toEqual([
    'passed at the second try: row.test.ts > a row is pressed: expected 0 to be 1',
  ])
})
