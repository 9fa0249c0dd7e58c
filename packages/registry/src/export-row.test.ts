import { describe, expect, test } from 'vitest'
import { parseLegalDate } from '@duibiao/base'
import type { SheetRecord } from '@duibiao/base'
import { exportTable } from './export-row.ts'
import type { ExportTable } from './export-row.ts'
import { importKinds } from './import-column.ts'
import { plan, whole } from './import-sample.ts'

const on = parseLegalDate('2026-03-02')

/** The table as a reader of files would give it back. */
function recordsOf({ headers, rows }: ExportTable): readonly SheetRecord[] {
  return rows.map(({ cells, geometry }, index) => ({
    sheet: '',
    row: index + 2,
    cells: new Map(headers.map((header, place) => [header, { column: place + 1, text: cells[place] ?? '' }])),
    ...(geometry !== undefined && { geometry }),
  }))
}

describe.each(['zh', 'en'] as const)('an export in %s', (language) => {
  test.each(importKinds)('of %s is imported again without a change', (kind) => {
    const table = exportTable(kind, whole, { on, language })
    expect(table.rows.length).toBeGreaterThan(0)
    const again = plan(kind, recordsOf(table), { state: whole, isComplete: true })
    expect(again.findings).toEqual([])
    expect(again.changes).toEqual([])
  })
})

test('an export of people holds no contact', () => {
  expect([...whole.contact.values()].map(({ value }) => value)).not.toEqual([])
  const table = exportTable('people', whole, { on, language: 'zh' })
  for (const { value } of whole.contact.values()) expect(JSON.stringify(table)).not.toContain(value)
})

test('an export below an office or of a name holds nothing else', () => {
  const below = exportTable('offices', whole, { on, language: 'zh', below: 'DH' })
  expect(below.rows.map(({ cells }) => cells[0])).toEqual(expect.arrayContaining(['DH']))
  expect(below.rows.map(({ cells }) => cells[0])).not.toContain('CG')
  const named = exportTable('offices', whole, { on, language: 'zh', name: '城市管理' })
  expect(named.rows.map(({ cells }) => cells[0])).toEqual(['CG'])
  expect(exportTable('offices', whole, { on, language: 'zh', below: 'NO' }).rows).toEqual([])
})

test('an export is narrowed by the fields that lists are narrowed by', () => {
  const streets = exportTable('offices', whole, { on, language: 'en', having: { kind: 'street_office' } })
  expect(streets.rows.map(({ cells }) => cells[0])).toContain('DH')
  expect(streets.rows.map(({ cells }) => cells[0])).not.toContain('CG')
  expect(exportTable('areas', whole, { on, language: 'en', having: { level: 'none' } }).rows).toEqual([])
})
