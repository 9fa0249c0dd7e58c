import { isAppError } from '@duibiao/base'
import { expect, test } from 'vitest'
import { readCells } from './cell-table.ts'
import { writeXlsx } from './xlsx-write.ts'

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
    return ''
  } catch (error) {
    return isAppError(error) ? error.code : String(error)
  }
}

test('rows keep their numbers: titles, empty rows and rows that are too long stay where they are', async () => {
  const text = '\uFEFF2020 年\n\n地区,面积\n长宁县,1,2,3\n"文\n县",\n'
  const { rows, findings } = await readCells({ name: 'a.csv', bytes: bytesOf(text) })
  expect(rows.slice(0, 5)).toEqual([
    ['2020 年'],
    [''],
    ['地区', '面积'],
    ['长宁县', '1', '2', '3'],
    ['文\n县', ''],
  ])
  expect(findings).toEqual([])
})

test('a row of CSV with damaged bytes is empty and told', async () => {
  const bytes = new Uint8Array([...bytesOf('地区,面积\n'), 0xff, 0x2c, 0x31, 0x0a, ...bytesOf('乙,2\n')])
  const { rows, findings } = await readCells({ name: 'a.csv', bytes })
  expect(rows[2]).toEqual(['乙', '2'])
  expect(rows[1]).toEqual([])
  expect(findings).toMatchObject([{ row: 2, code: 'row_damaged' }])
})

test('a sheet of a workbook is taken by its name, the first unless named', async () => {
  const columns = [{ header: '地区' }, { header: '面积' }]
  const bytes = await writeXlsx({ name: '年鉴', columns, rows: [['甲', 1.5]] })
  const expected = [
    ['地区', '面积'],
    ['甲', '1.5'],
  ]
  expect(await readCells({ name: 'a.xlsx', bytes })).toMatchObject({ sheet: '年鉴', rows: expected })
  expect(await readCells({ name: 'a.xlsx', bytes }, { sheet: '年鉴' })).toMatchObject({ rows: expected })
  expect(await codeOf(readCells({ name: 'a.xlsx', bytes }, { sheet: '别的' }))).toBe('sheet_missing')
})

test('JSON is a list of lists or of objects, whose names are the first row', async () => {
  const lists = bytesOf('[["地区","面积"],["甲",1.5],["乙",null]]')
  expect((await readCells({ name: 'a.json', bytes: lists })).rows).toEqual([
    ['地区', '面积'],
    ['甲', '1.5'],
    ['乙', ''],
  ])
  const lines = bytesOf('{"地区":"甲","面积":1}\n\n{"地区":"乙","人口":2}\n')
  expect((await readCells({ name: 'a.jsonl', bytes: lines })).rows).toEqual([
    ['地区', '面积', '人口'],
    ['甲', '1', ''],
    ['乙', '', '2'],
  ])
})

test.each([
  ['a.json', '{"a":1}'],
  ['a.json', '[1]'],
  ['a.json', '[{'],
  ['a.jsonl', '{"a":1}\n{'],
  ['a.csv', 'a,b\n1,2\n', 'sheet_too_large'],
  ['a.txt', 'a', 'file_kind_unknown'],
])('%s with %j is refused', async (name, text, code = 'sheet_unreadable') => {
  const limits = { bytes: 100, unpacked: 100, parts: 1, rows: 1, columns: 2, texts: 10 }
  expect(await codeOf(readCells({ name, bytes: bytesOf(text) }, { limits }))).toBe(code)
})
