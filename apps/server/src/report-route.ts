import { AppError, formatInstant } from '@duibiao/base'
import { joinMatter, listNearbyMatters, listReportKinds } from '@duibiao/contract'
import type { Pack } from '@duibiao/packfile'
import { toCgcs2000 } from '@duibiao/registry'
import { findListed, findMatter, listNearby, personSight, receiptOf } from '@duibiao/store'
import type { FoundMatter } from '@duibiao/store'
import { defined } from './defined.ts'
import { isOwn, matterIdIn, packOf } from './matter-access.ts'
import { actorOf } from './matter-act.ts'
import { isAnswered } from './matter-merge.ts'
import { formPage } from './pack-view.ts'
import { phoneOf } from './report-phone.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import type { Tenant } from './tenant.ts'

/** What residents report, and what others reported before them. */
export const reportRoutes: readonly Route[] = [
  route(listReportKinds, async ({ tenant, language }) => {
    const rows = tenant.packs.list().flatMap((found) => {
      const { name: pack, title, report } = found.manifest
      if (report === undefined) return []
      const form = found.forms.get(report.form)
      const definition = form && formPage(found, form, language)
      const is_joinable = report.join !== undefined
      return [
        {
          pack,
          title,
          form: report.form,
          is_joinable,
          ...defined({
            definition,
            patrol: report.patrol,
            counter: report.counter,
            phone: phoneOf(tenant, pack),
          }),
        },
      ]
    })
    return { value: { rows } }
  }),
  route(listNearbyMatters, async ({ tenant, caller, query }) => {
    const { within = 200, limit = 20, pack, category, coordinates = 'wgs84' } = query
    if (caller.kind === 'anonymous') throw new AppError('session_missing')
    const packs = joinablePacks(tenant).filter((name) => pack === undefined || name === pack)
    const [longitude, latitude] = toCgcs2000([query.longitude, query.latitude], coordinates)
    const found = await listNearby(tenant.database, tenant.district, {
      longitude,
      latitude,
      within,
      packs,
      limit,
      sight: personSight(caller.person),
      ...defined({ category }),
    })
    const rows = found.map(({ matter, openedAt, distance, isOwn: is_own, category: kind, ...shown }) => ({
      ...shown,
      id: matter,
      opened_at: formatInstant(openedAt),
      distance: Math.round(distance),
      is_own,
      ...defined({ category: kind }),
    }))
    return { value: { rows } }
  }),
  route(joinMatter, async (asking) => ({ value: await join(asking) })),
]

/** The packs that show residents what others reported, in the version that new matters begin with. */
export function joinablePacks({ packs }: Pick<Tenant, 'packs'>): readonly string[] {
  return packs.list().flatMap(({ manifest: { name, report } }) => (report?.join === undefined ? [] : [name]))
}

/** @throws AppError `resource_missing` for a matter of a pack that shows nobody what others reported, `matter_closed` */
async function join({ tenant, caller, params, key }: Asking<typeof joinMatter>) {
  if (caller.kind === 'anonymous') throw new AppError('session_missing')
  const { database, district } = tenant
  const matter = matterIdIn(params.matter)
  const found = await findMatter(database, district, matter)
  const listed = found && (await findListed(database, district, matter))
  const name = found && joinMessageOf(packOf(tenant, { found }))
  if (found === undefined || listed === undefined || name === undefined) {
    throw new AppError('resource_missing')
  }
  const { number } = found
  if (isOwn(caller, listed)) return { matter, number }
  if (found.endedAt !== undefined) throw new AppError('matter_closed', { status: found.state.status })
  requireUnanswered(tenant, found)
  const answer = await tenant.engine.act(
    matter,
    { kind: 'deliverMessage', name, variables: { joining: [caller.person] } },
    { key: `${caller.account}:${key}`, actor: actorOf(caller, undefined) },
  )
  receiptOf(answer)
  return { matter, number }
}

function joinMessageOf(pack: Pack | undefined): string | undefined {
  return pack?.manifest.report?.join
}

/** Who comes after the answer would never get one. @throws AppError `merge_target_closed` */
function requireUnanswered(tenant: Tenant, found: FoundMatter): void {
  const rule = packOf(tenant, { found })?.manifest.report?.merge
  if (rule !== undefined && isAnswered(found, rule)) {
    throw new AppError('merge_target_closed', { number: found.number })
  }
}
