import { AppError, formatInstant } from '@duibiao/base'
import { listAutomaticDispatches, takeAutomaticDispatchBack } from '@duibiao/contract'
import type { MatterState, TokenId } from '@duibiao/kernel'
import {
  findAutomaticDispatches,
  keepTakenBack,
  listAutomaticDispatches as listStored,
  receiptOf,
} from '@duibiao/store'
import { automaticActor } from './automatic-dispatch.ts'
import { automaticLine } from './automatic-dispatch-line.ts'
import { accessMatter, isSeen, matterIdIn } from './matter-access.ts'
import { actorOf } from './matter-act.ts'
import { permissions } from './policy.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'

/** The most that a dispatcher is shown: they look at each of them. */
const mostShown = 200

/** What was dispatched without a person, and taking it back. */
export const automaticDispatchRoutes: readonly Route[] = [
  route(listAutomaticDispatches, async ({ tenant, caller }) => {
    const { database, district, now } = tenant
    const found = await listStored(database, district, { now: now(), limit: mostShown })
    const rows = found
      .filter((one) => isSeen(caller, one, permissions['automatic_dispatch.list']))
      .map((one) => ({
        matter: one.matter,
        number: one.number,
        title: one.title,
        ...automaticLine(tenant, one),
      }))
    return { value: { rows } }
  }),
  route(takeAutomaticDispatchBack, async (asking) => {
    await takeBack(asking)
    return { value: undefined }
  }),
]

/**
 * Brings the matter back to where it was dispatched. The record names the dispatcher beside the software, which alone may go
 * back across what the procedure did on the way.
 * @throws AppError `take_back_too_late`, `take_back_acted_on`, or the refusal of the kernel
 */
async function takeBack({ tenant, caller, params, body, key }: Asking<typeof takeAutomaticDispatchBack>) {
  if (caller.kind === 'anonymous') throw new AppError('session_missing')
  const { database, district, now, engine } = tenant
  const access = await accessMatter(tenant, caller, matterIdIn(params.matter))
  const permission = permissions['automatic_dispatch.take_back']
  if (!isSeen(caller, access.listed, permission)) throw new AppError('resource_missing')
  const { matter, state } = access.found
  const dispatched = (await findAutomaticDispatches(database, district, [matter])).get(matter)
  if (dispatched === undefined) throw new AppError('resource_missing')
  // Given again after its answer was lost.
  if (dispatched.takenBackAt !== undefined) return
  if (now() > dispatched.takeBackUntil) {
    throw new AppError('take_back_too_late', { until: formatInstant(dispatched.takeBackUntil) })
  }
  const post = caller.posts.find((one) =>
    isSeen({ ...caller, posts: [one], roles: [] }, access.listed, permission),
  )
  const token = untouchedTask(state, dispatched.task)
  if (token === undefined) throw new AppError('take_back_acted_on')
  const command = { kind: 'return', task: token, to: dispatched.element, reason: body.reason } as const
  const actor = { ...actorOf(caller, post), system: automaticActor }
  receiptOf(await engine.act(matter, command, { key: `${caller.account}:${key}`, actor }))
  await keepTakenBack(database, district, { matter, person: caller.person, at: now() })
}

/** A task that came of the dispatch, as long as nobody has acted on anything that came of it. */
function untouchedTask({ tokens }: MatterState, dispatched: TokenId): TokenId | undefined {
  const made = Object.entries(tokens).filter(([, { origin }]) => origin?.token === dispatched)
  const isWhole = made.every(([, { origin }]) => origin?.made === made.length)
  const task = made.find(([, { waits }]) => waits === 'task')
  return isWhole && task !== undefined ? Number(task[0]) : undefined
}
