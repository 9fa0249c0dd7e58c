import { formatInstant } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { ListedMatter } from '@duibiao/store'

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
  const { matter, dueAt, endedAt, area, office, category, urgency, place } = listed
  return {
    id: matter,
    number: listed.number,
    title: listed.title,
    status: listed.status,
    pack: listed.pack,
    procedure: listed.process,
    ...(category !== undefined && { category }),
    ...(urgency !== undefined && { urgency }),
    ...(area !== undefined && { area }),
    ...(office !== undefined && { office }),
    ...(place !== undefined && { place: { ...place } }),
    lamp: endedAt === undefined ? lampOf(dueAt, now) : ('none' as const),
    opened_at: formatInstant(listed.openedAt),
    ...(dueAt !== undefined && { due_at: formatInstant(dueAt) }),
    ...(endedAt !== undefined && { ended_at: formatInstant(endedAt) }),
  }
}
