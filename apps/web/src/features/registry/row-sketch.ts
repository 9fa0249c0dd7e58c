import type { FormSchema } from '../../form/schema-fault.ts'
import type { EditKind } from './queries.ts'

/** Kinds of rows that have a form. */
export type RowKind = EditKind

/** A field of a row, without its words. */
export interface FieldSketch {
  readonly widget: string
  readonly schema: FormSchema
  readonly isRequired?: true
  /** Said when a row is added, and never changed. */
  readonly isKey?: true
  readonly choices?: readonly string[]
}

type Sketch = Readonly<Record<string, FieldSketch>>

const line: FieldSketch = { widget: 'text', schema: { type: 'string', maxLength: 200 } }
const needed: FieldSketch = { ...line, schema: { ...line.schema, minLength: 1 }, isRequired: true }
const key: FieldSketch = {
  widget: 'text',
  schema: { type: 'string', minLength: 1, maxLength: 100, pattern: '^[^/\\s]+$' },
  isRequired: true,
  isKey: true,
}
const words: FieldSketch = { widget: 'textarea', schema: { type: 'string', maxLength: 4000 } }
const day: FieldSketch = { widget: 'date', schema: { type: 'string', format: 'date' } }
const clock: FieldSketch = {
  widget: 'text',
  schema: { type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' },
  isRequired: true,
}
const office: FieldSketch = { widget: 'office', schema: { type: 'string' } }
const person: FieldSketch = { widget: 'person', schema: { type: 'string' } }
const area: FieldSketch = { widget: 'area', schema: { type: 'string' } }
const days: Sketch = { validFrom: day, validUntil: day }

function choice(choices: readonly string[], isRequired: boolean): FieldSketch {
  return {
    widget: 'select',
    schema: { type: 'string', enum: choices },
    ...(isRequired && { isRequired: true }),
    choices,
  }
}

function must(field: FieldSketch): FieldSketch {
  return { ...field, isRequired: true }
}

export const areaLevels = ['district', 'street', 'community', 'grid'] as const
export const officeKinds = [
  'department',
  'street_office',
  'community',
  'window',
  'supervision_office',
  'operator',
] as const
/** Roles that come with a post. */
export const postRoles = [
  'grid_worker',
  'community_clerk',
  'street_dispatcher',
  'district_dispatcher',
  'department_handler',
  'department_head',
  'window_clerk',
  'supervision_officer',
  'leader',
  'analyst',
] as const
export const itemKinds = [
  'permit',
  'penalty',
  'compulsion',
  'levy',
  'payment',
  'inspection',
  'confirmation',
  'reward',
  'ruling',
  'other_power',
  'public_service',
] as const
const itemLevels = ['province', 'city', 'district', 'street'] as const
export const dutyKinds = ['basic', 'assisting', 'taken_back'] as const
export const dutyLists = ['street', 'community'] as const
const adjustments = ['cancelled', 'devolved', 'taken_over', 'merged', 'amended'] as const

/** The fields of each kind, by the names of the columns of imports. */
export const sketches: Readonly<Record<RowKind, Sketch>> = {
  areas: {
    id: key,
    name: needed,
    level: choice(areaLevels, true),
    code: line,
    parent: area,
    ...days,
    successors: line,
  },
  offices: {
    id: key,
    name: needed,
    kind: choice(officeKinds, true),
    parent: office,
    area,
    creditCode: line,
    ...days,
    successors: line,
  },
  posts: { id: key, name: needed, office: must(office), role: choice(postRoles, false), ...days },
  people: {
    id: key,
    name: needed,
    office,
    left: day,
    office_phone: line,
    mobile: line,
    email: line,
  },
  items: {
    code: key,
    name: needed,
    kind: choice(itemKinds, true),
    parent: line,
    authority: needed,
    office,
    level: choice(itemLevels, false),
    legalBasis: words,
    adjustment: choice(adjustments, false),
    document: line,
    ...days,
  },
  duties: {
    id: key,
    item: needed,
    name: needed,
    list: choice(dutyLists, true),
    kind: choice(dutyKinds, true),
    office,
    leadOffice: office,
    act: words,
    manner: words,
    legalBasis: words,
    ...days,
  },
  deputies: {
    deputyFor: { ...must(person), isKey: true },
    person: { ...must(person), isKey: true },
    validFrom: { ...must(day), isKey: true },
    validUntil: day,
  },
  duty_times: {
    person: must(person),
    mode: choice(['recurring', 'rostered'], true),
    days: choice(['every_day', 'working_day', 'day_off'], false),
    on: day,
    from: clock,
    to: clock,
    ...days,
  },
}

/** Fields that are asked for under a condition only. */
export const conditions: Partial<Readonly<Record<RowKind, readonly FormSchema[]>>> = {
  duties: [when('kind', 'assisting', ['leadOffice', 'act']), when('kind', 'taken_back', ['leadOffice'])],
  duty_times: [when('mode', 'recurring', ['days', 'validFrom']), when('mode', 'rostered', ['on'])],
}

function when(field: string, value: string, required: readonly string[]): FormSchema {
  return { if: { properties: { [field]: { const: value } }, required: [field] }, then: { required } }
}
