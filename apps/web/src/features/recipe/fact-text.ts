import type { FactTable } from './queries.ts'
import type { Facts } from './sheet.ts'
import { readCells, readNumber, readUnit } from './table-text.ts'
import type { TableFault } from './table-text.ts'

/** Words by which tables say yes and no. */
export interface FactWords {
  readonly yes: readonly string[]
  readonly no: readonly string[]
}

/** What pasted tables of facts may hold. */
interface FactWish {
  /** Columns that the sheet looks at; others are told and left out. */
  readonly facts: readonly string[]
  /** Names of units by their codes. */
  readonly units: ReadonlyMap<string, string>
  readonly words: FactWords
}

/** A fault of a table of facts: those of any table, and a code that is none. */
export type FactFault =
  TableFault | { readonly kind: 'code_unfit'; readonly code: string; readonly row: number }

interface ReadRow {
  readonly unit: string
  /** Group of a unit, or what an entry is known by. */
  readonly code: string
  readonly facts: Facts
}

/** Reads units: the first column is the unit, the second its group, the others are facts. */
export function readUnitFacts(text: string, wish: FactWish) {
  const { rows, faults } = readRows(text, wish, { unit: 0, code: 1 })
  const kept = rows.filter(({ unit }, place) => {
    const isFirst = rows.findIndex((one) => one.unit === unit) === place
    if (!isFirst) faults.push({ kind: 'unit_doubled', unit })
    return isFirst
  })
  const units: FactTable['units'] = kept.map(({ unit, code, facts }) => ({ code: unit, group: code, facts }))
  return { units, faults }
}

/** Reads entries: the first column is what one is known by, the second its unit, the others are facts. */
export function readEntryFacts(text: string, wish: FactWish) {
  const { rows, faults } = readRows(text, wish, { unit: 1, code: 0 })
  const entries: FactTable['entries'] = rows.map(({ unit, code, facts }) => ({ id: code, unit, facts }))
  return { entries, faults }
}

interface Places {
  readonly unit: number
  readonly code: number
}

function readRows(text: string, wish: FactWish, places: Places) {
  const [head = [], ...lines] = readCells(text)
  const faults: FactFault[] = lines.length === 0 ? [{ kind: 'table_empty' }] : []
  const columns = head.slice(2).map((column, place, all) => {
    if (!wish.facts.includes(column)) faults.push({ kind: 'column_unknown', column })
    else if (all.indexOf(column) < place) faults.push({ kind: 'column_doubled', column })
    else return column
    return undefined
  })
  const rows = lines.flatMap((cells, row): readonly ReadRow[] => {
    const unit = readUnit(cells[places.unit] ?? '', wish, faults)
    const code = cells[places.code] ?? ''
    const isFit = /^[\p{L}\p{N}][\p{L}\p{N}_.:-]{0,63}$/u.test(code)
    // The first line names the columns.
    if (!isFit) faults.push({ kind: 'code_unfit', code, row: row + 2 })
    if (unit === undefined || !isFit) return []
    const facts = columns.flatMap((column, place) =>
      column === undefined ? [] : [[column, readFact(cells[place + 2] ?? '', wish.words)] as const],
    )
    return [{ unit, code, facts: Object.fromEntries(facts) }]
  })
  return { rows, faults }
}

/** A cell as a fact: a number, yes or no, a text, or nothing. */
export function readFact(text: string, { yes, no }: FactWords): Facts[string] {
  const plain = text.trim().toLowerCase()
  if (yes.includes(plain)) return true
  if (no.includes(plain)) return false
  const read = readNumber(text)
  return read === undefined ? text.trim() : read
}
