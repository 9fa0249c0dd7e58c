import { isActivity } from '@duibiao/kernel'
import type { MatterState, Node, Procedure, Token } from '@duibiao/kernel'

/**
 * What is wrong with a matter at rest, in words; empty when nothing is. For block-structured procedures without call
 * activities (see `procedureOf`): no token is doubled, none stands in a scope that is gone, every activity at work has
 * the timers of its boundary events, and nobody waits for a signer who is not there.
 */
export function findBreaks(procedure: Procedure, state: MatterState): readonly string[] {
  const tokens = Object.entries(state.tokens)
  return [
    ...tokens.flatMap(([id, token]) => breaksOfToken(state, id, token)),
    ...doubledPlaces(procedure, state).map((place) => `tokens are doubled at ${place}`),
    ...Object.keys(state.scopes).flatMap((id) =>
      id === '0' || state.tokens[id] ? [] : [`scope ${id} has no owner`],
    ),
    ...timerBreaks(procedure, state),
  ]
}

function breaksOfToken(state: MatterState, id: string, token: Token): readonly string[] {
  const found: string[] = []
  if (token.waits === 'moving') found.push(`token ${id} does not stand still`)
  if (state.scopes[token.scope] === undefined)
    found.push(`token ${id} stands in scope ${token.scope}, which is gone`)
  const signsFor = token.task?.extra?.of
  if (signsFor !== undefined && state.tokens[signsFor] === undefined)
    found.push(`task ${id} signs for a task that is gone`)
  const signers = Object.values(state.tokens).filter((other) => other.task?.extra?.of === Number(id))
  if (token.waits === 'signers' && signers.length === 0) found.push(`task ${id} waits for nobody`)
  return found
}

/** Block-structured procedures are safe nets: two tokens on one element of one scope are one too many. */
function doubledPlaces(procedure: Procedure, state: MatterState): readonly string[] {
  const counts = new Map<string, number>()
  for (const token of Object.values(state.tokens)) {
    const isOneOfMany = token.waits === 'join' || token.task?.extra !== undefined || isInstance(state, token)
    if (isOneOfMany || isAside(procedure, token.node)) continue
    const place = `${token.scope}/${token.node}`
    counts.set(place, (counts.get(place) ?? 0) + 1)
  }
  return [...counts].flatMap(([place, count]) => (count > 1 ? [place] : []))
}

/** What a non-interrupting boundary event made runs beside the block and may stand there more than once. */
function isAside(procedure: Procedure, index: number): boolean {
  const incoming = procedure.nodes[index]?.incoming ?? []
  return incoming.some((flow) => {
    const source = procedure.nodes[procedure.flows[flow]?.source ?? -1]
    return source?.kind === 'boundary' && !source.interrupting
  })
}

/** Interrupting boundary timers stand exactly once while their activity works, others at most once; none is an orphan. */
function timerBreaks(procedure: Procedure, state: MatterState): readonly string[] {
  const armed = new Map<string, number>()
  const found: string[] = []
  for (const [id, timer] of Object.entries(state.timers)) {
    if (timer.kind !== 'event') continue
    if (state.tokens[timer.owner] === undefined) found.push(`timer ${id} has no owner`)
    const event = `${timer.owner}/${timer.node}`
    armed.set(event, (armed.get(event) ?? 0) + 1)
  }
  for (const [event, count] of armed) if (count > 1) found.push(`timers are doubled at ${event}`)
  for (const [id, token] of Object.entries(state.tokens)) {
    for (const index of interruptingBoundaries(procedure, state, token)) {
      if (armed.get(`${id}/${index}`) === undefined)
        found.push(`token ${id} has lost the timer of boundary event ${index}`)
    }
  }
  return found
}

function interruptingBoundaries(procedure: Procedure, state: MatterState, token: Token): readonly number[] {
  const node: Node | undefined = procedure.nodes[token.node]
  if (node === undefined || !isActivity(node) || token.task?.extra !== undefined || isInstance(state, token))
    return []
  return node.boundaries.filter((index) => {
    const boundary = procedure.nodes[index]
    return boundary?.kind === 'boundary' && boundary.interrupting
  })
}

function isInstance(state: MatterState, token: Token): boolean {
  return state.scopes[token.scope]?.kind === 'multi'
}
