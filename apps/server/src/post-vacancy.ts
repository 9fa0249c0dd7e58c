import type { DistrictId, Instant } from '@duibiao/base'
import type { Pack } from '@duibiao/packfile'
import { areaSight, listOpenOffers, openLibrary } from '@duibiao/store'
import type { Database, InstalledProcedure, OpenOffer, PackShelf } from '@duibiao/store'
import type { HeldPost } from './caller.ts'
import { makeDistrictPacks, makePackReader } from './district-pack.ts'
import { readCalendar } from './known-calendar.ts'
import { isHeldBy, makeHolderOfPost } from './post-holder.ts'
import type { HolderOfPost } from './post-holder.ts'
import { openRegistryView } from './registry-view.ts'
import type { RegistryView } from './registry-view.ts'
import { isOffered } from './task-offer.ts'
import type { Tenant } from './tenant.ts'

/** What nobody would do. */
export interface Vacancies {
  /** Posts of the pack that nobody holds; those of residents are held by everybody. */
  readonly posts: readonly string[]
  /** Open tasks that nobody would find in their list. */
  readonly tasks: readonly VacantTask[]
}

/** Open tasks of one step that are offered alike. */
export type VacantTask = Pick<OpenOffer, 'element' | 'posts' | 'office' | 'tasks' | 'number'>

/** Posts of a pack that nobody holds on the day of an instant. */
export function findVacantPosts(
  { manifest }: Pack,
  holderOf: HolderOfPost,
  { registry, at }: { readonly registry: Pick<RegistryView, 'holders' | 'postsOf'>; readonly at: Instant },
): readonly string[] {
  const held = allPosts(registry, at)
  return Object.keys(manifest.posts).filter((post) => {
    const holder = holderOf(manifest.name, post)
    return holder !== undefined && holder.role !== 'resident' && !held.some((one) => isHeldBy(holder, one))
  })
}

/** What nobody would do of a pack if its posts were held so. */
export async function findVacancies(
  { database, district, registry }: Pick<Tenant, 'database' | 'district' | 'registry'>,
  { pack, holderOf, at }: { readonly pack: Pack; readonly holderOf: HolderOfPost; readonly at: Instant },
): Promise<Vacancies> {
  const { name } = pack.manifest
  const held = allPosts(registry, at)
  const offers = await listOpenOffers(database, district, name)
  const tasks = offers.filter(({ posts, office, lead, area }) => {
    const sights = area === undefined ? [] : registry.areaPath(area).map(areaSight)
    const task = { pack: name, posts, office, matter: { office: lead, sights } }
    return !held.some((one) => isOffered(one, task, holderOf))
  })
  return { posts: findVacantPosts(pack, holderOf, { registry, at }), tasks: mergeOffers(tasks) }
}

/** Wherever their matters lie and whoever leads them: what nobody finds is one line. */
function mergeOffers(offers: readonly OpenOffer[]): readonly VacantTask[] {
  const merged = new Map<string, VacantTask>()
  for (const { element, posts, office, tasks, number } of offers) {
    const key = [element, office ?? '', ...posts].join(' ')
    const known = merged.get(key)
    merged.set(key, { ...(known ?? { element, posts, office, number }), tasks: tasks + (known?.tasks ?? 0) })
  }
  return [...merged.values()]
}

/** The vacant posts of every installed pack, for those who have no tenant at hand. Packs without any are left out. */
export async function readVacantPosts(
  database: Database,
  district: DistrictId,
  at: Instant,
): Promise<readonly { readonly pack: string; readonly posts: readonly string[] }[]> {
  const reader = makePackReader()
  function compile(installed: InstalledProcedure, shelf: PackShelf) {
    return reader.procedure(shelf, installed)
  }
  const packs = makeDistrictPacks(await openLibrary(database, { district, compile }), reader)
  const { calendar } = await readCalendar(database, district)
  const registry = await openRegistryView(database, district, () => calendar)
  const holderOf = makeHolderOfPost({ packs, now: () => at })
  return packs.list().flatMap((pack) => {
    const posts = findVacantPosts(pack, holderOf, { registry, at })
    return posts.length === 0 ? [] : [{ pack: pack.manifest.name, posts }]
  })
}

function allPosts(registry: Pick<RegistryView, 'holders' | 'postsOf'>, at: Instant): readonly HeldPost[] {
  return registry.holders(at).flatMap((person) => registry.postsOf(person, at))
}
