import { AppError } from './error.ts'

/** Deeper than any entry of ours; it keeps hostile data from exhausting the stack. */
const deepest = 256

/**
 * The canonical JSON text of a value (RFC 8785): members sorted by UTF-16 code units, numbers and strings as ECMAScript
 * writes them, no blanks. Throws `json_number_invalid` (NaN, infinite), `json_text_malformed` (lone surrogate),
 * `json_value_unsupported` (undefined, bigint, function, symbol, or an object that is no plain record or array) or
 * `json_too_deep`, each with the path.
 */
export function canonicalJson(value: unknown): string {
  const text = writeValue(value, 0)
  if (text === undefined) throw faultOf(value)
  return text
}

/**
 * The canonical JSON texts of the members of a record, by name: for who writes some of them in more than one place. Throws as
 * `canonicalJson` of the record does.
 */
export function canonicalMembers(record: Readonly<Record<string, unknown>>): {
  readonly [name: string]: string
} {
  const texts: Record<string, string> = {}
  for (const name in record) {
    const text = writeValue(record[name], 1)
    if (text === undefined) throw faultOf(record)
    texts[name] = text
  }
  return texts
}

// What JSON escapes, and every surrogate: texts without them need only their quotes.
// oxlint-disable-next-line eslint/no-control-regex -- control characters are what it looks for
const needsEscape = /["\\\u0000-\u001f\ud800-\udfff]/

/** Undefined tells that somewhere inside lies a fault: finding its path is left to the rare failure. */
function writeValue(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return writeText(value)
  if (typeof value === 'number') return Number.isFinite(value) ? `${value}` : undefined
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (value === null) return 'null'
  if (typeof value !== 'object' || depth >= deepest) return undefined
  return Array.isArray(value) ? writeList(value, depth + 1) : writeRecord(value, depth + 1)
}

function writeText(text: string): string | undefined {
  if (!needsEscape.test(text)) return `"${text}"`
  return text.isWellFormed() ? JSON.stringify(text) : undefined
}

function writeList(list: readonly unknown[], depth: number): string | undefined {
  let result = '['
  for (let index = 0; index < list.length; index++) {
    const item = writeValue(list[index], depth)
    if (item === undefined) return undefined
    result += index === 0 ? item : `,${item}`
  }
  return `${result}]`
}

function writeRecord(record: object, depth: number): string | undefined {
  if (!isPlainRecord(record)) return undefined
  const shape = shapeOf(record)
  if (shape === undefined) return writeNamed(record, depth)
  let result = ''
  for (let index = 0; index < shape.names.length; index++) {
    const member = writeValue(record[shape.names[index] ?? ''], depth)
    if (member === undefined) return undefined
    result += `${shape.heads[index] ?? ''}${member}`
  }
  return result === '' ? '{}' : `${result}}`
}

/** A record whose names were not met before, or are numbers, of which each record has others. */
function writeNamed(record: Readonly<Record<string, unknown>>, depth: number): string | undefined {
  const names = Object.keys(record)
  if (!isSorted(names)) names.sort()
  let result = '{'
  for (let index = 0; index < names.length; index++) {
    const name = names[index] ?? ''
    const key = writeText(name)
    const member = writeValue(record[name], depth)
    if (key === undefined || member === undefined) return undefined
    result += index === 0 ? `${key}:${member}` : `,${key}:${member}`
  }
  return `${result}}`
}

/** The names that records of one make have, in their order: sorting and quoting them each time took longer than the rest. */
interface Shape {
  readonly next: Map<string, Shape>
  /** Sorted; filled when a record ends here. */
  names: readonly string[]
  /** What stands before each member. */
  heads: readonly string[]
}

const mostShapes = 4_096
const mostNames = 32
let shapes = makeShape()
let shapeCount = 0

function makeShape(): Shape {
  return { next: new Map(), names: [], heads: [] }
}

/** Undefined when the record has many names, numbers for names, or names that cannot be written. */
function shapeOf(record: Readonly<Record<string, unknown>>): Shape | undefined {
  let shape = shapes
  let count = 0
  for (const name in record) {
    count += 1
    if (count > mostNames || isNumberName(name)) return undefined
    shape = shape.next.get(name) ?? growShape(shape, name)
  }
  if (shape.names.length === count) return shape
  const names = Object.keys(record).sort()
  if (names.length !== count || !names.every((name) => name.isWellFormed())) return undefined
  shape.names = names
  shape.heads = names.map((name, index) => `${index === 0 ? '{' : ','}${JSON.stringify(name)}:`)
  return shape
}

function growShape(shape: Shape, name: string): Shape {
  const grown = makeShape()
  if (shapeCount >= mostShapes) {
    // Names that people choose are without end; those of the program come back at once.
    shapes = makeShape()
    shapeCount = 0
    return grown
  }
  shapeCount += 1
  shape.next.set(name, grown)
  return grown
}

function isNumberName(name: string): boolean {
  const first = name.charCodeAt(0)
  return first >= 48 && first <= 57
}

/** Most records are written in order already; seeing that is cheaper than sorting them. */
function isSorted(names: readonly string[]): boolean {
  for (let index = 1; index < names.length; index++) {
    if ((names[index - 1] ?? '') > (names[index] ?? '')) return false
  }
  return true
}

function isPlainRecord(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

interface Place {
  readonly path: string
  readonly depth: number
}

/** The fault that made writing fail, with its path. */
function faultOf(value: unknown): AppError {
  return (
    findFault(value, { path: '$', depth: 0 }) ??
    new AppError('json_value_unsupported', { path: '$', type: '?' })
  )
}

function findFault(value: unknown, place: Place): AppError | undefined {
  const { path } = place
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? undefined : new AppError('json_number_invalid', { path })
    case 'string':
      return value.isWellFormed() ? undefined : new AppError('json_text_malformed', { path })
    case 'boolean':
      return undefined
    case 'object':
      return value === null ? undefined : findFaultInside(value, place)
    case 'undefined':
    case 'bigint':
    case 'function':
    case 'symbol':
      return new AppError('json_value_unsupported', { path, type: typeof value })
  }
}

function findFaultInside(value: object, { path, depth }: Place): AppError | undefined {
  if (depth >= deepest) return new AppError('json_too_deep', { limit: deepest })
  if (Array.isArray(value)) {
    return firstFault(
      Array.from(value, (item: unknown, index) => [`${path}[${index}]`, item] as const),
      depth,
    )
  }
  if (!isPlainRecord(value)) {
    return new AppError('json_value_unsupported', { path, type: value.constructor.name })
  }
  const names = Object.keys(value)
  if (names.some((name) => !name.isWellFormed())) return new AppError('json_text_malformed', { path })
  return firstFault(
    names.map((name) => [`${path}.${name}`, value[name]] as const),
    depth,
  )
}

function firstFault(
  members: readonly (readonly [path: string, value: unknown])[],
  depth: number,
): AppError | undefined {
  for (const [path, value] of members) {
    const fault = findFault(value, { path, depth: depth + 1 })
    if (fault !== undefined) return fault
  }
  return undefined
}
