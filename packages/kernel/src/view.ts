import type { Instant } from '@duibiao/base'
import { assert } from '@duibiao/base'
import type { MatterState, ScopeId, TaskState, Token, TokenId } from './matter.ts'
import type { Asking, Node, NodeIndex, Procedure } from './procedure.ts'

/** Finds a procedure by its content hash. */
export type FindProcedure = (hash: string) => Procedure

/** A place in a matter: which element of which procedure, by BPMN id. */
export type Place = {
  readonly element: string
  readonly name: string
  /** Content hash of the procedure the element lies in: the matter's own or a called one. */
  readonly procedure: string
}

/** A token that waits for something outside the matter: a person, an event, a service. */
export type Waiting = Place & {
  readonly token: TokenId
  readonly scope: ScopeId
  readonly node: NodeIndex
  readonly kind: Node['kind']
  readonly waits: 'task' | 'event' | 'service'
}

export type OpenTask = Place & {
  readonly token: TokenId
  readonly scope: ScopeId
  readonly task: TaskState
}

export type PendingTimer =
  | (Place & { readonly kind: 'event'; readonly timer: number; readonly dueAt: Instant })
  | {
      readonly kind: 'clock'
      readonly timer: number
      readonly clock: string
      readonly at: string
      readonly dueAt: Instant
    }

export type OpenSubscription = Place & {
  readonly subscription: number
  readonly kind: 'message' | 'signal' | 'condition'
  readonly event?: string
}

/** A message that people may send to the matter now. */
export type OpenAsking = Place & Asking & { readonly subscription: number; readonly event: string }

/** Content hash of the procedure a scope belongs to: its own or that of the nearest scope outwards. */
export function procedureOfScope(state: MatterState, scope: ScopeId): string {
  let at = scope
  for (;;) {
    const hash = state.scopes[at]?.procedure
    if (hash !== undefined) return hash
    const token = state.tokens[at]
    assert(token !== undefined, `scope ${at} belongs to no token`)
    at = token.scope
  }
}

/** Where a token stands. */
export function placeOfToken(state: MatterState, token: TokenId, find: FindProcedure): Place {
  const found = state.tokens[token]
  assert(found !== undefined, `token ${token} is not there`)
  return placeOf(procedureOfScope(state, found.scope), found.node, find)
}

/** Every token waiting for a person, an event or a service, in the order of creation; joins and sub-processes are not among them. */
export function listWaiting(state: MatterState, find: FindProcedure): readonly Waiting[] {
  return numbersOf(state.tokens).flatMap((id) => {
    const token = state.tokens[id]
    if (token === undefined || !isLeaf(token)) return []
    const procedure = procedureOfScope(state, token.scope)
    const { kind } = nodeOf(find(procedure), token.node)
    const { scope, node, waits } = token
    return [{ ...placeOf(procedure, node, find), token: id, scope, node, kind, waits }]
  })
}

/** User tasks that somebody can act on now, in the order of creation. */
export function listTasks(state: MatterState, find: FindProcedure): readonly OpenTask[] {
  return numbersOf(state.tokens).flatMap((id) => {
    const token = state.tokens[id]
    if (token?.waits !== 'task' || token.task === undefined) return []
    return [{ ...placeOfToken(state, id, find), token: id, scope: token.scope, task: token.task }]
  })
}

/** Timers of waiting events and of clocks, in the order of creation. */
export function listTimers(state: MatterState, find: FindProcedure): readonly PendingTimer[] {
  return numbersOf(state.timers).flatMap((id): PendingTimer[] => {
    const timer = state.timers[id]
    if (timer === undefined) return []
    if (timer.kind === 'clock') return [{ ...timer, timer: id }]
    const place = placeOf(procedureOfOwner(state, timer), timer.node, find)
    return [{ ...place, kind: 'event', timer: id, dueAt: timer.dueAt }]
  })
}

/** Messages, signals and conditions a matter waits for, in the order of creation. */
export function listSubscriptions(state: MatterState, find: FindProcedure): readonly OpenSubscription[] {
  return numbersOf(state.subscriptions).flatMap((id) => {
    const subscription = state.subscriptions[id]
    if (subscription === undefined) return []
    const place = placeOf(procedureOfOwner(state, subscription), subscription.node, find)
    const event = subscription.name === undefined ? {} : { event: subscription.name }
    return [{ ...place, subscription: id, kind: subscription.kind, ...event }]
  })
}

/** What people may ask of the matter beside its tasks (延期、提级、吹哨 …): messages it waits for that its pack opens to posts. */
export function listAskings(state: MatterState, find: FindProcedure): readonly OpenAsking[] {
  return listSubscriptions(state, find).flatMap(({ kind, event, ...open }) => {
    const node = find(open.procedure).nodes.find(({ id }) => id === open.element)
    const asking = node !== undefined && 'asking' in node ? node.asking : undefined
    return kind === 'message' && event !== undefined && asking !== undefined
      ? [{ ...open, event, ...asking }]
      : []
  })
}

type Owned = { readonly owner: number; readonly inside?: true }

/** Events of an activity lie where its token is; those of event sub-processes lie inside the scope it opened. */
function procedureOfOwner(state: MatterState, owned: Owned): string {
  if (owned.inside === true || owned.owner === 0) return procedureOfScope(state, owned.owner)
  const token = state.tokens[owned.owner]
  assert(token !== undefined, `token ${owned.owner} is not there`)
  return procedureOfScope(state, token.scope)
}

function isLeaf(token: Token): token is Token & { readonly waits: 'task' | 'event' | 'service' } {
  return token.waits === 'task' || token.waits === 'event' || token.waits === 'service'
}

function placeOf(procedure: string, index: NodeIndex, find: FindProcedure): Place {
  const { id, name } = nodeOf(find(procedure), index)
  return { element: id, name, procedure }
}

function nodeOf(procedure: Procedure, index: NodeIndex): Node {
  const node = procedure.nodes[index]
  assert(node !== undefined, `procedure ${procedure.id} has no node ${index}`)
  return node
}

function numbersOf(rows: { readonly [id: string]: unknown }): readonly number[] {
  return Object.keys(rows)
    .map(Number)
    .sort((left, right) => left - right)
}
