import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { readWholeSheet } from './sheet-read.ts'
import { writeXlsx } from './xlsx-write.ts'
import { writeZip } from './zip-write.ts'

/** A workbook made by another program. */
async function byOthers(
  fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void,
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  fill(book.addWorksheet('人员'), book)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

async function read(bytes: Uint8Array): Promise<{
  readonly rows: readonly (readonly [number, ...string[]])[]
  readonly headers: readonly string[]
  readonly faults: readonly (readonly [number, number, string])[]
}> {
  const { records, findings } = await readWholeSheet({ name: 'a.xlsx', bytes })
  return {
    rows: records.map(({ row, cells }) => [row, ...[...cells.values()].map(({ text }) => text)]),
    headers: [...(records[0]?.cells.keys() ?? [])],
    faults: findings.map(({ row, column, code }) => [row, column, code]),
  }
}

describe('a workbook of another program', () => {
  test('keeps leading zeros, long numbers as text, rich text and links', async () => {
    const bytes = await byOthers((sheet) => {
      sheet.addRow(['工号', '身份证号', '姓名', '网址', '序号'])
      sheet.addRow([
        '0001',
        '110105194912310021',
        { richText: [{ text: '李' }, { text: '明' }] },
        { text: '主页', hyperlink: 'https://minghu.example' },
        7,
      ])
      sheet.addRow(['0002', '', '=1+1', ' 前后 ', 0.1 + 0.2])
      sheet.getCell('E2').numFmt = '00000'
    })
    expect((await read(bytes)).rows).toEqual([
      [2, '0001', '110105194912310021', '李明', '主页', '00007'],
      [3, '0002', '', '=1+1', ' 前后 ', '0.3'],
    ])
  })

  test.each([false, true])('gives the day a date shows, counted from 1904: %s', async (date1904) => {
    const bytes = await byOthers((sheet, book) => {
      book.properties.date1904 = date1904
      sheet.addRow(['甲', '乙', '丙', '丁'])
      sheet.addRow([
        new Date(Date.UTC(2026, 10, 22)),
        new Date(Date.UTC(2026, 10, 22, 8, 30)),
        '2026年11月22日',
        new Date(Date.UTC(2008, 1, 29)),
      ])
      sheet.getCell('A2').numFmt = 'yyyy"年"m"月"d"日"'
      sheet.getCell('B2').numFmt = 'yyyy/m/d h:mm'
      sheet.getCell('D2').numFmt = '[$-804]yyyy-mm-dd;@'
    })
    expect((await read(bytes)).rows).toEqual([
      [2, '2026-11-22', '2026-11-22 08:30', '2026年11月22日', '2008-02-29'],
    ])
  })

  test('has its title passed over and its merged headers understood', async () => {
    const bytes = await byOthers((sheet) => {
      sheet.addRow(['明湖区履职清单'])
      sheet.mergeCells('A1:F1')
      sheet.addRow(['编号', '事项', '责任单位', '', '联系人', ''])
      sheet.addRow(['', '', '牵头部门', '配合单位', '姓名', '电话'])
      sheet.mergeCells('A2:A3')
      sheet.mergeCells('B2:B3')
      sheet.mergeCells('C2:D2')
      sheet.mergeCells('E2:F2')
      sheet.addRow(['D1', '占道', 'CG', 'DH', '李明', '123'])
    })
    const { headers, rows } = await read(bytes)
    expect(headers).toEqual(['编号', '事项', '牵头部门', '配合单位', '姓名', '电话'])
    expect(rows).toEqual([[4, 'D1', '占道', 'CG', 'DH', '李明', '123']])
  })

  test('has lower headers that are alike told apart by the upper ones', async () => {
    const bytes = await byOthers((sheet) => {
      sheet.addRow(['主办', '', '协办', ''])
      sheet.addRow(['名称', '电话', '名称', '电话'])
      sheet.mergeCells('A1:B1')
      sheet.mergeCells('C1:D1')
      sheet.addRow(['甲', '1', '乙', '2'])
    })
    expect((await read(bytes)).headers).toEqual(['主办名称', '主办电话', '协办名称', '协办电话'])
  })

  test('has its formulas never computed: the stored result counts, and without one the row is told', async () => {
    const bytes = await byOthers((sheet) => {
      sheet.addRow(['甲', '乙'])
      sheet.addRow([{ formula: 'A9+1', result: 41 }, 'x'])
      sheet.addRow([{ formula: 'WEBSERVICE("http://minghu.example")' }, 'x'])
      sheet.addRow([{ error: '#REF!' }, 'x'])
      sheet.addRow([Number('110105194912310021'), 'x'])
    })
    const { rows, faults } = await read(bytes)
    expect(rows).toEqual([[2, '41', 'x']])
    expect(faults).toEqual([
      [3, 1, 'formula_unvalued'],
      [4, 1, 'cell_error'],
      [5, 1, 'number_imprecise'],
    ])
  })

  test('is read sheet by sheet, hidden ones left out, blank rows passed over', async () => {
    const bytes = await byOthers((sheet, book) => {
      sheet.addRow(['甲', '乙'])
      sheet.addRow(['1', '2'])
      sheet.addRow([])
      sheet.addRow(['3', '4', '没有表头'])
      book.addWorksheet('藏', { state: 'hidden' }).addRow(['x', 'y'])
      const other = book.addWorksheet('第二')
      other.addRows([
        ['甲', '甲'],
        ['5', '6'],
      ])
    })
    const { records, findings } = await readWholeSheet({ name: 'a.XLSX', bytes })
    expect(records.map(({ sheet, row }) => [sheet, row])).toEqual([
      ['人员', 2],
      ['人员', 4],
      ['第二', 2],
    ])
    expect(findings.map(({ sheet, code }) => [sheet, code])).toEqual([
      ['人员', 'header_missing'],
      ['第二', 'header_doubled'],
      ['第二', 'header_missing'],
    ])
  })
})

test('dates in the formats that only Chinese versions have, prefixes of names, and signs by number are understood', async () => {
  const main = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const bytes = await writeZip([
    {
      name: 'xl/workbook.xml',
      text: [
        `<x:workbook ${main} xmlns:r="${relations}"><x:sheets><x:sheet name="一" sheetId="1" r:id="rId9"/></x:sheets></x:workbook>`,
      ],
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: [`<Relationships><Relationship Target="/xl/worksheets/s.xml" Id="rId9"/></Relationships>`],
    },
    {
      name: 'xl/styles.xml',
      text: [
        `<x:styleSheet ${main}><x:cellStyleXfs><x:xf numFmtId="9"/></x:cellStyleXfs><x:cellXfs><x:xf/><x:xf numFmtId="31"/></x:cellXfs></x:styleSheet>`,
      ],
    },
    {
      name: 'xl/worksheets/s.xml',
      text: [
        `<x:worksheet ${main}><!-- > --><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>日&#26399;</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t><![CDATA[a<b]]></x:t><x:rPh><x:t>读</x:t></x:rPh></x:is></x:c></x:row>`,
        `<x:row><x:c s="1"><x:v>46348</x:v></x:c><x:c t="str" note='a>b'><x:v>x_x000D_y</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
      ],
    },
  ])
  const { headers, rows } = await read(bytes)
  expect(headers).toEqual(['日期', 'a<b'])
  expect(rows).toEqual([[2, '2026-11-22', 'x\ry']])
})

describe('a workbook of ours', () => {
  const columns = [
    { header: '工号', note: '四位 <数字> & 字母' },
    { header: '姓名' },
    { header: '类型', choices: ['部门', '街道', '社区'] },
  ]

  test('is a template that others open, with notes, dropdowns, and columns of text', async () => {
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(Buffer.from(await writeXlsx({ name: '人员[1]', columns, rows: [] })).buffer)
    const sheet = book.worksheets[0]
    expect(sheet?.name).toBe('人员 1')
    expect(sheet?.getRow(1).values).toEqual([undefined, '工号', '姓名', '类型'])
    expect(JSON.stringify(sheet?.getCell('A1').note)).toContain('四位 <数字> & 字母')
    expect(sheet?.getCell('C2').dataValidation).toMatchObject({
      type: 'list',
      formulae: ['choices!$A$1:$A$3'],
    })
    expect(sheet?.getColumn(1).numFmt).toBe('@')
    expect(book.worksheets[1]?.state).toBe('hidden')
    expect(book.worksheets[1]?.getCell('A3').value).toBe('社区')
  })

  test('holds no formula, whatever citizens write [V1.2.10]', async () => {
    const texts = [
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      '＝1',
      "'=1",
      '=HYPERLINK("http://x")',
      '_x0041_',
    ]
    const bytes = await writeXlsx({
      name: '诉求',
      columns: [{ header: '甲' }, { header: '乙' }],
      rows: texts.map((text) => [text, -1]),
    })
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(Buffer.from(bytes).buffer)
    const cells = texts.map((_, index) => book.worksheets[0]?.getCell(index + 2, 1))
    expect(cells.map((cell) => cell?.type)).toEqual(texts.map(() => ExcelJS.ValueType.String))
    const { rows } = await read(bytes)
    expect(rows).toEqual(texts.map((text, index) => [index + 2, text, '-1']))
  })

  test('is the same bytes for the same rows', async () => {
    const make = () => writeXlsx({ name: 'x', columns, rows: [['0001', '李明', '部门']] })
    expect(await make()).toEqual(await make())
  })
})
