import { instantOf } from '@duibiao/base'
import type { Statement } from './database.ts'
import { dueClockColumns, joinDueClock, lampText } from './lamp.ts'
import { openMatters, scopeOf } from './matter-filter.ts'
import type { Scope, Wanted } from './matter-filter.ts'

const listedColumns = `matter.matter_id, matter.number, matter.title, matter.status, listing.pack, listing.process,
  listing.category, listing.urgency, listing.colour, listing.area_id, listing.office_id, listing.longitude,
  listing.latitude, matter.opened_at, matter.warn_at, matter.due_at, matter.ended_at, ${dueClockColumns}`

/** In which order a list stands, and where its page begins: after the matter `$2`. */
interface Order {
  readonly mark: string
  readonly names: string
  /** The same in a source, whose own rows are those of a table. */
  readonly columns: (table: string) => string
  readonly after: (table: string) => string
  /** @param from empty, or a table with its point */
  readonly by: (from: string) => string
}

const newestFirst: Order = {
  mark: '',
  names: 'matter_id',
  columns: (table) => `${table}.matter_id`,
  after: (table) => `${table}.matter_id < $2::uuid`,
  by: (from) => `${from}matter_id desc`,
}

/** @param time place of when the matter `$2` was due */
function dueFirst(time: string): Order {
  return {
    mark: 'due_',
    names: 'due_at, matter_id',
    columns: (table) => `matter.due_at, ${table}.matter_id`,
    after: (table) => `matter.due_at >= ${time}::timestamptz
      and (matter.due_at, ${table}.matter_id) > (${time}::timestamptz, $2::uuid)`,
    by: (from) => `${from}due_at, ${from}matter_id`,
  }
}

/**
 * The statement of a list, with a name for each set of conditions: each is prepared once.
 * @param dueAfter where a list of what ends before some time goes on: when the matter `$2` was due. Such a list shows what is
 *   due first on top, others what is newest
 */
export function searchStatement(wanted: Wanted, dueAfter?: string): Statement {
  const scope = scopeOf(wanted)
  const order = dueAfter === undefined ? newestFirst : dueFirst(`$${wanted.parameters.push(dueAfter)}`)
  return {
    name: `search_matters_${order.mark}${scope.mark}`,
    text: `select ${listedColumns}
from (
  select distinct ${order.names}
  from ${sourceOf(scope, order)}
  order by ${order.by('')}
  limit $3
) as found
join matter on matter.district_id = $1
  and matter.matter_id = found.matter_id
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = found.matter_id
${joinDueClock('matter')}
order by ${order.by('found.')}`,
  }
}

/** Matters that match, at most a page of each key. */
function sourceOf({ source, conditions, isOpen }: Scope, { columns, after, by }: Order): string {
  function also(first: readonly string[]): string {
    return [...first, ...conditions].map((one) => `\n      and ${one}`).join('')
  }
  // A page of a hundred does not look up rows that nothing asks about.
  function joined(
    table: 'matter' | 'matter_listing',
    { as = table, on }: { readonly as?: string; readonly on: string },
  ): string {
    return [columns(on), ...conditions].some((one) => one.includes(`${as}.`))
      ? `\n    join ${table}${as === table ? '' : ` as ${as}`} on ${as}.district_id = $1\n      and ${as}.matter_id = ${on}.matter_id`
      : ''
  }
  const page = `order by ${by('')}\n    limit $3`
  switch (source.kind) {
    case 'district':
      return source.dueBefore === undefined
        ? `(
    select ${columns('listing')}
    from matter_listing as listing${joined('matter', { on: 'listing' })}
    where listing.district_id = $1
      and ${after('listing')}${also(isOpen ? ['listing.is_open'] : [])}
    ${page}
  ) as candidate`
        : `(
    select ${columns('matter')}
    from matter${joined('matter_listing', { as: 'listing', on: 'matter' })}
    where matter.district_id = $1
      and matter.status in ('open', 'suspended')
      and matter.due_at < ${source.dueBefore}::timestamptz
      and ${after('matter')}${also([])}
    ${page}
  ) as candidate`
    case 'keys':
      return `unnest(${source.keys}::text[]) as held(sight)
  cross join lateral (
    select ${columns('sighted')}
    from matter_sight as sighted${joined('matter', { on: 'sighted' })}${joined('matter_listing', { as: 'listing', on: 'sighted' })}
    where sighted.district_id = $1
      and sighted.sight = held.sight
      and ${after('sighted')}${also(isOpen ? ['sighted.is_open'] : [])}
    ${page}
  ) as candidate`
    case 'watched':
      return `(
    select ${columns('watch')}
    from watch
    join matter on matter.district_id = $1
      and matter.matter_id = watch.matter_id
    join matter_listing as listing on listing.district_id = $1
      and listing.matter_id = watch.matter_id
    where watch.district_id = $1
      and watch.person_id = ${source.person}
      and ${after('watch')}${also(isOpen ? ['listing.is_open'] : [])}
    ${page}
  ) as candidate`
  }
}

const lamp = lampText('matter', '$2')

