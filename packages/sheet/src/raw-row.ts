import type { SheetCell, SheetRecord } from '@duibiao/base'
import { sheetFinding } from './finding.ts'
import type { SheetFaultCode, SheetFinding } from './finding.ts'

/** A row before it is known which one holds the headers. */
export type RawRow = {
  readonly sheet: string
  readonly row: number
  readonly cells: readonly RawCell[]
}

export type RawCell = SheetCell & {
  readonly fault?: { readonly code: SheetFaultCode; readonly text: string }
}

/** Cells that are shown as one; 1-based, both ends included. */
export type Merge = {
  readonly fromRow: number
  readonly toRow: number
  readonly fromColumn: number
  readonly toColumn: number
}

/** What reading a file gives, in the order of the file. */
export type SheetEvent =
  | { readonly kind: 'record'; readonly record: SheetRecord }
  | { readonly kind: 'finding'; readonly finding: SheetFinding }

/** Rows in which the headers are looked for: above them stand titles and remarks. */
export const headRows = 12

type Head = {
  readonly names: ReadonlyMap<number, string>
  /** The last row that belongs to the headers. */
  readonly last: number
  readonly findings: readonly SheetFinding[]
}

/** Turns the rows of one sheet into records by their headers. */
export async function* recordsOf(
  rows: AsyncIterable<RawRow> | Iterable<RawRow>,
  merges: readonly Merge[] = [],
): AsyncGenerator<SheetEvent> {
  let waiting: RawRow[] = []
  let head: Head | undefined
  const unnamed = new Set<number>()
  for await (const row of rows) {
    if (row.cells.every(({ text, fault }) => text === '' && fault === undefined)) continue
    if (head === undefined && waiting.length < headRows) {
      waiting.push(row)
      continue
    }
    head ??= findHead(waiting, merges)
    yield* emit(waiting)
    waiting = []
    yield* emit([row])
  }
  if (waiting.length > 0) {
    head ??= findHead(waiting, merges)
    yield* emit(waiting)
  }

  function* emit(list: readonly RawRow[]): Generator<SheetEvent> {
    if (head === undefined) return
    if (list.length > 0 && list === waiting) {
      for (const finding of head.findings) yield { kind: 'finding', finding }
    }
    for (const row of list) if (row.row > head.last) yield* toRecord(row, head.names, unnamed)
  }
}

function* toRecord(
  { sheet, row, cells }: RawRow,
  names: ReadonlyMap<number, string>,
  unnamed: Set<number>,
): Generator<SheetEvent> {
  const byColumn = new Map(cells.map((cell) => [cell.column, cell]))
  let isFaulty = false
  for (const { column, text, fault } of cells) {
    if (!names.has(column)) {
      if (text !== '' && !unnamed.has(column)) {
        unnamed.add(column)
        const finding = sheetFinding({ sheet, row, column }, 'header_missing', { column })
        yield { kind: 'finding', finding }
      }
    } else if (fault !== undefined) {
      isFaulty = true
      const finding = sheetFinding({ sheet, row, column }, fault.code, { text: fault.text })
      yield { kind: 'finding', finding }
    }
  }
  if (isFaulty) return
  const record = new Map(
    [...names].map(([column, name]) => [name, { column, text: byColumn.get(column)?.text ?? '' }]),
  )
  yield { kind: 'record', record: { sheet, row, cells: record } }
}

/**
 * Finds the row of headers: the first with two cells or more that are not empty, so that a title above is passed over; in a
 * sheet of one column the first. Where a header is merged over several columns the row below it names them.
 */
function findHead(rows: readonly RawRow[], merges: readonly Merge[]): Head {
  const top = rows.find(hasTwoCells) ?? rows[0]
  if (top === undefined) return { names: new Map(), last: 0, findings: [] }
  const wide = merges.filter(
    ({ fromRow, toRow, fromColumn, toColumn }) =>
      fromRow <= top.row && toRow === top.row && toColumn > fromColumn,
  )
  const below = wide.length === 0 ? undefined : rows.find(({ row }) => row === top.row + 1)
  const names = nameColumns(spread(textsOf(top), wide), below === undefined ? new Map() : textsOf(below))
  const { sheet, row } = top
  return { ...withoutDoubles(names, { sheet, row }), last: below?.row ?? row }
}

function hasTwoCells({ cells }: RawRow): boolean {
  return cells.filter(({ text }) => text.trim() !== '').length > 1
}

function textsOf({ cells }: RawRow): ReadonlyMap<number, string> {
  return new Map(cells.map(({ column, text }) => [column, tidy(text)]))
}

/** The text of a merged cell for each of its columns. */
function spread(texts: ReadonlyMap<number, string>, wide: readonly Merge[]): ReadonlyMap<number, string> {
  const filled = new Map(texts)
  for (const { fromColumn, toColumn } of wide) {
    for (let column = fromColumn; column <= toColumn; column++)
      filled.set(column, texts.get(fromColumn) ?? '')
  }
  return filled
}

function nameColumns(
  tops: ReadonlyMap<number, string>,
  subs: ReadonlyMap<number, string>,
): ReadonlyMap<number, string> {
  const columns = [...new Set([...tops.keys(), ...subs.keys()])].toSorted((one, other) => one - other)
  const named = columns.map((column) => [column, joinHeaders(tops.get(column) ?? '', subs, column)] as const)
  return new Map(named.filter(([, name]) => name !== ''))
}

/** The lower header alone when it says enough, after the upper one when it stands below several. */
function joinHeaders(upper: string, subs: ReadonlyMap<number, string>, column: number): string {
  const sub = subs.get(column) ?? ''
  if (sub === '') return upper
  const isAlone = [...subs].every(([other, text]) => other === column || text !== sub)
  return isAlone ? sub : `${upper}${sub}`
}

function withoutDoubles(
  names: ReadonlyMap<number, string>,
  place: { readonly sheet: string; readonly row: number },
): Pick<Head, 'names' | 'findings'> {
  const seen = new Set<string>()
  const findings: SheetFinding[] = []
  const unique = new Map<number, string>()
  for (const [column, header] of names) {
    if (seen.has(header)) findings.push(sheetFinding({ ...place, column }, 'header_doubled', { header }))
    else unique.set(column, header)
    seen.add(header)
  }
  return { names: unique, findings }
}

function tidy(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
