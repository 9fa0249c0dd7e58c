import type { Instant } from '@duibiao/base'
import type { MatterState } from '@duibiao/kernel'
import type { Statement } from './database.ts'
import { toTimestamp } from './parameter.ts'
import type { Parameter } from './parameter.ts'

/** What somebody may see: the whole district, or what the keys they hold open (docs/decisions/0030). */
export type Sight =
  { readonly kind: 'district' } | { readonly kind: 'keys'; readonly keys: readonly string[] }

/** What a list is narrowed to; every condition that is given must hold. */
export interface MatterFilter {
  readonly isOpen?: boolean
  readonly status?: MatterState['status']
  readonly pack?: string
  readonly process?: string
  readonly category?: string
  readonly urgency?: string
  /** The leading office. */
  readonly office?: string
  /** A key of sight of an area: those below it count as well. */
  readonly area?: string
  /** The beginning of a number. */
  readonly number?: string
  readonly dueBefore?: Instant
  readonly openedFrom?: Instant
  readonly openedBefore?: Instant
}

/** What a statement is made for. */
export interface Wanted {
  readonly sight: Sight
  readonly filter: MatterFilter
  /** Values are added to these; the text of a statement depends only on which conditions there are. */
  readonly parameters: Parameter[]
}

const listedColumns = `matter.matter_id, matter.number, matter.title, matter.status, listing.pack, listing.process,
  listing.category, listing.urgency, listing.area_id, listing.office_id, listing.longitude, listing.latitude,
  matter.opened_at, matter.due_at, matter.ended_at`

/** The statement of a list, with a name for each set of conditions: each is prepared once. */
export function searchStatement(wanted: Wanted): Statement {
  const { marks, conditions } = conditionsOf(wanted)
  const source = sourceOf(wanted, conditions)
  return {
    name: `search_matters_${wanted.sight.kind}_${marks}`,
    text: `select ${listedColumns}
from (
  select distinct matter_id
  from ${source}
  order by matter_id desc
  limit $3
) as found
join matter on matter.district_id = $1
  and matter.matter_id = found.matter_id
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = found.matter_id
order by matter.matter_id desc`,
  }
}

/** Matters that match, newest first, at most a page of each key. */
function sourceOf({ sight, filter, parameters }: Wanted, conditions: readonly string[]): string {
  const isOpen = filter.isOpen === true
  if (sight.kind === 'district' && filter.area === undefined) {
    const also = isOpen ? ['listing.is_open'] : []
    const due = isOpen && filter.dueBefore !== undefined ? `\n    ${joinDue(parameters, filter.dueBefore)}` : ''
    return `(
    select listing.matter_id
    from matter_listing as listing
    join matter on matter.district_id = $1
      and matter.matter_id = listing.matter_id${due}
    where listing.district_id = $1
      and listing.matter_id < $2::uuid${[...also, ...conditions].map((one) => `\n      and ${one}`).join('')}
    order by listing.matter_id desc
    limit $3
  ) as candidate`
  }
  const keys = keysOf({ sight, filter, parameters })
  return `unnest($${keys.place}::text[]) as held(sight)
  cross join lateral (
    select sighted.matter_id
    from matter_sight as sighted
    join matter on matter.district_id = $1
      and matter.matter_id = sighted.matter_id
    join matter_listing as listing on listing.district_id = $1
      and listing.matter_id = sighted.matter_id
    where sighted.district_id = $1
      and sighted.sight = held.sight
      and sighted.matter_id < $2::uuid${[
        ...keys.conditions,
        ...(isOpen ? ['sighted.is_open'] : []),
        ...conditions,
      ]
        .map((one) => `\n      and ${one}`)
        .join('')}
    order by sighted.matter_id desc
    limit $3
  ) as candidate`
}

/** Of many open matters few are due: those are found first, and not looked for from the newest backwards. */
function joinDue(parameters: Parameter[], dueBefore: Instant): string {
  parameters.push(toTimestamp(dueBefore))
  return `join (
      select due.matter_id
      from matter as due
      where due.district_id = $1
        and due.status in ('open', 'suspended')
        and due.due_at < $${parameters.length}::timestamptz
      offset 0
    ) as early on early.matter_id = listing.matter_id`
}

/** The keys to read from. With an area asked for it is read, and what is seen of it is what the others open. */
function keysOf({ sight, filter, parameters }: Wanted): {
  readonly place: number
  readonly conditions: readonly string[]
} {
  if (filter.area === undefined) {
    parameters.push(sight.kind === 'keys' ? sight.keys : [])
    return { place: parameters.length, conditions: [] }
  }
  parameters.push([filter.area])
  const place = parameters.length
  if (sight.kind === 'district') return { place, conditions: [] }
  parameters.push(sight.keys)
  return { place, conditions: [`listing.sights && $${parameters.length}::text[]`] }
}

