import { assert } from '@duibiao/base'

/** What a statement may be given. A JSON value is passed as text: who stores it chooses its canonical form. */
export type Parameter =
  string | number | bigint | boolean | Uint8Array | BinaryParameter | null | readonly Parameter[]

/** A parameter that is in PostgreSQL's binary form already. */
export class BinaryParameter {
  readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }
}

/** The text form of a `timestamptz` parameter. */
export function toTimestamp(instant: number): string {
  // Rows written together mostly carry the same instant.
  if (instant === last.instant) return last.text
  const text = new Date(instant).toISOString()
  last = { instant, text }
  return text
}

let last: { readonly instant: number | undefined; readonly text: string } = { instant: undefined, text: '' }

/**
 * Writes a parameter in PostgreSQL's text form, the same for both drivers, so that a value cannot depend on
 * which database is underneath; what is in the binary form stays so. An array becomes a one- or more-dimensional array
 * literal, bytes become hex.
 */
export function encodeParameter(value: Parameter): string | Uint8Array | null {
  return value instanceof BinaryParameter ? value.bytes : encodeText(value)
}

/** The text form of a value whose type its column knows: `bytea` is hex, `timestamptz` is milliseconds. */
export function encodeValue(type: string, value: string | number | boolean | null): Parameter {
  if (type === 'timestamptz' && typeof value === 'number') return toTimestamp(value)
  if (type === 'bytea' && typeof value === 'string') return `\\x${value}`
  return value
}

/** The text form of a parameter that is not binary. */
export function encodeText(value: Exclude<Parameter, BinaryParameter>): string | null {
  if (value === null) return null
  if (typeof value === 'string') return value
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`
  if (typeof value === 'object') return encodeArray(value)
  return String(value)
}

function encodeArray(values: readonly Parameter[]): string {
  let text = '{'
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? null
    if (index > 0) text += ','
    text += encodeElement(value)
  }
  return `${text}}`
}

function encodeElement(value: Parameter): string {
  assert(!(value instanceof BinaryParameter), 'what is binary stands alone')
  if (value === null) return 'NULL'
  if (typeof value === 'string') return quote(value)
  if (value instanceof Uint8Array) return quote(`\\x${Buffer.from(value).toString('hex')}`)
  if (typeof value === 'object') return encodeArray(value)
  return String(value)
}

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}
