import { errorAt, warningAt } from './measure-finding.ts'
import type { MeasureFinding } from './measure-finding.ts'

/** Whether more of an indicator is better, or less. */
export type Direction = 'more' | 'less'

/** A place or office that is compared; attributes are its groups (text) and its denominators (numbers). */
export type MeasuredUnit = {
  readonly code: string
  readonly attributes?: Readonly<Record<string, string | number | null>>
}

export type Indicator = {
  readonly code: string
  readonly direction: Direction
  /** Code of the node above. */
  readonly parent: string
  /** Share among the children of the same node; need not add up to anything unless a recipe says so. */
  readonly weight: number
}

/** A node of the tree above the indicators; the top has no parent. */
export type IndicatorNode = {
  readonly code: string
  readonly parent?: string
  readonly weight: number
}

/** Units × indicators. `values[unit][indicator]`; a missing value is null and nothing else. */
export type IndicatorTable = {
  readonly units: readonly MeasuredUnit[]
  readonly indicators: readonly Indicator[]
  readonly nodes: readonly IndicatorNode[]
  readonly values: readonly (readonly (number | null)[])[]
}

/** All faults of a table, none left out; a table with an error is never computed with. */
export function checkTable(table: IndicatorTable): readonly MeasureFinding[] {
  const units = table.units.map(({ code }) => code)
  const codes = [...table.indicators, ...table.nodes].map(({ code }) => code)
  return [
    ...(units.length === 0 ? [errorAt('no_units', {})] : []),
    ...findRepeats(units).map((unit) => errorAt('duplicate_unit', { unit })),
    ...findRepeats(codes).map((indicator) => errorAt('duplicate_indicator', { indicator })),
    ...checkAttributes(table),
    ...checkValues(table),
    ...checkColumns(table),
    ...checkWeights(table),
    ...checkTree(table),
  ]
}

function findRepeats(codes: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const code of codes) (seen.has(code) ? repeated : seen).add(code)
  return [...repeated]
}

function checkAttributes({ units }: IndicatorTable): readonly MeasureFinding[] {
  return units.flatMap(({ code: unit, attributes = {} }) =>
    Object.entries(attributes).flatMap(([indicator, value]) =>
      typeof value !== 'number' || Number.isFinite(value)
        ? []
        : [errorAt('not_a_number', { unit, indicator }, String(value))],
    ),
  )
}

function checkValues({ units, indicators, values }: IndicatorTable): readonly MeasureFinding[] {
  const findings: MeasureFinding[] = []
  if (values.length !== units.length) {
    findings.push(errorAt('row_count', {}, `${String(values.length)} ≠ ${String(units.length)}`))
  }
  for (const [row, { code: unit }] of units.entries()) {
    const cells = values[row] ?? []
    if (cells.length !== indicators.length) findings.push(errorAt('row_length', { unit }))
    for (const [column, { code: indicator }] of indicators.entries()) {
      const value = cells[column] ?? null
      if (value !== null && !Number.isFinite(value)) {
        findings.push(errorAt('not_a_number', { unit, indicator }, String(value)))
      }
    }
    if (cells.every((value) => value === null)) findings.push(warningAt('unit_without_values', { unit }))
  }
  return findings
}

function checkColumns({ units, indicators, values }: IndicatorTable): readonly MeasureFinding[] {
  if (units.length === 0) return []
  return indicators.flatMap(({ code: indicator }, column) =>
    values.some((cells) => (cells[column] ?? null) !== null) ? [] : [errorAt('all_missing', { indicator })],
  )
}

function checkWeights({ indicators, nodes }: IndicatorTable): readonly MeasureFinding[] {
  return [...indicators, ...nodes].flatMap(({ code, weight }) =>
    Number.isFinite(weight) && weight >= 0
      ? []
      : [errorAt('weight_not_usable', { indicator: code }, String(weight))],
  )
}

function checkTree({ indicators, nodes }: IndicatorTable): readonly MeasureFinding[] {
  const parents = new Map(nodes.map(({ code, parent }) => [code, parent]))
  const findings = [...indicators, ...nodes].flatMap(({ code, parent }) =>
    parent === undefined || parents.has(parent)
      ? []
      : [errorAt('unknown_parent', { indicator: code }, parent)],
  )
  for (const { code } of nodes) {
    if (isInCycle(code, parents)) findings.push(errorAt('cycle', { indicator: code }))
  }
  const used = new Set([...indicators, ...nodes].map(({ parent }) => parent))
  for (const { code } of nodes) {
    if (!used.has(code)) findings.push(errorAt('empty_node', { indicator: code }))
  }
  const tops = nodes.filter(({ parent }) => parent === undefined)
  if (tops.length !== 1) findings.push(errorAt('root_count', {}, tops.map(({ code }) => code).join(', ')))
  return findings
}

function isInCycle(start: string, parents: ReadonlyMap<string, string | undefined>): boolean {
  const seen = new Set<string>()
  let at = parents.get(start)
  while (at !== undefined && !seen.has(at)) {
    if (at === start) return true
    seen.add(at)
    at = parents.get(at)
  }
  return false
}
