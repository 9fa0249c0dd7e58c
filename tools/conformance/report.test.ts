import { describe, expect, test } from 'vitest'
import { readExceptions } from './exception.ts'
import { countBySuite } from './figure.ts'
import { writeConformancePage } from './page.ts'
import { makeReport } from './report.ts'

const passed = { id: 'own/good' }
const failed = { id: 'own/bad', failure: 'step 1: expected ended, got running' }

describe('the report', () => {
  test('ends with the plain figures and fails when something fails', () => {
    const report = makeReport([passed, failed], [])
    expect(report.lines).toEqual([
      'FAIL own/bad: step 1: expected ended, got running',
      'of the failed, 0 are listed exceptions',
      '1 passed, 1 failed',
    ])
    expect(report.exitCode).toBe(1)
  })

  test('counts a listed exception as failed, yet passes the run', () => {
    const report = makeReport([passed, failed], [{ id: 'own/bad', reason: 'clause 13' }])
    expect(report.lines[0]).toContain('[listed exception: clause 13]')
    expect(report.lines.slice(-2)).toEqual(['of the failed, 1 are listed exceptions', '1 passed, 1 failed'])
    expect(report.exitCode).toBe(0)
  })

  test('counts listed exceptions as skipped where the test command adds up closing lines', () => {
    const exceptions = [{ id: 'own/bad', reason: 'clause 13' }]
    expect(makeReport([passed, failed], exceptions, { apart: true }).lines.at(-1)).toBe(
      '1 passed, 0 failed, 1 skipped',
    )
  })

  test('names a listed exception that passes after all', () => {
    const { lines, exitCode } = makeReport([passed], [{ id: 'own/good', reason: 'x' }])
    expect(lines[0]).toBe('own/good passes: take it off the list of exceptions')
    expect(exitCode).toBe(0)
  })

  test('does not call an empty run a success', () => {
    expect(makeReport([], []).exitCode).toBe(1)
  })
})

describe('the list of exceptions', () => {
  test('has its entries by suite', () => {
    const text = 'bpmn:\n  - { id: a, reason: r }\ndmn:\n  - { id: b, reason: s }\n'
    expect(readExceptions(text, 'bpmn')).toEqual([{ id: 'a', reason: 'r' }])
    expect(readExceptions(text, 'dmn')).toEqual([{ id: 'b', reason: 's' }])
    expect(readExceptions('', 'bpmn')).toEqual([])
  })

  test.each([
    ['without a reason', 'bpmn:\n  - { id: a }\n'],
    ['with an empty reason', "bpmn:\n  - { id: a, reason: ' ' }\n"],
    ['listed twice', 'bpmn:\n  - { id: a, reason: r }\n  - { id: a, reason: r }\n'],
    ['not in a list', 'bpmn: { id: a, reason: r }\n'],
  ])('refuses an entry %s', (_what, text) => {
    expect(() => readExceptions(text, 'bpmn')).toThrow()
  })
})

describe('the page', () => {
  const figures = countBySuite([passed, failed, { id: 'other/x' }], new Set(['own/bad']))

  test('has a row for each suite', () => {
    expect(figures).toEqual([
      { suite: 'other', passed: 1, failed: 0, listed: 0 },
      { suite: 'own', passed: 1, failed: 1, listed: 1 },
    ])
    const exceptions = [
      { id: 'own/bad', reason: 'clause 13' },
      { id: 'own/worse', reason: 'clause 13' },
    ]
    const page = writeConformancePage([{ title: 'BPMN 2.0', command: 'play', figures, exceptions }])
    expect(page).toContain('| own | 1 | 1 | 1 | 50.0 % |')
    expect(page).toContain('clause 13\n\n- `own/bad`\n- `own/worse`')
  })
})
