import { addDays, parseLegalDate } from '@duibiao/base'
import type { LegalDate } from '@duibiao/base'
import { contactKinds } from '@duibiao/registry'
import type { ContactKind, Deputy, DutyTime, Holding, Person, PersonContact, Post } from '@duibiao/registry'
import { makeChance } from '../simulation/chance.ts'
import type { Chance } from '../simulation/chance.ts'
import type { AreaPlace } from './area-place.ts'
import { addDutyTimes } from './duty-roster.ts'
import type { StaffDraft } from './staff-draft.ts'
import type { Stock } from './estate.ts'
import { makeNames } from './name-maker.ts'
import type { NameMaker } from './name-maker.ts'
import { streetOffice } from './office-tree.ts'
import type { StaffRole, WrittenOrganisation } from './written-office.ts'

/** Who works in the district. */
export interface Staff {
  readonly people: readonly (Person & { readonly english: string; readonly office: string })[]
  readonly contacts: readonly PersonContact[]
  readonly posts: readonly (Post & { readonly role: StaffRole })[]
  readonly holdings: readonly Holding[]
  readonly deputies: readonly Deputy[]
  readonly dutyTimes: readonly DutyTime[]
  /** The grids each grid worker walks: ids of grids by id of person. */
  readonly rounds: ReadonlyMap<string, readonly string[]>
}

interface Hiring {
  readonly draft: StaffDraft
  readonly names: NameMaker
  readonly chance: Chance
}

const district = 1
const postsFrom = parseLegalDate('2020-01-01')

/**
 * Makes about 600 people with posts, contacts, deputies and duty times. Deputies act in weeks after `from`, the day on
 * which the season begins.
 */
export function makeStaff(
  written: WrittenOrganisation,
  areas: readonly AreaPlace[],
  { stock, seed, from }: { readonly stock: Stock; readonly seed: number; readonly from: LegalDate },
): Staff {
  const chance = makeChance(seed, 'staff')
  const draft: StaffDraft = { people: [], posts: new Map(), holdings: [] }
  const hiring: Hiring = { draft, names: makeNames(stock, chance), chance }
  hireGovernment(hiring, written)
  const rounds = new Map<string, readonly string[]>()
  for (const { area } of areas) {
    if (area.level === 'street') hireStreet(hiring, written, area.id)
    if (area.level === 'community') {
      const grids = areas.filter((place) => place.area.parent === area.id).map((place) => place.area.id)
      for (const [person, walked] of hireCommunity(hiring, area.id, grids)) rounds.set(person, walked)
    }
  }
  return {
    people: draft.people,
    contacts: draft.people.flatMap(contactsOf),
    posts: [...draft.posts.values()],
    holdings: draft.holdings,
    deputies: findDeputies(draft, makeChance(seed, 'deputies'), from),
    dutyTimes: addDutyTimes(draft, written, postsFrom),
    rounds,
  }
}

function hireGovernment(hiring: Hiring, written: WrittenOrganisation): void {
  const { root, leaders, departments, windows, operators } = written
  leaders.forEach((name, index) =>
    hire(hiring, { office: root.id, slug: `leader-${index + 1}`, name, role: 'leader' }),
  )
  for (const { id, head, people, rooms } of departments) {
    hireHeads(hiring, id, head)
    for (let index = 0; index < people; index += 1) {
      const place = index % rooms.length
      const role = rooms[place]?.role ?? 'department_handler'
      const office = `${id}.${place + 1}`
      const name = staffNames[role] ?? `${rooms[place]?.zh ?? ''}经办人`
      hire(hiring, { office, slug: 'staff', name, role, ...(role === 'department_handler' && { of: id }) })
    }
    // Every department may get an order, whatever else its people are there for.
    if (rooms.every(({ role }) => role !== 'department_handler')) {
      hire(hiring, { office: `${id}.1`, slug: 'handler', name: '经办人', role: 'department_handler', of: id })
    }
  }
  for (const { id } of windows) {
    hire(hiring, { office: id, slug: 'clerk', name: '窗口工作人员', role: 'window_clerk' })
  }
  for (const { id } of operators) {
    hire(hiring, { office: id, slug: 'head', name: '客户服务负责人', role: 'department_head' })
    hire(hiring, { office: id, slug: 'staff', name: '抢修调度员', role: 'department_handler' })
  }
}

