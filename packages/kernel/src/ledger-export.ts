import { canonicalJson } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { Checkpoint, Roll } from './checkpoint.ts'
import { isHex } from './hashing.ts'
import type { DigestPort } from './hashing.ts'
import type { Entry } from './ledger.ts'

/**
 * A line of an export, in this order: header, keys, then entries in sealing order with each checkpoint after the last
 * entry it seals, then the entries that no checkpoint seals yet, then the end. Format: docs/reference/ledger.md.
 */
export type ExportLine =
  | {
      readonly line: 'header'
      readonly format: 'duibiao-ledger'
      readonly version: 1
      readonly district: number
      readonly digest: DigestPort['algorithm']
      /** When the export was made. */
      readonly at: Instant
    }
  | ({ readonly line: 'key' } & PublicKey)
  /** `position` only on sealed entries. */
  | { readonly line: 'entry'; readonly position?: number; readonly entry: Entry }
  | { readonly line: 'checkpoint'; readonly checkpoint: Checkpoint; readonly roll: Roll }
  | {
      readonly line: 'end'
      readonly entries: number
      readonly sealed: number
      readonly checkpoints: number
    }

export type PublicKey = {
  /** `keyId` of `publicKey`. */
  readonly id: string
  readonly algorithm: 'ed25519'
  /** Base64 of the SPKI (DER) form. */
  readonly publicKey: string
}

/** The text of a line, without its line feed. Every line is canonical JSON, so that a line has one spelling only. */
export function formatExportLine(line: ExportLine): string {
  return canonicalJson(line)
}

/** Reads a line; undefined when it is not one of the format, spelled exactly as formatExportLine spells it. */
export function readExportLine(text: string): ExportLine | undefined {
  const value = readCanonical(text)
  if (!isRecord(value)) return undefined
  const kind = value['line']
  if (typeof kind !== 'string' || !Object.hasOwn(lineShapes, kind)) return undefined
  return hasShape(value, lineShapes[kind] ?? {}) ? (value as unknown as ExportLine) : undefined
}

type Fields = { readonly [name: string]: unknown }

/** The members of a record, all of them: another one would be a member that no hash covers. */
type Shape = { readonly [name: string]: (value: unknown) => boolean }

const entryShape: Shape = {
  actor: isRecord,
  at: Number.isSafeInteger,
  district: isCount,
  facts: Array.isArray,
  hash: isHex,
  input: isPresent,
  kind: isText,
  matter: isText,
  patch: isRecord,
  previous: isHex,
  seq: isCount,
  set: isRecord,
}

const checkpointShape: Shape = {
  at: Number.isSafeInteger,
  digest: isAlgorithm,
  district: isCount,
  first: isCount,
  key: isText,
  number: isCount,
  previous: isHex,
  roll: isHex,
  root: isHex,
  signature: (value) => isText(value) && /^(?:[0-9a-f]{2})+$/.test(value),
  size: isCount,
}

const rollShape: Shape = {
  marks: isText,
  matters: (value) => Array.isArray(value) && value.every(isText),
  order: (value) => Array.isArray(value) && value.every(isCount),
}

const lineShapes: { readonly [line: string]: Shape } = {
  header: {
    line: isText,
    format: (value) => value === 'duibiao-ledger',
    version: (value) => value === 1,
    district: isCount,
    digest: isAlgorithm,
    at: Number.isSafeInteger,
  },
  key: { line: isText, id: isText, publicKey: isText, algorithm: (value) => value === 'ed25519' },
  entry: {
    line: isText,
    position: (value) => value === undefined || isCount(value),
    entry: (value) => isRecord(value) && hasShape(value, entryShape),
  },
  checkpoint: {
    line: isText,
    checkpoint: (value) => isRecord(value) && hasShape(value, checkpointShape),
    roll: (value) => isRecord(value) && hasShape(value, rollShape),
  },
  end: { line: isText, entries: isCount, sealed: isCount, checkpoints: isCount },
}

function hasShape(value: Fields, shape: Shape): boolean {
  return (
    Object.keys(value).every((name) => Object.hasOwn(shape, name)) &&
    Object.entries(shape).every(([name, isRight]) => isRight(value[name]))
  )
}

function readCanonical(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return canonicalJson(value) === text ? value : undefined
  } catch {
    return undefined
  }
}

function isAlgorithm(value: unknown): boolean {
  return value === 'sha-256' || value === 'sm3'
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isPresent(value: unknown): boolean {
  return value !== undefined
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
