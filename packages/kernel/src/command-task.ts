import { finishActivity } from './activity.ts'
import type { Command } from './command.ts'
import { isInstance } from './cancel.ts'
import { tellHolder } from './holder.ts'
import type { TaskState, Token, TokenId } from './matter.ts'
import { changeMulti, multiOf } from './loop.ts'
import { changeToken, nodeOf, placeToken, refuse, removeToken, tokenOf, waitToken } from './run.ts'
import type { Run } from './run.ts'
import { setVariables } from './variable.ts'

/** A waiting task with its state; refused when it is gone, waits for signers, or somebody else holds it. */
export function openTaskOf(run: Run, id: TokenId): Token & { readonly task: TaskState } {
  const token = run.tokens[id]
  if (token?.task === undefined) return refuse('task_missing', { task: id })
  if (token.waits === 'signers') refuse('task_waits_signers', { task: id })
  return { ...token, task: token.task }
}

/** True when the actor may act for the holder: the holder, a deputy (代理), or the software itself. */
export function actsFor(run: Run, person: string | undefined): boolean {
  const { actor } = run.context
  return (
    person === undefined ||
    actor.person === undefined ||
    actor.person === person ||
    actor.deputyFor === person
  )
}

/** A user task is done: delegated work goes back, extra signers come first, then the procedure goes on. */
export function completeTask(run: Run, command: Extract<Command, { kind: 'completeTask' }>): void {
  const id = command.task
  const { task } = openTaskOf(run, id)
  if (!actsFor(run, task.person)) refuse('task_held', { task: id, person: task.person ?? '' })
  setVariables(run, id, command.variables ?? {})
  if (task.owner !== undefined) return giveBack(run, id, task)
  if (task.extra !== undefined) return completeExtra(run, id, task.extra)
  if (command.agree !== undefined) countSignature(run, id, command.agree)
  if ((task.later?.length ?? 0) > 0) return openLater(run, id, task)
  if (extrasOf(run, id).length > 0)
    return changeToken(run, id, { waits: 'signers', task: { ...task, signed: true } })
  closeTask(run, id)
}

function giveBack(run: Run, id: TokenId, { owner, ...task }: TaskState): void {
  changeToken(run, id, { task: { ...task, ...(owner !== undefined && { person: owner }) } })
}

function countSignature(run: Run, id: TokenId, agree: boolean): void {
  if (!isInstance(run, id)) return setVariables(run, id, { agreed: agree })
  const outer = tokenOf(run, id).scope
  const multi = multiOf(run, outer)
  changeMulti(run, outer, agree ? { agreed: (multi.agreed ?? 0) + 1 } : { refused: (multi.refused ?? 0) + 1 })
}

function closeTask(run: Run, id: TokenId): void {
  const { person } = run.context.actor
  const node = nodeOf(run, id)
  const { task: _task, origin: _origin, ...rest } = tokenOf(run, id)
  run.origin = { token: id, scope: rest.scope, node: rest.node, ...(person !== undefined && { person }) }
  run.final = isInstance(run, id)
  run.tokens[id] = { ...rest, waits: 'moving' }
  run.facts.push({
    kind: 'task_completed',
    element: node.id,
    token: id,
    ...(person !== undefined && { person }),
  })
  finishActivity(run, id)
}

/** Open tasks of extra signers (加签) on a task. */
function extrasOf(run: Run, id: TokenId): readonly TokenId[] {
  return Object.keys(run.tokens)
    .map(Number)
    .filter((key) => run.tokens[key]?.task?.extra?.of === id)
}

/** Opens the task of one extra signer beside the task. */
export function openExtra(
  run: Run,
  of: TokenId,
  { when, person }: { readonly when: 'before' | 'after' | 'parallel'; readonly person?: string },
): void {
  const { node, scope } = tokenOf(run, of)
  const id = placeToken(run, { node, scope })
  waitToken(run, id, {
    waits: 'task',
    task: { extra: { of, when }, ...(person !== undefined && { person }) },
  })
  run.facts.push({ kind: 'task_opened', element: nodeOf(run, id).id, token: id })
  if (person !== undefined) tellHolder(run, id, 'offer')
}

function openLater(run: Run, id: TokenId, { later, ...task }: TaskState): void {
  changeToken(run, id, { waits: 'signers', task: { ...task, signed: true } })
  for (const person of later ?? []) openExtra(run, id, { when: 'after', person })
}

function completeExtra(run: Run, id: TokenId, { of }: { readonly of: TokenId }): void {
  const { person } = run.context.actor
  run.facts.push({
    kind: 'task_completed',
    element: nodeOf(run, id).id,
    token: id,
    ...(person !== undefined && { person }),
  })
  // Not cancelled: the element's clock belongs to the task that is signed for, which goes on.
  removeToken(run, id)
  releaseSigned(run, of)
}

/** When the last extra signer is done: the task waits for its holder again, or goes on if it was signed already. */
export function releaseSigned(run: Run, of: TokenId): void {
  const main = run.tokens[of]
  if (main?.task === undefined || main.waits !== 'signers' || extrasOf(run, of).length > 0) return
  if (main.task.signed === true) return closeTask(run, of)
  changeToken(run, of, { waits: 'task' })
}
