import { formatInstant } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { ListedMatter } from '@duibiao/store'
import { defined } from './defined.ts'

/** How near a matter is to its end: red when it is overdue, yellow within a day of it. */
export function lampOf(dueAt: Instant | undefined, now: Instant): 'none' | 'green' | 'yellow' | 'red' {
  if (dueAt === undefined) return 'none'
  if (now >= dueAt) return 'red'
  return dueAt - now <= soonIs ? 'yellow' : 'green'
}

/** What counts as soon, milliseconds (to-do lists of offices: 24 小时内到期). */
export const soonIs = 24 * 3_600_000

/** A matter in the form of the contract. */
export function matterLine(listed: ListedMatter, now: Instant) {
  const { matter: id, number, title, status, pack, process, dueAt, endedAt } = listed
  const { area, office, category, urgency, place } = listed
  return {
    id,
    number,
    title,
    status,
    pack,
    procedure: process,
    lamp: endedAt === undefined ? lampOf(dueAt, now) : ('none' as const),
    opened_at: formatInstant(listed.openedAt),
    ...defined({ category, urgency, area, office, place: place && { ...place } }),
    ...defined({ due_at: dueAt && formatInstant(dueAt), ended_at: endedAt && formatInstant(endedAt) }),
  }
}
