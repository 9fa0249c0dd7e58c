/** Stands in the text of a part for the condition that its matter is written. */
export const isWon = '{won}'

/**
 * The parts that keep the searchable rows of matters: tasks, timers, clocks and subscriptions. New rows are inserted by a
 * part of their own: looking for a row that may be in the way takes as long as inserting it.
 */
export const rowSections = [
  taskSection('task', 't'),
  taskSection('task_changed', 'u'),
  goneSection('task', 'T', 'int'),
  timerSection('timer', 'i'),
  timerSection('timer_changed', 'j'),
  goneSection('timer', 'I', 'int'),
  clockSection('clock', 'c'),
  clockSection('clock_changed', 'k'),
  goneSection('clock', 'C', 'text'),
  subscriptionSection('subscription', 's'),
  subscriptionSection('subscription_changed', 'v'),
  goneSection('subscription', 'S', 'int'),
] as const

/** The part that deletes working rows. The matter's own row is locked before them, here as everywhere. */
function goneSection<Table extends 'task' | 'timer' | 'clock' | 'subscription'>(
  table: Table,
  mark: string,
  type: 'int' | 'text',
) {
  const [low, high] = type === 'int' ? ['0', '2147483647'] : ["''", "'\u{10ffff}'"]
  return {
    name: `${table}_gone` as const,
    mark,
    columns: [
      ['matter_id', 'uuid'],
      ['id', type],
    ],
    text: `${table}_gone as (
  delete from ${table}
  using (
    select found.place
    from {list}
    cross join lateral (
      select ctid as place
      from ${table}
      where ${table}.district_id = $1
        and ${table}.matter_id = line.matter_id
        and ${table}.${table}_id = line.id
      offset 0
    ) as found
    where ${isWon}
      and line.id >= ${low}
      and line.id <= ${high}
  ) as gone
  where ${table}.district_id = $1
    and ${table}.ctid = gone.place
)`,
    one: `${table}_gone as (
  delete from ${table}
  using {list}
  where ${table}.district_id = $1
    and ${table}.matter_id = line.matter_id
    and ${table}.${table}_id = line.id
    and ${isWon}
)`,
  } as const
}

function taskSection<Name extends 'task' | 'task_changed'>(name: Name, mark: string) {
  const conflict = `
  on conflict (district_id, matter_id, task_id) do update
  set element = excluded.element,
    name = excluded.name,
    status = excluded.status,
    posts = excluded.posts,
    office = excluded.office,
    person = excluded.person,
    warn_at = excluded.warn_at,
    due_at = excluded.due_at,
    due_clock = excluded.due_clock,
    is_returned = excluded.is_returned`
  return {
    name,
    mark,
    columns: [
      ['matter_id', 'uuid'],
      ['task_id', 'int'],
      ['element', 'text'],
      ['name', 'text'],
      ['status', 'text'],
      ['posts', 'text'],
      ['office', 'text'],
      ['person', 'text'],
      ['opened_at', 'timestamptz', 'updated_at'],
      ['warn_at', 'timestamptz', 'warn_at'],
      ['due_at', 'timestamptz', 'due_at'],
      ['due_clock', 'text', 'due_clock'],
      ['is_returned', 'boolean'],
    ],
    text: `tasked${suffixOf(name)} as (
  insert into task (district_id, matter_id, task_id, element, name, status, posts, office, person, opened_at, warn_at,
    due_at, due_clock, is_returned)
  select $1, matter_id, task_id, element, name, status, posts::text[], office, person, opened_at, warn_at, due_at,
    due_clock, is_returned
  from {list}
  where ${isWon}${name === 'task' ? '' : conflict}
)`,
  } as const
}

function timerSection<Name extends 'timer' | 'timer_changed'>(name: Name, mark: string) {
  const conflict = `
  on conflict (district_id, matter_id, timer_id) do update
  set due_at = excluded.due_at,
    held_by = excluded.held_by`
  return {
    name,
    mark,
    columns: [
      ['matter_id', 'uuid'],
      ['timer_id', 'int'],
      ['due_at', 'timestamptz'],
      ['held_by', 'text'],
    ],
    text: `timed${suffixOf(name)} as (
  insert into timer (district_id, matter_id, timer_id, due_at, held_by)
  select $1, matter_id, timer_id, due_at, held_by
  from {list}
  where ${isWon}${name === 'timer' ? '' : conflict}
)`,
  } as const
}

function clockSection<Name extends 'clock' | 'clock_changed'>(name: Name, mark: string) {
  const conflict = `
  on conflict (district_id, matter_id, clock_id) do update
  set key = excluded.key,
    kind = excluded.kind,
    status = excluded.status,
    calendar = excluded.calendar,
    unit = excluded.unit,
    first_day = excluded.first_day,
    started_at = excluded.started_at,
    warn_at = excluded.warn_at,
    due_at = excluded.due_at,
    is_provisional = excluded.is_provisional,
    breached_at = excluded.breached_at,
    stopped_at = excluded.stopped_at`
  return {
    name,
    mark,
    columns: [
      ['matter_id', 'uuid'],
      ['clock_id', 'text'],
      ['key', 'text'],
      ['kind', 'text'],
      ['status', 'text'],
      ['calendar', 'text'],
      ['unit', 'text'],
      ['first_day', 'text'],
      ['started_at', 'timestamptz'],
      ['warn_at', 'timestamptz'],
      ['due_at', 'timestamptz'],
      ['is_provisional', 'boolean'],
      ['breached_at', 'timestamptz'],
      ['stopped_at', 'timestamptz'],
    ],
    text: `clocked${suffixOf(name)} as (
  insert into clock (district_id, matter_id, clock_id, key, kind, status, calendar, unit, first_day, started_at, warn_at,
    due_at, is_provisional, breached_at, stopped_at)
  select $1, matter_id, clock_id, key, kind, status, calendar, unit, first_day, started_at, warn_at, due_at,
    is_provisional, breached_at, stopped_at
  from {list}
  where ${isWon}${name === 'clock' ? '' : conflict}
)`,
  } as const
}

function subscriptionSection<Name extends 'subscription' | 'subscription_changed'>(name: Name, mark: string) {
  const conflict = `
  on conflict (district_id, matter_id, subscription_id) do update
  set kind = excluded.kind,
    name = excluded.name`
  return {
    name,
    mark,
    columns: [
      ['matter_id', 'uuid'],
      ['subscription_id', 'int'],
      ['kind', 'text'],
      ['name', 'text'],
    ],
    text: `subscribed${suffixOf(name)} as (
  insert into subscription (district_id, matter_id, subscription_id, kind, name)
  select $1, matter_id, subscription_id, kind, name
  from {list}
  where ${isWon}${name === 'subscription' ? '' : conflict}
)`,
  } as const
}

function suffixOf(name: string): string {
  return name.endsWith('_changed') ? '_anew' : ''
}