/** Open matters: how many, how near to their ends; `$2` is now, `$3` until when something is due soon. */
const tallyColumns = `count(*) filter (where matter.status = 'open')::int as open,
  count(*) filter (where matter.status = 'suspended')::int as suspended,
  count(*) filter (where matter.due_at <= $2)::int as overdue,
  count(*) filter (where matter.due_at > $2 and matter.due_at < $3)::int as due_soon,
  count(*) filter (where matter.due_at > $2 and matter.warn_at <= $2)::int as warned`

const wholeTallyStatement: Statement = {
  name: 'tally_matters_whole',
  text: `select ${tallyColumns}
from matter
where matter.district_id = $1
  and matter.status in ('open', 'suspended')`,
}

/** The statement that counts open matters. */
export function tallyStatement(wanted: Wanted): Statement {
  const scope = scopeOf(wanted)
  // The row of the matter alone tells of all there are; its index of open ones holds no other.
  if (scope.source.kind === 'district' && scope.conditions.length === 0 && !scope.mark.includes('due'))
    return wholeTallyStatement
  return {
    name: `tally_matters_${scope.mark}`,
    text: `select ${tallyColumns}
from ${openMatters(scope)}`,
  }
}

/** By what open matters are counted. */
export const tallyKeys = {
  area: 'listing.area_id',
  office: 'listing.office_id',
  category: 'listing.category',
  urgency: 'listing.urgency',
  colour: 'listing.colour',
  pack: 'listing.pack',
  lamp,
} as const

export type TallyKey = keyof typeof tallyKeys

/** The statement that counts open matters by one thing or two; those without it are counted under null. */
export function groupStatement(wanted: Wanted, by: TallyKey, thenBy?: TallyKey): Statement {
  const scope = scopeOf(wanted)
  return {
    name: `group_matters_${by}_${thenBy ?? ''}_${scope.mark}`,
    text: `select ${tallyKeys[by]} as key,
  ${thenBy === undefined ? 'null' : tallyKeys[thenBy]} as then_key,
  ${tallyColumns}
from ${openMatters(scope)}
group by 1, 2
order by 1 nulls last, 2 nulls last`,
  }
}

/** The statement of the points of a map: open matters with a place, the newest first; `$2` ends the page before. */
export function pointStatement(wanted: Wanted): Statement {
  const scope = scopeOf(wanted)
  return {
    name: `point_matters_${scope.mark}`,
    text: `select matter.matter_id, matter.number, listing.longitude, listing.latitude, listing.pack, listing.category,
  matter.warn_at, matter.due_at
from ${openMatters(scope)}
  and listing.longitude is not null
  and listing.matter_id < $2::uuid
order by listing.matter_id desc
limit $3`,
  }
}

/** A number begun, in the order of its characters; the newest of those that begin so. */
export const findByNumberStatement: Statement = {
  name: 'find_matters_by_number',
  text: `select ${listedColumns}
from (
  select matter_id
  from matter
  where district_id = $1
    and number ~>=~ $2
    and number ~<~ ($2 || chr(1114109))
  order by number using ~>~
  limit 200
) as found
join matter on matter.district_id = $1
  and matter.matter_id = found.matter_id
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = found.matter_id
${joinDueClock('matter')}
where $3::text[] is null
  or listing.sights && $3::text[]
order by matter.matter_id desc
limit $4`,
}

export const findListedStatement: Statement = {
  name: 'find_listed_matter',
  text: `select ${listedColumns}, to_json(listing.sights) as sights
from matter
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = matter.matter_id
${joinDueClock('matter')}
where matter.district_id = $1
  and matter.matter_id = $2::uuid`,
}

export const readMattersStatement: Statement = {
  name: 'read_listed_matters',
  text: `select ${listedColumns}, to_json(listing.sights) as sights,
  matter.procedure, matter.revision, matter.state, matter_data.data, matter.updated_at
from matter
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = matter.matter_id
left join matter_data on matter_data.district_id = $1
  and matter_data.matter_id = matter.matter_id
${joinDueClock('matter')}
where matter.district_id = $1
  and matter.matter_id = any($2::uuid[])`,
}

const district = { kind: 'district' } as const
const keys = { kind: 'keys', keys: [] } as const

function asked(sight: Wanted['sight'], filter: Wanted['filter'] = {}): Wanted {
  return { sight, filter, parameters: [1, '', 50] }
}

/** For review: `packages/store/emitted`. */
export const matterSearchStatements: readonly Statement[] = [
  searchStatement(asked(district, { isOpen: true })),
  searchStatement(asked(district, { dueBefore: instantOf(0) }), ''),
  searchStatement(asked(keys, { dueBefore: instantOf(0), category: '垃圾' }), ''),
  searchStatement(asked(keys, { isOpen: true })),
  searchStatement(asked(keys, { area: 'a:1', category: '垃圾' })),
  searchStatement(asked(keys, { watchedBy: '' })),
  tallyStatement(asked(district)),
  tallyStatement(asked(keys)),
  tallyStatement(asked(keys, { watchedBy: '' })),
  groupStatement(asked(keys), 'area'),
  groupStatement(asked(district), 'office', 'colour'),
  pointStatement(asked(district, { box: [0, 0, 0, 0] })),
  pointStatement(asked(keys, { box: [0, 0, 0, 0] })),
  findByNumberStatement,
  findListedStatement,
  readMattersStatement,
]
