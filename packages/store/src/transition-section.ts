import { isWon, rowSections } from './transition-row-section.ts'

/** A part of the statement that writes transitions; only the parts that have something to write are in it. */
export type Section = (typeof sections)[number]['name']

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
  ...rowSections,
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
