/** The keywords of JSON Schema 2020-12 that forms of packs use. */
export interface FormSchema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, FormSchema>>
  readonly required?: readonly string[]
  readonly items?: FormSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
  readonly format?: string
  readonly allOf?: readonly FormSchema[]
  readonly anyOf?: readonly FormSchema[]
  readonly not?: FormSchema
  readonly if?: FormSchema
  readonly then?: FormSchema
  readonly else?: FormSchema
  /** Of a whole form: what the matter knows already stands in it. */
  readonly 'x-duibiao'?: { readonly keeps?: boolean }
}

/** What is wrong with one field; `key` is a text of `form`, `limit` stands in it. */
export interface FieldFault {
  readonly field: string
  readonly key:
    | 'fault.required'
    | 'fault.choice'
    | 'fault.number'
    | 'fault.whole'
    | 'fault.shape'
    | 'fault.least'
    | 'fault.most'
    | 'fault.short'
    | 'fault.long'
    | 'fault.few'
    | 'fault.many'
  readonly limit?: number
}

export type Answers = Readonly<Record<string, unknown>>

/** Every fault of the answers to a form, each field's first one. The service checks them again, with the whole standard. */
export function findFaults(schema: FormSchema, answers: Answers): readonly FieldFault[] {
  const faults = collectFaults(schema, answers)
  return [...new Map(faults.toReversed().map((fault) => [fault.field, fault])).values()].toReversed()
}

function collectFaults(schema: FormSchema, answers: Answers): readonly FieldFault[] {
  const { properties = {}, required = [], allOf = [] } = schema
  const branch = branchOf(schema, answers)
  return [
    ...required
      .filter((field) => answers[field] === undefined)
      .map((field) => ({ field, key: 'fault.required' }) as const),
    ...Object.entries(properties).flatMap(([field, own]) => {
      const value = answers[field]
      const fault = value === undefined ? undefined : faultOf(own, value)
      return fault === undefined ? [] : [{ field, ...fault }]
    }),
    ...allOf.flatMap((part) => collectFaults(part, answers)),
    ...(branch === undefined ? [] : collectFaults(branch, answers)),
  ]
}

function branchOf(schema: FormSchema, answers: Answers): FormSchema | undefined {
  if (schema.if === undefined) return undefined
  return isMet(schema.if, answers) ? schema.then : schema.else
}

/** Whether a condition over the answers holds. */
function isMet(condition: FormSchema, answers: Answers): boolean {
  const { anyOf, not } = condition
  if (anyOf !== undefined && !anyOf.some((one) => isMet(one, answers))) return false
  if (not !== undefined && isMet(not, answers)) return false
  return collectFaults(condition, answers).length === 0
}

type ValueFault = Omit<FieldFault, 'field'>

function faultOf(schema: FormSchema, value: unknown): ValueFault | undefined {
  if (schema.const !== undefined && value !== schema.const) return { key: 'fault.choice' }
  if (schema.enum !== undefined && !schema.enum.includes(value)) return { key: 'fault.choice' }
  if (schema.not !== undefined && faultOf(schema.not, value) === undefined) return { key: 'fault.choice' }
  const { type = '' } = schema
  return faultsByType[type]?.(schema, value)
}

const faultsByType: Readonly<Record<string, (schema: FormSchema, value: unknown) => ValueFault | undefined>> =
  { integer: faultOfNumber, number: faultOfNumber, array: faultOfList, string: faultOfText }

function faultOfNumber({ type, minimum, maximum }: FormSchema, value: unknown): ValueFault | undefined {
  if (typeof value !== 'number' || Number.isNaN(value)) return { key: 'fault.number' }
  if (type === 'integer' && !Number.isInteger(value)) return { key: 'fault.whole' }
  if (minimum !== undefined && value < minimum) return { key: 'fault.least', limit: minimum }
  if (maximum !== undefined && value > maximum) return { key: 'fault.most', limit: maximum }
  return undefined
}

function faultOfList({ minItems, maxItems }: FormSchema, value: unknown): ValueFault | undefined {
  if (!Array.isArray(value)) return { key: 'fault.shape' }
  if (minItems !== undefined && value.length < minItems) return { key: 'fault.few', limit: minItems }
  if (maxItems !== undefined && value.length > maxItems) return { key: 'fault.many', limit: maxItems }
  return undefined
}

const formats: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/,
}

function faultOfText(schema: FormSchema, value: unknown): ValueFault | undefined {
  if (typeof value !== 'string') return { key: 'fault.shape' }
  const { minLength, maxLength, pattern, format } = schema
  // The standard counts characters, not the halves of those outside the basic plane.
  const { length } = Array.from(value)
  if (minLength !== undefined && length < minLength) {
    return length === 0 ? { key: 'fault.required' } : { key: 'fault.short', limit: minLength }
  }
  if (maxLength !== undefined && length > maxLength) return { key: 'fault.long', limit: maxLength }
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(value)) return { key: 'fault.shape' }
  if (format !== undefined && formats[format]?.test(value) === false) return { key: 'fault.shape' }
  return undefined
}

/**
 * Fields that are asked for only under a condition that does not hold now: they are not shown, and what stands in them is
 * not sent. A field that no condition speaks of is always shown.
 */
export function idleFields(schema: FormSchema, answers: Answers): ReadonlySet<string> {
  const rules = [schema, ...(schema.allOf ?? [])].filter((part) => part.if !== undefined)
  const spokenOf = new Set(rules.flatMap((rule) => [...askedIn(rule.then), ...askedIn(rule.else)]))
  const asked = new Set([
    ...(schema.required ?? []),
    ...rules.flatMap((rule) => askedIn(branchOf(rule, answers))),
  ])
  return new Set([...spokenOf].filter((field) => !asked.has(field)))
}

function askedIn(schema: FormSchema | undefined): readonly string[] {
  return schema === undefined ? [] : [...(schema.required ?? []), ...(schema.allOf ?? []).flatMap(askedIn)]
}
