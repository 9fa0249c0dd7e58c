import { scaleOf, spanOf } from '../../ui/plot.ts'
import type { Span } from '../../ui/plot.ts'
import type { Table } from './queries.ts'

/** Values after a step, a row for each unit. */
export interface StageValues {
  readonly units: readonly string[]
  readonly columns: readonly string[]
  readonly values: readonly (readonly (number | null)[])[]
}

/** One indicator with what the chosen units have of it. */
export interface IndicatorCells {
  readonly code: string
  /** The smallest and largest mark of all units, not of the chosen ones alone; undefined where there is none. */
  readonly span: Span | undefined
  readonly cells: readonly {
    readonly unit: string
    readonly raw: number | null
    readonly mark: number | null
  }[]
}

/** The indicators of a comparison: what was handed in, and the marks that were made of it. */
export function spokesOf(
  {
    marks,
    table,
    units,
  }: { readonly marks: StageValues; readonly table: Table; readonly units: readonly string[] },
  indicators: readonly string[],
): readonly IndicatorCells[] {
  return indicators.map((code) => {
    const [column, place] = [marks.columns.indexOf(code), table.indicators.indexOf(code)]
    return {
      code,
      span: spanOf(marks.values.map((row) => row[column] ?? undefined)),
      cells: units.map((unit) => ({
        unit,
        raw: table.values[table.units.findIndex((one) => one.code === unit)]?.[place] ?? null,
        mark: marks.values[marks.units.indexOf(unit)]?.[column] ?? null,
      })),
    }
  })
}

/** A corner of a radar: `share` of the way from the middle along the spoke, the first straight up, then clockwise. */
export function cornerOf(
  { place, count, share }: { readonly place: number; readonly count: number; readonly share: number },
  { middle, radius }: { readonly middle: number; readonly radius: number },
): { readonly x: number; readonly y: number } {
  const angle = (2 * Math.PI * place) / count - Math.PI / 2
  return { x: middle + Math.cos(angle) * radius * share, y: middle + Math.sin(angle) * radius * share }
}

/** How far out a mark lies, 0 to 1: a tenth for the worst of all units, so that it can still be seen. */
export function reachOf(mark: number | null, span: Span | undefined): number | undefined {
  if (mark === null || span === undefined) return undefined
  return Math.min(1, Math.max(0, scaleOf(span, 0.1, 1)(mark)))
}
