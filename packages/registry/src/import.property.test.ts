import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseLegalDate } from '@duibiao/base'
import type { SheetRecord } from '@duibiao/base'
import { importKinds } from './import-column.ts'
import { aFile, files, plan, whole } from './import-sample.ts'
import { applyChanges } from './registry-row.ts'
import { findTreeFaults } from './tree.ts'

/** Words of which rows are made: sound values, references that exist or not, and rubbish. */
const words = fc.constantFrom(
  ...' 0001 CG DH GOV NO A1 A2 DH-1 990101 990101001 990101001001 1 13800001234'.split(' '),
  ...'部门 街道 社区 区县 网格 基本 配合 收回 许可 区级 名称 a/b'.split(' '),
  ...'2026-03-02 2026年5月1日 2025/1/1 明天 2026-02-30'.split(' '),
)

/** A file of the kind whose cells were changed here and there, rows doubled and left out. */
function mangled(records: readonly SheetRecord[]): fc.Arbitrary<readonly SheetRecord[]> {
  const row = fc.integer({ min: 0, max: records.length - 1 })
  const rows = fc.array(fc.tuple(row, fc.array(fc.option(words), { minLength: 8, maxLength: 8 })), {
    minLength: 1,
    maxLength: 6,
  })
  return rows.map((list) =>
    list.flatMap(([place, changes], index) => {
      const record = records[place]
      if (record === undefined) return []
      const cells = [...record.cells].map(([header, cell], column) => {
        const text = changes[column]
        return [header, text === null || text === undefined ? cell : { ...cell, text }] as const
      })
      return [{ ...record, row: index + 2, cells: new Map(cells) }]
    }),
  )
}

const days = fc.constantFrom('2026-03-02', '2026-05-01', '2026-09-01').map(parseLegalDate)

test.each(importKinds)('a second import of any file of %s changes nothing', (kind) => {
  fc.assert(
    fc.property(mangled(files[kind]), days, fc.boolean(), (records, on, isComplete) => {
      const first = plan(kind, records, { state: whole, on, isComplete })
      const state = applyChanges(whole, first.changes)
      const again = plan(kind, records, { state, on, isComplete })
      expect(again.changes).toEqual([])
      // Every row of the file is told once, whatever becomes of it.
      const told = first.lines.filter(({ row }) => row > 0).map(({ row }) => row)
      expect(told).toEqual(records.map((_, index) => index + 2))
      // What was let in is a sound tree with sound references.
      expect(findTreeFaults([...state.area.values()])).toEqual([])
      expect(findTreeFaults([...state.office.values()])).toEqual([])
      for (const { office } of state.post.values()) expect(state.office.has(office)).toBe(true)
      for (const { post, person } of state.holding.values())
        expect(state.post.has(post) && state.person.has(person)).toBe(true)
    }),
    { numRuns: 150 },
  )
})

test('a header in any case, with blanks and hints, is the same column', () => {
  const records = aFile(' ＩＤ （必填）|Name *|KIND|上级:', 'CG|城市管理局|Department|GOV')
  expect(plan('offices', records, { state: whole }).changes).toEqual([])
})
