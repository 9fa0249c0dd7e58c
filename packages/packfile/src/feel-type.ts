import { FeelDate, FeelFunction, FeelRange } from 'feelin'
import { midnightOf } from './feel-temporal.ts'
import {
  entryOf,
  isContext,
  isList,
  kindOf,
  normalizeName,
  type Feel,
  type FeelContext,
  type Kind,
} from './feel-value.ts'
import type { SyntaxNode } from './feel-syntax.ts'

/** A FEEL type (DMN 1.5, 10.3.2.3). `restricted` carries the allowed values of an item definition. */
export type FeelType =
  | { readonly kind: 'any' }
  | { readonly kind: 'simple'; readonly name: Kind }
  | { readonly kind: 'list'; readonly of: FeelType }
  | { readonly kind: 'range'; readonly of: FeelType }
  | { readonly kind: 'context'; readonly entries: ReadonlyMap<string, FeelType> }
  | { readonly kind: 'function'; readonly parameters: readonly FeelType[] | null; readonly result: FeelType }
  | { readonly kind: 'restricted'; readonly base: FeelType; readonly allows: (value: Feel) => boolean }
  | { readonly kind: 'unknown'; readonly name: string }

export const ANY: FeelType = { kind: 'any' }

/** Types by name that a model may define; undefined when the name is not its own. */
export type TypeNames = (name: string) => FeelType | undefined

/** No types but FEEL's own. */
export function noTypes(): undefined {
  return undefined
}

/** The type of a type reference; `unknown` when neither FEEL nor the model has the name. */
export function typeOfName(name: string, types: TypeNames): FeelType {
  const plain = name.replaceAll(/\s+/g, ' ').trim()
  return (
    types(plain) ?? BUILT_IN.get(plain) ?? typeOfRangeName(plain, types) ?? { kind: 'unknown', name: plain }
  )
}

/** The type written in an expression (`instance of`, parameter types). */
export function typeOfSyntax(node: SyntaxNode, types: TypeNames): FeelType {
  const inner = node.kids.filter((kid) => kid.kind === 'Type').map((kid) => typeOfSyntax(kid, types))
  switch (node.kind) {
    case 'Type':
      return node.kids[0] === undefined ? ANY : typeOfSyntax(node.kids[0], types)
    case 'ListType':
      return { kind: 'list', of: inner[0] ?? ANY }
    case 'FunctionType': {
      const parameters = node.kids.find((kid) => kid.kind === 'ArgumentTypes')?.kids ?? []
      return {
        kind: 'function',
        parameters: parameters.flatMap((kid) => kid.kids.map((type) => typeOfSyntax(type, types))),
        result: inner[0] ?? ANY,
      }
    }
    case 'ContextType': {
      const entries = node.kids.find((kid) => kid.kind === 'ContextEntryTypes')?.kids ?? []
      return { kind: 'context', entries: new Map(entries.map((entry) => typeOfEntry(entry, types))) }
    }
    default:
      return typeOfName(node.text, types)
  }
}

/** Whether a value is of a type as `instance of` asks it. */
// oxlint-disable-next-line complexity -- a closed switch, one line a kind
export function isInstance(value: Feel, type: FeelType): boolean {
  switch (type.kind) {
    case 'any':
      return value !== null
    case 'unknown':
      return false
    case 'simple':
      return isSimple(value, type.name)
    case 'list':
      return isList(value) && value.every((element) => isInstance(element, type.of) || isFree(type.of))
    case 'range':
      return (
        value instanceof FeelRange &&
        [value.start, value.end].every((end) => end === null || isInstance(end, type.of))
      )
    case 'context':
      return isContext(value) && hasEntries(value, type.entries, isInstance)
    case 'function':
      return value instanceof FeelFunction && acceptsArguments(value, type)
    case 'restricted':
      // `instance of` asks for the type only, not for the allowed values (DMN 1.5, 10.3.2.9.1).
      return isInstance(value, type.base)
  }
}

/**
 * A value as a type wants it, with the implicit conversions of DMN 1.5, 10.3.2.9.4 (a list of one and its element, a date
 * and its midnight UTC); undefined when it is not of the type. Null is of every type.
 */
// oxlint-disable-next-line complexity -- a closed switch, one line a kind
export function coerce(value: Feel, type: FeelType): Feel | undefined {
  if (value === null) return null
  switch (type.kind) {
    case 'any':
      return value
    case 'unknown':
      return undefined
    case 'list':
      return coerceList(isList(value) ? value : [value], type.of)
    case 'context':
      return isList(value) ? coerceSingle(value, type) : coerceContext(value, type.entries)
    case 'restricted': {
      const base = coerce(value, type.base)
      return base === undefined || (base !== null && !type.allows(base)) ? undefined : base
    }
    case 'simple':
      if (isSimple(value, type.name)) return value
      if (type.name === 'list') return [value]
      if (type.name === 'date and time' && value instanceof FeelDate) return midnightOf(value)
      return coerceSingle(value, type)
    case 'range':
    case 'function':
      return isInstance(value, type) ? value : coerceSingle(value, type)
  }
}

