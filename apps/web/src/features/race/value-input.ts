import type { Race } from './queries.ts'

/** A number as it was typed: nothing for an empty field, undefined for what is no number. */
export function numberIn(text: string): number | null | undefined {
  const plain = text.trim()
  if (plain === '') return null
  const value = Number(plain)
  return Number.isFinite(value) ? value : undefined
}

export interface ValueCell {
  readonly zone: number
  readonly indicator: string
}

/** By what a typed value is kept. */
export function cellKey({ zone, indicator }: ValueCell): string {
  return `${zone} ${indicator}`
}

/** What has to be handed in: every zone, of each indicator that no record tells. */
export function cellsOf({ zones, recipe }: Pick<Race, 'zones' | 'recipe'>): readonly ValueCell[] {
  const others = recipe.indicators.filter(({ source }) => source !== 'computed')
  return others.flatMap(({ code: indicator }) => zones.map(({ no: zone }) => ({ zone, indicator })))
}

/** The cells whose text is no number. */
export function faultyCells(
  cells: readonly ValueCell[],
  typed: ReadonlyMap<string, string>,
): readonly ValueCell[] {
  return cells.filter((cell) => numberIn(typed.get(cellKey(cell)) ?? '') === undefined)
}
