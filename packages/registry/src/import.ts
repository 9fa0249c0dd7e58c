import type { SheetRecord } from '@duibiao/base'
import { buildAreas } from './import-area.ts'
import type { BuiltRow, ImportSetting } from './import-build.ts'
import { importColumns, normaliseHeader } from './import-column.ts'
import type { ImportKind } from './import-column.ts'
import { buildDuties } from './import-duty.ts'
import { importFinding } from './import-finding.ts'
import type { ImportFinding, ImportPlace } from './import-finding.ts'
import { buildItems } from './import-item.ts'
import { buildOffices } from './import-office.ts'
import { buildPeople } from './import-person.ts'
import { buildPosts } from './import-post.ts'
import { isError } from './import-tree.ts'
import { planRow, subjectOf } from './registry-row.ts'
import type { RegistryChange, RegistryEntry, RegistryState } from './registry-row.ts'
import { makeRowReader } from './row-reader.ts'
import type { HeaderMap, RowReader } from './row-reader.ts'

/** What an import would do (试运行): shown before anything is written, and written as it was shown. */
export type ImportPlan = {
  readonly kind: ImportKind
  readonly lines: readonly ImportLine[]
  /** All changes, in an order in which what is referred to comes first. */
  readonly changes: readonly RegistryChange[]
  readonly findings: readonly ImportFinding[]
  readonly count: { readonly [Outcome in ImportOutcome]: number }
}

export type ImportOutcome = 'added' | 'changed' | 'unchanged' | 'refused' | 'ended'

/** What becomes of a row of the file, or of a row of the registry that the file ends or moves by not naming it. */
export type ImportLine = ImportPlace & {
  /** Key of the row; empty when it has none. */
  readonly subject: string
  readonly outcome: ImportOutcome
  /** The fields that differ. */
  readonly fields: readonly string[]
}

/**
 * Plans the import of a file: pure, and the same file a second time plans nothing. Every fault of every row is told at
 * once; rows with an error are refused and the others stand, whether they may be written alone is the caller's to decide.
 */
export function planImport(
  kind: ImportKind,
  records: readonly SheetRecord[],
  { state, setting }: { readonly state: RegistryState; readonly setting: ImportSetting },
): ImportPlan {
  const sheets = [...Map.groupBy(records, ({ sheet }) => sheet)]
  const headed = sheets.map(([sheet, rows]) => ({ rows, ...readHeaders(kind, sheet, rows) }))
  const general = headed.flatMap(({ findings }) => findings)
  if (records.length === 0) general.push(importFinding({ sheet: '', row: 0 }, 'file_empty'))
  // What is broken as a whole ends nothing.
  const rows = general.some(isError)
    ? []
    : headed.flatMap(({ rows: list, headers }) => list.map((record) => ({ record, headers })))
  const sifted = siftRows(kind, rows, { state, setting })
  const planned = sifted.built.map((row) => planBuilt(row, state))
  const lines = [...planned.flatMap(({ line }) => line ?? []), ...sifted.refused.map(refusedLine)]
  return {
    kind,
    lines: lines.toSorted(byPlace),
    changes: planned.flatMap(({ changes }) => changes),
    findings: [...general, ...sifted.findings].toSorted(
      (one, other) => byPlace(one, other) || one.column - other.column,
    ),
    count: countLines(lines),
  }
}

type HeadedRow = { readonly record: SheetRecord; readonly headers: HeaderMap }

type SiftedRows = {
  readonly built: readonly BuiltRow[]
  readonly refused: readonly RowReader[]
  readonly findings: readonly ImportFinding[]
}

/**
 * Builds the rows, takes out those with an error and builds the others anew, until all that is left stands on its own: a
 * good row may have leant on a bad one. While any row is refused, nothing is ended for not being named, since it may have
 * been named in the refused row.
 */
function siftRows(
  kind: ImportKind,
  rows: readonly HeadedRow[],
  { state, setting }: { readonly state: RegistryState; readonly setting: ImportSetting },
): SiftedRows {
  const refused: RowReader[] = []
  let left = rows
  for (;;) {
    const isComplete = setting.isComplete === true && refused.length === 0
    const readers = left.map(({ record, headers }) => makeRowReader(record, headers))
    const built =
      left.length === 0 ? [] : buildRows(kind, readers, { state, setting: { ...setting, isComplete } })
    const bad = new Set(readers.filter((reader) => reader.findings.some(isError)))
    if (bad.size === 0) {
      const findings = [...refused, ...readers].flatMap((reader) => reader.findings)
      if (setting.isComplete === true && refused.length > 0)
        findings.push(importFinding({ sheet: '', row: 0 }, 'ending_waived'))
      return { built, refused, findings }
    }
    refused.push(...bad)
    left = left.filter((_, place) => readers[place]?.findings.some(isError) !== true)
  }
}

function buildRows(
  kind: ImportKind,
  readers: readonly RowReader[],
  { state, setting }: { readonly state: RegistryState; readonly setting: ImportSetting },
): readonly BuiltRow[] {
  switch (kind) {
    case 'areas':
      return buildAreas(readers, state, setting)
    case 'offices':
      return buildOffices(readers, state, setting)
    case 'posts':
      return buildPosts(readers, state, setting)
    case 'people':
      return buildPeople(readers, state, setting)
    case 'items':
      return buildItems(readers, state, setting)
    case 'duties':
      return buildDuties(readers, state, setting)
  }
}

