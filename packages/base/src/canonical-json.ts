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
