/** A cell of a table as the text a person sees; dates are 'YYYY-MM-DD', local times follow after a blank. */
export interface SheetCell {
  /** 1-based; 0 where the file has no columns, as in JSON. */
  readonly column: number
  readonly text: string
}

/** A row of a table with its place, its cells by the text of their header. */
export interface SheetRecord {
  /** Name of the sheet; empty where the file has only one. */
  readonly sheet: string
  /** 1-based row of the sheet, or line of the file. */
  readonly row: number
  readonly cells: ReadonlyMap<string, SheetCell>
  /** Shape of a GeoJSON feature, not checked yet. */
  readonly geometry?: unknown
}
