import { AppError, parseInstant } from '@duibiao/base'
import type { Open311ServiceBody } from '@duibiao/contract'
import type { Value, Variables } from '@duibiao/kernel'
import type { Open311Arguments } from './open311-argument.ts'

type Attribute = Open311ServiceBody['attributes'][number]

/**
 * The variables that the attributes of a request become, checked against the definition of its service. Attributes that
 * it does not define are passed over.
 * @throws AppError `request_malformed` with every fault at once
 */
export function readAttributes(attributes: readonly Attribute[], given: Open311Arguments): Variables {
  const faults: string[] = []
  const variables = attributes.flatMap((attribute): readonly (readonly [string, Value])[] => {
    const { code, variable, required } = attribute
    const values = valuesOf(given, code)
    if (variable === undefined) return []
    if (values.length === 0) {
      if (required) faults.push(`attribute[${code}] is required`)
      return []
    }
    const read = readValue(attribute, values)
    if (read === undefined) faults.push(`attribute[${code}] is no ${attribute.datatype} of this service`)
    return read === undefined ? [] : [[variable, read]]
  })
  if (faults.length > 0) throw new AppError('request_malformed', { reason: faults.join('; ') })
  return Object.fromEntries(variables)
}

/** Of `attribute[code]` and, when there are several, `attribute[code][]`. */
function valuesOf(given: Open311Arguments, code: string): readonly string[] {
  return [`attribute[${code}]`, `attribute[${code}][]`]
    .flatMap((name) => (Object.hasOwn(given, name) ? (given[name] ?? []) : []))
    .map((value) => value.trim())
    .filter((value) => value !== '')
}

/** Undefined when the values are none of the type. */
function readValue(attribute: Attribute, values: readonly string[]): Value | undefined {
  const { datatype, values: options } = attribute
  if (datatype === 'multivaluelist') {
    return values.every((value) => isOption(options, value)) ? values : undefined
  }
  const [only = '', another] = values
  return another === undefined ? readSingle(attribute, only) : undefined
}

function readSingle({ datatype, values: options }: Attribute, text: string): Value | undefined {
  switch (datatype) {
    case 'singlevaluelist':
    case 'multivaluelist':
      return isOption(options, text) ? text : undefined
    case 'number':
      return /^[+-]?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : undefined
    case 'datetime':
      return isInstant(text) ? text : undefined
    case 'string':
      return /^[^\r\n]{1,1000}$/.test(text) ? text : undefined
    case 'text':
      return text.length <= 4000 ? text : undefined
  }
}

function isOption(options: Attribute['values'], value: string): boolean {
  return options?.some(({ key }) => key === value) === true
}

function isInstant(text: string): boolean {
  try {
    parseInstant(text)
    return true
  } catch {
    return false
  }
}