/** Conditions on `matter` and `listing`, their values added to the parameters, and a mark that names the set. */
function conditionsOf({ filter, parameters }: Wanted): {
  readonly marks: string
  readonly conditions: readonly string[]
} {
  const given: readonly (readonly [mark: string, condition: string, value: Parameter | undefined])[] = [
    ['s', 'matter.status = ?', filter.status],
    ['p', 'listing.pack = ?', filter.pack],
    ['f', 'listing.process = ?', filter.process],
    ['c', 'listing.category = ?', filter.category],
    ['u', 'listing.urgency = ?', filter.urgency],
    ['o', 'listing.office_id = ?', filter.office],
    ['n', `matter.number like replace(replace(?, '%', '\\%'), '_', '\\_') || '%'`, filter.number],
    ['d', 'matter.due_at < ?::timestamptz', timestampOf(filter.dueBefore)],
    ['a', 'matter.opened_at >= ?::timestamptz', timestampOf(filter.openedFrom)],
    ['b', 'matter.opened_at < ?::timestamptz', timestampOf(filter.openedBefore)],
  ]
  const used = given.filter(([, , value]) => value !== undefined)
  const conditions = used.map(([, condition, value]) => {
    parameters.push(value ?? null)
    return condition.replace('?', `$${parameters.length}`)
  })
  const marks = [
    ...used.map(([mark]) => mark),
    ...(filter.isOpen === true ? ['O'] : []),
    ...(filter.area === undefined ? [] : ['A']),
  ]
  return { marks: marks.join(''), conditions }
}

function timestampOf(instant: Instant | undefined): string | undefined {
  return instant === undefined ? undefined : toTimestamp(instant)
}

const tallied = `select count(*) filter (where matter.status = 'open')::int as open,
  count(*) filter (where matter.status = 'suspended')::int as suspended,
  count(*) filter (where matter.due_at < $2)::int as overdue,
  count(*) filter (where matter.due_at >= $2 and matter.due_at < $3)::int as due_soon`

const wholeTallyStatement: Statement = {
  name: 'tally_matters_whole',
  text: `${tallied}
from matter
where matter.district_id = $1
  and matter.status in ('open', 'suspended')`,
}

/** The statement that counts open matters. */
export function tallyStatement(wanted: Wanted): Statement {
  const { marks, conditions } = conditionsOf({ ...wanted, filter: { ...wanted.filter, isOpen: true } })
  const { sight, filter, parameters } = wanted
  const isWhole = sight.kind === 'district' && filter.area === undefined
  // The row of the matter alone tells of all there are; its index of open ones holds no other.
  if (isWhole && conditions.length === 0) return wholeTallyStatement
  const keys = isWhole ? undefined : keysOf(wanted)
  const from =
    keys === undefined
      ? `matter_listing as listing\n  where listing.district_id = $1\n    and listing.is_open`
      : `matter_sight as sighted
  where sighted.district_id = $1
    and sighted.sight = any($${keys.place}::text[])
    and sighted.is_open`
  return {
    name: `tally_matters_${parameters.length}_${sight.kind}_${marks}`,
    text: `${tallied}
from (
  select distinct matter_id
  from ${from}
) as found
join matter on matter.district_id = $1
  and matter.matter_id = found.matter_id
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = found.matter_id
where true${[...(keys?.conditions ?? []), ...conditions].map((one) => `\n  and ${one}`).join('')}`,
  }
}

export const findListedStatement: Statement = {
  name: 'find_listed_matter',
  text: `select ${listedColumns}, to_json(listing.sights) as sights
from matter
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = matter.matter_id
where matter.district_id = $1
  and matter.matter_id = $2::uuid`,
}

/** For review: `packages/store/emitted`. */
export const matterSearchStatements: readonly Statement[] = [
  searchStatement({ sight: { kind: 'district' }, filter: { isOpen: true }, parameters: [1, '', 50] }),
  searchStatement({ sight: { kind: 'keys', keys: [] }, filter: { isOpen: true }, parameters: [1, '', 50] }),
  searchStatement({
    sight: { kind: 'keys', keys: [] },
    filter: { area: 'a:1', category: '垃圾' },
    parameters: [1, '', 50],
  }),
  tallyStatement({ sight: { kind: 'district' }, filter: {}, parameters: [1, '', ''] }),
  tallyStatement({ sight: { kind: 'keys', keys: [] }, filter: {}, parameters: [1, '', ''] }),
  findListedStatement,
]
