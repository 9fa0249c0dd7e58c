import { AppError, assert } from '@duibiao/base'
import type { ErrorCode, ErrorParams } from '@duibiao/base'
import { emptyState } from './matter.ts'
import type {
  MatterData,
  MatterState,
  Origin,
  Scope,
  ScopeId,
  Subscription,
  Timer,
  Token,
  TokenId,
  Clock,
} from './matter.ts'
import { isActivity } from './procedure.ts'
import type { Activity, Node, NodeIndex, Procedure } from './procedure.ts'
import type { Context, Effect, Fact } from './transition.ts'

/** What is still to be done before the transition ends. Steps are taken in order; none is taken twice. */
export type Step =
  | { readonly do: 'enter' | 'throw' | 'behave' | 'leave' | 'finish' | 'compensate'; readonly token: TokenId }
  | { readonly do: 'settle'; readonly scope: ScopeId }

type Writable<Value> = { -readonly [Key in keyof Value]: Value[Key] }
type Rows<Row> = { [id: string]: Row }

/**
 * One decision under way. The maps are shallow copies of the matter's and their rows are replaced, never changed,
 * so that the state before stays whole and the patch is found by comparing references.
 */
export type Run = {
  readonly context: Context
  readonly scopes: Rows<Scope>
  readonly tokens: Rows<Token>
  readonly timers: Rows<Timer>
  readonly subscriptions: Rows<Subscription>
  readonly clocks: Rows<Clock>
  readonly data: Writable<MatterData>
  readonly queue: Step[]
  /** Tokens at events that throw to others: they wait until everything else has reached its place. */
  readonly throwing: TokenId[]
  readonly facts: Fact[]
  readonly effects: Effect[]
  status: MatterState['status']
  next: number
  steps: number
  /** Variables were written since the conditions were last looked at. */
  touched: boolean
  /** The completion cannot be withdrawn (撤回): one signature of several, or work that went straight back (直达). */
  final: boolean
  /** The user task completed by this command: waiting tokens made now came from it. */
  origin?: Omit<Origin, 'made' | 'sent'>
}

/** Automatic steps one command may cause; a procedure that needs more turns in a circle without waiting. */
const stepLimit = 20_000

export function beginRun(state: MatterState | undefined, data: MatterData, context: Context): Run {
  const before = state ?? emptyState
  return {
    context,
    scopes: { ...before.scopes },
    tokens: { ...before.tokens },
    timers: { ...before.timers },
    subscriptions: { ...before.subscriptions },
    clocks: { ...before.clocks },
    data: { ...data },
    queue: [],
    throwing: [],
    facts: [],
    effects: [],
    status: before.status,
    next: before.next,
    steps: 0,
    touched: false,
    final: false,
  }
}

export function stateOf(run: Run): MatterState {
  const { status, next, scopes, tokens, timers, subscriptions, clocks } = run
  return { status, next, scopes, tokens, timers, subscriptions, clocks }
}

/** Ends the decision with a refusal; decide() turns it into a value. */
export function refuse(code: ErrorCode, params: ErrorParams = {}): never {
  throw new AppError(code, params)
}

/** Takes the next step off the queue; refuses when the procedure runs in a circle. */
export function nextStep(run: Run): Step | undefined {
  const thrower = run.queue.length === 0 ? run.throwing.shift() : undefined
  if (thrower !== undefined) run.queue.push({ do: 'throw', token: thrower })
  if (run.queue.length === 0) return undefined
  run.steps += 1
  if (run.steps > stepLimit) refuse('procedure_endless', { steps: stepLimit })
  return run.queue.shift()
}

export function scopeOf(run: Run, id: ScopeId): Scope {
  const scope = run.scopes[id]
  assert(scope !== undefined, `scope ${id} is not there`)
  return scope
}

export function tokenOf(run: Run, id: TokenId): Token {
  const token = run.tokens[id]
  assert(token !== undefined, `token ${id} is not there`)
  return token
}

/** The procedure a scope belongs to: its own, or that of the nearest scope outwards. */
export function procedureOf(run: Run, scope: ScopeId): Procedure {
  let at = scope
  for (;;) {
    const hash = scopeOf(run, at).procedure
    if (hash !== undefined) return run.context.procedure(hash)
    at = tokenOf(run, at).scope
  }
}

export function nodeAt(procedure: Procedure, index: NodeIndex): Node {
  const node = procedure.nodes[index]
  assert(node !== undefined, `procedure ${procedure.id} has no node ${index}`)
  return node
}

export function nodeOf(run: Run, id: TokenId): Node {
  const token = tokenOf(run, id)
  return nodeAt(procedureOf(run, token.scope), token.node)
}

export function activityOf(run: Run, id: TokenId): Activity {
  const node = nodeOf(run, id)
  assert(isActivity(node), `${node.id} is no activity`)
  return node
}

/** Puts a new token on a node. It stands still until a step moves it. */
export function placeToken(
  run: Run,
  token: Omit<Token, 'waits'> & { readonly waits?: Token['waits'] },
): TokenId {
  const id = run.next
  run.next += 1
  run.tokens[id] = { waits: 'moving', ...token }
  return id
}

/** Puts a new token on a node and has it enter. */
export function sendToken(run: Run, token: Omit<Token, 'waits'>): TokenId {
  const id = placeToken(run, token)
  run.queue.push({ do: 'enter', token: id })
  return id
}

export function changeToken(run: Run, id: TokenId, change: Partial<Token>): void {
  run.tokens[id] = { ...tokenOf(run, id), ...change }
}

/** Lets a token wait. Waiting tokens that came of a completed user task remember it, so that it can be withdrawn. */
export function waitToken(
  run: Run,
  id: TokenId,
  change: Partial<Token> & { readonly waits: Token['waits'] },
): void {
  const origin = run.origin === undefined ? undefined : { ...run.origin, made: 0 }
  const { via: _via, ...rest } = tokenOf(run, id)
  run.tokens[id] = {
    ...(change.waits === 'join' ? tokenOf(run, id) : rest),
    ...change,
    ...(origin && { origin }),
  }
}

export function changeScope(run: Run, id: ScopeId, change: Partial<Scope>): void {
  run.scopes[id] = { ...scopeOf(run, id), ...change }
}

/** Tokens directly inside a scope, in the order of creation. */
export function tokensIn(run: Run, scope: ScopeId): TokenId[] {
  const found: TokenId[] = []
  for (const id in run.tokens) if (run.tokens[id]?.scope === scope) found.push(Number(id))
  return found
}

/** Removes a token that has gone on or come to its end; what hangs on it must be gone already. */
export function removeToken(run: Run, id: TokenId): void {
  const { scope } = tokenOf(run, id)
  delete run.tokens[id]
  delete run.data[id]
  run.queue.push({ do: 'settle', scope })
}

/** Only a token that waits at a join needs to know the flow it came by. */
export function forgetVia(run: Run, id: TokenId): void {
  const { via: _via, ...rest } = tokenOf(run, id)
  run.tokens[id] = rest
}
