import type { Statement } from './database.ts'
import type { Section } from './transition-section.ts'
import { transitionStatement } from './transition-statement.ts'

/** The tables that follow from the entries. */
export type Projection = (typeof projections)[number]

/** Matters first: the others refer to them. */
export const projections = [
  'matter',
  'matter_data',
  'task',
  'timer',
  'clock',
  'subscription',
  'matter_listing',
  'matter_sight',
] as const

/** Writes rebuilt matters beside the old ones: the statement that opens matters, with other tables. */
export function stageStatement(names: readonly Section[], form: 'many' | 'one' = 'many'): Statement {
  const { name = '', text } = transitionStatement(names, form)
  return {
    name: name.replace('transition', 'stage'),
    text: text.replaceAll('insert into ', 'insert into rebuilt.'),
  }
}

/**
 * Puts rebuilt rows in the place of old ones that differ, and counts them. Rows that are as they should be are not even
 * locked, so a rebuild that finds nothing wrong writes nothing. Matters are never deleted.
 */
export function replaceStatement(projection: Projection): Statement {
  const { key, values } = columnsOf[projection]
  const matches = key.map((column) => `${projection}.${column} = made.${column}`)
  const all = ['district_id', ...key, ...values]
  const gone = `gone as (
  delete from ${projection}
  where district_id = $1
    and not exists (
      select
      from rebuilt.${projection} as made
      where made.district_id = $1
        and ${matches.join('\n        and ')}
    )
    and exists (
      select
      from rebuilt.matter as whole
      where whole.district_id = $1
        and whole.matter_id = ${projection}.matter_id
    )
  returning 1
)`
  const parts = projection === 'matter' ? [] : [gone]
  parts.push(`replaced as (
  insert into ${projection} (${all.join(', ')})
  select ${all.map((column) => `made.${column}`).join(', ')}
  from rebuilt.${projection} as made
  left join ${projection} on ${projection}.district_id = $1
    and ${matches.join('\n    and ')}
  where made.district_id = $1
    and (${projection}.district_id is null or ${rowOf(projection, values)} is distinct from ${rowOf('made', values)})
  on conflict (district_id, ${key.join(', ')}) do update
  set ${values.map((column) => `${column} = excluded.${column}`).join(',\n    ')}
  returning 1
)`)
  const counts = [
    ...(projection === 'matter' ? [] : ['(select count(*) from gone)']),
    '(select count(*) from replaced)',
  ]
  return {
    name: `replace_${projection}`,
    text: `with ${parts.join(',\n')}\nselect ${counts.join(' + ')} as rows`,
  }
}

function rowOf(table: string, columns: readonly string[]): string {
  return `(${columns.map((column) => `${table}.${column}`).join(', ')})`
}

const columnsOf: {
  readonly [table in Projection]: { readonly key: readonly string[]; readonly values: readonly string[] }
} = {
  matter: {
    key: ['matter_id'],
    values: [
      'number',
      'title',
      'procedure',
      'revision',
      'status',
      'state',
      'head',
      'opened_at',
      'updated_at',
      'warn_at',
      'due_at',
      'due_clock',
      'ended_at',
    ],
  },
  matter_data: { key: ['matter_id'], values: ['data'] },
  task: {
    key: ['matter_id', 'task_id'],
    values: [
      'element',
      'name',
      'status',
      'posts',
      'office',
      'person',
      'opened_at',
      'warn_at',
      'due_at',
      'due_clock',
      'is_returned',
    ],
  },
  timer: { key: ['matter_id', 'timer_id'], values: ['due_at', 'held_by'] },
  clock: {
    key: ['matter_id', 'clock_id'],
    values: [
      'key',
      'kind',
      'status',
      'calendar',
      'unit',
      'first_day',
      'started_at',
      'warn_at',
      'due_at',
      'is_provisional',
      'breached_at',
      'stopped_at',
    ],
  },
  subscription: { key: ['matter_id', 'subscription_id'], values: ['kind', 'name'] },
  matter_listing: {
    key: ['matter_id'],
    values: [
      'pack',
      'process',
      'category',
      'urgency',
      'area_id',
      'office_id',
      'longitude',
      'latitude',
      'sights',
      'is_open',
      'colour',
    ],
  },
  matter_sight: { key: ['sight', 'matter_id'], values: ['category', 'is_open'] },
}