const staffNames: Readonly<Partial<Record<StaffRole, string>>> = {
  district_dispatcher: '调度员',
  supervision_officer: '督查员',
  auditor: '审计员',
  analyst: '统计分析员',
  administrator: '系统管理员',
  security_administrator: '安全管理员',
}

/** The head and the deputy head of an office: 局长 and 副局长. */
function hireHeads(hiring: Hiring, office: string, title: string): void {
  hire(hiring, { office, slug: 'head', name: title, role: 'department_head' })
  hire(hiring, { office, slug: 'deputy-head', name: `副${title}`, role: 'department_head' })
}

function hireStreet(hiring: Hiring, { streetRooms }: WrittenOrganisation, area: string): void {
  const office = streetOffice(area)
  hireHeads(hiring, office, '主任')
  for (let index = 0; index < 2; index += 1) {
    hire(hiring, { office, slug: 'dispatcher', name: '街道调度员', role: 'street_dispatcher' })
  }
  for (const { id, name } of streetRooms) {
    hire(hiring, {
      office: `${office}.${id}`,
      slug: 'staff',
      name: `${name.zh}经办人`,
      role: 'department_handler',
      of: office,
    })
  }
}

/** Two clerks and two grid workers, who share the grids of their community. */
function hireCommunity(
  hiring: Hiring,
  area: string,
  grids: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const office = `community-${area}`
  hire(hiring, { office, slug: 'head', name: '社区书记、主任', role: 'community_clerk' })
  hire(hiring, { office, slug: 'clerk', name: '社区工作者', role: 'community_clerk' })
  const half = Math.ceil(grids.length / 2)
  return new Map(
    [grids.slice(0, half), grids.slice(half)].map((walked) => [
      hire(hiring, { office, slug: 'grid-worker', name: '网格员', role: 'grid_worker' }),
      walked,
    ]),
  )
}

interface Opening {
  readonly office: string
  readonly slug: string
  readonly name: string
  readonly role: StaffRole
  /** The office the post belongs to, when that is not the section: orders are sent to a department, not to a section of it. */
  readonly of?: string
}

/** Adds a person and, when nobody held it before, the post; gives the id of the person. */
function hire({ draft, names, chance }: Hiring, { office, slug, name, role, of = office }: Opening): string {
  const id = `MH${String(draft.people.length + 1).padStart(4, '0')}`
  const { zh, en } = names.next()
  draft.people.push({ district, id, name: zh, english: en, office })
  const post = `${office}:${slug}`
  if (!draft.posts.has(post)) {
    draft.posts.set(post, { district, id: post, office: of, name, role, validFrom: postsFrom })
  }
  const since = addDays(postsFrom, Math.floor(chance.between(0, 2000)))
  draft.holdings.push({ post, person: id, validFrom: since })
  return id
}

/**
 * Numbers that reach nobody: no operator has numbers that begin with 143, no place the area code 0900, and `example` is
 * kept free for examples (RFC 2606).
 */
function contactsOf({ id }: Person): readonly PersonContact[] {
  const number = Number(id.slice(2))
  const values: readonly (readonly [ContactKind, string])[] = [
    ['office_phone', `0900-8${String(100_000 + number * 7).padStart(6, '0')}`],
    ['mobile', `143${String(((number * 1_234_577) % 89_999_999) + 10_000_000)}`],
    ['email', `${id.toLowerCase()}@minghu.example`],
  ]
  return values.map(([kind, value]) => ({
    district,
    person: id,
    kind,
    value,
    level: contactKinds[kind].level,
  }))
}

/** In a third of the offices the deputy head acts for the head for one to three weeks of the season. */
function findDeputies(draft: StaffDraft, chance: Chance, from: LegalDate): readonly Deputy[] {
  const holders = new Map(draft.holdings.map(({ post, person }) => [post, person]))
  return [...draft.posts.values()].flatMap(({ id, office }): readonly Deputy[] => {
    const head = holders.get(`${office}:head`)
    const deputy = holders.get(`${office}:deputy-head`)
    if (id !== `${office}:head` || head === undefined || deputy === undefined || !chance.hits(1 / 3))
      return []
    const validFrom = addDays(from, Math.floor(chance.between(3, 70)))
    const validUntil = addDays(validFrom, Math.floor(chance.between(5, 20)))
    return [{ post: id, person: deputy, deputyFor: head, validFrom, validUntil }]
  })
}
