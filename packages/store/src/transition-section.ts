import { listingSections } from './transition-listing-section.ts'
import { isWon, rowSections } from './transition-row-section.ts'

/** A part of the statement that writes transitions; only the parts that have something to write are in it. */
export type Section = (typeof sections)[number]['name']

/**
 * The parts of the statement that writes transitions, in the order of their parameters. A third word names the column of
 * the matter that a column is equal to when a single transition is written: it is then sent once.
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
      ['state', 'text'],
      ['head', 'bytea'],
      ['updated_at', 'timestamptz'],
      ['opened_at', 'timestamptz', 'updated_at'],
      ['warn_at', 'timestamptz'],
      ['due_at', 'timestamptz'],
      ['due_clock', 'text'],
      ['ended_at', 'timestamptz'],
    ],
    text: `opened as (
  insert into matter (district_id, matter_id, number, title, procedure, revision, status, state, head, opened_at,
    updated_at, warn_at, due_at, due_clock, ended_at)
  select $1, matter_id, number, title, procedure, revision, status, state, head, opened_at, updated_at, warn_at, due_at,
    due_clock, ended_at
  from writing, {list}
  returning matter_id
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
      ['state', 'text'],
      ['head', 'bytea'],
      ['updated_at', 'timestamptz'],
      ['warn_at', 'timestamptz'],
      ['due_at', 'timestamptz'],
      ['due_clock', 'text'],
      ['ended_at', 'timestamptz'],
    ],
    text: `moved as (
  update matter
  set procedure = given.procedure,
    revision = given.revision,
    status = given.status,
    state = given.state,
    head = given.head,
    updated_at = given.updated_at,
    warn_at = given.warn_at,
    due_at = given.due_at,
    due_clock = given.due_clock,
    ended_at = case when given.status not in ('open', 'suspended') then coalesce(given.ended_at, matter.ended_at) end
  from (
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
    offset 0
  ) as given
  where matter.district_id = $1
    and matter.ctid = given.place
    and matter.revision = given.guard
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
    warn_at = line.warn_at,
    due_at = line.due_at,
    due_clock = line.due_clock,
    ended_at = case when line.status not in ('open', 'suspended') then coalesce(line.ended_at, matter.ended_at) end
  from writing, {list}
  where matter.district_id = $1
    and matter.matter_id = line.matter_id
    and matter.revision = line.guard
  returning matter.matter_id
)`,
  },
  entrySection('entry', 'e', ''),
  // Positions are given out in the order of the rows: entries of one matter must come in theirs.
  entrySection('entry_ordered', 'E', '\n  order by seq'),
  {
    name: 'receipt',
    mark: 'r',
    columns: [
      ['matter_id', 'uuid'],
      ['key', 'text'],
      ['seq', 'int', 'revision'],
      ['recorded_at', 'timestamptz', 'updated_at'],
    ],
    text: `receipted as (
  insert into receipt (district_id, key, matter_id, seq, recorded_at)
  select $1, key, matter_id, seq, recorded_at
  from {list}
  where ${isWon}
)`,
  },
  dataSection('data', 'd', ''),
  dataSection(
    'data_changed',
    'D',
    '\n  on conflict (district_id, matter_id) do update set data = excluded.data',
  ),
  ...rowSections,
  ...listingSections,
  {
    name: 'outbox',
    mark: 'x',
    columns: [
      ['matter_id', 'uuid'],
      ['seq', 'int', 'revision'],
      ['number', 'int'],
      ['kind', 'text'],
      ['body', 'text'],
      ['created_at', 'timestamptz', 'updated_at'],
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
      ['kept_at', 'timestamptz', 'updated_at'],
    ],
    text: `kept as (
  insert into sealed_value (district_id, sealed_id, matter_id, level, salt, value, kept_at)
  select $1, sealed_id, matter_id, level, salt, value, kept_at
  from {list}
  where ${isWon}
)`,
  },
  {
    name: 'evidence',
    mark: 'f',
    columns: [
      ['matter_id', 'uuid'],
      ['evidence_id', 'uuid'],
      ['seq', 'int'],
      ['attached_at', 'timestamptz'],
    ],
    // Named again later it is the same evidence.
    text: `attached as (
  insert into matter_evidence (district_id, matter_id, evidence_id, seq, attached_at)
  select $1, matter_id, evidence_id, seq, attached_at
  from {list}
  where ${isWon}
  on conflict (district_id, matter_id, evidence_id) do nothing
)`,
  },
] as const

function entrySection<Name extends string>(name: Name, mark: string, order: string) {
  return {
    name,
    mark,
    columns: [
      ['matter_id', 'uuid'],
      ['seq', 'int', 'revision'],
      ['kind', 'text'],
      ['recorded_at', 'timestamptz', 'updated_at'],
      ['body', 'text'],
      ['previous', 'bytea'],
      ['hash', 'bytea', 'head'],
    ],
    text: `${name === 'entry' ? 'recorded' : 'recorded_ordered'} as (
  insert into entry (district_id, matter_id, seq, kind, recorded_at, body, previous, hash)
  select $1, matter_id, seq, kind, recorded_at, body, previous, hash
  from {locked}{list}
  where ${isWon}${order}
)`,
  } as const
}

function dataSection<Name extends string>(name: Name, mark: string, conflict: string) {
  return {
    name,
    mark,
    columns: [
      ['matter_id', 'uuid'],
      ['data', 'text'],
    ],
    text: `${name === 'data' ? 'stored' : 'stored_anew'} as (
  insert into matter_data (district_id, matter_id, data)
  select $1, matter_id, data
  from {list}
  where ${isWon}${conflict}
)`,
  } as const
}
