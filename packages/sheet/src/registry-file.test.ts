import { existsSync, readFileSync } from 'node:fs'
import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { parseLegalDate } from '@duibiao/base'
import { applyChanges, emptyRegistry, importKinds, planImport, templateColumns } from '@duibiao/registry'
import { readWholeSheet, writeCsv, writeXlsx } from './index.ts'

const setting = { district: 1, on: parseLegalDate('2026-03-02') }

describe('a template', () => {
  test.each(importKinds)('of %s has headers that are understood when it comes back', async (kind) => {
    for (const language of ['zh', 'en'] as const) {
      const columns = templateColumns(kind, language)
      const bytes = await writeXlsx({ name: kind, columns, rows: [columns.map(() => 'x')] })
      const { records, findings } = await readWholeSheet({ name: 'a.xlsx', bytes })
      expect(findings).toEqual([])
      const plan = planImport(kind, records, { state: emptyRegistry, setting })
      const codes: readonly string[] = plan.findings.map(({ code }) => code)
      expect(codes.filter((code) => code.startsWith('column_'))).toEqual([])
    }
  })

  test('filled in by others is imported, its faults told by row and column', async () => {
    const columns = templateColumns('offices', 'zh')
    const book = new ExcelJS.Workbook()
    const empty = await writeXlsx({ name: '机构', columns, rows: [] })
    await book.xlsx.load(Buffer.from(empty).buffer)
    const sheet = book.worksheets[0]
    sheet?.addRow(['0001', '城管局', '部门', '', '', '', new Date(Date.UTC(2026, 0, 1))])
    if (sheet !== undefined) sheet.getCell('G2').numFmt = 'yyyy"年"m"月"d"日"'
    sheet?.addRow(['0002', '水利局', '局', '0001'])
    const bytes = new Uint8Array(await book.xlsx.writeBuffer())
    const { records } = await readWholeSheet({ name: 'a.xlsx', bytes })
    const plan = planImport('offices', records, { state: emptyRegistry, setting })
    expect(plan.changes).toMatchObject([
      { subject: '0001', after: { name: '城管局', validFrom: '2026-01-01' } },
    ])
    expect(plan.findings.map(({ row, column, code }) => [row, column, code])).toEqual([
      [3, 3, 'choice_unknown'],
    ])
  })
})

const catalogue = new URL('../../../../shared/data/civic/guangan_district_service_items.csv', import.meta.url)

test.skipIf(!existsSync(catalogue))('the catalogue of a real district is imported as it is', async () => {
  const bytes = new Uint8Array(readFileSync(catalogue))
  const { records, findings } = await readWholeSheet({ name: 'items.csv', bytes })
  expect(findings).toEqual([])
  const plan = planImport('items', records, { state: emptyRegistry, setting })
  const { added, refused } = plan.count
  expect(added + refused).toBe(records.length)
  expect(added).toBeGreaterThan(1000)
  const codes = new Set(plan.findings.filter(({ severity }) => severity === 'error').map(({ code }) => code))
  expect([...codes]).toEqual([])
  const state = applyChanges(emptyRegistry, plan.changes)
  expect(planImport('items', records, { state, setting }).changes).toEqual([])
})

test('what is exported as CSV is imported without change', async () => {
  const records = [['A1', '=占道', '许可', '城管局', '《条例》第一条']]
  let text = ''
  for await (const line of writeCsv(['编码', '名称', '类型', '实施主体', '依据'], records)) text += line
  const file = { name: 'a.csv', bytes: new TextEncoder().encode(text) }
  const plan = planImport('items', (await readWholeSheet(file)).records, { state: emptyRegistry, setting })
  expect(plan.changes).toMatchObject([{ after: { name: '=占道', kind: 'permit', level: 'district' } }])
})
