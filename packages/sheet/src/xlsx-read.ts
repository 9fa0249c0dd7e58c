import { AppError } from '@duibiao/base'
import type { SheetLimits } from './limit.ts'
import { headRows, recordsOf } from './raw-row.ts'
import type { Merge, RawCell, RawRow, SheetEvent } from './raw-row.ts'
import { dateText, plainNumber } from './xlsx-format.ts'
import type { NumberFormats } from './xlsx-format.ts'
import { decodeEscapes, readWorkbook } from './xlsx-workbook.ts'
import type { SheetPart, Workbook } from './xlsx-workbook.ts'
import { attributeOf, pullXml } from './xml-pull.ts'
import type { XmlEvent } from './xml-pull.ts'
import { openZip } from './zip-read.ts'
import type { ZipFile } from './zip-read.ts'

/** Reads all visible sheets of an XLSX file (ECMA-376), row by row. Formulas are never computed: their stored result counts. */
export async function* readXlsx(bytes: Uint8Array, limits: SheetLimits): AsyncGenerator<SheetEvent> {
  const zip = openZip(bytes, limits)
  const workbook = await readWorkbook(zip, limits)
  const count = { rows: 0 }
  for (const sheet of workbook.sheets) {
    const merges = await readMerges(zip, sheet)
    yield* recordsOf(readRows(zip, { sheet, workbook, limits, count }), merges)
  }
}

/**
 * The rows of one sheet as they stand, by its name or the first that people see.
 * @throws AppError `sheet_missing`
 */
export async function* readXlsxRows(
  bytes: Uint8Array,
  limits: SheetLimits,
  wanted?: string,
): AsyncGenerator<RawRow> {
  const zip = openZip(bytes, limits)
  const workbook = await readWorkbook(zip, limits)
  const sheet = workbook.sheets.find(({ name }) => wanted === undefined || name === wanted)
  if (sheet === undefined) {
    const there = workbook.sheets.map(({ name }) => name).join(', ')
    throw new AppError('sheet_missing', { sheet: wanted ?? '', there })
  }
  yield* readRows(zip, { sheet, workbook, limits, count: { rows: 0 } })
}

/** Merged cells near the headers. They stand behind all rows, so the sheet is gone through once for them alone. */
async function readMerges(zip: ZipFile, { path }: SheetPart): Promise<readonly Merge[]> {
  const merges: Merge[] = []
  let rest = ''
  for await (const piece of zip.read(path)) {
    const text = rest + piece
    for (const match of text.matchAll(/mergeCell\s+ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g)) {
      const [, fromColumn = '', fromRow = '', toColumn = '', toRow = ''] = match
      if (Number(fromRow) <= headRows * 4 && merges.length < 1000)
        merges.push({
          fromRow: Number(fromRow),
          toRow: Number(toRow),
          fromColumn: columnOf(fromColumn),
          toColumn: columnOf(toColumn),
        })
    }
    rest = text.slice(Math.max(text.lastIndexOf('<'), text.length - 200))
  }
  return merges
}

type RowReading = {
  readonly sheet: SheetPart
  readonly workbook: Workbook
  readonly limits: SheetLimits
  readonly count: { rows: number }
}

/** What is known of the row and cell that are being read. */
type OpenRow = {
  row: number
  column: number
  cells: RawCell[]
  isText: boolean
  isReading: boolean
  readonly cell: OpenCell
}

type OpenCell = {
  column: number
  type: string
  style: number
  value: string
  hasFormula: boolean
  hasValue: boolean
}

async function* readRows(
  zip: ZipFile,
  { sheet, workbook, limits, count }: RowReading,
): AsyncGenerator<RawRow> {
  const cell: OpenCell = { column: 0, type: '', style: 0, value: '', hasFormula: false, hasValue: false }
  const open: OpenRow = { row: 0, column: 0, cells: [], isText: false, isReading: false, cell }
  for await (const events of pullXml(zip.read(sheet.path))) {
    for (const event of events) {
      if (event.kind === 'text') {
        if (open.isText && !open.isReading) cell.value += event.text
      } else if (event.name === 'c') {
        if (event.kind === 'open') openCell(open, event.attributes)
        else if (cell.column <= limits.columns) open.cells.push(closeCell(cell, workbook))
      } else if (event.name !== 'row') followPart(event, open)
      else if (event.kind === 'open') openRow(open, event.attributes)
      else {
        if (++count.rows > limits.rows) throw new AppError('sheet_too_large', { limit: 'rows' })
        yield { sheet: sheet.name, row: open.row, cells: open.cells }
      }
    }
  }
}

function openRow(open: OpenRow, attributes: string): void {
  open.row = Number(attributeOf(attributes, 'r') ?? open.row + 1)
  open.column = 0
  open.cells = []
}

function openCell(open: OpenRow, attributes: string): void {
  const { cell } = open
  const letters = /^[A-Z]+/.exec(attributeOf(attributes, 'r') ?? '')?.[0]
  open.column = letters === undefined ? open.column + 1 : columnOf(letters)
  cell.column = open.column
  cell.type = attributeOf(attributes, 't') ?? 'n'
  cell.style = Number(attributeOf(attributes, 's') ?? 0)
  cell.value = ''
  cell.hasFormula = false
  cell.hasValue = false
}

/** Value (v), text (t), formula (f) and reading (rPh) of a cell. */
function followPart(event: Exclude<XmlEvent, { readonly kind: 'text' }>, open: OpenRow): void {
  const isOpen = event.kind === 'open' && !event.isEmpty
  if (event.name === 'v' || event.name === 't') {
    open.isText = isOpen
    open.cell.hasValue ||= isOpen
  } else if (event.name === 'f') open.cell.hasFormula = true
  else if (event.name === 'rPh') open.isReading = isOpen
}

function closeCell(cell: OpenCell, { formats, texts }: Workbook): RawCell {
  const { column, type, value } = cell
  if (cell.hasFormula && !cell.hasValue)
    return { column, text: '', fault: { code: 'formula_unvalued', text: '' } }
  switch (type) {
    case 's':
      return { column, text: texts[Number(value)] ?? '' }
    case 'inlineStr':
    case 'str':
      return { column, text: decodeEscapes(value) }
    case 'b':
      return { column, text: value === '1' ? 'true' : 'false' }
    case 'e':
      return { column, text: '', fault: { code: 'cell_error', text: value } }
    case 'd':
      return { column, text: value.replace('T', ' ').replace(/ 00:00:00(\.0+)?Z?$/, '') }
    default:
      return numberCell(cell, formats)
  }
}

function numberCell({ column, style, value }: OpenCell, { styles, is1904 }: NumberFormats): RawCell {
  if (value === '') return { column, text: '' }
  const format = styles[style] ?? { kind: 'plain' }
  const isDate = format.kind === 'date'
  const text = isDate ? dateText(value, is1904) : plainNumber(value, format)
  if (text !== undefined) return { column, text }
  return { column, text: '', fault: { code: isDate ? 'date_impossible' : 'number_imprecise', text: value } }
}

/** A is 1, Z 26, AA 27. */
function columnOf(letters: string): number {
  let column = 0
  for (let place = 0; place < letters.length; place++) column = column * 26 + letters.charCodeAt(place) - 64
  return column
}
