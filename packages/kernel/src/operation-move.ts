import { armBoundaries } from './activity.ts'
import { cancelToken } from './cancel.ts'
import { actClocks } from './clock.ts'
import type { Command } from './command.ts'
import { actsFor, openTaskOf } from './command-task.ts'
import { coneOf, firstUserTask } from './cone.ts'
import type { Cone } from './cone.ts'
import type { Origin, ScopeId, Token, TokenId } from './matter.ts'
import { assertAllowed } from './operation-hold.ts'
import { isActivity } from './procedure.ts'
import type { FlowIndex, Node, NodeIndex, Procedure } from './procedure.ts'
import {
  changeScope,
  changeToken,
  nodeAt,
  nodeOf,
  placeToken,
  procedureOf,
  refuse,
  scopeOf,
  sendToken,
  tokenOf,
  tokensIn,
} from './run.ts'
import type { Run } from './run.ts'
import { prepareScope } from './scope.ts'
import { setVariables } from './variable.ts'
import { eventSubprocessesOf, interruptScope } from './wait.ts'

type Of<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>

/**
 * 退回: the task ends undone and an earlier step begins again. Tokens in the cone of the target are cancelled, because
 * the target makes them anew; parallel branches that do not depend on it go on. Completed work inside the cone is no
 * longer up for compensation. With `direct` the work comes straight back to where it was returned from.
 */
export function returnTask(run: Run, command: Of<'return'>): void {
  assertAllowed(run, command.task, 'return')
  const { task } = openTaskOf(run, command.task)
  if (!actsFor(run, task.person)) refuse('task_held', { task: command.task, person: task.person ?? '' })
  const place = targetOf(run, command)
  const from = climb(run, command.task, place.scope)
  const cone = coneOf(place.procedure, place.node, tokenOf(run, from).node)
  if (!cone.nodes.has(tokenOf(run, from).node) && !isEventSubprocess(run, from))
    refuse('return_target_refused', { target: command.to })
  const doomed = tokensIn(run, place.scope).filter((id) => id === from || isDoubled(tokenOf(run, id), cone))
  const resubmit = resubmitTo(run, command, { place, doomed: doomed.length })
  forgetDone(run, place.scope, cone.nodes)
  sendToken(run, {
    node: place.node,
    scope: place.scope,
    ...(resubmit !== undefined && { resubmit }),
    ...markReturned(nodeAt(place.procedure, place.node)),
  })
  for (const token of doomed) cancelToken(run, token)
  for (const flow of cone.standing) standAt(run, place, flow)
}

/** Whoever gets the task sees that it was sent back; the instances of a vote begin anew, like any vote. */
function markReturned(target: Node): Pick<Token, 'task'> {
  const isPlain = target.kind === 'user' && target.loop === undefined
  return isPlain ? { task: { returned: true } } : {}
}

/** A token that the target would make again: inside the cone, or waiting at a join on a flow of the cone. */
function isDoubled(token: Token, cone: Cone): boolean {
  return (
    cone.nodes.has(token.node) ||
    (token.waits === 'join' && token.via !== undefined && cone.flows.has(token.via))
  )
}

function isEventSubprocess(run: Run, id: TokenId): boolean {
  const node = nodeOf(run, id)
  return node.kind === 'sub' && node.variant === 'event'
}

/** 直达: only where nothing parallel is lost on the way. */
function resubmitTo(
  run: Run,
  command: Of<'return'>,
  { place, doomed }: { readonly place: Place; readonly doomed: number },
): NodeIndex | undefined {
  const way = command.resubmit ?? policyOf(run, command.task).resubmit
  if (way !== 'direct') return undefined
  const { scope, node } = tokenOf(run, command.task)
  if (doomed > 1 || scope !== place.scope)
    refuse('return_not_direct', { element: nodeOf(run, command.task).id })
  return node
}

/** Work of a branch that was done before the return stands: its token waits at the join again. */
function standAt(run: Run, { procedure, scope }: Place, via: FlowIndex): void {
  const node = procedure.flows[via]?.target
  if (
    node === undefined ||
    tokensIn(run, scope).some((id) => tokenOf(run, id).via === via && tokenOf(run, id).waits === 'join')
  )
    return
  placeToken(run, { node, scope, via, waits: 'join' })
}

type Place = { readonly procedure: Procedure; readonly scope: ScopeId; readonly node: NodeIndex }

