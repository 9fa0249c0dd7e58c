import { basisIn, clockIdAt, clockOf, readLimit } from './clock.ts'
import type { Limit } from './clock.ts'
import { extend, pause, resume } from './command-clock.ts'
import type { TokenId } from './matter.ts'
import type { Activity } from './procedure.ts'
import { procedureOf, refuse, tokenOf } from './run.ts'
import type { Run } from './run.ts'
import { evaluate, nameOf } from './variable.ts'

type ClockTask = Extract<Activity, { kind: 'clock' }>

/**
 * A task of the procedure that pauses, resumes or extends clocks: the approval before it decides, this carries it out in
 * the same transition. Clocks that were not started or have stopped are left alone; an overdue one is left alone
 * too, and the record says so, because a breach stays a breach.
 */
export function actOnClocks(run: Run, token: TokenId, node: ClockTask): void {
  for (const key of node.clocks) {
    const id = clockIdAt(run, token, key)
    const clock = run.clocks[id]
    if (clock === undefined || clock.status === 'stopped') continue
    const isOverdue =
      clock.breachedAt !== undefined || (clock.dueAt !== undefined && clock.dueAt <= run.context.now)
    if (isOverdue && node.act !== 'resume')
      run.facts.push({ kind: 'warning', element: node.id, text: `clock_overdue: ${id}` })
    else actOnClock(run, token, { node, id })
  }
}

function actOnClock(
  run: Run,
  token: TokenId,
  { node, id }: { readonly node: ClockTask; readonly id: string },
): void {
  const { status } = clockOf(run, id)
  const reason = node.reason && nameOf(run, token, node.reason)
  if (node.act === 'pause' && status === 'running') {
    const basis = node.legalBasis && evaluate(run, token, node.legalBasis)
    pause(run, id, { reason: reason ?? '', ...basisIn(basis) })
  }
  if (node.act === 'resume' && status === 'paused') resume(run, id)
  if (node.act === 'extend') {
    const amount = amountOf(run, token, { node, id })
    extend(run, id, { ...amount, approver: approverOf(run), reason: reason ?? node.name })
  }
}

/** What the matter itself says, or the parameter of the extension, or once more the clock's own limit. */
function amountOf(
  run: Run,
  token: TokenId,
  { node, id }: { readonly node: ClockTask; readonly id: string },
): Limit {
  const { rule } = clockOf(run, id)
  if (node.amount !== undefined)
    return (
      readLimit(evaluate(run, token, node.amount), rule.unit) ?? refuse('clock_amount_missing', { clock: id })
    )
  if (node.limit === undefined) return { amount: rule.amount, unit: rule.unit }
  const { hash } = procedureOf(run, tokenOf(run, token).scope)
  const value = run.context.parameter(node.limit, run.context.now, hash)
  return readLimit(value ?? null, rule.unit) ?? refuse('clock_amount_missing', { clock: id })
}

function approverOf(run: Run): string {
  const { person, post, system } = run.context.actor
  return person ?? post ?? system ?? ''
}
