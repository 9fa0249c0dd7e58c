import { expect, test } from 'vitest'
import type { DivisionReport, StatisticReport } from './queries.ts'
import { standingOf } from './report-standing.ts'

const error = {
  file: 'table',
  row: 3,
  column: 2,
  code: 'x',
  severity: 'error',
  message: { zh: '', en: '' },
} as const

function aReport(change: Partial<StatisticReport> = {}): StatisticReport {
  const counts = { rows: 2, units: 2, added: 0, changed: 0, unchanged: 0 }
  return { is_applied: false, digest: 'd', ...counts, defined: [], findings: [], left_out: 0, ...change }
}

function aList(change: Partial<DivisionReport> = {}): DivisionReport {
  const counts = { divisions: 2, passed: 0, added: 0, changed: 0, removed: 0 }
  return { is_applied: false, digest: 'd', ...counts, findings: [], left_out: 0, ...change }
}

test.each([
  [aReport({ added: 2 }), { verdict: 'good', isOpen: true, isPartial: false }],
  [aReport({ added: 1, findings: [error] }), { verdict: 'faulty', isOpen: true, isPartial: true }],
  [aReport({ unchanged: 2 }), { verdict: 'same', isOpen: false, isPartial: false }],
  [aReport({ unchanged: 2, defined: ['gdp'] }), { verdict: 'good', isOpen: true, isPartial: false }],
  [aReport({ findings: [error] }), { verdict: 'broken', isOpen: false, isPartial: false }],
  [aReport({ is_applied: true, added: 2 }), { verdict: 'applied', isOpen: false, isPartial: false }],
  [aList({ added: 2 }), { verdict: 'good', isOpen: true, isPartial: false }],
  [aList({ added: 2, findings: [error] }), { verdict: 'broken', isOpen: false, isPartial: false }],
  [aList({ removed: 1 }), { verdict: 'good', isOpen: true, isPartial: false }],
  [aList(), { verdict: 'same', isOpen: false, isPartial: false }],
] as const)('a report stands so: %#', (report, standing) => {
  expect(standingOf(report)).toMatchObject(standing)
})
