import { assert, canonicalJson } from '@duibiao/base'
import type { RegistryPart, RegistryRow } from '@duibiao/registry'
import type { Row, Statement } from './database.ts'

type ColumnType = 'text' | 'int' | 'date' | 'text[]' | 'json'

/** A column and the field of the row that it holds; `a.b` is field b of the object in field a. */
type TableColumn = readonly [field: string, column: string, type: ColumnType]

type RegistryTable = {
  readonly table: string
  /** How many of the columns, from the first, are the key beside the district. */
  readonly keys: number
  readonly columns: readonly TableColumn[]
}

const validity = [
  ['validFrom', 'valid_from', 'date'],
  ['validUntil', 'valid_until', 'date'],
] as const satisfies readonly TableColumn[]

const contacts: RegistryTable = {
  table: 'person_contact',
  keys: 2,
  columns: [
    ['person', 'person_id', 'text'],
    ['kind', 'kind', 'text'],
    ['value', 'value', 'text'],
    ['level', 'level', 'int'],
  ],
}

/** Where each part of the registry stands. */
const registryTables: Readonly<Record<RegistryPart, RegistryTable>> = {
  area: {
    table: 'area',
    keys: 1,
    columns: [
      ['id', 'area_id', 'text'],
      ['parent', 'parent_id', 'text'],
      ['path', 'path', 'text'],
      ['level', 'level', 'text'],
      ['name', 'name', 'text'],
      ['code', 'code', 'text'],
      ['geometry', 'geometry', 'json'],
      ...validity,
      ['successors', 'successors', 'text[]'],
    ],
  },
  office: {
    table: 'office',
    keys: 1,
    columns: [
      ['id', 'office_id', 'text'],
      ['parent', 'parent_id', 'text'],
      ['path', 'path', 'text'],
      ['kind', 'kind', 'text'],
      ['name', 'name', 'text'],
      ['creditCode', 'credit_code', 'text'],
      ['area', 'area_id', 'text'],
      ...validity,
      ['successors', 'successors', 'text[]'],
    ],
  },
  person: {
    table: 'person',
    keys: 1,
    columns: [
      ['id', 'person_id', 'text'],
      ['name', 'name', 'text'],
      ['office', 'office_id', 'text'],
      ['left', 'left_on', 'date'],
    ],
  },
  contact: contacts,
  post: {
    table: 'post',
    keys: 1,
    columns: [
      ['id', 'post_id', 'text'],
      ['office', 'office_id', 'text'],
      ['name', 'name', 'text'],
      ['role', 'role', 'text'],
      ...validity,
    ],
  },
  holding: {
    table: 'holding',
    keys: 3,
    columns: [['post', 'post_id', 'text'], ['person', 'person_id', 'text'], ...validity],
  },
  deputy: {
    table: 'deputy',
    keys: 4,
    columns: [
      ['post', 'post_id', 'text'],
      ['person', 'person_id', 'text'],
      ['deputyFor', 'deputy_for', 'text'],
      ...validity,
    ],
  },
  duty_time: {
    table: 'duty_time',
    keys: 1,
    columns: [
      ['id', 'duty_time_id', 'text'],
      ['office', 'office_id', 'text'],
      ['person', 'person_id', 'text'],
      ['kind', 'kind', 'text'],
      ['days', 'days', 'text'],
      ['on', 'held_on', 'date'],
      ['from', 'from_time', 'text'],
      ['to', 'to_time', 'text'],
      ...validity,
    ],
  },
  item: {
    table: 'item',
    keys: 2,
    columns: [
      ['code', 'code', 'text'],
      ['version', 'version', 'int'],
      ['name', 'name', 'text'],
      ['kind', 'kind', 'text'],
      ['parent', 'parent', 'text'],
      ['authority', 'authority', 'text'],
      ['office', 'office_id', 'text'],
      ['level', 'level', 'text'],
      ['legalBasis', 'legal_basis', 'json'],
      ['adjustment.kind', 'adjustment', 'text'],
      ['adjustment.document', 'adjustment_document', 'text'],
      ...validity,
    ],
  },
  duty: {
    table: 'duty',
    keys: 1,
    columns: [
      ['id', 'duty_id', 'text'],
      ['item', 'item', 'text'],
      ['name', 'name', 'text'],
      ['list', 'list', 'text'],
      ['office', 'office_id', 'text'],
      ['kind', 'kind', 'text'],
      ['leadOffice', 'lead_office_id', 'text'],
      ['act', 'act', 'text'],
      ['manner', 'manner', 'text'],
      ['legalBasis', 'legal_basis', 'json'],
      ...validity,
    ],
  },
}

