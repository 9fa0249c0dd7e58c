import type { IndicatorTable, MeasuredUnit } from './indicator-table.ts'

/**
 * Columns of numbers while a recipe runs. NaN stands for a missing value here and only here: tables given in and out
 * hold null, and a table with NaN is refused before it becomes a grid.
 */
export type Grid = {
  readonly units: readonly MeasuredUnit[]
  readonly codes: readonly string[]
  readonly columns: readonly Float64Array[]
}

/** What a step gave, as plain data: `values[unit][column]`. */
export type StageTable = {
  readonly units: readonly string[]
  readonly columns: readonly string[]
  readonly values: readonly (readonly (number | null)[])[]
}

export function gridOf(table: IndicatorTable): Grid {
  return {
    units: table.units,
    codes: table.indicators.map(({ code }) => code),
    columns: table.indicators.map((_, column) =>
      Float64Array.from(table.values, (cells) => cells[column] ?? NaN),
    ),
  }
}

export function stageOf({ units, codes, columns }: Grid): StageTable {
  return {
    units: units.map(({ code }) => code),
    columns: codes,
    values: units.map((_, row) => columns.map((column) => present(column[row]))),
  }
}

/** A value of a column, or null where it is missing. */
export function present(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}

/** The units for which `keep` holds, with their values. */
export function keepUnits(grid: Grid, keep: (row: number) => boolean): Grid {
  const rows = grid.units.map((_, row) => row).filter(keep)
  return {
    ...grid,
    units: rows.flatMap((row) => grid.units[row] ?? []),
    columns: grid.columns.map((column) => Float64Array.from(rows, (row) => column[row] ?? NaN)),
  }
}

/** Each column anew, by a function that sees its code. */
export function mapColumns(grid: Grid, change: (column: Float64Array, code: string) => Float64Array): Grid {
  return { ...grid, columns: grid.columns.map((column, place) => change(column, grid.codes[place] ?? '')) }
}

/** Rows that have the same text under an attribute; undefined for units that lack it. */
export function groupsOf(units: readonly MeasuredUnit[], attribute: string): readonly (string | undefined)[] {
  return units.map(({ attributes }) => {
    const value = attributes?.[attribute]
    return value === undefined || value === null ? undefined : String(value)
  })
}
