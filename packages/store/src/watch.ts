import type { DistrictId, Instant, MatterId } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'

interface Watching {
  readonly person: string
  readonly matter: MatterId
}

/** Lets a person follow a matter; again it changes nothing. */
export async function watchMatter(
  queryable: Queryable,
  district: DistrictId,
  { person, matter, now }: Watching & { readonly now: Instant },
): Promise<void> {
  await queryable.execute(watchStatement, [district, person, matter, toTimestamp(now)])
}

/** Lets a person follow a matter no longer. @returns whether they did */
export async function unwatchMatter(
  queryable: Queryable,
  district: DistrictId,
  { person, matter }: Watching,
): Promise<boolean> {
  const rows = await queryable.query(unwatchStatement, [district, person, matter])
  return rows.length > 0
}

/** Whether a person follows a matter. */
export async function isWatched(
  queryable: Queryable,
  district: DistrictId,
  { person, matter }: Watching,
): Promise<boolean> {
  const rows = await queryable.query(isWatchedStatement, [district, person, matter])
  return rows.length > 0
}

const watchStatement: Statement = {
  name: 'watch_matter',
  text: `insert into watch (district_id, person_id, matter_id, since)
values ($1, $2, $3::uuid, $4)
on conflict (district_id, person_id, matter_id) do nothing`,
}

const unwatchStatement: Statement = {
  name: 'unwatch_matter',
  text: `delete from watch
where district_id = $1
  and person_id = $2
  and matter_id = $3::uuid
returning matter_id`,
}

const isWatchedStatement: Statement = {
  name: 'is_matter_watched',
  text: `select matter_id
from watch
where district_id = $1
  and person_id = $2
  and matter_id = $3::uuid`,
}

/** For review: `packages/store/emitted`. */
export const watchStatements: readonly Statement[] = [watchStatement, unwatchStatement, isWatchedStatement]