/** A row as the columns of its table; the district is a parameter of the statement. */
export function toColumns(part: RegistryPart, row: object): object {
  const fields = new Map<string, unknown>(
    Object.entries(row).flatMap(([field, value]: [string, unknown]) =>
      field === 'adjustment' && typeof value === 'object' && value !== null
        ? Object.entries(value).map(([inner, one]: [string, unknown]) => [`${field}.${inner}`, one] as const)
        : [[field, value] as const],
    ),
  )
  return Object.fromEntries(
    registryTables[part].columns.map(([field, column, type]) => {
      const value = fields.get(field)
      if (type === 'text[]') return [column, value ?? []]
      if (type === 'json') return [column, value === undefined ? null : canonicalJson(value)]
      return [column, value ?? null]
    }),
  )
}

/** Parses a row of a table: the constraints of the table say what it holds. */
export function fromColumns<Part extends RegistryPart>(part: Part, row: Row): RegistryRow[Part] {
  const fields: { [field: string]: unknown } = {}
  // A holding and a deputy are of the district of their post.
  if (part !== 'holding' && part !== 'deputy') fields['district'] = row['district_id']
  for (const [field, column, type] of registryTables[part].columns) {
    const value = row[column]
    if (value === null || value === undefined) continue
    if (type === 'json') fields[field] = typeof value === 'string' ? JSON.parse(value) : value
    else if (type === 'text[]') {
      if (Array.isArray(value) && value.length > 0) fields[field] = value
    } else fields[field] = value
  }
  const { 'adjustment.kind': kind, 'adjustment.document': document, ...rest } = fields
  return (kind === undefined ? rest : { ...rest, adjustment: { kind, document } }) as RegistryRow[Part]
}

/** The key of a row inside its part, as `subjectOf` makes it. */
export function subjectOfColumns(part: RegistryPart, row: Row): string {
  const { keys, columns } = registryTables[part]
  return columns
    .slice(0, keys)
    .map(([, column]) => {
      const value = row[column]
      return typeof value === 'string' || typeof value === 'number' ? `${value}` : ''
    })
    .join(' ')
}

/** Columns of a part for a select, the district first. */
export function selectList(part: RegistryPart, alias: string = ''): string {
  const prefix = alias === '' ? '' : `${alias}.`
  return ['district_id', ...registryTables[part].columns.map(([, column]) => column)]
    .map((column) => `${prefix}${column}`)
    .join(', ')
}

/** Reads all rows of a part. */
export function readPartStatement(part: RegistryPart): Statement {
  return {
    name: `read_${registryTables[part].table}`,
    text: `select ${selectList(part)}
from ${registryTables[part].table}
where district_id = $1`,
  }
}

/** Writes rows of a part, given as JSON: new ones are added, those that are there are overwritten. */
export function writePartStatement(part: RegistryPart): Statement {
  const { table, keys, columns } = registryTables[part]
  const names = columns.map(([, column]) => column)
  const types = columns.map(([, column, type]) => `${column} ${type === 'json' ? 'text' : type}`)
  const set = names.slice(keys).map((column) => `${column} = excluded.${column}`)
  assert(set.length > 0, 'a part has more than its key')
  return {
    name: `write_${table}`,
    text: `insert into ${table} (district_id, ${names.join(', ')})
select $1, ${names.map((column) => `given.${column}`).join(', ')}
from jsonb_to_recordset($2::jsonb) as given (${types.join(', ')})
on conflict (district_id, ${names.slice(0, keys).join(', ')}) do update
set ${set.join(',\n  ')}`,
  }
}

/** Erases personal data of people. */
export const eraseContactStatement: Statement = {
  name: 'erase_person_contact',
  text: `delete from person_contact
using jsonb_to_recordset($2::jsonb) as given (person_id text, kind text)
where person_contact.district_id = $1
  and person_contact.person_id = given.person_id
  and person_contact.kind = given.kind`,
}
