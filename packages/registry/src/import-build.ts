import type { LegalDate } from '@duibiao/base'
import type { CoordinateSystem } from './coordinate.ts'
import type { PersonContact } from './person.ts'
import type { RegistryEntry } from './registry-row.ts'
import type { RowReader } from './row-reader.ts'

/** How a file is to be imported. */
export type ImportSetting = {
  readonly district: number
  /** The day from which rows without a day of their own hold, and on which what is missing ends. */
  readonly on: LegalDate
  /** The file names everything there is: what it does not name ends. */
  readonly isComplete?: boolean
  /** The system of the positions in the file; CGCS2000 when not said. */
  readonly coordinates?: CoordinateSystem
  /** Metres by which borders may disagree; 5 when not said. */
  readonly tolerance?: number
}

/** What a row of a file comes to; without a reader it follows from the file as a whole. */
export type BuiltRow = {
  readonly reader?: RowReader
  readonly entries: readonly RegistryEntry[]
  /** Personal data to be erased. */
  readonly erased?: readonly PersonContact[]
}

/** A row with the id it names. */
export type NamedRow = { readonly reader: RowReader; readonly key: string }

/** The rows of a file by their ids; tells of those without one, and of the second of two with the same. */
export function keyRows(readers: readonly RowReader[]): readonly NamedRow[] {
  const rows = readers.map((reader) => ({ reader, key: reader.id('id') ?? '' }))
  for (const { reader, key } of rows) if (key === '') reader.fault('id', 'cell_missing')
  return dropDoubles(
    rows.filter(({ key }) => key !== ''),
    'id',
  )
}

/** Tells the second of two rows with the same key. @returns the first row of each key */
export function dropDoubles<Row extends NamedRow>(rows: readonly Row[], field: string): readonly Row[] {
  const first = new Map<string, number>()
  return rows.filter(({ reader, key }) => {
    const known = first.get(key)
    if (known === undefined) first.set(key, reader.row)
    else reader.fault(field, 'id_doubled', { other: known })
    return known === undefined
  })
}

/** The days of a row: those of the file, else those that stood, else from the day of the import. */
export function readValidity(
  reader: RowReader,
  before: { readonly validFrom: LegalDate; readonly validUntil?: LegalDate } | undefined,
  on: LegalDate,
): { readonly validFrom: LegalDate; readonly validUntil?: LegalDate } {
  const validFrom = reader.date('validFrom', before?.validFrom) ?? before?.validFrom ?? on
  const validUntil = reader.date('validUntil', before?.validUntil)
  if (validUntil !== undefined && validUntil <= validFrom) reader.fault('validUntil', 'validity_empty')
  return { validFrom, ...(validUntil !== undefined && { validUntil }) }
}
