import type { DistrictId } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'
import type { Sight } from './matter-filter.ts'
import { parseShownMatter } from './shown-matter.ts'
import type { ShownMatter, ShownMatterRow } from './shown-matter.ts'

/** A matter that resembles another, as whoever asks may see it. */
export interface SimilarMatter extends ShownMatter {
  readonly area: string | undefined
  readonly place: { readonly longitude: number; readonly latitude: number } | undefined
  readonly isOpen: boolean
  /** The issue it belongs to, once it was taken in. */
  readonly issue: string | undefined
}

/** Which of some matters are shown, and to whom. */
export interface SimilarWish {
  readonly matters: readonly string[]
  /** Only what this opens; undefined for open matters of the packs, which are shown to everybody. */
  readonly sight?: Sight
  readonly packs?: readonly string[]
  /** Key of sight of the person who asks. */
  readonly person: string
}

/** Some matters by their ids, as far as they are shown. */
export async function findSimilar(
  queryable: Queryable,
  district: DistrictId,
  { matters, sight, packs, person }: SimilarWish,
): Promise<readonly SimilarMatter[]> {
  if (matters.length === 0) return []
  const keys = sight?.kind === 'keys' ? sight.keys : null
  const rows = await queryable.query<SimilarRow>(similarStatement, [
    district,
    matters,
    keys,
    packs ?? null,
    person,
  ])
  return rows.map((row) => ({
    ...parseShownMatter(row),
    area: row.area_id ?? undefined,
    place:
      row.longitude === null || row.latitude === null
        ? undefined
        : { longitude: row.longitude, latitude: row.latitude },
    isOpen: row.is_open,
    issue: row.issue_id ?? undefined,
  }))
}

interface SimilarRow extends ShownMatterRow {
  readonly area_id: string | null
  readonly longitude: number | null
  readonly latitude: number | null
  readonly is_open: boolean
  readonly issue_id: string | null
}

const similarStatement: Statement = {
  name: 'find_similar_matters',
  text: `select matter.matter_id, matter.number, matter.title, matter.status, listing.pack, listing.category, listing.area_id,
  listing.longitude, listing.latitude, matter.opened_at, listing.is_open, $5 = any (listing.sights) as is_own,
  report.issue_id, (
    select count(*)::int
    from unnest(listing.sights) as held(sight)
    where held.sight like 'p:%'
  ) as reporters
from matter_listing as listing
join matter on matter.district_id = $1
  and matter.matter_id = listing.matter_id
left join hot_report as report on report.district_id = $1
  and report.matter_id = listing.matter_id
where listing.district_id = $1
  and listing.matter_id = any ($2::uuid[])
  and ($3::text[] is null or listing.sights && $3::text[])
  and ($4::text[] is null or (listing.is_open and listing.pack = any ($4::text[])))`,
}

/** For review: `packages/store/emitted`. */
export const similarMatterStatements: readonly Statement[] = [similarStatement]
