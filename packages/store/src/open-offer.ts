import type { DistrictId } from '@duibiao/base'
import type { Queryable, Statement } from './database.ts'

/** Open tasks of a pack that nobody holds and that are offered alike. */
export interface OpenOffer {
  readonly element: string
  readonly posts: readonly string[]
  readonly office: string | undefined
  /** Of their matters: the leading office and the smallest area known. */
  readonly lead: string | undefined
  readonly area: string | undefined
  readonly tasks: number
  /** The number of one of their matters. */
  readonly number: string
}

/** What is offered of a pack now, each way of offering once. */
export async function listOpenOffers(
  queryable: Queryable,
  district: DistrictId,
  pack: string,
): Promise<readonly OpenOffer[]> {
  const rows = await queryable.query<OfferRow>(listOpenOffersStatement, [district, pack])
  return rows.map((row) => ({
    element: row.element,
    posts: row.posts,
    office: row.office ?? undefined,
    lead: row.lead ?? undefined,
    area: row.area ?? undefined,
    tasks: row.tasks,
    number: row.number,
  }))
}

interface OfferRow {
  readonly element: string
  readonly posts: readonly string[]
  readonly office: string | null
  readonly lead: string | null
  readonly area: string | null
  readonly tasks: number
  readonly number: string
}

// Where the task names its office, neither the area nor the leading office matters.
const listOpenOffersStatement: Statement = {
  name: 'list_open_offers',
  text: `select task.element, to_json(task.posts) as posts, task.office, offer.lead, offer.area, count(*)::int as tasks,
  min(matter.number) as number
from task
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = task.matter_id
join matter on matter.district_id = $1
  and matter.matter_id = task.matter_id
cross join lateral (
  select case when task.office is null then listing.office_id end as lead,
    case when task.office is null then listing.area_id end as area
) as offer
where task.district_id = $1
  and task.status = 'open'
  and task.person is null
  and listing.pack = $2
group by task.element, task.posts, task.office, offer.lead, offer.area
order by task.element, task.posts, task.office, offer.lead, offer.area`,
}

/** For review: `packages/store/emitted`. */
export const openOfferStatements: readonly Statement[] = [listOpenOffersStatement]
