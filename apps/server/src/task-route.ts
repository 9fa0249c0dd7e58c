import { AppError, formatInstant, instantOf, parseInstant, parseMatterId } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import { countTasks, listOfficeLoads, listOfficeTasks, listTasks } from '@duibiao/contract'
import type { QueryOf } from '@duibiao/contract'
import {
  listOfficeTasks as listOfOffices,
  listTasks as listStored,
  tallyMatters,
  tallyOfficeTasks,
  tallyTasks,
} from '@duibiao/store'
import type { ListedTask, OfficeWish, TaskFilter, TaskMark, TaskWish } from '@duibiao/store'
import type { Caller } from './caller.ts'
import { defined } from './defined.ts'
import { dueLine, dueSceneOf, soonIs } from './due-line.ts'
import type { DueScene } from './due-line.ts'
import { wordingOf } from './matter-page.ts'
import { headedOffices, peopleOf } from './office-head.ts'
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
      filter: filterOf(tenant, query, scene.now),
      limit,
      ...(after !== undefined && { after: markOf(after) }),
    })
    return {
      value: {
        rows: rows.map((row) => ({ ...taskLine(tenant, row, scene), allowed: ownActs(caller, row) })),
        ...nextOf(rows, limit),
      },
    }
  }),
  route(countTasks, async ({ tenant, caller }) => {
    const now = tenant.now()
    const soon = instantOf(now + soonIs)
    const { database, district } = tenant
    const [tasks, watched] = await Promise.all([
      tallyTasks(database, district, {
        ...wishOf(tenant, caller),
        now,
        soon,
        elements: approvalSteps(tenant),
      }),
      tallyMatters(database, district, {
        sight: sightOf(caller, permissions['matter.list']),
        filter: { watchedBy: watcherOf(caller) },
        now,
        soon,
      }),
    ])
    const { held, offered, overdue, dueSoon, warned, returned, chosen: approvals } = tasks
    const watching = watched.open + watched.suspended
    return { value: { held, offered, overdue, due_soon: dueSoon, warned, returned, approvals, watching } }
  }),
  route(listOfficeTasks, async ({ tenant, caller, query }) => {
    const scene = dueSceneOf(tenant)
    const { limit = 50, after, person, untaken, pack, returned, due } = query
    const rows = await listOfOffices(tenant.database, tenant.district, {
      ...officeWish(tenant, caller),
      filter: defined({
        person,
        isUntaken: untaken,
        pack,
        isReturned: returned,
        ...dueRange(due, scene.now),
      }),
      limit,
      ...(after !== undefined && { after: markOf(after) }),
    })
    const { person: people } = tenant.registry.state()
    return {
      value: {
        rows: rows.map((row) => ({
          ...taskLine(tenant, row, scene),
          allowed: handingOn(tenant, row),
          ...defined({ person_name: row.person && people.get(row.person)?.name }),
        })),
        ...nextOf(rows, limit),
      },
    }
  }),
  route(listOfficeLoads, async ({ tenant, caller }) => {
    const now = tenant.now()
    const wish = officeWish(tenant, caller)
    const { database, district } = tenant
    const loads = await tallyOfficeTasks(database, district, { ...wish, now, soon: instantOf(now + soonIs) })
    const { person: people } = tenant.registry.state()
    const idle = wish.people.filter((one) => !loads.some(({ person }) => person === one))
    return {
      value: {
        rows: [
          ...loads.map(({ person, open, overdue, dueSoon, returned }) => ({
            ...defined({ person, name: person && people.get(person)?.name }),
            open,
            overdue,
            due_soon: dueSoon,
            returned,
          })),
          ...idle.map((person) => ({
            person,
            ...defined({ name: people.get(person)?.name }),
            open: 0,
            overdue: 0,
            due_soon: 0,
            returned: 0,
          })),
        ],
      },
    }
  }),
]

/** The work of the offices that somebody heads, as far as they see the matters. */
function officeWish(tenant: Tenant, caller: Caller): OfficeWish {
  const offices = headedOffices(caller)
  const sight = sightOf(caller, permissions['office_task.list'])
  return { offices, people: peopleOf(tenant, offices), keys: sight.kind === 'keys' ? sight.keys : [] }
}

/** What may be done with one's own task without opening it. */
function ownActs({ kind }: Caller, { person, posts, office }: ListedTask): ('claim' | 'unclaim')[] {
  if (kind === 'anonymous') return []
  if (person === undefined) return ['claim']
  return posts.length > 0 || office !== undefined ? ['unclaim'] : []
}

const handed = ['transfer', 'delegate'] as const

/** How the head of an office may hand a task on, as the newest version of its pack has it; the kernel knows for sure. */
function handingOn(tenant: Tenant, row: ListedTask) {
  const step = stepOf(tenant, row)
  const allow: readonly string[] = step?.operations?.allow ?? []
  return handed.filter((kind) => allow.includes(kind))
}

function stepOf({ packs }: Tenant, { pack, element }: Pick<ListedTask, 'pack' | 'element'>) {
  const steps = packs
    .find(pack)
    ?.logic.procedures.values()
    .flatMap(({ nodes }) => nodes)
  const node = steps?.find(({ id }) => id === element)
  return node?.kind === 'user' ? node : undefined
}

/** A form named so asks for an approval. */
const approvalForm = /^approve-/

/** The steps of the packs that are approvals. */
function approvalSteps({ packs }: Tenant): readonly string[] {
  const steps = packs
    .list()
    .flatMap(({ logic }) => [...logic.procedures.values()].flatMap(({ nodes }) => nodes))
  const found = steps.filter((node) => node.kind === 'user' && approvalForm.test(node.form ?? ''))
  return [...new Set(found.map(({ id }) => id))]
}

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

function filterOf(
  tenant: Tenant,
  { view, due, pack, lamp, returned, approval }: QueryOf<typeof listTasks>,
  now: Instant,
): TaskFilter {
  return defined({
    elements: approval === true ? approvalSteps(tenant) : undefined,
    view,
    pack,
    isReturned: returned,
    lamp: lamp === undefined ? undefined : { is: lamp, at: now },
    ...dueRange(due, now),
  })
}

function taskLine(tenant: Tenant, row: ListedTask, scene: DueScene) {
  const { packs } = tenant
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
    is_approval: approvalForm.test(stepOf(tenant, row)?.form ?? ''),
    ...defined({ category, area, office, person }),
  }
}

function nextOf(rows: readonly ListedTask[], limit: number): { readonly next?: string } {
  const last = rows.length === limit ? rows.at(-1) : undefined
  return last === undefined ? {} : { next: textOf(last) }
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