function policyOf(
  run: Run,
  id: TokenId,
): { readonly targets: readonly string[]; readonly resubmit: 'continue' | 'direct' } {
  const node = nodeOf(run, id)
  const policy = isActivity(node) ? node.operations : undefined
  return { targets: policy?.returnTargets ?? [], resubmit: policy?.resubmit ?? 'continue' }
}

function targetOf(run: Run, command: Of<'return'>): Place {
  const { targets } = policyOf(run, command.task)
  const isBound = run.context.actor.system === undefined
  if (isBound && !targets.includes('any') && !targets.includes(command.to))
    refuse('return_target_refused', { target: command.to })
  const place = findPlace(run, command.task, (procedure) => wantedNode(run, procedure, command))
  const target = nodeAt(place.procedure, place.node)
  if (target.kind !== 'user' && isBound) refuse('return_target_refused', { target: target.id })
  return place
}

function wantedNode(run: Run, procedure: Procedure, { task, to }: Of<'return'>): NodeIndex | undefined {
  if (to === 'first') return firstUserTask(procedure)
  if (to === 'previous') return tokenOf(run, task).origin?.node
  const index = procedure.nodes.findIndex((node) => node.id === to)
  return index < 0 ? undefined : index
}

/** The nearest scope around the token that directly holds the wanted element. */
function findPlace(run: Run, id: TokenId, wanted: (procedure: Procedure) => NodeIndex | undefined): Place {
  for (let scope = tokenOf(run, id).scope; ; scope = tokenOf(run, scope).scope) {
    const procedure = procedureOf(run, scope)
    const node = wanted(procedure)
    if (node !== undefined && holds(run, scope, nodeAt(procedure, node).parent))
      return { procedure, scope, node }
    if (scope === 0)
      return refuse('return_target_refused', { target: node === undefined ? '' : nodeAt(procedure, node).id })
  }
}

/** True when the scope is of the sub-process (or process, -1) that a node lies in. */
function holds(run: Run, scope: ScopeId, parent: NodeIndex): boolean {
  const { kind } = scopeOf(run, scope)
  if (kind === 'multi') return false
  return kind === 'sub' ? tokenOf(run, scope).node === parent : parent === -1
}

/** The token in the given scope inside which (or which) the token is. */
function climb(run: Run, id: TokenId, scope: ScopeId): TokenId {
  let at = id
  while (tokenOf(run, at).scope !== scope) at = tokenOf(run, at).scope
  return at
}

function forgetDone(run: Run, scope: ScopeId, cone: ReadonlySet<NodeIndex>): void {
  const { done, reset } = scopeOf(run, scope)
  if (done !== undefined) changeScope(run, scope, { done: done.filter((one) => !cone.has(one.node)) })
  if (reset !== undefined)
    changeScope(run, scope, {
      reset: Object.fromEntries(Object.entries(reset).filter(([node]) => !cone.has(Number(node)))),
    })
}

/** 撤回: whoever completed a task takes it back while nobody has acted on what came of it and nothing was sent. */
export function withdraw(run: Run, command: Of<'withdraw'>): void {
  const { made, origin, first } = whatCameOf(run, command.task)
  if (!actsFor(run, origin.person)) refuse('task_held', { task: command.task, person: origin.person ?? '' })
  const { scope, node } = origin
  const procedure = procedureOf(run, scope)
  assertWithdrawable(run, nodeAt(procedure, node))
  const { nodes, standing } = coneOf(procedure, node, tokenOf(run, first).node)
  if (!made.every((id) => nodes.has(tokenOf(run, id).node)))
    refuse('withdraw_too_late', { task: command.task })
  sendToken(run, { node, scope, task: origin.person === undefined ? {} : { person: origin.person } })
  for (const id of made) cancelToken(run, id)
  for (const flow of standing) standAt(run, { procedure, scope, node }, flow)
}

type Made = { readonly made: readonly TokenId[]; readonly first: TokenId; readonly origin: Origin }

/** The tasks that completing a task opened, all still untouched; refused when anything happened to them. */
function whatCameOf(run: Run, task: TokenId): Made {
  const made = Object.keys(run.tokens)
    .map(Number)
    .filter((id) => run.tokens[id]?.origin?.token === task)
  const first = made[0]
  const origin = first === undefined ? undefined : tokenOf(run, first).origin
  if (first === undefined || origin === undefined) return refuse('withdraw_too_late', { task })
  const isUntouched = made.every(
    (id) => tokenOf(run, id).scope === origin.scope && tokenOf(run, id).waits === 'task',
  )
  if (origin.sent || origin.made !== made.length || !isUntouched) return refuse('withdraw_too_late', { task })
  return { made, first, origin }
}

