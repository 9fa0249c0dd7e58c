import { instantOf } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { Lamp, MatterState } from '@duibiao/kernel'
import { lampText } from './lamp.ts'
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
  readonly colour?: string
  /** The leading office. */
  readonly office?: string
  /** A key of sight of an area: those below it count as well. */
  readonly area?: string
  /** The beginning of a number. */
  readonly number?: string
  /** The person who watches them. */
  readonly watchedBy?: string
  /** Open matters with this lamp at an instant. */
  readonly lamp?: { readonly is: Lamp; readonly at: Instant }
  /** Only open matters have an end before them. */
  readonly dueFrom?: Instant
  readonly dueBefore?: Instant
  readonly openedFrom?: Instant
  readonly openedBefore?: Instant
  /** Degrees; only matters with a place. */
  readonly box?: Box
}

/** West, south, east, north; it does not cross the date line. */
export type Box = readonly [west: number, south: number, east: number, north: number]

/** What a statement is made for. */
export interface Wanted {
  readonly sight: Sight
  readonly filter: MatterFilter
  /** Values are added to these; the text of a statement depends only on which conditions there are. */
  readonly parameters: Parameter[]
}

/** Where matters are read from, and on what conditions; `mark` names the shape of the text. */
export interface Scope {
  readonly mark: string
  readonly source: Source
  /** On `matter` and `listing`. */
  readonly conditions: readonly string[]
  readonly isOpen: boolean
}

/** All of the district, what is under some keys of sight, or what somebody watches; the place of its parameter. */
export type Source =
  | {
      readonly kind: 'district'
      /** Only what ends before this. */
      readonly dueBefore?: string
    }
  | { readonly kind: 'keys'; readonly keys: string }
  | { readonly kind: 'watched'; readonly person: string }

/** Reads a filter, and adds its values to the parameters. */
export function scopeOf(wanted: Wanted): Scope {
  const { filter } = wanted
  const { lamp, dueFrom, dueBefore } = filter
  const isOpen = filter.isOpen === true || (lamp ?? dueFrom ?? dueBefore) !== undefined
  const { mark, source, conditions: seen } = sourceOf(wanted)
  const given = conditionsOf(wanted)
  return {
    mark: `${mark}_${given.mark}${isOpen ? 'O' : ''}`,
    source,
    conditions: [...seen, ...given.conditions],
    isOpen,
  }
}

type Part = Pick<Scope, 'mark' | 'conditions'>

/** What is watched or lies in an area is read first; what is seen of it is what the other keys open. */
function sourceOf({ sight, filter, parameters }: Wanted): Part & Pick<Scope, 'source'> {
  const { area, watchedBy } = filter
  function place(value: Parameter): string {
    return `$${parameters.push(value)}`
  }
  function overlap(keys: readonly string[]): string {
    return `listing.sights && ${place(keys)}::text[]`
  }
  const seen = sight.kind === 'district' ? [] : [sight.keys]
  if (watchedBy !== undefined) {
    const keys = area === undefined ? seen : [...seen, [area]]
    const mark = `watched_${sight.kind}${area === undefined ? '' : '_area'}`
    return { mark, source: { kind: 'watched', person: place(watchedBy) }, conditions: keys.map(overlap) }
  }
  if (area !== undefined) {
    const source = { kind: 'keys', keys: place([area]) } as const
    return { mark: `${sight.kind}_area`, source, conditions: seen.map(overlap) }
  }
  if (sight.kind === 'district') {
    const dueBefore = lastDue(filter)
    const due = dueBefore === undefined ? {} : { dueBefore: place(toTimestamp(dueBefore)) }
    const mark = dueBefore === undefined ? 'district' : 'district_due'
    return { mark, source: { kind: 'district', ...due }, conditions: [] }
  }
  return { mark: 'keys', source: { kind: 'keys', keys: place(sight.keys) }, conditions: [] }
}

