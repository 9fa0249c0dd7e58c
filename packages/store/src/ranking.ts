import { instantOf, uuidOf } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import type { Making } from './account.ts'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'

/** A text by the digest of its bytes. */
export interface RankingContent {
  readonly digest: string
  readonly content: string
}

/** A run of a recipe: what went in and what came out, by their digests. */
export interface NewRanking {
  readonly recipe: string
  readonly version: number
  readonly recipeHash: string
  readonly input: string
  readonly result: string
  /** How many were ranked. */
  readonly units: number
  /** Name of the account that asked for it. */
  readonly by: string
}

export interface StoredRanking extends NewRanking {
  readonly ranking: string
  readonly at: Instant
}

/** Keeps a run with its texts. To be called in a transaction. @returns its id */
export async function addRanking(
  transaction: Queryable,
  district: DistrictId,
  {
    contents,
    now,
    random,
    ...ranking
  }: NewRanking & Making & { readonly contents: readonly RankingContent[] },
): Promise<string> {
  const digests = contents.map(({ digest }) => digest)
  await transaction.execute(addContentStatement, [district, digests, contents.map(({ content }) => content)])
  const id = uuidOf(now, random(10))
  const { recipe, version, recipeHash, input, result, units, by } = ranking
  const values = [district, id, recipe, version, recipeHash, input, result, units, toTimestamp(now), by]
  await transaction.execute(addRankingStatement, values)
  return id
}

/** One run; undefined when there is none. */
export async function findRanking(
  queryable: Queryable,
  district: DistrictId,
  ranking: string,
): Promise<StoredRanking | undefined> {
  const [row] = await queryable.query<RankingRow>(findRankingStatement, [district, ranking])
  return row && parseRanking(row)
}

/** The last run of a recipe over a table; undefined when there is none. */
export async function findEarlierRanking(
  queryable: Queryable,
  district: DistrictId,
  { recipeHash, input }: Pick<NewRanking, 'recipeHash' | 'input'>,
): Promise<StoredRanking | undefined> {
  const [row] = await queryable.query<RankingRow>(findEarlierStatement, [district, recipeHash, input])
  return row && parseRanking(row)
}

/** Runs, the newest first. */
export async function listStoredRankings(
  queryable: Queryable,
  district: DistrictId,
  { recipe, after, limit }: { readonly recipe?: string; readonly after?: string; readonly limit: number },
): Promise<readonly StoredRanking[]> {
  const values = [district, recipe ?? null, after ?? null, limit]
  const rows = await queryable.query<RankingRow>(listRankingsStatement, values)
  return rows.map(parseRanking)
}

/** A text as it is kept; undefined when there is none of this digest. */
export async function readRankingContent(
  queryable: Queryable,
  district: DistrictId,
  digest: string,
): Promise<string | undefined> {
  const [row] = await queryable.query<{ readonly content: string }>(readContentStatement, [district, digest])
  return row?.content
}

interface RankingRow {
  readonly ranking_id: string
  readonly recipe: string
  readonly version: number
  readonly recipe_hash: string
  readonly input_digest: string
  readonly result_digest: string
  readonly units: number
  readonly ran_at: number
  readonly ran_by: string
}

function parseRanking(row: RankingRow): StoredRanking {
  return {
    ranking: row.ranking_id,
    recipe: row.recipe,
    version: row.version,
    recipeHash: row.recipe_hash,
    input: row.input_digest,
    result: row.result_digest,
    units: row.units,
    at: instantOf(row.ran_at),
    by: row.ran_by,
  }
}

const columns = `ranking_id, recipe, version, recipe_hash, input_digest, result_digest, units, ran_at, ran_by`

const addContentStatement: Statement = {
  name: 'add_ranking_content',
  text: `insert into ranking_content (district_id, digest, content)
select $1::int, added.digest, added.content
from unnest($2::text[], $3::text[]) as added (digest, content)
on conflict (district_id, digest) do nothing`,
}

const addRankingStatement: Statement = {
  name: 'add_ranking',
  text: `insert into ranking (
  district_id, ranking_id, recipe, version, recipe_hash, input_digest, result_digest, units, ran_at, ran_by
)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
}

const findRankingStatement: Statement = {
  name: 'find_ranking',
  text: `select ${columns}
from ranking
where district_id = $1
  and ranking_id = $2::uuid`,
}

const findEarlierStatement: Statement = {
  name: 'find_earlier_ranking',
  text: `select ${columns}
from ranking
where district_id = $1
  and recipe_hash = $2
  and input_digest = $3
order by ranking_id desc
limit 1`,
}

const listRankingsStatement: Statement = {
  name: 'list_rankings',
  text: `select ${columns}
from ranking
where district_id = $1
  and recipe = coalesce($2::text, recipe)
  and ($3::uuid is null or ranking_id < $3::uuid)
order by ranking_id desc
limit $4`,
}

const readContentStatement: Statement = {
  name: 'read_ranking_content',
  text: `select content
from ranking_content
where district_id = $1
  and digest = $2`,
}

/** For review: `packages/store/emitted`. */
export const rankingStatements: readonly Statement[] = [
  addContentStatement,
  addRankingStatement,
  findRankingStatement,
  findEarlierStatement,
  listRankingsStatement,
  readContentStatement,
]
