import type { Statement } from './database.ts'

export const replaceCurrentStatement: Statement = {
  name: 'replace_current_triage_model',
  text: `update triage_model
set state = 'replaced'
where district_id = $1
  and pack = $2
  and state = 'current'`,
}

export const addModelStatement: Statement = {
  name: 'add_triage_model',
  text: `insert into triage_model (
  district_id, pack, version, state, reason, trained_at, seed, held_share, learnt, held, first_at, last_at,
  counted_from, counted, category_hash, size, bytes, score, detail, rival, rival_score, used_since
)
select $1::int, $2::text, coalesce(max(version), 0) + 1, $3::text, $4::text, $5::timestamptz, $6::int, $7::float8,
  $8::int, $9::int, $10::timestamptz, $11::timestamptz, $12::timestamptz, $13::int, $14::text, $15::int, $16::bytea,
  $17::text, $18::text, $19::int, $20::text, $21::timestamptz
from triage_model
where district_id = $1
  and pack = $2
returning version`,
}

/** Of those that were asked once, the bytes of the last ones only: each may have some megabytes. */
export const dropBytesStatement: Statement = {
  name: 'drop_triage_model_bytes',
  text: `update triage_model
set bytes = null
where district_id = $1
  and pack = $2
  and state = 'replaced'
  and bytes is not null
  and version not in (
    select version
    from triage_model
    where district_id = $1
      and pack = $2
      and state = 'replaced'
      and bytes is not null
    order by used_since desc, version desc
    limit $3
  )`,
}

export const useModelStatement: Statement = {
  name: 'use_triage_model',
  text: `update triage_model
set state = 'current',
  reason = 'taken_back',
  used_since = $4,
  used_by = $5,
  used_reason = $6
where district_id = $1
  and pack = $2
  and version = $3`,
}

export const listModelsStatement: Statement = {
  name: 'list_triage_models',
  text: `select pack, version, state, reason, trained_at, seed, held_share, learnt, held, first_at, last_at,
  counted_from, counted, category_hash, size, bytes is not null as is_kept, score, rival, rival_score,
  used_since, used_by, used_reason
from triage_model
where district_id = $1
  and pack = coalesce($2::text, pack)
order by pack, version desc`,
}

export const findCurrentStatement: Statement = {
  name: 'find_current_triage_model',
  text: `select version
from triage_model
where district_id = $1
  and pack = $2
  and state = 'current'`,
}

export const readBytesStatement: Statement = {
  name: 'read_triage_model',
  text: `select bytes
from triage_model
where district_id = $1
  and pack = $2
  and version = $3`,
}

export const readDetailStatement: Statement = {
  name: 'read_triage_detail',
  text: `select detail
from triage_model
where district_id = $1
  and pack = $2
  and version = $3`,
}

/** For review: `packages/store/emitted`. */
export const triageModelStatements: readonly Statement[] = [
  listModelsStatement,
  findCurrentStatement,
  readBytesStatement,
  readDetailStatement,
  replaceCurrentStatement,
  addModelStatement,
  dropBytesStatement,
  useModelStatement,
]