/** Before what all matters end that a filter lets pass. */
export function lastDue({ dueBefore, lamp }: MatterFilter): Instant | undefined {
  return dueBefore ?? (lamp?.is === 'red' ? instantOf(lamp.at + 1) : undefined)
}

/** Conditions on `matter` and `listing`; each `?` of one is the place of its values, in their order. */
function conditionsOf({ filter, parameters }: Wanted): Part {
  const { lamp, box } = filter
  const given: readonly (readonly [mark: string, condition: string, values: readonly Given[] | undefined])[] =
    [
      ['s', 'matter.status = ?', one(filter.status)],
      ['p', 'listing.pack = ?', one(filter.pack)],
      ['f', 'listing.process = ?', one(filter.process)],
      ['c', 'listing.category = ?', one(filter.category)],
      ['u', 'listing.urgency = ?', one(filter.urgency)],
      ['k', 'listing.colour = ?', one(filter.colour)],
      ['o', 'listing.office_id = ?', one(filter.office)],
      ['n', `matter.number like replace(replace(?, '%', '\\%'), '_', '\\_') || '%'`, one(filter.number)],
      ['e', 'matter.due_at >= ?::timestamptz', one(timestampOf(filter.dueFrom))],
      ['d', 'matter.due_at < ?::timestamptz', one(timestampOf(filter.dueBefore))],
      ['a', 'matter.opened_at >= ?::timestamptz', one(timestampOf(filter.openedFrom))],
      ['b', 'matter.opened_at < ?::timestamptz', one(timestampOf(filter.openedBefore))],
      [
        'l',
        `?::text = ${lampText('matter', '?')}`,
        lamp && [lamp.is, toTimestamp(lamp.at), toTimestamp(lamp.at)],
      ],
      [
        'x',
        'listing.longitude >= ? and listing.latitude >= ? and listing.longitude <= ? and listing.latitude <= ?',
        box,
      ],
    ]
  const used = given.filter(([, , values]) => values !== undefined)
  const conditions = used.map(([, condition, values = []]) => {
    const places = values.values()
    return condition.replaceAll('?', () => `$${parameters.push(places.next().value ?? null)}`)
  })
  return { mark: used.map(([mark]) => mark).join(''), conditions }
}

type Given = string | number

function one(value: Given | undefined): readonly Given[] | undefined {
  return value === undefined ? undefined : [value]
}

function timestampOf(instant: Instant | undefined): string | undefined {
  return instant === undefined ? undefined : toTimestamp(instant)
}

/** The rows of a scope that are open and meet no other condition yet: `matter_id`, each once. */
function openIds({ source }: Scope): string {
  switch (source.kind) {
    case 'district':
      if (source.dueBefore !== undefined) return dueIds(source.dueBefore)
      return `select listing.matter_id
  from matter_listing as listing
  where listing.district_id = $1
    and listing.is_open`
    case 'keys':
      return `select distinct sighted.matter_id
  from matter_sight as sighted
  where sighted.district_id = $1
    and sighted.sight = any(${source.keys}::text[])
    and sighted.is_open`
    case 'watched':
      return `select watch.matter_id
  from watch
  where watch.district_id = $1
    and watch.person_id = ${source.person}`
  }
}

/** Open matters of the district that end before an instant, by the index of those. */
function dueIds(before: string): string {
  return `select due.matter_id
  from matter as due
  where due.district_id = $1
    and due.status in ('open', 'suspended')
    and due.due_at < ${before}::timestamptz`
}

/** Open matters of a scope that meet its conditions, as `matter` and `listing`. */
export function openMatters(scope: Scope): string {
  return `(
  ${openIds(scope)}
) as found
join matter on matter.district_id = $1
  and matter.matter_id = found.matter_id
join matter_listing as listing on listing.district_id = $1
  and listing.matter_id = found.matter_id
where listing.is_open${scope.conditions.map((condition) => `\n  and ${condition}`).join('')}`
}
