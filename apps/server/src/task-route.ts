import { AppError, formatInstant, instantOf, parseInstant, parseMatterId } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import { countTasks, listTasks } from '@duibiao/contract'
import { listTasks as listStored, tallyTasks } from '@duibiao/store'
import type { ListedTask, TaskFilter, TaskMark, TaskWish } from '@duibiao/store'
import type { Caller } from './caller.ts'
import { defined } from './defined.ts'
import { lampOf, soonIs } from './matter-line.ts'
import { wordingOf } from './matter-page.ts'
import { route } from './route.ts'
import { placesOf } from './task-offer.ts'
import type { Route } from './route.ts'
import type { Tenant } from './tenant.ts'

/** One's own list of work. */
export const taskRoutes: readonly Route[] = [
  route(listTasks, async ({ tenant, caller, query }) => {
    const now = tenant.now()
    const { limit = 50, after } = query
    const rows = await listStored(tenant.database, tenant.district, {
      ...wishOf(tenant, caller),
      filter: filterOf(query, now),
      limit,
      ...(after !== undefined && { after: markOf(after) }),
    })
    const last = rows.length === limit ? rows.at(-1) : undefined
    const next = last === undefined ? {} : { next: textOf(last) }
    return { value: { rows: rows.map((row) => taskLine(tenant, row, now)), ...next } }
  }),
  route(countTasks, async ({ tenant, caller }) => {
    const now = tenant.now()
    const soon = instantOf(now + soonIs)
    const tally = await tallyTasks(tenant.database, tenant.district, { ...wishOf(tenant, caller), now, soon })
    const { held, offered, overdue, dueSoon } = tally
    return { value: { held, offered, overdue, due_soon: dueSoon } }
  }),
]

/** What is offered to somebody: the posts of packs that their roles stand for, in the offices of their posts. */
function wishOf({ packs }: Tenant, caller: Caller): TaskWish {
  if (caller.kind === 'anonymous') return { persons: [], offers: [] }
  const posts = packs
    .list()
    .flatMap(({ manifest }) =>
      Object.entries(manifest.posts).map(([post, { role }]) => ({ pack: manifest.name, post, role })),
    )
  return {
    persons: [caller.person, ...caller.posts.flatMap(({ deputyFor }) => deputyFor ?? [])],
    offers: caller.posts.flatMap((held) =>
      posts
        .filter(({ role }) => role === held.role)
        .flatMap(({ pack, post }) => placesOf(held).map((office) => ({ pack, post, office }))),
    ),
  }
}

function filterOf(
  {
    view,
    due,
    pack,
  }: { readonly view?: 'held' | 'offered'; readonly due?: 'overdue' | 'soon'; readonly pack?: string },
  now: Instant,
): TaskFilter {
  return {
    ...(view !== undefined && { view }),
    ...(pack !== undefined && { pack }),
    ...(due === 'overdue' && { dueBefore: now }),
    ...(due === 'soon' && { dueFrom: now, dueBefore: instantOf(now + soonIs) }),
  }
}

function taskLine({ packs }: Tenant, row: ListedTask, now: Instant) {
  const { matter, number, title, pack, task, element, dueAt } = row
  const { category, area, office, person } = row
  return {
    matter,
    number,
    title,
    pack,
    task,
    element,
    name: wordingOf(packs.find(pack), 'task', { id: element, name: row.name }),
    opened_at: formatInstant(row.openedAt),
    lamp: lampOf(dueAt, now),
    ...defined({ category, area, office, person, due_at: dueAt && formatInstant(dueAt) }),
  }
}

/** Where a page ended, as `next` names it. */
function textOf({ dueAt, matter, task }: TaskMark): string {
  return `${dueAt === undefined ? '' : formatInstant(dueAt)}~${matter}~${task}`
}

function markOf(text: string): TaskMark {
  const [due = '', matter = '', task = ''] = text.split('~')
  try {
    return {
      dueAt: due === '' ? undefined : parseInstant(due),
      matter: parseMatterId(matter),
      task: parseTask(task),
    }
  } catch (cause) {
    throw new AppError('request_malformed', { reason: '/query/after' }, { cause })
  }
}

function parseTask(text: string): number {
  if (!/^[1-9][0-9]{0,8}$/.test(text)) throw new RangeError('no number of a task')
  return Number(text)
}