/** A type as a reader would write it. */
export function printType(type: FeelType): string {
  switch (type.kind) {
    case 'any':
      return 'Any'
    case 'unknown':
    case 'simple':
      return type.name
    case 'list':
      return `list<${printType(type.of)}>`
    case 'range':
      return `range<${printType(type.of)}>`
    case 'context':
      return `context<${[...type.entries].map(([name, entry]) => `${name}: ${printType(entry)}`).join(', ')}>`
    case 'function':
      return `function<${(type.parameters ?? []).map(printType).join(', ')}> -> ${printType(type.result)}`
    case 'restricted':
      return printType(type.base)
  }
}

const KINDS: readonly Kind[] = [
  'boolean',
  'number',
  'string',
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
  'range',
  'function',
  'list',
  'context',
]

const BUILT_IN: ReadonlyMap<string, FeelType> = new Map<string, FeelType>([
  ['Any', ANY],
  ['Null', { kind: 'simple', name: 'null' }],
  ...KINDS.map((name): [string, FeelType] => [name, { kind: 'simple', name }]),
  // Names that DMN 1.1 and modelling tools use for the same types.
  ['any', ANY],
  ['dateTime', { kind: 'simple', name: 'date and time' }],
  ['dayTimeDuration', { kind: 'simple', name: 'days and time duration' }],
  ['yearMonthDuration', { kind: 'simple', name: 'years and months duration' }],
])

function typeOfRangeName(name: string, types: TypeNames): FeelType | undefined {
  const inner = /^range_+(.*?)_+$/.exec(name)?.[1] ?? /^range\s*<(.*)>$/.exec(name)?.[1]
  return inner === undefined
    ? undefined
    : { kind: 'range', of: typeOfName(inner.replaceAll('_', ' '), types) }
}

function typeOfEntry(entry: SyntaxNode, types: TypeNames): [string, FeelType] {
  const type = entry.kids.find((kid) => kid.kind === 'Type')
  return [normalizeName(entry.kids[0]?.text ?? ''), type === undefined ? ANY : typeOfSyntax(type, types)]
}

function isSimple(value: Feel, name: Kind): boolean {
  return kindOf(value) === name
}

function isFree(type: FeelType): boolean {
  return type.kind === 'any'
}

function acceptsArguments(value: FeelFunction, type: Extract<FeelType, { kind: 'function' }>): boolean {
  const signature = SIGNATURES.get(value)
  if (type.parameters === null || signature === undefined) return true
  if (signature.parameters.length !== type.parameters.length) return false
  // A function may take wider parameters and give a narrower result than asked for (DMN 1.5, 10.3.2.9.3).
  const wanted = type.parameters
  return (
    signature.parameters.every((own, index) => isSubtype(wanted[index] ?? ANY, own)) &&
    (isFree(signature.result) || isSubtype(signature.result, type.result))
  )
}

/** The declared types of the functions that FEEL text or a model defines. */
export const SIGNATURES = new WeakMap<
  FeelFunction,
  { readonly parameters: readonly FeelType[]; readonly result: FeelType }
>()

/** Whether every value of `a` is one of `b` (DMN 1.5, 10.3.2.9.2). */
function isSubtype(a: FeelType, b: FeelType): boolean {
  if (b.kind === 'any') return true
  if (a.kind === 'restricted') return isSubtype(a.base, b)
  if (b.kind === 'restricted') return isSubtype(a, b.base)
  if (b.kind === 'simple')
    return a.kind === 'simple' ? a.name === b.name || a.name === 'null' : a.kind === b.name
  return isSubtypeOfParts(a, b)
}

/** The same for types made of other types. */
function isSubtypeOfParts(a: FeelType, b: FeelType): boolean {
  if (a.kind === 'list' && b.kind === 'list') return isSubtype(a.of, b.of)
  if (a.kind === 'range' && b.kind === 'range') return isSubtype(a.of, b.of)
  if (a.kind === 'context' && b.kind === 'context') {
    return [...b.entries].every(([name, type]) => isSubtype(a.entries.get(name) ?? ANY, type))
  }
  return a.kind === 'function' && b.kind === 'function' && isSubtype(a.result, b.result)
}

function hasEntries(
  value: FeelContext,
  entries: ReadonlyMap<string, FeelType>,
  check: (value: Feel, type: FeelType) => boolean,
): boolean {
  return [...entries].every(([name, type]) => {
    const entry = entryOf(value, name)
    return entry !== undefined && (entry === null || check(entry, type))
  })
}

function coerceSingle(value: Feel, type: FeelType): Feel | undefined {
  if (!isList(value) || value.length !== 1) return undefined
  const element = value[0] ?? null
  // One list only: a list of a list is no element.
  return isList(element) ? undefined : coerce(element, type)
}

function coerceList(values: readonly Feel[], of: FeelType): Feel | undefined {
  const result: Feel[] = []
  let changed = false
  for (const value of values) {
    const element = coerce(value, of)
    if (element === undefined) return undefined
    changed ||= element !== value
    result.push(element)
  }
  return changed ? result : values
}

function coerceContext(value: Feel, entries: ReadonlyMap<string, FeelType>): Feel | undefined {
  if (!isContext(value)) return undefined
  const changes: [string, Feel][] = []
  for (const [name, type] of entries) {
    const entry = entryOf(value, name)
    const coerced = entry === undefined ? undefined : coerce(entry, type)
    if (coerced === undefined) return undefined
    if (coerced !== entry) changes.push([name, coerced])
  }
  return changes.length === 0 ? value : Object.fromEntries([...Object.entries(value), ...changes])
}
