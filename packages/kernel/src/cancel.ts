import type { ScopeId, TokenId } from './matter.ts'
import { actClocks, dropClocks } from './clock.ts'
import { isActivity } from './procedure.ts'
import { nodeOf, tokenOf, tokensIn } from './run.ts'
import type { Run } from './run.ts'

/** Ends a token and everything inside it without completing anything: tasks, timers, subscriptions, variables. */
export function cancelToken(run: Run, id: TokenId): void {
  const token = run.tokens[id]
  if (token === undefined) return
  const node = nodeOf(run, id)
  const isRevived = run.scopes[id]?.revived === true
  emptyScope(run, id)
  cancelExtras(run, id)
  if (token.task !== undefined) run.facts.push({ kind: 'task_cancelled', element: node.id, token: id })
  disarm(run, id, 'all')
  delete run.scopes[id]
  const isWhole = !isInstance(run, id) && token.task?.extra === undefined && !isRevived
  if (isWhole && isActivity(node)) actClocks(run, id, { acts: node.clockActs, on: 'left', completed: false })
  dropClocks(run, id)
  delete run.tokens[id]
  delete run.data[id]
  if (token.forToken !== undefined) run.queue.push({ do: 'compensate', token: token.forToken })
  run.queue.push({ do: 'settle', scope: token.scope })
}

/** 加签: extra signers go with the task they sign for. */
function cancelExtras(run: Run, id: TokenId): void {
  for (const key in run.tokens) if (run.tokens[key]?.task?.extra?.of === id) cancelToken(run, Number(key))
}

/** Cancels every token inside a scope; the scope itself stays. */
export function emptyScope(run: Run, scope: ScopeId, keep?: (id: TokenId) => boolean): void {
  if (run.scopes[scope] === undefined) return
  for (const id of tokensIn(run, scope)) if (keep?.(id) !== true) cancelToken(run, id)
}

/** Takes down timers and subscriptions: those of the token's own events, those inside its scope, or both. */
export function disarm(run: Run, owner: number, which: 'own' | 'inside' | 'all'): void {
  for (const id in run.timers) {
    const timer = run.timers[id]
    if (timer?.kind === 'event' && timer.owner === owner && isMeant(timer.inside, which))
      delete run.timers[id]
  }
  for (const id in run.subscriptions) {
    const subscription = run.subscriptions[id]
    if (subscription?.owner === owner && isMeant(subscription.inside, which)) delete run.subscriptions[id]
  }
}

function isMeant(inside: true | undefined, which: 'own' | 'inside' | 'all'): boolean {
  return which === 'all' || (which === 'inside') === (inside === true)
}

/** True for one instance of a multi-instance activity: it lies in the scope its activity opened. */
export function isInstance(run: Run, id: TokenId): boolean {
  const { scope } = tokenOf(run, id)
  return run.scopes[scope]?.kind === 'multi'
}
