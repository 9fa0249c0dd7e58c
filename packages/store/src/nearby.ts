import type { DistrictId } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import { parseShownMatter } from './shown-matter.ts'
import type { ShownMatter, ShownMatterRow } from './shown-matter.ts'

/** An open matter near a place, as far as people may know of it who have nothing to do with it. */
export interface NearbyMatter extends ShownMatter {
  readonly place: { readonly longitude: number; readonly latitude: number }
  /** Metres. */
  readonly distance: number
}

/** What is looked for around a place. */
export interface NearbyWish {
  /** Degrees, CGCS2000. */
  readonly longitude: number
  readonly latitude: number
  /** Metres. */
  readonly within: number
  /** Of these packs only. */
  readonly packs: readonly string[]
  readonly category?: string
  /** Key of sight of the person who asks. */
  readonly sight: string
  readonly limit: number
}

/** Metres of a degree of a meridian. */
const metresPerDegree = 111_195

/** Open matters within so many metres of a place, the nearest first. */
export async function listNearby(
  queryable: Queryable,
  district: DistrictId,
  { longitude, latitude, within, packs, category, sight, limit }: NearbyWish,
): Promise<readonly NearbyMatter[]> {
  const high = within / metresPerDegree
  const wide = high / Math.max(0.01, Math.cos((latitude * Math.PI) / 180))
  const box = [latitude - high, latitude + high, longitude - wide, longitude + wide]
  const parameters = [district, packs, category ?? null, ...box, longitude, latitude, within, sight, limit]
  const rows = await queryable.query<NearbyRow>(nearbyStatement, parameters)
  return rows.map((row) => ({
    ...parseShownMatter(row),
    place: { longitude: row.longitude, latitude: row.latitude },
    distance: row.distance,
  }))
}

interface NearbyRow extends ShownMatterRow {
  readonly longitude: number
  readonly latitude: number
  readonly distance: number
}

/** A district is small enough to be flat: the error over its breadth is below a metre. */
const nearbyStatement: Statement = {
  name: 'list_nearby_matters',
  text: `select matter.matter_id, matter.number, matter.title, matter.status, near.pack, near.category, near.longitude,
  near.latitude, matter.opened_at, near.distance, cardinality(near.people) as reporters, $11 = any (near.people) as is_own
from (
  select listing.*,
    ${metresPerDegree}
      * sqrt(power(latitude - $9::float8, 2) + power((longitude - $8::float8) * cos(radians($9::float8)), 2)) as distance,
    array(
      select sight
      from unnest(sights) as held(sight)
      where sight like 'p:%'
    ) as people
  from matter_listing as listing
  where district_id = $1
    and is_open
    and pack = any ($2::text[])
    and ($3::text is null or category = $3)
    and latitude between $4::float8 and $5::float8
    and longitude between $6::float8 and $7::float8
) as near
join matter on matter.district_id = $1
  and matter.matter_id = near.matter_id
where near.distance <= $10::float8
order by near.distance, matter.matter_id
limit $12`,
}

/** For review: `packages/store/emitted`. */
export const nearbyStatements: readonly Statement[] = [nearbyStatement]
