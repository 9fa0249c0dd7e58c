import type { Operation } from '@duibiao/contract'
import type { TSchema } from 'typebox'

/** A request that the schemas of an operation take. */
export interface SampleRequest {
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
}

/** Values for names of parameters that must mean something, such as the id of a matter. */
export type Known = Readonly<Record<string, unknown>>

/** Makes a plain request for an operation: what must be said and nothing else. */
export function sampleRequest(operation: Operation, known: Known = {}): SampleRequest {
  const params = sampleOf(operation.params, known)
  const query = sampleOf(operation.query, known)
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(textIn(params, name)),
  )
  return {
    path,
    query: Object.fromEntries(Object.entries(query ?? {}).map(([name, value]) => [name, String(value)])),
    body: operation.media === undefined ? sampleOf(operation.body, known) : undefined,
  }
}

/** A member of an object as it stands in an address. */
function textIn(value: object = {}, name: string): string {
  const member: unknown = new Map(Object.entries(value)).get(name)
  return typeof member === 'string' || typeof member === 'number' ? String(member) : 'none'
}

/** The keywords of JSON Schema that the contract uses. */
interface Keywords {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Keywords[]
  readonly properties?: Readonly<Record<string, Keywords>>
  readonly required?: readonly string[]
  readonly items?: Keywords
  readonly minItems?: number
  readonly minLength?: number
  readonly minProperties?: number
  readonly minimum?: number
  readonly pattern?: string
  readonly format?: string
}

/** A small value that a schema takes; what patterns ask for is known for those of the contract only. */
export function sampleOf(schema: TSchema | undefined, known: Known = {}): object | undefined {
  if (schema === undefined) return undefined
  // A schema of the contract is plain JSON Schema.
  const value = valueOf(JSON.parse(JSON.stringify(schema)) as Keywords, known)
  return typeof value === 'object' && value !== null ? value : undefined
}

function valueOf(schema: Keywords, known: Known): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  if (schema.anyOf !== undefined) return valueOf(schema.anyOf.at(-1) ?? {}, known)
  if (schema.type === 'object') return objectOf(schema, known)
  if (schema.type === 'array') {
    return Array.from({ length: schema.minItems ?? 0 }, () => valueOf(schema.items ?? {}, known))
  }
  return plainOf(schema)
}

function plainOf(schema: Keywords): unknown {
  if (schema.type === 'boolean') return true
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1
  return schema.type === 'string' ? textOf(schema) : 'x'
}

function objectOf({ properties = {}, required = [], minProperties = 0 }: Keywords, known: Known): object {
  const names = required.length < minProperties ? Object.keys(properties).slice(0, minProperties) : required
  return Object.fromEntries(
    names.map((name) => [name, known[name] ?? valueOf(properties[name] ?? {}, known)]),
  )
}

const patterns: readonly (readonly [part: string, sample: string])[] = [
  ['[0-9a-f]{8}-', '0195a000-0000-7000-8000-00000000dead'],
  ['^[0-9]{6}', '123456'],
  ['https?', 'https://example.org/hook'],
  ['-Q[1-4]', '2026-03'],
  ['\\.[a-z][a-z0-9_]{0,63}$', 'hotline.solved_rate'],
]

function textOf({ pattern, format, minLength = 1 }: Keywords): string {
  const found = patterns.find(([part]) => pattern?.includes(part) === true)
  if (found !== undefined) return found[1]
  if (format === 'date-time') return '2026-03-02T01:00:00Z'
  if (format === 'date') return '2026-03-02'
  return 'none'.padEnd(minLength, 'x')
}
