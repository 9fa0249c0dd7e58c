import type { Finding } from '@duibiao/base'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { isLegalDate } from '@duibiao/base'
import { faultAt } from './pack-fault.ts'
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
  return withoutEchoes(validate.errors ?? []).map((error) => {
    const { zh, en } = sayFault(error)
    return faultAt({ file: read.file, line: lineAt(read, pointerOf(error)) }, code, [zh, en])
  })
}

/** The fault in both languages, beginning with where it is. */
export function sayFault(error: ErrorObject): { readonly zh: string; readonly en: string } {
  const [zh, en] = wordsFor(error)
  const where = error.instancePath === '' ? '' : `${error.instancePath}: `
  return { zh: `${where}${zh}`, en: `${where}${en}` }
}

function wordsFor(error: ErrorObject): readonly [string, string] {
  switch (error.keyword) {
    case 'required':
    case 'dependentRequired': {
      const name = paramOf(error, 'missingProperty')
      return [`缺少 ${name}`, `${name} is missing`]
    }
    case 'additionalProperties': {
      const name = paramOf(error, 'additionalProperty')
      return [`不认识的键 ${name}`, `unknown key ${name}`]
    }
    case 'type':
      return [`类型应为 ${paramOf(error, 'type')}`, `must be of type ${paramOf(error, 'type')}`]
    case 'enum': {
      const values = paramOf(error, 'allowedValues')
      return [`应为 ${values} 之一`, `must be one of ${values}`]
    }
    case 'pattern':
    case 'format': {
      const form = paramOf(error, error.keyword)
      return [`格式不对（${form}）`, `has the wrong form (${form})`]
    }
    default:
      return [`不符合 ${error.keyword}：${error.message ?? ''}`, error.message ?? error.keyword]
  }
}

function paramOf(error: ErrorObject, name: string): string {
  const value: unknown = Reflect.get(error.params, name)
  if (Array.isArray(value)) return value.join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Compound keywords only say that a part failed, which is told already. */
function withoutEchoes(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const telling = errors.filter((error) => !['if', 'allOf', 'propertyNames'].includes(error.keyword))
  return telling.length > 0 ? telling : errors
}

function pointerOf(error: ErrorObject): string {
  if (error.keyword !== 'additionalProperties') return error.instancePath
  const key = paramOf(error, 'additionalProperty').replaceAll('~', '~0').replaceAll('/', '~1')
  return `${error.instancePath}/${key}`
}
