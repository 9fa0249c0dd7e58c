import { AppError, instantOf } from '@duibiao/base'
import type { DistrictId } from '@duibiao/base'
import type { Role } from '@duibiao/contract'
import { hashPassword } from '@duibiao/server'
import type { Tenant } from '@duibiao/server'
import { addAccounts, listAccounts, listOpened } from '@duibiao/store'
import type { Database, NewAccount } from '@duibiao/store'
import { makeCast } from '../simulation/cast.ts'
import { makeChance } from '../simulation/chance.ts'
import type { SeasonPlan } from '../minghu/season-plan.ts'
import { minghu } from './enter-minghu.ts'

/** The password of every demonstration account. Everybody knows it: the accounts exist in the demonstration only. */
export const demonstrationPassword = 'lantern-heron-paper-lake'

/** One account for each role: what is typed at sign-in, and where its person works when that is not found by their work. */
const roleAccounts: readonly { readonly name: string; readonly role: Role; readonly office?: string }[] = [
  { name: 'resident', role: 'resident' },
  { name: 'grid-worker', role: 'grid_worker' },
  { name: 'community-clerk', role: 'community_clerk' },
  { name: 'street-dispatcher', role: 'street_dispatcher' },
  { name: 'district-dispatcher', role: 'district_dispatcher', office: 'grid-centre.2' },
  { name: 'department-handler', role: 'department_handler' },
  { name: 'department-head', role: 'department_head' },
  { name: 'window-clerk', role: 'window_clerk', office: 'window-01' },
  { name: 'supervision-officer', role: 'supervision_officer', office: 'supervision-office.1' },
  { name: 'leader', role: 'leader', office: 'district-government' },
  { name: 'analyst', role: 'analyst', office: 'statistics.1' },
  { name: 'auditor', role: 'auditor', office: 'audit.1' },
  { name: 'administrator', role: 'administrator', office: 'government-service.3' },
  { name: 'security-administrator', role: 'security_administrator', office: 'government-service.4' },
]

/** Roles that come with the account and not with a post. */
const withoutPost: ReadonlySet<Role> = new Set([
  'resident',
  'auditor',
  'administrator',
  'security_administrator',
])

/** A demonstration account as it is shown. */
export interface ShownAccount {
  readonly name: string
  readonly role: Role
  readonly displayName: string
  readonly office: string
}

/**
 * Makes the demonstration accounts, where there are none yet, for people who have something to do.
 * @throws AppError `demonstration_elsewhere` in a district of real people
 */
export async function makeAccounts(
  tenant: Tenant,
  { messages }: Pick<SeasonPlan, 'messages'>,
): Promise<void> {
  const { database, district, code, name, random } = tenant
  if (code !== minghu.code) throw new AppError('demonstration_elsewhere', { district, name: name.zh })
  const known = new Set((await listAccounts(database, district, { limit: 1000 })).map((one) => one.name))
  const password = await hashPassword(demonstrationPassword)
  const offices = await busiestOffices(tenant)
  const cast = makeCast(tenant.registry.state())
  const chance = makeChance(1, 'accounts')
  const accounts = roleAccounts.flatMap(({ name: account, role, office }): readonly NewAccount[] => {
    if (known.has(account)) return []
    const roles = withoutPost.has(role) ? [role] : []
    if (role === 'resident') return [{ ...findResident(messages), name: account, roles, password }]
    const person = cast.holderIn(office ?? offices.get(role) ?? '', role, chance)?.person
    if (person === undefined) return []
    const displayName = tenant.registry.state().person.get(person)?.name ?? person
    return [{ name: account, person, displayName, roles, password }]
  })
  if (accounts.length > 0) await addAccounts(database, district, { accounts, now: tenant.now(), random })
}

/** Whether any of the demonstration accounts is missing. */
export async function lacksAccounts(database: Database, district: DistrictId): Promise<boolean> {
  const known = new Set((await listAccounts(database, district, { limit: 1000 })).map(({ name }) => name))
  return roleAccounts.some(({ name }) => !known.has(name))
}

