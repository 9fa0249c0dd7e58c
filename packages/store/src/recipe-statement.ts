import type { Statement } from './database.ts'

const columns = `code, version, revision, state, content, hash, begins_on::text, ends_on::text, authors,
  changed_at, changed_by, proposed_at, proposed_by, approved_at, approved_by, ended_at, ended_by, end_reason`

export const draftRecipeStatement: Statement = {
  name: 'draft_recipe',
  text: `insert into recipe (
  district_id, code, version, revision, state, content, hash, begins_on, ends_on, authors, changed_at, changed_by
)
select $1::int, $2::text, coalesce(max(version), 0) + 1, 1, 'draft', $3::text, $4::text, $5::date, $6::date,
  array[$7::text], $8::timestamptz, $9::text
from recipe
where district_id = $1
  and code = $2
returning version`,
}

export const changeRecipeStatement: Statement = {
  name: 'change_recipe',
  text: `update recipe
set revision = revision + 1,
  content = $5,
  hash = $6,
  begins_on = $7,
  ends_on = $8,
  authors = case when authors @> array[$9::text] then authors else authors || $9::text end,
  changed_at = $10,
  changed_by = $11
where district_id = $1
  and code = $2
  and version = $3
  and revision = $4
  and state = 'draft'`,
}

export const proposeRecipeStatement: Statement = {
  name: 'propose_recipe',
  text: `update recipe
set state = 'proposed',
  authors = case when authors @> array[$5::text] then authors else authors || $5::text end,
  proposed_at = $6,
  proposed_by = $7
where district_id = $1
  and code = $2
  and version = $3
  and revision = $4
  and state = 'draft'`,
}

export const approveRecipeStatement: Statement = {
  name: 'approve_recipe',
  text: `update recipe
set state = 'approved',
  approver = $5,
  approved_at = $6,
  approved_by = $7
where district_id = $1
  and code = $2
  and version = $3
  and revision = $4
  and state = 'proposed'`,
}

export const endRecipesStatement: Statement = {
  name: 'end_recipes',
  text: `update recipe
set state = $4,
  ended_at = $5,
  ended_by = $6,
  end_reason = $7
where district_id = $1
  and code = $2
  and version = any ($3::int[])`,
}

export const lockRecipeStatement: Statement = {
  name: 'lock_recipe',
  text: `select ${columns}
from recipe
where district_id = $1
  and code = $2
order by version desc
for update`,
}

export const readRecipeStatement: Statement = {
  name: 'read_recipe',
  text: `select ${columns}
from recipe
where district_id = $1
  and code = $2
  and version = $3`,
}

export const listRecipesStatement: Statement = {
  name: 'list_recipes',
  text: `select ${columns}
from recipe
where district_id = $1
  and code = coalesce($2::text, code)
  and state = any ($3::text[])
  and ($4::text is null or code collate "C" > $4::text collate "C" or (code = $4::text and version < $5::int))
order by code collate "C", version desc
limit $6`,
}

/** For review: `packages/store/emitted`. */
export const recipeStatements: readonly Statement[] = [
  draftRecipeStatement,
  changeRecipeStatement,
  proposeRecipeStatement,
  approveRecipeStatement,
  endRecipesStatement,
  lockRecipeStatement,
  readRecipeStatement,
  listRecipesStatement,
]
