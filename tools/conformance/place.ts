import { procedureOfScope } from '@duibiao/kernel'
import type {
  FindProcedure,
  MatterState,
  Node,
  NodeIndex,
  Procedure,
  ScopeId,
  TokenId,
} from '@duibiao/kernel'

/** Finds tokens of a state by the BPMN ids that scenarios speak of. */

function nodeOfToken(state: MatterState, token: TokenId, find: FindProcedure): Node | undefined {
  const held = state.tokens[token]
  return held && find(procedureOfScope(state, held.scope)).nodes[held.node]
}

/** Tokens at an element, in the order of creation; instances of a multi-instance activity stand after the activity itself. */
export function tokensAt(state: MatterState, element: string, find: FindProcedure): readonly TokenId[] {
  return tokensOf(state).filter((token) => nodeOfToken(state, token, find)?.id === element)
}

/** True for one instance of a multi-instance activity. */
export function isInstance(state: MatterState, token: TokenId): boolean {
  const scope = state.tokens[token]?.scope
  return scope !== undefined && state.scopes[scope]?.kind === 'multi'
}

/** Tokens of multi-instance activities as a whole. */
export function containersAt(state: MatterState, element: string, find: FindProcedure): readonly TokenId[] {
  return tokensAt(state, element, find).filter((token) => state.scopes[token]?.kind === 'multi')
}

/** An activity of an open ad-hoc sub-process, where it can be started. */
export function findAdHoc(
  state: MatterState,
  activity: string,
  find: FindProcedure,
): { readonly scope: ScopeId; readonly node: NodeIndex } | undefined {
  for (const scope of tokensOf(state)) {
    const node = nodeOfToken(state, scope, find)
    if (node?.kind !== 'sub' || node.variant !== 'ad_hoc' || state.scopes[scope]?.kind !== 'sub') continue
    const procedure = find(procedureOfScope(state, scope))
    const parent = state.tokens[scope]?.node
    const index = procedure.nodes.findIndex((inner) => inner.id === activity && inner.parent === parent)
    if (index >= 0) return { scope, node: index }
  }
  return undefined
}

/** The node of that id in the procedure of a token, or further out in those that called it. */
export function findTarget(
  state: MatterState,
  { token, element }: { readonly token: TokenId; readonly element: string },
  find: FindProcedure,
): { readonly node: Node; readonly procedure: Procedure } | undefined {
  for (let scope = state.tokens[token]?.scope; scope !== undefined; scope = state.tokens[scope]?.scope) {
    const procedure = find(procedureOfScope(state, scope))
    const node = procedure.nodes.find((one) => one.id === element)
    if (node !== undefined) return { node, procedure }
  }
  return undefined
}

/** The innermost scope around a token in which a target lies, directly or in sub-processes still to be entered. */
export function commonScope(
  state: MatterState,
  {
    token,
    target,
  }: { readonly token: TokenId; readonly target: { readonly node: Node; readonly procedure: Procedure } },
): ScopeId {
  const around = parentsOf(target)
  for (let scope = scopeAround(state, token); scope !== 0; scope = scopeAround(state, scope)) {
    if (procedureOfScope(state, scope) !== target.procedure.hash) continue
    const kind = state.scopes[scope]?.kind
    if (kind === 'call' || (kind === 'sub' && around.has(state.tokens[scope]?.node ?? -1))) return scope
  }
  return 0
}

function scopeAround(state: MatterState, token: TokenId): ScopeId {
  return state.tokens[token]?.scope ?? 0
}

function parentsOf({
  node,
  procedure,
}: {
  readonly node: Node
  readonly procedure: Procedure
}): ReadonlySet<NodeIndex> {
  const around = new Set<NodeIndex>()
  for (
    let at: NodeIndex | undefined = node.parent;
    at !== undefined && at >= 0;
    at = procedure.nodes[at]?.parent
  )
    around.add(at)
  return around
}

function tokensOf(state: MatterState): readonly TokenId[] {
  return Object.keys(state.tokens)
    .map(Number)
    .sort((left, right) => left - right)
}
