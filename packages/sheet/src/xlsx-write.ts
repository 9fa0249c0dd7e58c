import type { CellValue } from './csv-write.ts'
import { looksLikeFormula } from './formula-guard.ts'
import { writeZip } from './zip-write.ts'
import type { PartText } from './zip-write.ts'
import {
  contentTypesText,
  noteDrawingText,
  notesText,
  relationshipsText,
  stylesText,
  workbookText,
} from './xlsx-text.ts'
import type { SheetTab } from './xlsx-text.ts'

/** A column of a sheet that is written. */
export type SheetColumn = {
  readonly header: string
  /** Shown when the mouse is on the header. */
  readonly note?: string
  /** The only values the column takes, as a dropdown. */
  readonly choices?: readonly string[]
  /** In characters; by the header when not said. */
  readonly width?: number
  /** How its numbers are shown: whole, with two decimals, or a share as percent; as they are when not said. */
  readonly format?: 'whole' | 'decimal' | 'share'
  /** Long texts go on in the next line of their cell. */
  readonly isWrapped?: boolean
}

export type SheetContent = {
  readonly name: string
  readonly columns: readonly SheetColumn[]
  readonly rows: Iterable<readonly CellValue[]> | AsyncIterable<readonly CellValue[]>
}

/**
 * Writes an XLSX file of one sheet. All texts are typed as texts, so that none is ever a formula, and all columns are
 * formatted as text, so that what people add keeps its leading zeros. The first row stays when the sheet is scrolled.
 */
export async function writeXlsx({ name, columns, rows }: SheetContent): Promise<Uint8Array> {
  const choices = columns.filter((column) => column.choices !== undefined)
  const hasNotes = columns.some(({ note }) => note !== undefined)
  const parts: PartText[] = [
    ...bookParts([{ name }, { name: 'choices', isHidden: true }], hasNotes),
    { name: 'xl/worksheets/sheet1.xml', text: sheetText(columns, rows, hasNotes) },
    { name: 'xl/worksheets/sheet2.xml', text: choicesText(choices) },
  ]
  if (hasNotes) {
    const noted = columns.flatMap(({ note }, place) => (note === undefined ? [] : [{ place, note }]))
    const links = relationshipsText([
      ['comments', '../comments1.xml'],
      ['vmlDrawing', '../drawings/vmlDrawing1.vml'],
    ])
    parts.push(
      { name: 'xl/worksheets/_rels/sheet1.xml.rels', text: [links] },
      { name: 'xl/comments1.xml', text: [notesText(noted)] },
      { name: 'xl/drawings/vmlDrawing1.vml', text: [noteDrawingText(noted)] },
    )
  }
  return writeZip(parts)
}

/** Writes an XLSX file of several sheets, each as `writeXlsx` writes one; none has dropdowns or notes. */
export async function writeWorkbook(sheets: readonly SheetContent[]): Promise<Uint8Array> {
  return writeZip([
    ...bookParts(sheets, false),
    ...sheets.map(({ columns, rows }, place) => ({
      name: `xl/worksheets/sheet${place + 1}.xml`,
      text: sheetText(columns, rows, false),
    })),
  ])
}

/** What a workbook has besides its sheets. */
function bookParts(tabs: readonly SheetTab[], hasNotes: boolean): readonly PartText[] {
  const sheets = tabs.map((_, place) => ['worksheet', `worksheets/sheet${place + 1}.xml`] as const)
  return [
    { name: '[Content_Types].xml', text: [contentTypesText(tabs.length, hasNotes)] },
    { name: '_rels/.rels', text: [relationshipsText([['officeDocument', 'xl/workbook.xml']])] },
    { name: 'xl/workbook.xml', text: [workbookText(tabs)] },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: [relationshipsText([...sheets, ['styles', 'styles.xml']])],
    },
    { name: 'xl/styles.xml', text: [stylesText] },
  ]
}

const sheetOpen =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ' +
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'

