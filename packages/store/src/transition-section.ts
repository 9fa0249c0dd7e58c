/** A part of the statement that writes transitions; only the parts that have something to write are in it. */
export type Section = (typeof sections)[number]['name']

const isWon = '{won}'

/**
 * The parts of the statement that writes transitions, in the order of their parameters. `json` is text that holds canonical
 * JSON: a list of it is sent joined by a control character that it cannot contain, which spares quoting every quote.
 */
export const sections = [
  {
    name: 'open',
    mark: 'o',
    columns: [
      ['matter_id', 'uuid'],
      ['number', 'text'],
      ['title', 'text'],
      ['procedure', 'text'],
      ['revision', 'int'],
      ['status', 'text'],
      ['state', 'json'],
      ['head', 'bytea'],
      ['opened_at', 'timestamptz'],
      ['updated_at', 'timestamptz'],
      ['due_at', 'timestamptz'],
      ['ended_at', 'timestamptz'],
    ],
    text: `given_open as materialized (
  select line.*
  from writing, {list}
),
opened as (
  insert into matter (district_id, matter_id, number, title, procedure, revision, status, state, head, opened_at,
    updated_at, due_at, ended_at)
  select $1, matter_id, number, title, procedure, revision, status, state, head, opened_at, updated_at, due_at, ended_at
  from given_open
)`,
  },
  {
    name: 'move',
    mark: 'm',
    columns: [
      ['matter_id', 'uuid'],
      ['guard', 'int'],
      ['procedure', 'text'],
      ['revision', 'int'],
      ['status', 'text'],
      ['state', 'json'],
      ['head', 'bytea'],
      ['updated_at', 'timestamptz'],
      ['due_at', 'timestamptz'],
      ['ended_at', 'timestamptz'],
    ],
    text: `given_move as materialized (
  select line.*, found.place
  from writing, {list}
  cross join lateral (
    select ctid as place
    from matter
    where matter.district_id = $1
      and matter.matter_id = line.matter_id
    offset 0
  ) as found
  where line.guard > 0
    and line.revision > line.guard
),
moved as (
  update matter
  set procedure = given_move.procedure,
    revision = given_move.revision,
    status = given_move.status,
    state = given_move.state,
    head = given_move.head,
    updated_at = given_move.updated_at,
    due_at = given_move.due_at,
    ended_at = coalesce(matter.ended_at, given_move.ended_at)
  from given_move
  where matter.district_id = $1
    and matter.ctid = given_move.place
    and matter.revision = given_move.guard
  returning matter.matter_id
)`,
    one: `moved as (
  update matter
  set procedure = line.procedure,
    revision = line.revision,
    status = line.status,
    state = line.state,
    head = line.head,
    updated_at = line.updated_at,
    due_at = line.due_at,
    ended_at = coalesce(matter.ended_at, line.ended_at)
  from writing, {list}
  where matter.district_id = $1
    and matter.matter_id = line.matter_id
    and matter.revision = line.guard
  returning matter.matter_id
)`,
  },
  {
    name: 'entry',
    mark: 'e',
    columns: [
      ['matter_id', 'uuid'],
      ['seq', 'int'],
      ['kind', 'text'],
      ['recorded_at', 'timestamptz'],
      ['body', 'json'],
      ['previous', 'bytea'],
      ['hash', 'bytea'],
    ],
    text: `recorded as (
  insert into entry (district_id, matter_id, seq, kind, recorded_at, body, previous, hash)
  select $1, matter_id, seq, kind, recorded_at, body, previous, hash
  from {list}
  where ${isWon}
  order by seq
)`,
  },
  {
    name: 'receipt',
    mark: 'r',
    columns: [
      ['matter_id', 'uuid'],
      ['key', 'text'],
      ['seq', 'int'],
      ['recorded_at', 'timestamptz'],
    ],
    text: `receipted as (
  insert into receipt (district_id, key, matter_id, seq, recorded_at)
  select $1, key, matter_id, seq, recorded_at
  from {list}
  where ${isWon}
)`,
  },
  {
    name: 'data',
    mark: 'd',
    columns: [
      ['matter_id', 'uuid'],
      ['data', 'json'],
    ],
    text: `stored as (
  insert into matter_data (district_id, matter_id, data)
  select $1, matter_id, data
  from {list}
  where ${isWon}
  on conflict (district_id, matter_id) do update set data = excluded.data
)`,
  },
  {
    name: 'task',
    mark: 't',
    columns: [
      ['matter_id', 'uuid'],
      ['task_id', 'int'],
      ['element', 'text'],
      ['name', 'text'],
      ['status', 'text'],
      ['posts', 'text'],
      ['office', 'text'],
      ['person', 'text'],
      ['opened_at', 'timestamptz'],
    ],
    text: `tasked as (
  insert into task (district_id, matter_id, task_id, element, name, status, posts, office, person, opened_at)
  select $1, matter_id, task_id, element, name, status, posts::text[], office, person, opened_at
  from {list}
  where ${isWon}
  on conflict (district_id, matter_id, task_id) do update
  set element = excluded.element,
    name = excluded.name,
    status = excluded.status,
    posts = excluded.posts,
    office = excluded.office,
    person = excluded.person
)`,
  },
  goneSection('task', 'T', 'int'),
  {
    name: 'timer',
    mark: 'i',
    columns: [
      ['matter_id', 'uuid'],
      ['timer_id', 'int'],
      ['due_at', 'timestamptz'],
      ['held_by', 'text'],
    ],
    text: `timed as (
  insert into timer (district_id, matter_id, timer_id, due_at, held_by)
  select $1, matter_id, timer_id, due_at, held_by
  from {list}
  where ${isWon}
  on conflict (district_id, matter_id, timer_id) do update
  set due_at = excluded.due_at,
    held_by = excluded.held_by
)`,
  },
  goneSection('timer', 'I', 'int'),
  {
    name: 'clock',
    mark: 'c',
    columns: [
      ['matter_id', 'uuid'],
      ['clock_id', 'text'],
      ['key', 'text'],
      ['kind', 'text'],
      ['status', 'text'],
      ['calendar', 'text'],
      ['started_at', 'timestamptz'],
      ['due_at', 'timestamptz'],
      ['is_provisional', 'boolean'],
      ['breached_at', 'timestamptz'],
      ['stopped_at', 'timestamptz'],
    ],
    text: `clocked as (
  insert into clock (district_id, matter_id, clock_id, key, kind, status, calendar, started_at, due_at, is_provisional,
    breached_at, stopped_at)
  select $1, matter_id, clock_id, key, kind, status, calendar, started_at, due_at, is_provisional, breached_at, stopped_at
  from {list}
  where ${isWon}
  on conflict (district_id, matter_id, clock_id) do update
  set key = excluded.key,
    kind = excluded.kind,
    status = excluded.status,
    calendar = excluded.calendar,
    started_at = excluded.started_at,
    due_at = excluded.due_at,
    is_provisional = excluded.is_provisional,
    breached_at = excluded.breached_at,
    stopped_at = excluded.stopped_at
)`,
  },
  goneSection('clock', 'C', 'text'),
  {
    name: 'subscription',
    mark: 's',
    columns: [
      ['matter_id', 'uuid'],
      ['subscription_id', 'int'],
      ['kind', 'text'],
      ['name', 'text'],
    ],
    text: `subscribed as (
  insert into subscription (district_id, matter_id, subscription_id, kind, name)
  select $1, matter_id, subscription_id, kind, name
  from {list}
  where ${isWon}
  on conflict (district_id, matter_id, subscription_id) do update
  set kind = excluded.kind,
    name = excluded.name
)`,
  },
  goneSection('subscription', 'S', 'int'),
  {
    name: 'outbox',
    mark: 'x',
    columns: [
      ['matter_id', 'uuid'],
      ['seq', 'int'],
      ['number', 'int'],
      ['kind', 'text'],
      ['body', 'json'],
      ['created_at', 'timestamptz'],
    ],
    text: `sent as (
  insert into outbox (district_id, matter_id, seq, number, kind, body, created_at, due_at)
  select $1, matter_id, seq, number, kind, body, created_at, created_at
  from {list}
  where ${isWon}
)`,
  },
  {
    name: 'personal',
    mark: 'p',
    columns: [
      ['matter_id', 'uuid'],
      ['sealed_id', 'uuid'],
      ['level', 'int'],
      ['salt', 'text'],
      ['value', 'text'],
      ['kept_at', 'timestamptz'],
    ],
    text: `kept as (
  insert into sealed_value (district_id, sealed_id, matter_id, level, salt, value, kept_at)
  select $1, sealed_id, matter_id, level, salt, value, kept_at
  from {list}
  where ${isWon}
)`,
  },
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