/** Which header means which field; one that is missing, unknown or there twice is told. */
function readHeaders(
  kind: ImportKind,
  sheet: string,
  rows: readonly SheetRecord[],
): { readonly headers: HeaderMap; readonly findings: readonly ImportFinding[] } {
  const columns = importColumns[kind]
  const names = new Map(
    columns.flatMap(({ field, zh, en }) =>
      [field, ...zh, ...en].map((name) => [normaliseHeader(name), field] as const),
    ),
  )
  const found = new Map(
    rows.flatMap(({ cells }) => [...cells].map(([header, { column }]) => [header, column])),
  )
  const headers = new Map<string, string>()
  const findings: ImportFinding[] = []
  for (const [header, column] of found) {
    const field = names.get(normaliseHeader(header))
    const place = { sheet, row: 0, column }
    const other = field === undefined ? undefined : headers.get(field)
    if (field === undefined) findings.push(importFinding(place, 'column_unknown', { header }))
    else if (other !== undefined) findings.push(importFinding(place, 'column_doubled', { header, other }))
    else headers.set(field, header)
  }
  for (const { field, zh, en, isRequired } of columns) {
    if (isRequired === true && !headers.has(field)) {
      const header = { headerZh: zh[0], headerEn: en[0] }
      findings.push(importFinding({ sheet, row: 0 }, 'column_missing', header))
    }
  }
  return { headers, findings }
}

type PlannedRow = { readonly line: ImportLine | undefined; readonly changes: readonly RegistryChange[] }

function planBuilt({ reader, entries, erased = [] }: BuiltRow, state: RegistryState): PlannedRow {
  const changes = [
    ...entries.flatMap((entry) => planEntry(entry, state)),
    ...erased.map((row) => ({
      part: 'contact' as const,
      subject: subjectOf({ part: 'contact', row }),
      act: 'ended' as const,
      fields: ['value'],
      before: row,
      after: row,
    })),
  ]
  const [main] = entries.slice(-1)
  if (reader === undefined && changes.length === 0) return { line: undefined, changes }
  const subject = mainSubject(entries) ?? (main === undefined ? '' : subjectOf(main))
  const place = { sheet: reader?.sheet ?? '', row: reader?.row ?? 0 }
  return { line: { ...place, subject, ...outcomeOf(entries, changes) }, changes }
}

/** Of a person with posts and contacts the person, of two versions of an item the new one. */
function mainSubject(entries: readonly RegistryEntry[]): string | undefined {
  const person = entries.find(({ part }) => part === 'person')
  return person === undefined ? undefined : subjectOf(person)
}

function outcomeOf(
  entries: readonly RegistryEntry[],
  changes: readonly RegistryChange[],
): { readonly outcome: ImportOutcome; readonly fields: readonly string[] } {
  if (changes.length === 0) return { outcome: 'unchanged', fields: [] }
  const subjects = new Set(entries.map(({ part }) => part))
  const main = subjects.has('person') ? 'person' : [...subjects].at(-1)
  const own = changes.filter(({ part }) => part === main)
  const fields = changes.flatMap(({ part, fields: names, act }) => {
    if (part === main) return act === 'added' ? [] : names
    return [part]
  })
  const outcome = own.some(({ act }) => act === 'added')
    ? 'added'
    : own.length > 0 && own.every(({ act }) => act === 'ended')
      ? 'ended'
      : 'changed'
  return { outcome, fields: [...new Set(fields)] }
}

/** What a row that is wanted comes to: one change, or none when it stands already. */
export function planEntry(entry: RegistryEntry, state: RegistryState): readonly RegistryChange[] {
  const subject = subjectOf(entry)
  switch (entry.part) {
    case 'area':
      return named(subject, planRow(entry.part, state.area.get(subject), entry.row))
    case 'office':
      return named(subject, planRow(entry.part, state.office.get(subject), entry.row))
    case 'person':
      return named(subject, planRow(entry.part, state.person.get(subject), entry.row))
    case 'contact':
      return named(subject, planRow(entry.part, state.contact.get(subject), entry.row))
    case 'post':
      return named(subject, planRow(entry.part, state.post.get(subject), entry.row))
    case 'holding':
      return named(subject, planRow(entry.part, state.holding.get(subject), entry.row))
    case 'deputy':
      return named(subject, planRow(entry.part, state.deputy.get(subject), entry.row))
    case 'duty_time':
      return named(subject, planRow(entry.part, state.duty_time.get(subject), entry.row))
    case 'item':
      return named(subject, planRow(entry.part, state.item.get(subject), entry.row))
    case 'duty':
      return named(subject, planRow(entry.part, state.duty.get(subject), entry.row))
  }
}

/** Plans rows that come from no file: a deputy entered by hand, a roster, a single correction. */
export function planEntries(
  entries: readonly RegistryEntry[],
  state: RegistryState,
): readonly RegistryChange[] {
  return entries.flatMap((entry) => planEntry(entry, state))
}

function named<Change extends object>(
  subject: string,
  change: Change | undefined,
): readonly (Change & { readonly subject: string })[] {
  return change === undefined ? [] : [{ ...change, subject }]
}

function refusedLine({ sheet, row }: RowReader): ImportLine {
  return { sheet, row, subject: '', outcome: 'refused', fields: [] }
}

function byPlace(one: ImportPlace, other: ImportPlace): number {
  return one.sheet === other.sheet ? one.row - other.row : one.sheet < other.sheet ? -1 : 1
}

function countLines(lines: readonly ImportLine[]): ImportPlan['count'] {
  const count = { added: 0, changed: 0, unchanged: 0, refused: 0, ended: 0 }
  for (const { outcome } of lines) count[outcome] += 1
  return count
}

export type { ImportSetting } from './import-build.ts'
