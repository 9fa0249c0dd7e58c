import { AppError } from '@duibiao/base'
import type { SheetRecord } from '@duibiao/base'
import { sheetFinding } from './finding.ts'
import type { SheetLimits } from './limit.ts'
import type { SheetEvent } from './raw-row.ts'
import { decodeText, isDamaged } from './text.ts'
import { unreadable } from './zip-read.ts'

/** Reads one JSON object a line; its members are the cells, named as a header would name them. */
export function* readJsonl(bytes: Uint8Array, limits: SheetLimits): Generator<SheetEvent> {
  const text = decodeText(bytes).replace(/^\uFEFF/, '')
  let row = 0
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\n', at)
    const line = text.slice(at, end === -1 ? text.length : end)
    at = end === -1 ? text.length : end + 1
    if (++row > limits.rows) throw new AppError('sheet_too_large', { limit: 'rows' })
    if (line.trim() !== '') yield readLine(line, row)
  }
}

function readLine(line: string, row: number): SheetEvent {
  const place = { sheet: '', row }
  if (isDamaged(line)) return { kind: 'finding', finding: sheetFinding(place, 'row_damaged') }
  const value = parseObject(line)
  if (value === undefined)
    return { kind: 'finding', finding: sheetFinding(place, 'row_malformed', { problem: 'JSON' }) }
  return { kind: 'record', record: { ...place, cells: cellsOf(value) } }
}

/** Reads the features of a GeoJSON file (RFC 7946): properties are the cells, the shape comes along unchecked. */
export function* readGeoJson(bytes: Uint8Array, limits: SheetLimits): Generator<SheetEvent> {
  const file = parseObject(decodeText(bytes).replace(/^\uFEFF/, ''))
  const features = file?.['type'] === 'Feature' ? [file] : file?.['features']
  if (!Array.isArray(features)) throw unreadable('GeoJSON')
  if (features.length > limits.rows) throw new AppError('sheet_too_large', { limit: 'rows' })
  for (const [index, feature] of features.entries()) yield readFeature(feature, index + 1)
}

function readFeature(feature: unknown, row: number): SheetEvent {
  const place = { sheet: '', row }
  const members = asObject(feature)
  const properties = asObject(members?.['properties'] ?? {})
  if (members === undefined || properties === undefined) {
    const finding = sheetFinding(place, 'row_malformed', { problem: `features[${row - 1}]` })
    return { kind: 'finding', finding }
  }
  const record: SheetRecord = { ...place, cells: cellsOf(properties), geometry: members['geometry'] }
  return { kind: 'record', record }
}

type JsonObject = { readonly [name: string]: unknown }

function parseObject(text: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(text))
  } catch {
    return undefined
  }
}

function asObject(value: unknown): JsonObject | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return value as JsonObject
}

function cellsOf(value: JsonObject): SheetRecord['cells'] {
  return new Map(Object.entries(value).map(([name, member]) => [name, { column: 0, text: textOf(member) }]))
}

/** A list becomes what its reader takes for one. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(textOf).join('、')
  return JSON.stringify(value)
}
