/** A JSON value as PostgreSQL returns it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/**
 * What a column holds after reading: `int8` is a number while it is exact and a bigint beyond, `numeric`, `date`
 * and `uuid` stay text, `timestamptz` is milliseconds since the epoch, `bytea` is bytes.
 */
export type Value = Json | bigint | Uint8Array | readonly Value[]

/** Whether `json` and `jsonb` columns arrive as their text or as parsed values. */
export type JsonForm = 'text' | 'parsed'

type Decoder = (text: string) => Value

/**
 * The reader of one column type, shared by both drivers.
 * @param type the type's object identifier in `pg_type`, which is fixed for built-in types
 */
export function decoderOf(type: number, json: JsonForm): Decoder {
  if (json === 'parsed') {
    if (type === 114 || type === 3802) return parseJson
    if (type === 199 || type === 3807) return (text) => decodeArray(text, parseJson)
  }
  return decoders.get(type) ?? keepText
}

const elementDecoders: readonly (readonly [type: number, array: number, decode: Decoder])[] = [
  [16, 1000, (text) => text === 't'],
  [17, 1001, (text) => new Uint8Array(Buffer.from(text.slice(2), 'hex'))],
  [20, 1016, decodeInt8],
  [21, 1005, Number],
  [23, 1007, Number],
  [25, 1009, keepText],
  [26, 1028, Number],
  [114, 199, keepText],
  [700, 1021, Number],
  [701, 1022, Number],
  [1043, 1015, keepText],
  [1082, 1182, keepText],
  [1184, 1185, decodeTimestamp],
  [1700, 1231, keepText],
  [2950, 2951, keepText],
  [3802, 3807, keepText],
]

const decoders: ReadonlyMap<number, Decoder> = new Map(
  elementDecoders.flatMap(([type, array, decode]): [number, Decoder][] => [
    [type, decode],
    [array, (text) => decodeArray(text, decode)],
  ]),
)

function keepText(text: string): string {
  return text
}

function parseJson(text: string): Json {
  return JSON.parse(text)
}

function decodeInt8(text: string): number | bigint {
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : BigInt(text)
}

/**
 * Reads the ISO form that a UTC session prints: `2026-03-02 01:02:03.456789+00`. Digits below the millisecond
 * are dropped: instants of this project are whole milliseconds.
 */
function decodeTimestamp(text: string): number {
  if (text.length >= 22 && text[4] === '-' && text.endsWith('+00')) {
    const fraction = text.slice(20, -3).padEnd(3, '0').slice(0, 3)
    const iso = `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction}Z`
    return Date.parse(iso)
  }
  if (text === 'infinity') return Infinity
  if (text === '-infinity') return -Infinity
  throw new RangeError(`not a UTC timestamp of the years 1 to 9999: ${text}`)
}

/** Reads an array literal of one or more dimensions, as PostgreSQL prints it. */
function decodeArray(text: string, decode: Decoder): readonly Value[] {
  const cursor: Cursor = { text, at: text.indexOf('{') }
  return readArray(cursor, decode)
}

interface Cursor {
  readonly text: string
  at: number
}

function readArray(cursor: Cursor, decode: Decoder): readonly Value[] {
  const values: Value[] = []
  cursor.at += 1
  while (cursor.at < cursor.text.length) {
    const mark = cursor.text[cursor.at]
    if (mark === '}') break
    if (mark === ',') cursor.at += 1
    else if (mark === '{') values.push(readArray(cursor, decode))
    else if (mark === '"') values.push(decode(readQuoted(cursor)))
    else values.push(readBare(cursor, decode))
  }
  cursor.at += 1
  return values
}

function readQuoted(cursor: Cursor): string {
  let value = ''
  cursor.at += 1
  while (cursor.text[cursor.at] !== '"') {
    if (cursor.text[cursor.at] === '\\') cursor.at += 1
    value += cursor.text[cursor.at] ?? ''
    cursor.at += 1
  }
  cursor.at += 1
  return value
}

function readBare(cursor: Cursor, decode: Decoder): Value {
  const start = cursor.at
  while (cursor.text[cursor.at] !== ',' && cursor.text[cursor.at] !== '}') cursor.at += 1
  const text = cursor.text.slice(start, cursor.at)
  return text === 'NULL' ? null : decode(text)
}