/** The demonstration accounts there are, in the order of the roles. */
export async function listDemonstrationAccounts(tenant: Tenant): Promise<readonly ShownAccount[]> {
  const { database, district, registry, now } = tenant
  const accounts = await listAccounts(database, district, { limit: 1000 })
  return roleAccounts.flatMap(({ name, role }): readonly ShownAccount[] => {
    const found = accounts.find((account) => account.name === name)
    if (found === undefined) return []
    const post = registry.postsOf(found.person, now())[0]
    return [{ name, role, displayName: found.displayName, office: post?.officeName ?? '' }]
  })
}

/** Open tasks of an office, by the offices that have any. */
type Work = ReadonlyMap<string, number>

/**
 * Where the handler and the head sit while it has this much open work, and the dispatcher of a street while it has any: the busiest
 * office is another one from day to day, and who comes back tomorrow looks for what they saw.
 */
const steady = { office: 'drainage', leastWork: 10, street: 'street-990106004' } as const

/** For each role the office that has most open work. */
async function busiestOffices(tenant: Tenant): Promise<ReadonlyMap<string, string>> {
  const { post: posts, office: offices } = tenant.registry.state()
  const work = await countWork(tenant)
  const busiest = new Map([...work].map(([role, counts]) => [role, busiestOf(counts) ?? '']))
  const handlers = work.get('department_handler') ?? new Map()
  // What one of them asks for the other decides: they sit in one office.
  const headed = new Set(
    [...posts.values()].flatMap(({ role, office }) => (role === 'department_head' ? office : [])),
  )
  const isSteady = headed.has(steady.office) && (handlers.get(steady.office) ?? 0) >= steady.leastWork
  const unit = isSteady ? steady.office : busiestOf(handlers, (office) => headed.has(office))
  if (unit !== undefined) busiest.set('department_handler', unit).set('department_head', unit)
  // Those who see what lies in their area, whatever office does it, sit where most of it comes from.
  const street = handlers.has(steady.street)
    ? steady.street
    : busiestOf(handlers, (office) => office.startsWith('street-'))
  const community = [...offices.keys()].find((id) => id.startsWith('community-'))
  const home = busiest.get('grid_worker') ?? community ?? ''
  busiest.set('grid_worker', home)
  busiest.set('community_clerk', home)
  busiest.set('street_dispatcher', street ?? `street-${home.slice(10, 19)}`)
  return busiest
}

/** How much open work each role has, by office; a grid worker's counts for the community. */
async function countWork({
  database,
  district,
  packs,
  registry,
}: Tenant): Promise<ReadonlyMap<string, Work>> {
  const { area } = registry.state()
  const roleOf = new Map(
    packs
      .list()
      .flatMap(({ manifest }) => Object.entries(manifest.posts).map(([post, { role }]) => [post, role])),
  )
  const work = new Map<string, Map<string, number>>()
  for (const { posts: offered, office } of await listOpened(database, district, instantOf(0))) {
    if (office === undefined) continue
    const community = area.get(office)?.parent
    const place = community === undefined ? office : `community-${community}`
    for (const role of offered.flatMap((post) => roleOf.get(post) ?? [])) {
      const counts = work.get(role) ?? new Map<string, number>()
      work.set(role, counts.set(place, (counts.get(place) ?? 0) + 1))
    }
  }
  return work
}

function busiestOf(work: Work, isWanted: (office: string) => boolean = () => true): string | undefined {
  return [...work].filter(([office]) => isWanted(office)).toSorted((a, b) => b[1] - a[1])[0]?.[0]
}

/** Who wrote most often and said who they are. */
function findResident(
  messages: SeasonPlan['messages'],
): Pick<NewAccount, 'person' | 'displayName'> & { person: string } {
  const counts = new Map<string, { name: string; count: number }>()
  for (const { reporter, marks } of messages) {
    if (reporter === undefined || marks.includes('secret')) continue
    const known = counts.get(reporter.id) ?? { name: reporter.name, count: 0 }
    counts.set(reporter.id, { ...known, count: known.count + 1 })
  }
  const [person, { name }] = [...counts].toSorted((a, b) => b[1].count - a[1].count)[0] ?? [
    'R0',
    { name: '居民' },
  ]
  return { person, displayName: name }
}
