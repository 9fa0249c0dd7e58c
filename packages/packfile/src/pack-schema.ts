import type { Finding } from '@duibiao/base'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { isLegalDate } from '@duibiao/base'
import { lineAt, type YamlRead } from './pack-yaml.ts'

/** A JSON Schema (2020-12) ready to hold values against. */
export type CompiledSchema = ValidateFunction

const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/u

/** The one validator: strict, all faults at once, the formats of packs, and our own keyword for display. */
export function makeValidator(): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    strictRequired: false,
    strictTypes: false,
    allErrors: true,
    validateFormats: true,
    logger: false,
  })
  ajv.addFormat('date', isLegalDate)
  ajv.addFormat('date-time', moment)
  ajv.addKeyword({ keyword: 'x-duibiao', schemaType: 'object' })
  return ajv
}

/** Compiles a schema of ours. A fault in it is a bug. */
export function compileSchema(schema: object): CompiledSchema {
  return makeValidator().compile(schema)
}

/** Every fault of the file's value against the schema, each with its line. */
export function checkAgainst(validate: CompiledSchema, read: YamlRead, code: string): readonly Finding[] {
  if (read.value === undefined || validate(read.value)) return []
  return withoutEchoes(validate.errors ?? []).map((error) => ({
    file: read.file,
    line: lineAt(read, pointerOf(error)),
    code,
    severity: 'error',
    ...sayFault(error),
  }))
}

/** The fault in both languages, beginning with where it is. */
export function sayFault(error: ErrorObject): { readonly zh: string; readonly en: string } {
  const where = error.instancePath === '' ? '' : `${error.instancePath}: `
  const params: { readonly [name: string]: unknown } = error.params
  const name = String(
    params['missingProperty'] ??
      params['additionalProperty'] ??
      params['unevaluatedProperty'] ??
      params['propertyName'] ??
      '',
  )
  switch (error.keyword) {
    case 'required':
    case 'dependentRequired':
      return { zh: `${where}缺少 ${name}`, en: `${where}${name} is missing` }
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return { zh: `${where}不认识的键 ${name}`, en: `${where}unknown key ${name}` }
    case 'type':
      return {
        zh: `${where}类型应为 ${String(params['type'])}`,
        en: `${where}must be of type ${String(params['type'])}`,
      }
    case 'enum':
      return {
        zh: `${where}应为 ${listOf(params['allowedValues'])} 之一`,
        en: `${where}must be one of ${listOf(params['allowedValues'])}`,
      }
    case 'pattern':
    case 'format':
      return {
        zh: `${where}格式不对（${String(params['pattern'] ?? params['format'])}）`,
        en: `${where}has the wrong form (${String(params['pattern'] ?? params['format'])})`,
      }
    default:
      return {
        zh: `${where}不符合 ${error.keyword}：${error.message ?? ''}`,
        en: `${where}${error.message ?? error.keyword}`,
      }
  }
}

/** Compound keywords only say that a part failed, which is told already. */
function withoutEchoes(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const telling = errors.filter((error) => !['if', 'allOf', 'propertyNames'].includes(error.keyword))
  return telling.length > 0 ? telling : errors
}

function pointerOf(error: ErrorObject): string {
  const params: { readonly [name: string]: unknown } = error.params
  const key = params['additionalProperty']
  return key === undefined
    ? error.instancePath
    : `${error.instancePath}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`
}

function listOf(values: unknown): string {
  return Array.isArray(values) ? values.map(String).join(', ') : String(values)
}
