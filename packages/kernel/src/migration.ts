import type { Command } from './command.ts'
import type { Done, MatterState, Scope, ScopeId, Token } from './matter.ts'
import type { Node, NodeIndex, Procedure } from './procedure.ts'
import { isActivity } from './procedure.ts'
import { procedureOf, refuse, scopeOf, tokenOf } from './run.ts'
import type { Run } from './run.ts'
import { armNode } from './wait.ts'

/** What a migration would do, before it is done: elements by their BPMN ids. */
export type MigrationReport = {
  readonly moves: readonly { readonly from: string; readonly to: string }[]
  /** Elements that hold tokens and have no counterpart of the same kind and place: the migration is refused. */
  readonly unmapped: readonly string[]
}

type Plan = {
  readonly old: Procedure
  readonly now: Procedure
  readonly indices: ReadonlyMap<NodeIndex, NodeIndex>
}

/**
 * A running matter passes to another version of its procedure. Elements keep their ids unless the mapping says
 * otherwise; every element that holds a token needs a counterpart of the same kind in the same place. Timers and
 * subscriptions go along with their events; events that are new on a waiting activity are armed.
 */
export function migrate(run: Run, { to, mapping }: Extract<Command, { kind: 'migrate' }>): void {
  const old = procedureOf(run, 0)
  const now = run.context.procedure(to)
  if (old.hash === now.hash) refuse('migration_same')
  const indices = mapNodes(old, now, mapping)
  const unmapped = Object.values(run.tokens).filter(
    (token) => isOwn(run, token.scope) && !indices.has(token.node),
  )
  if (unmapped.length > 0)
    refuse('migration_unmapped', {
      elements: unmapped.map((token) => old.nodes[token.node]?.id ?? '').join(', '),
    })
  const plan = { old, now, indices }
  moveScopes(run, plan)
  moveRows(run, plan)
  moveTokens(run, plan)
  armNew(run, plan)
}

/** Reports what migrate would do with a state; changes nothing. */
export function previewMigration(
  state: MatterState,
  {
    old,
    now,
    mapping,
  }: {
    readonly old: Procedure
    readonly now: Procedure
    readonly mapping: { readonly [element: string]: string }
  },
): MigrationReport {
  const indices = mapNodes(old, now, mapping)
  const held = [
    ...new Set(
      Object.values(state.tokens).flatMap((token) => (isOwnState(state, token.scope) ? [token.node] : [])),
    ),
  ]
  return {
    moves: held.flatMap((index) => {
      const target = indices.get(index)
      return target === undefined ? [] : [{ from: nameOf(old, index), to: nameOf(now, target) }]
    }),
    unmapped: held.filter((index) => !indices.has(index)).map((index) => nameOf(old, index)),
  }
}

function mapNodes(
  old: Procedure,
  now: Procedure,
  mapping: { readonly [element: string]: string },
): ReadonlyMap<NodeIndex, NodeIndex> {
  const byId = new Map(now.nodes.map((node, index) => [node.id, index]))
  const indices = new Map<NodeIndex, NodeIndex>([[-1, -1]])
  function place(index: NodeIndex): NodeIndex | undefined {
    const node = old.nodes[index]
    if (indices.has(index) || node === undefined) return indices.get(index)
    const target = byId.get(mapping[node.id] ?? node.id)
    const found = target === undefined ? undefined : now.nodes[target]
    // A node has its counterpart only in the counterpart of its own sub-process.
    if (target === undefined || found === undefined || place(node.parent) !== found.parent) return undefined
    if (!isCounterpart(node, found)) return undefined
    indices.set(index, target)
    return target
  }
  for (const index of old.nodes.keys()) place(index)
  return indices
}

function isCounterpart(node: Node, found: Node): boolean {
  return node.kind === found.kind && loopKind(node) === loopKind(found)
}

function loopKind(node: Node): string {
  return isActivity(node) ? (node.loop?.kind ?? '') : ''
}

function nameOf(procedure: Procedure, index: NodeIndex): string {
  return procedure.nodes[index]?.id ?? ''
}

/** Scopes of the migrated procedure itself; called procedures keep their own version. */
function isOwn(run: Run, scope: ScopeId): boolean {
  let at = scope
  while (at !== 0 && scopeOf(run, at).kind !== 'call') at = tokenOf(run, at).scope
  return at === 0
}

function isOwnState(state: MatterState, scope: ScopeId): boolean {
  let at = scope
  while (at !== 0 && state.scopes[at]?.kind !== 'call') at = state.tokens[at]?.scope ?? 0
  return at === 0
}

