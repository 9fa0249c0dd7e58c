import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import type { TSchema } from 'typebox'
import type { FieldFinding } from './problem.ts'

/** Checks a part of a request, giving defaults to what was left out. Bodies are taken as they are; text of an address is read as the type asked for. */
export interface Validator {
  readonly check: (value: unknown) => readonly FieldFinding[]
}

const strict = { allErrors: true, useDefaults: true, formats: fullFormats, strictTuples: false } as const
const ofBodies = new Ajv2020(strict)
const ofText = new Ajv2020({ ...strict, coerceTypes: true })

/** The validator of a schema. */
export function makeValidator(schema: TSchema, part: 'body' | 'text'): Validator {
  // Schemas are shared between operations; Ajv wants each `$id` once.
  const plain: object = JSON.parse(
    JSON.stringify(schema, (key, value: unknown) => (key === '$id' ? undefined : value)),
  )
  const validate: ValidateFunction = (part === 'body' ? ofBodies : ofText).compile(plain)
  return {
    check: (value) => (validate(value) ? [] : (validate.errors ?? []).slice(0, 50).map(findingOf)),
  }
}

function findingOf({ instancePath, keyword, message = keyword, params }: ErrorObject): FieldFinding {
  const detail = 'additionalProperty' in params ? ` (${String(params['additionalProperty'])})` : ''
  return { path: instancePath === '' ? '/' : instancePath, code: keyword, message: `${message}${detail}` }
}