function assertWithdrawable(run: Run, node: Node): void {
  const allowed = isActivity(node) ? node.operations?.allow.includes('withdraw') === true : false
  if (!allowed && run.context.actor.system === undefined)
    refuse('operation_not_allowed', { operation: 'withdraw', element: node.id })
}

/** 跳转: exactly the named tokens end with all that hangs on them, and exactly the named elements are entered. */
export function jump(run: Run, command: Of<'jump'>): void {
  for (const { from } of command.moves) {
    for (const id of from) if (run.tokens[id] === undefined) refuse('token_missing', { token: id })
    for (const id of from) assertAllowed(run, id, 'jump')
  }
  setVariables(run, 0, command.variables ?? {})
  const placed = command.moves.flatMap(({ from, to }) =>
    to.map((element) => ({ from, element, ...jumpPlace(run, from, element) })),
  )
  const kept = new Set(placed.map(({ scope }) => scope))
  for (const { from } of command.moves) for (const id of from) cancelUpTo(run, id, kept)
  for (const { scope, chain } of placed) enterChain(run, scope, chain)
}

/** Where a jump enters: the nearest scope around the tokens that holds the element, and the sub-processes on the way in. */
function jumpPlace(
  run: Run,
  from: readonly TokenId[],
  element: string,
): { readonly scope: ScopeId; readonly chain: readonly NodeIndex[] } {
  const first = from[0]
  if (first === undefined) return refuse('token_missing', { token: 0 })
  for (let scope = tokenOf(run, first).scope; ; scope = tokenOf(run, scope).scope) {
    const procedure = procedureOf(run, scope)
    const chain =
      scopeOf(run, scope).kind === 'multi' ? undefined : chainTo(run, scope, { procedure, element })
    if (chain !== undefined) return { scope, chain }
    if (scope === 0) return refuse('jump_target_missing', { element })
  }
}

/** The sub-processes from a scope down to an element inside it, ending with the element. */
export function chainTo(
  run: Run,
  scope: ScopeId,
  { procedure, element }: { readonly procedure: Procedure; readonly element: string },
): readonly NodeIndex[] | undefined {
  const index = procedure.nodes.findIndex((node) => node.id === element)
  const chain: NodeIndex[] = []
  for (let at = index; at >= 0; at = nodeAt(procedure, at).parent) {
    chain.unshift(at)
    if (holds(run, scope, nodeAt(procedure, at).parent)) return chain
  }
  return undefined
}

/** Cancels a token, and the sub-processes around it that are left empty, up to a scope that is entered again. */
function cancelUpTo(run: Run, id: TokenId, kept: ReadonlySet<ScopeId>): void {
  let at = id
  while (run.tokens[at] !== undefined) {
    const { scope } = tokenOf(run, at)
    cancelToken(run, at)
    if (scope === 0 || kept.has(scope) || tokensIn(run, scope).length > 0) return
    at = scope
  }
}

/** Enters sub-processes without running their start events, then puts the token on the element. */
export function enterChain(run: Run, scope: ScopeId, chain: readonly NodeIndex[]): void {
  const [node, ...rest] = chain
  if (node === undefined) return
  if (rest.length === 0) {
    sendToken(run, { node, scope })
    return
  }
  const open = tokensIn(run, scope).find(
    (id) => tokenOf(run, id).node === node && run.scopes[id]?.kind === 'sub',
  )
  enterChain(run, open ?? openWithoutStart(run, scope, node), rest)
}

function openWithoutStart(run: Run, scope: ScopeId, index: NodeIndex): ScopeId {
  const node = nodeAt(procedureOf(run, scope), index)
  if (node.kind !== 'sub' || node.loop?.kind === 'multi')
    return refuse('jump_target_missing', { element: node.id })
  const id = placeToken(run, { node: index, scope, waits: 'scope' })
  actClocks(run, id, { acts: node.clockActs, on: 'entered', completed: false })
  armBoundaries(run, id, node)
  run.scopes[id] = { kind: 'sub' }
  if (node.loop?.kind === 'standard') changeToken(run, id, { loop: 0 })
  if (isInterrupting(run, scope, index)) interruptScope(run, scope, id)
  prepareScope(run, id, node.scope)
  run.queue.push({ do: 'settle', scope: id })
  return id
}

/** True for an event sub-process whose start ends everything else in its scope, however it is entered. */
function isInterrupting(run: Run, scope: ScopeId, event: NodeIndex): boolean {
  return eventSubprocessesOf(run, scope).some((one) => one.event === event && one.start.interrupting)
}
