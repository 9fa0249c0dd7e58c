import { instantOf } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import { readCountProgress } from './indicator-count.ts'

/** A run of a recipe with the texts that went in and came out. */
export interface RankedTexts {
  readonly ranking: string
  readonly recipeHash: string
  readonly inputDigest: string
  readonly resultDigest: string
  readonly input: string
  readonly result: string
}

/** Runs by their ids, in one statement; those that are not there are left out. */
export async function readRankedTexts(
  queryable: Queryable,
  district: DistrictId,
  rankings: readonly string[],
): Promise<readonly RankedTexts[]> {
  if (rankings.length === 0) return []
  const rows = await queryable.query<TextsRow>(readTextsStatement, [district, rankings])
  return rows.map((row) => ({
    ranking: row.ranking_id,
    recipeHash: row.recipe_hash,
    inputDigest: row.input_digest,
    resultDigest: row.result_digest,
    input: row.input,
    result: row.result,
  }))
}

/**
 * When the oldest entry was recorded that computed indicators do not know yet; undefined when they know all. What was recorded
 * before is counted.
 */
export async function findFirstUncounted(
  queryable: Queryable,
  district: DistrictId,
): Promise<Instant | undefined> {
  const counted = (await readCountProgress(queryable, district)) ?? 0
  const [row] = await queryable.query<{ readonly at: number }>(firstUncountedStatement, [district, counted])
  return row && instantOf(row.at)
}

interface TextsRow {
  readonly ranking_id: string
  readonly recipe_hash: string
  readonly input_digest: string
  readonly result_digest: string
  readonly input: string
  readonly result: string
}

const readTextsStatement: Statement = {
  name: 'read_ranked_texts',
  text: `select ranking.ranking_id, ranking.recipe_hash, ranking.input_digest, ranking.result_digest,
  input.content as input, result.content as result
from ranking
join ranking_content as input on input.district_id = $1
  and input.digest = ranking.input_digest
join ranking_content as result on result.district_id = $1
  and result.digest = ranking.result_digest
where ranking.district_id = $1
  and ranking.ranking_id = any($2::uuid[])`,
}

const firstUncountedStatement: Statement = {
  name: 'find_first_uncounted',
  text: `select recorded_at as at
from entry
where district_id = $1
  and position > $2
order by position
limit 1`,
}

/** For review: `packages/store/emitted`. */
export const raceStatements: readonly Statement[] = [readTextsStatement, firstUncountedStatement]