async function* sheetText(
  columns: readonly SheetColumn[],
  rows: SheetContent['rows'],
  hasNotes: boolean,
): AsyncGenerator<string> {
  yield sheetOpen
  yield '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
  yield '<cols>'
  for (const [place, { header, width }] of columns.entries()) {
    const wide = width ?? Math.min(40, Math.max(10, header.length * 2 + 4))
    yield `<col min="${place + 1}" max="${place + 1}" width="${wide}" style="${textStyle}" customWidth="1"/>`
  }
  yield '</cols><sheetData>'
  yield rowText(
    1,
    columns.map(({ header }) => header),
    () => headerStyle,
  )
  let row = 1
  for await (const cells of rows) {
    yield rowText(++row, cells, (value, place) => styleOf(value, columns[place]))
  }
  yield '</sheetData>'
  yield validationsText(columns)
  if (hasNotes) yield '<legacyDrawing r:id="rId2"/>'
  yield '</worksheet>'
}

// Numbers of the styles in `stylesText`.
const plainStyle = 0
const textStyle = 1
const headerStyle = 2
const quotedStyle = 3
const numberStyles = { whole: 4, decimal: 5, share: 6 } as const
const wrappedStyle = 7
const quotedWrappedStyle = 8

function styleOf(value: CellValue, { format, isWrapped = false }: Partial<SheetColumn> = {}): number {
  if (typeof value === 'number') return format === undefined ? plainStyle : numberStyles[format]
  // Still a text when somebody steps into the cell and out again.
  if (looksLikeFormula(value ?? '')) return isWrapped ? quotedWrappedStyle : quotedStyle
  return isWrapped ? wrappedStyle : textStyle
}

function rowText(
  row: number,
  cells: readonly CellValue[],
  styled: (value: CellValue, place: number) => number,
): string {
  const texts = cells.map((value, place) => {
    if (value === undefined || value === '') return ''
    const style = styled(value, place)
    const place1 = `${columnName(place + 1)}${row}`
    if (typeof value === 'number') {
      const own = style === plainStyle ? '' : ` s="${style}"`
      return Number.isFinite(value) ? `<c r="${place1}"${own}><v>${value}</v></c>` : ''
    }
    return `<c r="${place1}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeText(value)}</t></is></c>`
  })
  return `<row r="${row}">${texts.join('')}</row>`
}

/** Rows for which a dropdown is offered: as many as one file may bring. */
const validatedRows = 100_001

function validationsText(columns: readonly SheetColumn[]): string {
  const chosen = columns.flatMap(({ choices }, place) => (choices === undefined ? [] : [{ place, choices }]))
  if (chosen.length === 0) return ''
  const texts = chosen.map(({ place, choices }, number) => {
    const [column, list] = [columnName(place + 1), columnName(number + 1)]
    const range = `choices!$${list}$1:$${list}$${Math.max(1, choices.length)}`
    return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${column}2:${column}${validatedRows}"><formula1>${range}</formula1></dataValidation>`
  })
  return `<dataValidations count="${texts.length}">${texts.join('')}</dataValidations>`
}

/** A hidden sheet holds the values of the dropdowns: written into the cell itself they may have 255 characters only. */
function* choicesText(columns: readonly SheetColumn[]): Generator<string> {
  yield `${sheetOpen}<sheetData>`
  const lists = columns.map(({ choices = [] }) => choices)
  const length = Math.max(0, ...lists.map((list) => list.length))
  for (let row = 0; row < length; row++)
    yield rowText(
      row + 1,
      lists.map((list) => list[row]),
      (value) => styleOf(value),
    )
  yield '</sheetData></worksheet>'
}

/** 1 is A, 26 Z, 27 AA. */
function columnName(column: number): string {
  const rest = Math.floor((column - 1) / 26)
  return (rest > 0 ? columnName(rest) : '') + String.fromCharCode(65 + ((column - 1) % 26))
}

/** What XML cannot hold at all is left out; a text of ours that looks like an escape is escaped itself. */
function escapeText(text: string): string {
  return (
    text
      .toWellFormed()
      // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is left out
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll(/_x[\dA-F]{4}_/gi, (escape) => `_x005F${escape}`)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('\r', '_x000D_')
  )
}
