import type { Instant } from '@duibiao/base'
import { clockModelOf, clockOf, passWarning, setClock } from './clock.ts'
import type { Clock, Timer } from './matter.ts'
import { holderOf } from './holder.ts'
import type { Node, Procedure } from './procedure.ts'
import { isActivity } from './procedure.ts'
import { nodeAt, procedureOf, tokenOf } from './run.ts'
import type { Run } from './run.ts'
import { eventSubprocessesOf, fireEvent } from './wait.ts'

/** A clock is due or at a warning point: the fact is recorded, and events of the procedure that wait for it fire. */
export function fireClock(run: Run, id: string, timer: Extract<Timer, { kind: 'clock' }>): void {
  delete run.timers[id]
  const clock = clockOf(run, timer.clock)
  const model = clockModelOf(run, clock)
  if (timer.at === 'due') {
    const consequence = model?.consequence.kind ?? 'breach'
    setClock(run, timer.clock, { ...clock, breachedAt: run.context.now })
    if (consequence !== 'none') {
      run.facts.push({ kind: 'clock_breached', clock: timer.clock, consequence, dueAt: timer.dueAt })
      tellHolders(run, clock, { reason: 'breach', dueAt: timer.dueAt })
    }
  } else {
    passWarning(run, timer.clock, timer.at)
    run.facts.push({ kind: 'clock_warned', clock: timer.clock, at: timer.at, dueAt: timer.dueAt })
    tellHolders(run, clock, { reason: 'warn', dueAt: clock.dueAt ?? timer.dueAt })
  }
  for (const waiting of waitingFor(run, { key: clock.key, owner: clock.owner, at: timer.at }))
    fireEvent(run, waiting)
}

/**
 * Clocks that ran out before this command came: the law's effect of the time passed does not wait for a poller. They
 * fire in the order of their due instants, before the command is looked at.
 */
export function fireOverdueClocks(run: Run): boolean {
  let first: { readonly id: string; readonly timer: Extract<Timer, { kind: 'clock' }> } | undefined
  for (const id in run.timers) {
    const timer = run.timers[id]
    if (timer?.kind !== 'clock' || timer.dueAt > run.context.now) continue
    if (first === undefined || timer.dueAt < first.timer.dueAt) first = { id, timer }
  }
  if (first === undefined) return false
  fireClock(run, first.id, first.timer)
  return true
}

/** Tells those who have tasks that the clock runs for, once for the clock. */
function tellHolders(
  run: Run,
  { key, owner }: Clock,
  { reason, dueAt }: { readonly reason: 'warn' | 'breach'; readonly dueAt: Instant },
): void {
  const holders = Object.keys(run.tokens).flatMap((id) => {
    const task = run.tokens[id]?.task
    return task !== undefined && liesIn(run, Number(id), owner) ? [holderOf(task)] : []
  })
  const to = [...new Map(holders.map((holder) => [JSON.stringify(holder), holder])).values()]
  if (to.length > 0) run.effects.push({ kind: 'notify', reason, to, clock: { key, dueAt } })
}

type Wanted = { readonly key: string; readonly owner: number; readonly at: string }
type Waiting = Parameters<typeof fireEvent>[1]

/** Boundary events, catching events and event sub-processes that name this clock and point, where the clock is theirs. */
function waitingFor(run: Run, wanted: Wanted): readonly Waiting[] {
  const found: Waiting[] = []
  for (const key in run.tokens) {
    const token = Number(key)
    if (!liesIn(run, token, wanted.owner)) continue
    const procedure = procedureOf(run, tokenOf(run, token).scope)
    for (const index of eventsOn(run, token, procedure))
      found.push(...hits(nodeAt(procedure, index), { owner: token, node: index }, wanted))
  }
  for (const key in run.scopes) {
    const scope = Number(key)
    if (scope !== wanted.owner && !liesIn(run, scope, wanted.owner)) continue
    for (const { start, index } of eventSubprocessesOf(run, scope))
      found.push(...hits(start, { owner: scope, node: index, inside: true }, wanted))
  }
  return found
}

function eventsOn(run: Run, token: number, procedure: Procedure): readonly number[] {
  const { node: index, waits, scope } = tokenOf(run, token)
  const node = nodeAt(procedure, index)
  if (isActivity(node)) return run.scopes[scope]?.kind === 'multi' ? [] : node.boundaries
  if (node.kind === 'event_based') return node.outgoing.map((flow) => procedure.flows[flow]?.target ?? -1)
  return node.kind === 'catch' && waits === 'event' ? [index] : []
}

function liesIn(run: Run, token: number, owner: number): boolean {
  let at = token
  while (at !== 0 && at !== owner) at = tokenOf(run, at).scope
  return at === owner
}

function hits(node: Node, at: Omit<Waiting, 'trigger'>, wanted: Wanted): readonly Waiting[] {
  if (!('triggers' in node)) return []
  return node.triggers.flatMap((trigger, index) =>
    trigger.kind === 'clock' && trigger.clock === wanted.key && trigger.at === wanted.at
      ? [{ ...at, trigger: index }]
      : [],
  )
}