function moveScopes(run: Run, { now, indices }: Plan): void {
  const own = Object.keys(run.scopes).filter((id) => isOwn(run, Number(id)))
  for (const id of own) {
    const scope = scopeOf(run, Number(id))
    const moved: Scope = {
      ...scope,
      ...(id === '0' && { procedure: now.hash }),
      ...(scope.done && { done: moveDone(scope.done, indices) }),
      ...(scope.begun && { begun: scope.begun.flatMap((node) => indices.get(node) ?? []) }),
      ...(scope.seen && { seen: moveSeen(scope.seen, indices) }),
    }
    const { reset: _reset, ...rest } = moved
    run.scopes[id] = rest
  }
}

function moveDone(done: readonly Done[], indices: ReadonlyMap<NodeIndex, NodeIndex>): readonly Done[] {
  return done.flatMap((one) => {
    const node = indices.get(one.node)
    if (node === undefined) return []
    // What a called procedure did stays in that procedure's numbers.
    const inner = one.procedure === undefined ? one.inner && moveDone(one.inner, indices) : one.inner
    return [{ ...one, node, ...(inner && { inner }) }]
  })
}

type Seen = NonNullable<Token['seen']>

function moveSeen(seen: Seen, indices: ReadonlyMap<NodeIndex, NodeIndex>): Seen {
  return Object.fromEntries(
    Object.entries(seen).flatMap(([node, came]) => {
      const moved = indices.get(Number(node))
      return moved === undefined ? [] : [[moved, came]]
    }),
  )
}

/** Timers and subscriptions of events that are gone go with them. */
function moveRows(run: Run, { indices }: Plan): void {
  for (const id in run.timers) {
    const timer = run.timers[id]
    if (timer?.kind !== 'event' || !belongs(run, timer)) continue
    const node = indices.get(timer.node)
    if (node === undefined) delete run.timers[id]
    else run.timers[id] = { ...timer, node }
  }
  for (const id in run.subscriptions) {
    const subscription = run.subscriptions[id]
    if (subscription === undefined || !belongs(run, subscription)) continue
    const node = indices.get(subscription.node)
    if (node === undefined) delete run.subscriptions[id]
    else run.subscriptions[id] = { ...subscription, node }
  }
}

function belongs(run: Run, row: { readonly owner: number; readonly inside?: true }): boolean {
  return isOwn(run, row.inside ? row.owner : tokenOf(run, row.owner).scope)
}

function moveTokens(run: Run, plan: Plan): void {
  for (const id in run.tokens) {
    const token = run.tokens[id]
    if (token !== undefined && isOwn(run, token.scope)) run.tokens[id] = moveToken(token, plan)
  }
}

function moveToken(token: Token, { old, now, indices }: Plan): Token {
  const { via, resubmit, plan, origin, seen, ...plain } = token
  const back = resubmit === undefined ? undefined : indices.get(resubmit)
  const from = origin && indices.get(origin.node)
  return {
    ...plain,
    node: indices.get(token.node) ?? token.node,
    ...(via !== undefined && mapVia(via, old, now)),
    ...(back !== undefined && { resubmit: back }),
    ...(plan && { plan: plan.map((group) => moveDone(group, indices)) }),
    ...(seen && { seen: moveSeen(seen, indices) }),
    ...(origin && from !== undefined && { origin: { ...origin, node: from } }),
  }
}

/** A token at a join keeps the flow it came by when a flow of the same id leads there; else it stands for any flow. */
function mapVia(via: number, old: Procedure, now: Procedure): { readonly via?: number } {
  const name = old.flows[via]?.id
  const index = now.flows.findIndex((flow) => flow.id === name)
  return index < 0 ? {} : { via: index }
}

/** Boundary events that the new version added to an activity at work. */
function armNew(run: Run, { old, now }: Plan): void {
  const known = new Set(old.nodes.map((node) => node.id))
  for (const id of Object.keys(run.tokens)) {
    const token = tokenOf(run, Number(id))
    const node = isOwn(run, token.scope) ? now.nodes[token.node] : undefined
    if (
      node === undefined ||
      !isActivity(node) ||
      token.waits === 'join' ||
      scopeOf(run, token.scope).kind === 'multi'
    )
      continue
    for (const index of node.boundaries) {
      const boundary = now.nodes[index]
      if (boundary?.kind === 'boundary' && !known.has(boundary.id))
        armNode(run, { owner: Number(id), node: index }, boundary.triggers)
    }
  }
}
