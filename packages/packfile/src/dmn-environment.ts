import type { Finding } from '@duibiao/base'
import { refuse } from './dmn-element.ts'
import { shapeOfType, type ItemTypes } from './dmn-item.ts'
import type { ContextEntry, DmnPlace, FeelText, Logic, NamedType, TypeRef } from './dmn-model.ts'
import { warn } from './feel-budget.ts'
import { compileFeel, compileFeelTests } from './feel.ts'
import type { Evaluate, Verdict } from './feel-node.ts'
import type { NameShape } from './feel-syntax.ts'
import { coerce, printType, type FeelType } from './feel-type.ts'
import { kindOf, normalizeName, type Feel } from './feel-value.ts'
import { builtIn } from './feel-builtin.ts'

/** What boxed expressions compile in: the names they see, the types of their model, and where faults go. */
export type Environment = {
  readonly file: string
  readonly findings: Finding[]
  readonly items: ItemTypes
  readonly names: NameShape
  readonly clock: 'refused' | 'allowed'
  /** The element whose logic is compiled, for messages. */
  readonly owner: string
  readonly compileLogic: (logic: Logic, environment: Environment) => Evaluate
}

/** The environment with more names. */
export function withNames(environment: Environment, names: NameShape): Environment {
  return { ...environment, names: { ...environment.names, ...names } }
}

/** Compiles a text; one that is faulty becomes a finding, and null when it is evaluated all the same. */
export function compileTextIn(source: FeelText, at: DmnPlace, environment: Environment): Evaluate {
  const place = { file: environment.file, line: source.line, element: at.id }
  const { compiled, findings, reads } = compileFeel(source.text, place, optionsOf(environment))
  environment.findings.push(...findings)
  noteUnknownNames(reads, source, { at, environment })
  return compiled ?? (() => warn(`${environment.owner}: the expression is faulty`))
}

/** Compiles the tests of a cell. */
export function compileTestsIn(source: FeelText, at: DmnPlace, environment: Environment): Verdict {
  const place = { file: environment.file, line: source.line, element: at.id }
  const { compiled, findings, reads } = compileFeelTests(source.text, place, optionsOf(environment))
  environment.findings.push(...findings)
  noteUnknownNames(reads, source, { at, environment })
  return compiled ?? (() => null)
}

/** The type of a reference; an unknown one is a finding. */
export function typeIn(reference: TypeRef, at: DmnPlace, environment: Environment): FeelType {
  const type = environment.items.typeOf(reference)
  if (type.kind === 'unknown') {
    refuse(environment, at, {
      code: 'dmn_type_unknown',
      zh: `数据类型 ${type.name} 不存在`,
      en: `there is no type ${type.name}`,
    })
  }
  return type
}

/** A value as its declared type, or null with a warning. */
export function conform(value: Feel, type: FeelType, what: string): Feel {
  const coerced = coerce(value, type)
  return coerced === undefined ? warn(`${what}: ${kindOf(value)} is no ${printType(type)}`) : coerced
}

/** The names inside the value of a boxed expression, as far as its form tells. */
// oxlint-disable-next-line complexity -- a closed switch, one line a kind
export function shapeOfLogic(logic: Logic | undefined, items: ItemTypes): NameShape | 1 {
  if (logic === undefined) return 1
  if (logic.typeRef !== undefined) return shapeOfType(items.typeOf(logic.typeRef))
  switch (logic.kind) {
    case 'context':
      return shapeOfContext(logic.entries, items)
    case 'relation':
      return shapeOfColumns(logic.columns, items)
    case 'table':
      return logic.outputs.length < 2 ? 1 : shapeOfColumns(logic.outputs, items)
    case 'literal':
    case 'invocation':
    case 'some':
    case 'every':
      return 1
    case 'function':
    case 'conditional':
    case 'filter':
    case 'for':
    case 'list':
      return shapeOfLogic(partLike(logic), items)
  }
}

/** The part whose value has the names of the whole, or of its elements. */
function partLike(
  logic: Extract<Logic, { kind: 'function' | 'conditional' | 'filter' | 'for' | 'list' }>,
): Logic | undefined {
  switch (logic.kind) {
    case 'function':
      return logic.body
    case 'conditional':
      return logic.whenTrue
    case 'filter':
      return logic.source
    case 'for':
      return logic.result
    case 'list':
      return logic.elements[0]
  }
}

function shapeOfContext(entries: readonly ContextEntry[], items: ItemTypes): NameShape | 1 {
  const result = entries.find((entry) => entry.name === undefined)
  if (result !== undefined) return shapeOfLogic(result.logic, items)
  return Object.fromEntries(
    entries.map((entry) => [entry.name ?? '', shapeOfEntry(entry.typeRef, entry.logic, items)]),
  )
}

function shapeOfColumns(columns: readonly NamedType[], items: ItemTypes): NameShape {
  return Object.fromEntries(columns.map(({ name, typeRef }) => [name, shapeOfType(items.typeOf(typeRef))]))
}

/** The names inside a typed entry or variable, by its type or else by its logic. */
export function shapeOfEntry(typeRef: TypeRef, logic: Logic | undefined, items: ItemTypes): NameShape | 1 {
  const shape = typeRef === undefined ? 1 : shapeOfType(items.typeOf(typeRef))
  return shape === 1 ? shapeOfLogic(logic, items) : shape
}

function optionsOf(environment: Environment) {
  return { names: environment.names, types: environment.items.names, clock: environment.clock }
}

function noteUnknownNames(
  reads: readonly string[],
  source: FeelText,
  where: { readonly at: DmnPlace; readonly environment: Environment },
): void {
  const { at, environment } = where
  const known = new Set(Object.keys(environment.names).map(normalizeName))
  for (const name of reads) {
    if (known.has(name) || builtIn(name) !== undefined) continue
    refuse(
      environment,
      { id: at.id, line: source.line },
      {
        code: 'dmn_name_unknown',
        severity: 'warning',
        zh: `${environment.owner} 中的名称 “${name}” 不在其所需信息之内，取值为空`,
        en: `${environment.owner}: "${name}" is not among the required information and is null`,
      },
    )
  }
}
