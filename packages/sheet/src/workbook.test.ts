import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import { readCells } from './cell-table.ts'
import { writeWorkbook } from './xlsx-write.ts'

const sheets = [
  {
    name: '说明',
    columns: [
      { header: '项目', width: 20 },
      { header: '内容', width: 80, isWrapped: true },
    ],
    rows: [
      ['目的', '第一行\n第二行'],
      ['提示', '=1+1'],
    ],
  },
  {
    name: '结果/2026',
    columns: [
      { header: '单位' },
      { header: '件数', format: 'whole' },
      { header: '得分', format: 'decimal' },
      { header: '比例', format: 'share' },
      { header: '值' },
    ],
    rows: [
      ['甲', 1234, 87.456, 0.8125, 0.1],
      ['-乙', undefined, NaN, 0, -3],
    ],
  },
] as const

async function load(): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(Buffer.from(await writeWorkbook(sheets)).buffer)
  return book
}

test('a workbook of several sheets keeps their order and names, and the first row of each stays', async () => {
  const book = await load()
  expect(book.worksheets.map(({ name, state }) => [name, state])).toEqual([
    ['说明', 'visible'],
    ['结果 2026', 'visible'],
  ])
  for (const { views } of book.worksheets) expect(views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
})

test('its numbers are numbers in the format of their column, and its texts are never formulas', async () => {
  const [about, result] = (await load()).worksheets
  const row = result?.getRow(2)
  expect([2, 3, 4, 5].map((column) => row?.getCell(column).value)).toEqual([1234, 87.456, 0.8125, 0.1])
  expect([2, 3, 4].map((column) => row?.getCell(column).numFmt)).toEqual(['#,##0', '#,##0.00', '0.00%'])
  expect(row?.getCell(5).numFmt).toBeUndefined()
  // Neither what is missing nor what is no number has a cell.
  expect(result?.getRow(3).getCell(3).value).toBeNull()
  expect(about?.getCell('B3').value).toBe('=1+1')
  expect(about?.getCell('B3').style).toMatchObject({ alignment: { wrapText: true }, numFmt: '@' })
  expect(about?.getCell('B2').alignment).toMatchObject({ wrapText: true })
})

test('each of its sheets reads back as it was written', async () => {
  const bytes = await writeWorkbook(sheets)
  const read = await readCells({ name: 'a.xlsx', bytes }, { sheet: '结果 2026' })
  expect(read.rows).toEqual([
    ['单位', '件数', '得分', '比例', '值'],
    ['甲', '1234', '87.456', '0.8125', '0.1'],
    ['-乙', '', '', '0', '-3'],
  ])
  expect(await readCells({ name: 'a.xlsx', bytes })).toMatchObject({ sheet: '说明' })
})
