import type { Direction } from './indicator-table.ts'
import { errorAt } from './measure-finding.ts'
import type { MeasureFinding } from './measure-finding.ts'

/** Codes a recipe may name. */
export type KnownCodes = {
  readonly indicators: ReadonlyMap<string, Direction>
  readonly children: ReadonlyMap<string, readonly string[]>
}

/** A parameter that is no number between two, both included, is a fault. */
export function within(value: number, least: number, most: number): readonly MeasureFinding[] {
  return Number.isFinite(value) && value >= least && value <= most
    ? []
    : [errorAt('parameter_out_of_range', {}, String(value))]
}

/** The same for a parameter that must be whole. */
export function withinWhole(value: number, least: number, most: number): readonly MeasureFinding[] {
  return Number.isInteger(value)
    ? within(value, least, most)
    : [errorAt('parameter_out_of_range', {}, String(value))]
}

/** A code that names no indicator is a fault. */
export function nameUnknown(codes: readonly string[], { indicators }: KnownCodes): readonly MeasureFinding[] {
  return codes.flatMap((indicator) =>
    indicators.has(indicator) ? [] : [errorAt('unknown_code', { indicator })],
  )
}

/** A code that names no node is a fault. */
export function namedNode(node: string, { children }: KnownCodes): readonly MeasureFinding[] {
  return children.has(node) ? [] : [errorAt('unknown_code', { indicator: node })]
}
