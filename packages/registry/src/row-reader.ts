import { isLegalDate } from '@duibiao/base'
import type { LegalDate, SheetRecord } from '@duibiao/base'
import { importFinding } from './import-finding.ts'
import type { ImportFaultCode, ImportFaultParams, ImportFinding } from './import-finding.ts'
import type { LegalBasis } from './item.ts'

/** Which header of a sheet stands for which field, as it is written there. */
export type HeaderMap = ReadonlyMap<string, string>

/**
 * Reads the cells of one row. A column that the file has not leaves what stood; an empty cell of a column it has clears it.
 * Faults are gathered, and reading goes on.
 */
export type RowReader = {
  readonly sheet: string
  readonly row: number
  readonly geometry?: unknown
  readonly findings: readonly ImportFinding[]
  /** Whether the file has a column for the field. */
  readonly has: (field: string) => boolean
  readonly text: (field: string, before?: string) => string | undefined
  /** Like text, but it must not be empty. '' stands for a fault that was told. */
  need(field: string, before?: string): string
  id(field: string, before?: string): string | undefined
  date(field: string, before?: LegalDate): LegalDate | undefined
  number(field: string, before?: number): number | undefined
  list(field: string, before?: readonly string[]): readonly string[]
  legalBasis(field: string, before?: readonly LegalBasis[]): readonly LegalBasis[]
  choice<Value extends string>(field: string, allowed: Allowed<Value>, before?: Value): Value | undefined
  /** Like choice, but it must not be empty. The fallback stands for a fault that was told. */
  needChoice<Value extends string>(
    field: string,
    allowed: Allowed<Value> & { readonly fallback: Value },
    before?: Value,
  ): Value
  readonly fault: (field: string, code: ImportFaultCode, params?: ImportFaultParams) => void
}

/** The values that a cell may hold, and how they are told in a finding. */
type Allowed<Value extends string> = {
  readonly read: (text: string) => Value | undefined
  readonly names: readonly string[]
}

/** The cells of a row as text. */
type Cells = Pick<RowReader, 'has' | 'text' | 'fault'> & {
  /** The value of a cell that is not empty. */
  readonly parsed: <Value>(
    field: string,
    before: Value | undefined,
    parse: (text: string) => Value | undefined,
  ) => Value | undefined
}

const longest = 4000

/** What no database keeps in a text and nobody sees: left out. Tabs and ends of lines stay. */
// oxlint-disable-next-line eslint/no-control-regex -- control characters are what it looks for
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g

export function makeRowReader(record: SheetRecord, headers: HeaderMap): RowReader {
  const findings: ImportFinding[] = []
  const { sheet, row, geometry } = record
  const cells = makeCells(record, headers, findings)
  const { has, text, fault } = cells
  return {
    ...makeValues(cells),
    sheet,
    row,
    geometry,
    findings,
    has,
    text,
    fault,
    need(field, before) {
      const found = text(field, before)
      if (found === undefined) fault(field, 'cell_missing')
      return found ?? ''
    },
  }
}

function makeCells(record: SheetRecord, headers: HeaderMap, findings: ImportFinding[]): Cells {
  const { sheet, row } = record

  function cell(field: string): string {
    const header = headers.get(field)
    const found = (header === undefined ? undefined : record.cells.get(header)?.text) ?? ''
    if (found.length > longest) fault(field, 'cell_long', { limit: longest })
    return found.toWellFormed().replaceAll(controls, '').trim()
  }

  function fault(field: string, code: ImportFaultCode, params: ImportFaultParams = {}): void {
    const header = headers.get(field) ?? field
    const column = record.cells.get(header)?.column ?? 0
    findings.push(importFinding({ sheet, row, column }, code, { header, ...params }))
  }

  return {
    has: (field) => headers.has(field),
    text(field, before) {
      if (!headers.has(field)) return before
      const found = cell(field)
      return found === '' ? undefined : found
    },
    parsed(field, before, parse) {
      if (!headers.has(field)) return before
      const found = cell(field)
      return found === '' ? undefined : parse(found)
    },
    fault,
  }
}

type Values = Pick<RowReader, 'id' | 'date' | 'number' | 'list' | 'legalBasis' | 'choice' | 'needChoice'>

function makeValues({ has, text, fault, parsed }: Cells): Values {
  function choice<Value extends string>(
    field: string,
    { read, names }: Allowed<Value>,
    before?: Value,
  ): Value | undefined {
    return parsed(field, before, (found) => {
      const known = read(found)
      if (known === undefined) fault(field, 'choice_unknown', { text: found, choices: names.join('、') })
      return known
    })
  }

  return {
    choice,
    needChoice(field, allowed, before) {
      if (text(field, before) === undefined) fault(field, 'cell_missing')
      return choice(field, allowed, before) ?? allowed.fallback
    },
    id: (field, before) =>
      parsed(field, before, (found) => {
        if (!/[\s/]/.test(found)) return found
        fault(field, 'id_malformed', { text: found })
        return undefined
      }),
    date: (field, before) =>
      parsed(field, before, (found) => {
        const date = readDate(found)
        if (date === undefined) fault(field, 'date_malformed', { text: found })
        return date
      }),
    number: (field, before) =>
      parsed(field, before, (found) => {
        if (/^[1-9]\d{0,8}$/.test(found)) return Number(found)
        fault(field, 'number_malformed', { text: found })
        return undefined
      }),
    list: (field, before = []) => (has(field) ? splitList(text(field) ?? '') : before),
    legalBasis: (field, before = []) => (has(field) ? readLegalBasis(text(field) ?? '') : before),
  }
}

/** A date as people write it: 2026-11-22, 2026/11/2, 2026.11.2, 20261122, 2026年11月22日, with a time of 00:00 or none. */
function readDate(text: string): LegalDate | undefined {
  const plain = text.normalize('NFKC').replace(/[ T]00:00(:00)?$/, '')
  const match =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(plain) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(plain)
  if (match === null) return undefined
  const [, year = '', month = '', day = ''] = match
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isLegalDate(date) ? date : undefined
}

function splitList(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,，、;；]+/).filter((one) => one !== ''))]
}

/** 《law》 article, several apart by semicolons or lines; what names no law in 《》 is kept whole. */
function readLegalBasis(text: string): readonly LegalBasis[] {
  return text
    .split(/[;；\n]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => {
      const match = /^《([^》]+)》\s*(.*)$/.exec(one)
      return match === null
        ? { law: one, article: '' }
        : { law: match[1] ?? '', article: (match[2] ?? '').trim() }
    })
}
