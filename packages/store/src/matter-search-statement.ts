import type { Statement } from './database.ts'
import { dueClockColumns, joinDueClock, lampText } from './lamp.ts'
import { dueIds, openMatters, scopeOf } from './matter-filter.ts'
import type { Scope, Wanted } from './matter-filter.ts'

const listedColumns = `matter.matter_id, matter.number, matter.title, matter.status, listing.pack, listing.process,
  listing.category, listing.urgency, listing.colour, listing.area_id, listing.office_id, listing.longitude,
  listing.latitude, matter.opened_at, matter.warn_at, matter.due_at, matter.ended_at, ${dueClockColumns}`

/** The statement of a list, with a name for each set of conditions: each is prepared once. */
export function searchStatement(wanted: Wanted): Statement {
  const scope = scopeOf(wanted)
  return {
    name: `search_matters_${scope.mark}`,
    text: `select ${listedColumns}
from (
  select distinct matter_id
  from ${sourceOf(scope)}
  order by matter_id desc
  limit $3
) as found
join matter on matter.district_id = $1
  and matter.matter_id = found.matter_id
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = found.matter_id
${joinDueClock('matter')}
order by matter.matter_id desc`,
  }
}

/** Matters that match, newest first, at most a page of each key. */
function sourceOf({ source, conditions, isOpen }: Scope): string {
  function also(first: readonly string[]): string {
    return [...first, ...conditions].map((one) => `\n      and ${one}`).join('')
  }
  // A page of a hundred does not look up rows that no condition asks about.
  function joined(
    table: 'matter' | 'matter_listing',
    { as = table, on }: { readonly as?: string; readonly on: string },
  ): string {
    return conditions.some((one) => one.includes(`${as}.`))
      ? `\n    join ${table}${as === table ? '' : ` as ${as}`} on ${as}.district_id = $1\n      and ${as}.matter_id = ${on}.matter_id`
      : ''
  }
  switch (source.kind) {
    case 'district':
      return `(
    select listing.matter_id
    from matter_listing as listing${joined('matter', { on: 'listing' })}${joinDue(source.dueBefore)}
    where listing.district_id = $1
      and listing.matter_id < $2::uuid${also(isOpen ? ['listing.is_open'] : [])}
    order by listing.matter_id desc
    limit $3
  ) as candidate`
    case 'keys':
      return `unnest(${source.keys}::text[]) as held(sight)
  cross join lateral (
    select sighted.matter_id
    from matter_sight as sighted${joined('matter', { on: 'sighted' })}${joined('matter_listing', { as: 'listing', on: 'sighted' })}
    where sighted.district_id = $1
      and sighted.sight = held.sight
      and sighted.matter_id < $2::uuid${also(isOpen ? ['sighted.is_open'] : [])}
    order by sighted.matter_id desc
    limit $3
  ) as candidate`
    case 'watched':
      return `(
    select watch.matter_id
    from watch
    join matter on matter.district_id = $1
      and matter.matter_id = watch.matter_id
    join matter_listing as listing on listing.district_id = $1
      and listing.matter_id = watch.matter_id
    where watch.district_id = $1
      and watch.person_id = ${source.person}
      and watch.matter_id < $2::uuid${also(isOpen ? ['listing.is_open'] : [])}
    order by watch.matter_id desc
    limit $3
  ) as candidate`
  }
}

/** Of many open matters few are due: those are found first, and not looked for from the newest backwards. */
function joinDue(before: string | undefined): string {
  if (before === undefined) return ''
  return `
    join (
      ${dueIds(before).replaceAll('\n', '\n    ')}
      offset 0
    ) as early on early.matter_id = listing.matter_id`
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

const district = { kind: 'district' } as const
const keys = { kind: 'keys', keys: [] } as const

function asked(sight: Wanted['sight'], filter: Wanted['filter'] = {}): Wanted {
  return { sight, filter, parameters: [1, '', 50] }
}

/** For review: `packages/store/emitted`. */
export const matterSearchStatements: readonly Statement[] = [
  searchStatement(asked(district, { isOpen: true })),
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
]
