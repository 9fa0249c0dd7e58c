import { AppError, formatInstant, instantOf, parseInstant, parseMatterId } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import { countTasks, listTasks } from '@duibiao/contract'
import type { QueryOf } from '@duibiao/contract'
import { listTasks as listStored, tallyMatters, tallyTasks } from '@duibiao/store'
import type { ListedTask, TaskFilter, TaskMark, TaskWish } from '@duibiao/store'
import type { Caller } from './caller.ts'
import { defined } from './defined.ts'
import { dueLine, dueSceneOf, soonIs } from './due-line.ts'
import type { DueScene } from './due-line.ts'
import { wordingOf } from './matter-page.ts'
import { dueRange, watcherOf } from './matter-query.ts'
import { permissions } from './policy.ts'
import { isHeldBy } from './post-holder.ts'
import { route } from './route.ts'
import { sightOf } from './sight.ts'
import { placesOf } from './task-offer.ts'
import type { Route } from './route.ts'
import type { Tenant } from './tenant.ts'

/** One's own list of work. */
export const taskRoutes: readonly Route[] = [
  route(listTasks, async ({ tenant, caller, query }) => {
    const scene = dueSceneOf(tenant)
    const { limit = 50, after } = query
    const rows = await listStored(tenant.database, tenant.district, {
      ...wishOf(tenant, caller),
      filter: filterOf(query, scene.now),
      limit,
      ...(after !== undefined && { after: markOf(after) }),
    })
    const last = rows.length === limit ? rows.at(-1) : undefined
    const next = last === undefined ? {} : { next: textOf(last) }
    return { value: { rows: rows.map((row) => taskLine(tenant, row, scene)), ...next } }
  }),
  route(countTasks, async ({ tenant, caller }) => {
    const now = tenant.now()
    const soon = instantOf(now + soonIs)
    const { database, district } = tenant
    const [tasks, watched] = await Promise.all([
      tallyTasks(database, district, { ...wishOf(tenant, caller), now, soon }),
      tallyMatters(database, district, {
        sight: sightOf(caller, permissions['matter.list']),
        filter: { watchedBy: watcherOf(caller) },
        now,
        soon,
      }),
    ])
    const { held, offered, overdue, dueSoon, warned, returned } = tasks
    const watching = watched.open + watched.suspended
    return { value: { held, offered, overdue, due_soon: dueSoon, warned, returned, watching } }
  }),
]

/** What is offered to somebody: the posts of packs that theirs stand for, in the offices of these. */
function wishOf({ packs, holderOf }: Tenant, caller: Caller): TaskWish {
  if (caller.kind === 'anonymous') return { persons: [], offers: [] }
  const posts = packs.list().flatMap(({ manifest: { name: pack, posts: named } }) =>
    Object.keys(named).flatMap((post) => {
      const holder = holderOf(pack, post)
      return holder === undefined ? [] : [{ pack, post, holder }]
    }),
  )
  return {
    persons: [caller.person, ...caller.posts.flatMap(({ deputyFor }) => deputyFor ?? [])],
    offers: caller.posts.flatMap((held) =>
      posts
        .filter(({ holder }) => isHeldBy(holder, held))
        .flatMap(({ pack, post, holder: { within = 'district' } }) =>
          placesOf(held).map((office) => ({ pack, post, office, within, area: held.area })),
        ),
    ),
  }
}

function filterOf({ view, due, pack, lamp, returned }: QueryOf<typeof listTasks>, now: Instant): TaskFilter {
  return defined({
    view,
    pack,
    isReturned: returned,
    lamp: lamp === undefined ? undefined : { is: lamp, at: now },
    ...dueRange(due, now),
  })
}

function taskLine({ packs }: Tenant, row: ListedTask, scene: DueScene) {
  const { matter, number, title, pack, task, element, isReturned } = row
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
    ...dueLine(row, scene),
    is_returned: isReturned,
    ...defined({ category, area, office, person }),
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
