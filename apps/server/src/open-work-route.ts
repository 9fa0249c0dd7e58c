import { AppError, isAppError } from '@duibiao/base'
import { handOnWork, readOpenWork } from '@duibiao/contract'
import type { Command } from '@duibiao/kernel'
import { countOpenMatters, listHeldTasks, listOpenWork, receiptOf } from '@duibiao/store'
import type { HeldTask, WorkHolder } from '@duibiao/store'
import { recordAudit } from './audit.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import type { Tenant } from './tenant.ts'

/** What open work hangs on the registry, in numbers, and handing on what somebody has in hand who leaves. */
export const openWorkRoutes: readonly Route[] = [
  route(readOpenWork, async ({ tenant, params }) => {
    const { database, district, registry } = tenant
    await registry.refresh()
    const holder = holderOf(tenant, params)
    const [rows, matters] = await Promise.all([
      listOpenWork(database, district, holder),
      countOpenMatters(database, district, holder),
    ])
    const { office: offices } = registry.state()
    return {
      value: {
        matters,
        tasks: rows.reduce((sum, { tasks }) => sum + tasks, 0),
        rows: rows.map(({ pack, element, name, posts, office, isHeld, tasks }) => {
          const officeName = offices.get(office ?? '')?.name
          return {
            pack,
            element,
            name,
            posts: [...posts],
            ...(office !== undefined && { office }),
            ...(officeName !== undefined && { office_name: officeName }),
            is_held: isHeld,
            tasks,
          }
        }),
      },
    }
  }),
  route(handOnWork, handOn),
]

/** @throws AppError `resource_missing` */
function holderOf(
  { registry }: Tenant,
  { part, subject: id }: { readonly part: 'person' | 'office' | 'area'; readonly subject: string },
): WorkHolder {
  const state = registry.state()
  if (!state[part].has(id)) throw new AppError('resource_missing')
  return { part: part === 'area' && state.area.get(id)?.level === 'district' ? 'district' : part, id }
}

/**
 * The software passes the tasks on, each on the record of its matter with the reason; who asked for it is in the audit. Given
 * again it finds nothing left to pass on.
 */
async function handOn(asking: Asking<typeof handOnWork>) {
  const { tenant, params, body, key } = asking
  const { database, district, registry } = tenant
  await registry.refresh()
  const { person: people } = registry.state()
  const to = body.to === undefined ? undefined : people.get(body.to)
  if (!people.has(params.person) || (body.to !== undefined && to === undefined))
    throw new AppError('resource_missing')
  if (to?.id === params.person || to?.left !== undefined) throw new AppError('resource_missing')
  const held = await listHeldTasks(database, district, params.person)
  const moves = held.flatMap((task) => {
    const command = moveOf(task, to?.id, body.reason)
    return command === undefined ? [] : [{ task, command }]
  })
  const done = await Promise.all(
    moves.map(({ task, command }) =>
      pass(tenant, { task, command, key: `${key}:${task.matter}:${task.task}` }),
    ),
  )
  const count = done.filter((one) => one).length
  const detail = { tasks: count, ...(to !== undefined && { to: to.id }), reason: body.reason }
  await recordAudit(asking, { kind: 'work.handed_on', subject: params.person, detail })
  return { value: { handed_on: count, stayed: held.length - count } }
}

/** A task goes to the posts it was offered to, or to somebody else who gives it back to these when they unclaim it. */
function moveOf(
  { task, posts, office }: HeldTask,
  person: string | undefined,
  reason: string,
): Command | undefined {
  if (person === undefined && posts.length === 0 && office === undefined) return undefined
  const to = {
    ...(person !== undefined && { person }),
    ...(posts.length > 0 && { posts }),
    ...(office !== undefined && { office }),
  }
  return { kind: 'transfer', task, to, reason }
}

interface Passing {
  readonly task: HeldTask
  readonly command: Command
  readonly key: string
}

/** @returns false for a task that was done or moved meanwhile */
async function pass({ engine }: Tenant, { task, command, key }: Passing): Promise<boolean> {
  try {
    receiptOf(await engine.act(task.matter, command, { key, actor: { system: 'registry' } }))
    return true
  } catch (error) {
    if (isAppError(error, 'task_missing') || isAppError(error, 'task_waits_signers')) return false
    throw error
  }
}
