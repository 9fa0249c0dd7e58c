import { AppError } from '@duibiao/base'
import { bucketCount } from './feature.ts'
import type { Model } from './model.ts'

/** What the file begins with; the number is the version of the form. Features are part of it: other n-grams, next number. */
const title = 'duibiao-triage 1\n'
/** Title, length of the header, header in JSON, buckets, weights, pulls, checksum. */
const lengthBytes = 4
const checksumBytes = 4
const bucketBytes = 4

type Header = Omit<Model, 'buckets' | 'weights' | 'pulls'> & { readonly rows: number }

/** Writes a model as one file; the same model gives the same bytes. */
export function writeModel({ buckets, weights, pulls, ...rest }: Model): Uint8Array {
  const header: Header = { ...rest, rows: buckets.length }
  const text = title + numberText(JSON.stringify(header))
  const start = text.length
  const bytes = new Uint8Array(
    start + buckets.length * bucketBytes + weights.length + pulls.length + checksumBytes,
  )
  for (let at = 0; at < start; at++) bytes[at] = text.charCodeAt(at)
  const view = new DataView(bytes.buffer)
  for (const [row, bucket] of buckets.entries()) view.setUint32(start + row * bucketBytes, bucket)
  bytes.set(weights, start + buckets.length * bucketBytes)
  bytes.set(
    new Uint8Array(pulls.buffer, pulls.byteOffset, pulls.length),
    start + buckets.length * bucketBytes + weights.length,
  )
  const end = bytes.length - checksumBytes
  view.setUint32(end, checksumOf(bytes.subarray(0, end)))
  return bytes
}

/** The header with its length before it, in ASCII, so that no encoding is needed to read it. */
function numberText(json: string): string {
  const ascii = json.replaceAll(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  const { length } = ascii
  return String.fromCharCode(...[24, 16, 8, 0].map((shift) => (length >>> shift) & 0xff)) + ascii
}

/**
 * Reads a model and checks it whole: a file that was cut off, changed or made by another version is refused.
 * @throws AppError `model_unreadable`
 */
export function readModel(bytes: Uint8Array): Model {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const headAt = title.length + lengthBytes
  if (bytes.length < headAt + checksumBytes || asciiOf(bytes.subarray(0, title.length)) !== title)
    throw unreadable('title')
  const end = bytes.length - checksumBytes
  if (view.getUint32(end) !== checksumOf(bytes.subarray(0, end))) throw unreadable('checksum')
  const start = headAt + view.getUint32(title.length)
  if (start > end) throw unreadable('header')
  const header = readHeader(asciiOf(bytes.subarray(headAt, start)))
  const { rows, ...rest } = header
  const count = header.categories.length
  if (end - start !== rows * (bucketBytes + 1 + count)) throw unreadable('length')
  const buckets = Int32Array.from({ length: rows }, (_, row) => view.getUint32(start + row * bucketBytes))
  if (buckets.some((bucket, row) => bucket >= bucketCount || bucket <= (buckets[row - 1] ?? -1)))
    throw unreadable('buckets')
  const weightsAt = start + rows * bucketBytes
  const weights = bytes.slice(weightsAt, weightsAt + rows)
  return { ...rest, buckets, weights, pulls: Int8Array.from(bytes.subarray(weightsAt + rows, end)) }
}

function unreadable(problem: string): AppError {
  return new AppError('model_unreadable', { problem })
}

function asciiOf(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

function readHeader(json: string): Header {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    throw new AppError('model_unreadable', { problem: 'header' }, { cause: error })
  }
  if (!isHeader(value)) throw unreadable('header')
  return value
}

function isHeader(value: unknown): value is Header {
  if (typeof value !== 'object' || value === null) return false
  const members = new Map<string, unknown>(Object.entries(value))
  const categories = members.get('categories')
  if (!isTextList(categories) || !isTextList(members.get('fields'))) return false
  const count = categories.length
  const calibration = members.get('calibration')
  return (
    ['weightScale', 'sureAt', 'learnt', 'rows'].every((name) => isNumber(members.get(name))) &&
    ['pullScales', 'biases'].every((name) => isNumberList(members.get(name), count)) &&
    typeof calibration === 'object' &&
    calibration !== null &&
    'slope' in calibration &&
    isNumber(calibration.slope) &&
    'offsets' in calibration &&
    isNumberList(calibration.offsets, count)
  )
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string')
}

function isNumberList(value: unknown, length: number): boolean {
  return Array.isArray(value) && value.length === length && value.every(isNumber)
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value)
}

/** CRC-32 (ISO 3309): finds damage, not forgery. */
function checksumOf(bytes: Uint8Array): number {
  let sum = ~0
  for (const byte of bytes) sum = (crcTable[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8)
  return ~sum >>> 0
}

const crcTable = Int32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1
  return rest
})
