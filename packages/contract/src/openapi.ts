import { errors } from '@duibiao/base'
import type { ErrorCode } from '@duibiao/base'
import type { TSchema } from 'typebox'
import type { Operation } from './operation.ts'
import { generalErrors, Problem, statusesOf } from './problem.ts'

/** A document of OpenAPI 3.1, whose schemas are JSON Schema 2020-12. */
export interface OpenApiDocument {
  readonly openapi: '3.1.1'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly paths: { readonly [path: string]: { readonly [method: string]: unknown } }
  readonly components: { readonly schemas: { readonly [name: string]: unknown } }
}

/**
 * Describes operations as OpenAPI 3.1. Schemas with an `$id` stand once, under components; the others in place.
 * @param version of the service
 */
export function describeOperations(operations: readonly Operation[], version: string): OpenApiDocument {
  const named = new Map<string, unknown>()
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of operations) {
    const path = (paths[operation.path] ??= {})
    path[operation.method.toLowerCase()] = describe(operation, named)
  }
  refer(Problem, named)
  return {
    openapi: '3.1.1',
    info: {
      title: 'Duibiao 对标',
      version,
      description: 'The operating platform of a city district. 区县运行平台接口。',
    },
    paths,
    components: {
      schemas: Object.fromEntries([...named].toSorted(([one], [other]) => (one < other ? -1 : 1))),
    },
  }
}

function describe(operation: Operation, named: Map<string, unknown>): object {
  const { id, summary, params, query, answer, isKeyed } = operation
  const parameters = [
    ...fieldsOf('path', params, named),
    ...fieldsOf('query', query, named),
    ...(isKeyed === true ? [keyHeader] : []),
  ]
  return {
    operationId: id,
    tags: [id.split('.')[0]],
    summary: summary.en,
    description: summary.zh,
    ...(parameters.length > 0 && { parameters }),
    ...describeBody(operation, named),
    responses: { [answer.status]: describeAnswer(answer, named), ...describeRefusals(operation) },
  }
}

function describeBody({ body, media }: Operation, named: Map<string, unknown>): object {
  if (media === 'bytes')
    return { requestBody: { required: true, content: { 'application/octet-stream': {} } } }
  if (body === undefined) return {}
  const type = media === 'form' ? 'application/x-www-form-urlencoded' : 'application/json'
  return { requestBody: { required: true, content: { [type]: { schema: refer(body, named) } } } }
}

const keyHeader = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  schema: { type: 'string', minLength: 8, maxLength: 100 },
}

function fieldsOf(
  place: 'path' | 'query',
  schema: Operation['params'],
  named: Map<string, unknown>,
): readonly object[] {
  if (schema === undefined) return []
  const required: readonly string[] = schema.required ?? []
  return Object.entries(schema.properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: refer(property, named),
  }))
}

function describeAnswer(answer: Operation['answer'], named: Map<string, unknown>): object {
  switch (answer.kind) {
    case 'empty':
      return { description: 'Done' }
    case 'redirect':
      return {
        description: 'On to another page',
        headers: { Location: { required: true, schema: { type: 'string' } } },
      }
    case 'bytes':
      return {
        description: 'The content',
        content: Object.fromEntries([answer.media, ...(answer.also ?? [])].map((media) => [media, {}])),
      }
    case 'json':
      return {
        description: 'The answer',
        content: { 'application/json': { schema: refer(answer.schema, named) } },
      }
    case 'events':
      return {
        description: 'Server-sent events; the schema is that of their data',
        content: { 'text/event-stream': { schema: refer(answer.schema, named) } },
      }
  }
}

const problemContent = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
}
const open311Content = { 'text/xml': {}, 'application/json': {} }

function describeRefusals({ errors: own = [], faults, isKeyed }: Operation): object {
  const ofKeys = isKeyed === true ? (['key_missing', 'key_reused'] as const) : []
  const codes: readonly ErrorCode[] = [...generalErrors, ...ofKeys, ...own]
  return Object.fromEntries(
    statusesOf(codes).map((status) => [
      String(status),
      {
        description: codes.filter((code) => errors[code].status === status).join(', '),
        content: faults === 'open311' ? open311Content : problemContent,
      },
    ]),
  )
}

/** A schema as the document holds it: by reference where it has a name. */
function refer(schema: TSchema, named: Map<string, unknown>): unknown {
  const plain: unknown = JSON.parse(JSON.stringify(schema))
  return lift(plain, named)
}

function lift(value: unknown, named: Map<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => lift(one, named))
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).filter(([key]) => key !== '$id')
  const lifted = Object.fromEntries(
    fields.map(([key, inner]: [string, unknown]) => [key, lift(inner, named)]),
  )
  const id: unknown = '$id' in value ? value.$id : undefined
  if (typeof id !== 'string') return lifted
  named.set(id, lifted)
  return { $ref: `#/components/schemas/${id}` }
}
