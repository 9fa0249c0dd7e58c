import { AppError, instantOf, parseInstant } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { countMatters, QueryOf } from '@duibiao/contract'
import { areaSight } from '@duibiao/store'
import type { Box, MatterFilter } from '@duibiao/store'
import type { Caller } from './caller.ts'
import { defined } from './defined.ts'
import { soonIs } from './due-line.ts'

/** What lists, counts, groups and maps of matters are asked for alike. */
export type MatterQuery = QueryOf<typeof countMatters>

/** The same in the words of the store, so that a count is of what its list shows. */
export function filterOf(query: MatterQuery, caller: Caller, now: Instant): MatterFilter {
  const { open, status, pack, procedure, category, urgency, colour, lamp, office, area, number } = query
  return defined({
    isOpen: open,
    status,
    pack,
    process: procedure,
    category,
    urgency,
    colour,
    lamp: lamp === undefined ? undefined : { is: lamp, at: now },
    office,
    area: area === undefined ? undefined : areaSight(area),
    number,
    watchedBy: query.watched === true ? watcherOf(caller) : undefined,
    box: query.box === undefined ? undefined : boxIn(query.box),
    openedFrom: instantIn(query.opened_from),
    openedBefore: instantIn(query.opened_before),
    ...dueRange(query.due, now),
    ...defined({ dueBefore: instantIn(query.due_before) }),
  })
}

/**
 * Ends at or before now are overdue, later ones until tomorrow at the same time are due soon. Instants are whole
 * milliseconds.
 */
export function dueRange(
  due: MatterQuery['due'],
  now: Instant,
): { readonly dueFrom?: Instant; readonly dueBefore?: Instant } {
  switch (due) {
    case 'overdue':
      return { dueBefore: instantOf(now + 1) }
    case 'soon':
      return { dueFrom: instantOf(now + 1), dueBefore: instantOf(now + soonIs) }
    case undefined:
      return {}
  }
}

/** Nobody follows anything without being signed in. */
export function watcherOf(caller: Caller): string {
  return caller.kind === 'anonymous' ? '' : caller.person
}

function boxIn(text: string): Box {
  const [west = 0, south = 0, east = 0, north = 0] = text.split(',').map(Number)
  if (west > east || south > north) throw new AppError('request_malformed', { reason: '/query/box' })
  return [west, south, east, north]
}

function instantIn(text: string | undefined): Instant | undefined {
  return text === undefined ? undefined : parseInstant(text)
}
