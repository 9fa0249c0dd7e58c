import type { Command } from './command.ts'
import { actsFor, openTaskOf } from './command-task.ts'
import { holderOf, tellHolder } from './holder.ts'
import type { TaskState, TokenId } from './matter.ts'
import { isActivity } from './procedure.ts'
import type { OperationName } from './procedure.ts'
import { nodeOf, refuse, tokenOf } from './run.ts'
import type { Run } from './run.ts'

type Of<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>

/** Operations every user task knows without being told. */
const always: readonly OperationName[] = ['claim', 'urge', 'copy']

/** Refuses an operation that the pack does not allow at the element. The software itself (administration) is not bound. */
export function assertAllowed(run: Run, id: TokenId, operation: OperationName): void {
  if (run.context.actor.system !== undefined || always.includes(operation)) return
  if (run.tokens[id] === undefined) return refuse('task_missing', { task: id })
  const node = nodeOf(run, id)
  const allowed = isActivity(node) ? (node.operations?.allow ?? []) : []
  if (!allowed.includes(operation)) refuse('operation_not_allowed', { operation, element: node.id })
}

/** Somebody has acted on the task: whoever came before can no longer take it back (撤回). */
export function touch(run: Run, id: TokenId, task: TaskState): void {
  const { origin: _origin, ...rest } = tokenOf(run, id)
  run.tokens[id] = { ...rest, task }
}

/** 认领: the actor takes an offered task. */
export function claim(run: Run, { task: id }: Of<'claim'>): void {
  const { task } = openTaskOf(run, id)
  const { person } = run.context.actor
  if (person === undefined) return refuse('person_missing')
  if (task.person !== undefined && task.person !== person)
    refuse('task_held', { task: id, person: task.person })
  touch(run, id, { ...task, person })
}

/** 取消认领: the task is offered to its posts again. */
export function unclaim(run: Run, { task: id }: Of<'unclaim'>): void {
  const { task } = openTaskOf(run, id)
  const { person, ...rest } = task
  if (!actsFor(run, person)) refuse('task_held', { task: id, person: person ?? '' })
  if (person !== undefined && rest.posts === undefined && rest.office === undefined)
    refuse('task_without_post', { task: id })
  touch(run, id, rest)
}

/** The holder hands a task on, and so does the head of the office that it lies in. */
function assertHandsOn(run: Run, id: TokenId, { person }: TaskState): void {
  if (run.context.actor.headOf !== undefined || actsFor(run, person)) return
  refuse('task_held', { task: id, person: person ?? '' })
}

/** 转办: the task passes to another person, post or office for good. */
export function transfer(run: Run, { task: id, to }: Of<'transfer'>): void {
  assertAllowed(run, id, 'transfer')
  const { task } = openTaskOf(run, id)
  assertHandsOn(run, id, task)
  const { person: _person, posts: _posts, office: _office, owner: _owner, ...rest } = task
  touch(run, id, {
    ...rest,
    ...(to.person !== undefined && { person: to.person }),
    ...(to.posts !== undefined && { posts: to.posts }),
    ...(to.office !== undefined && { office: to.office }),
  })
  tellHolder(run, id, 'offer')
}

/** 委派: somebody else does the work and the task comes back to its holder. */
export function delegate(run: Run, { task: id, to }: Of<'delegate'>): void {
  assertAllowed(run, id, 'delegate')
  const { task } = openTaskOf(run, id)
  assertHandsOn(run, id, task)
  const owner = task.owner ?? task.person ?? run.context.actor.person
  if (owner === undefined) return refuse('person_missing')
  if (owner === to) refuse('delegate_to_self', { person: to })
  touch(run, id, { ...task, owner, person: to })
  tellHolder(run, id, 'offer')
}

/** 催办: whoever may act is told; nothing moves. */
export function urge(run: Run, { task: id, text }: Of<'urge'>): void {
  const token = run.tokens[id]
  if (token?.task === undefined) return refuse('task_missing', { task: id })
  run.effects.push({
    kind: 'notify',
    reason: 'urge',
    to: [holderOf(token.task)],
    element: nodeOf(run, id).id,
    ...(text !== undefined && { text }),
  })
}

/** 抄送: others are told, each once; nothing moves. */
export function copy(run: Run, { to, text }: Of<'copy'>): void {
  const once = [...new Set(to)].map((person) => ({ person }))
  if (once.length === 0) refuse('person_missing')
  run.effects.push({ kind: 'notify', reason: 'copy', to: once, ...(text !== undefined && { text }) })
}
