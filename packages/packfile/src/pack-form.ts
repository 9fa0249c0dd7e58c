import type { Finding } from '@duibiao/base'
import type { Value, Variables } from '@duibiao/kernel'
import { faultAt } from './pack-fault.ts'
import { checkAgainst, compileSchema, makeValidator, sayFault, type CompiledSchema } from './pack-schema.ts'
import { lineAt, type YamlRead } from './pack-yaml.ts'

/** How much a field needs protecting: 公开, 内部, 敏感, 重要. */
export type FieldLevel = 'public' | 'internal' | 'sensitive' | 'important'

/** A text that is written about the message. */
export type Composed = {
  readonly as: 'reply' | 'summary' | 'title'
  /** Fields that hold the message. */
  readonly from: readonly string[]
  /** Other fields that a draft may be written from, such as what was done. */
  readonly using?: readonly string[]
}

export type FormField = {
  readonly name: string
  readonly order: number
  readonly widget: string
  readonly level: FieldLevel
  /** Values of a list to choose from. */
  readonly choices: readonly string[]
  /** The code list of the pack whose codes are answers. */
  readonly list?: string
  /** The answer to whoever reported, a summary, or a title: replies are checked, and all of them may be drafted. */
  readonly composed?: Composed
}

/** A form: a JSON Schema whose fields say how they are shown and how they are protected. */
export type Form = {
  readonly id: string
  readonly schema: Variables
  readonly fields: readonly FormField[]
  /** What is wrong with an answer, in both languages; empty when it may be taken. */
  readonly check: (answer: Variables) => readonly { readonly zh: string; readonly en: string }[]
}

const widgets = [
  'text',
  'textarea',
  'lines',
  'number',
  'select',
  'radio',
  'switch',
  'date',
  'datetime',
  'phone',
  'place',
  'grid',
  'office',
  'offices',
  'person',
  'matter',
  'files',
  'photos',
  'tree',
  'standard',
  'code',
  'indicator',
  'indicators',
] as const

const validateShape = compileSchema({
  type: 'object',
  properties: {
    $schema: { const: 'https://json-schema.org/draft/2020-12/schema' },
    type: { const: 'object' },
    // What the matter knows already stands in the form when it is opened.
    'x-duibiao': {
      type: 'object',
      properties: { keeps: { const: true } },
      required: ['keeps'],
      additionalProperties: false,
    },
    additionalProperties: { const: false },
    properties: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        properties: {
          'x-duibiao': {
            type: 'object',
            properties: {
              order: { type: 'integer', minimum: 1 },
              widget: { enum: widgets },
              level: { enum: ['public', 'internal', 'sensitive', 'important'] },
              list: { type: 'string', minLength: 1 },
              composed: {
                type: 'object',
                properties: {
                  as: { enum: ['reply', 'summary', 'title'] },
                  from: { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1, maxItems: 10 },
                  using: { type: 'array', items: { type: 'string', minLength: 1 }, maxItems: 10 },
                },
                required: ['as', 'from'],
                additionalProperties: false,
              },
            },
            required: ['order', 'widget', 'level'],
            additionalProperties: false,
          },
        },
        required: ['x-duibiao'],
      },
    },
  },
  required: ['$schema', 'type', 'properties', 'additionalProperties'],
})

export type FormRead = { readonly form: Form | undefined; readonly findings: readonly Finding[] }

/** Reads a form: a valid JSON Schema 2020-12 of an object, closed, whose every field carries `x-duibiao`. */
export function readForm(read: YamlRead, id: string): FormRead {
  const schema = read.value
  const findings = [...read.findings, ...checkAgainst(validateShape, read, 'form_invalid')]
  if (schema === undefined || !isRecord(schema)) return { form: undefined, findings }
  if (schema['$id'] !== `form:${id}`) {
    const place = { file: read.file, line: lineAt(read, '/$id') }
    findings.push(faultAt(place, 'form_invalid', [`$id 应为 form:${id}`, `$id must be form:${id}`]))
  }
  if (findings.length > 0) return { form: undefined, findings }
  try {
    const validate = makeValidator().compile(schema)
    const fields = fieldsOf(schema['properties'])
    return { form: { id, schema, fields, check: (answer) => faultsIn(validate, answer) }, findings }
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    const fault = faultAt({ file: read.file, line: 1 }, 'form_schema_invalid', [
      `不是有效的 JSON Schema：${words}`,
      `not a valid JSON Schema: ${words}`,
    ])
    return { form: undefined, findings: [fault] }
  }
}

function faultsIn(validate: CompiledSchema, answer: Variables): ReturnType<Form['check']> {
  return validate(answer) ? [] : (validate.errors ?? []).map(sayFault)
}

function fieldsOf(properties: Value | undefined): readonly FormField[] {
  if (!isRecord(properties)) return []
  const fields = Object.entries(properties).map(([name, field]) => {
    const hints = isRecord(field) ? field['x-duibiao'] : undefined
    const choices = isRecord(field) && Array.isArray(field['enum']) ? field['enum'].map(String) : []
    return isRecord(hints)
      ? [{ name, choices, ...(hints as unknown as Omit<FormField, 'name' | 'choices'>) }]
      : []
  })
  return fields.flat().toSorted((a, b) => a.order - b.order)
}

function isRecord(value: Value | undefined): value is Variables {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
