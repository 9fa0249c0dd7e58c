import { isActivity, isEnded } from '@duibiao/kernel'
import type { Clock, MatterState, Node, Procedure, Token } from '@duibiao/kernel'

/**
 * What is wrong with a matter at rest, in words; empty when nothing is. For block-structured procedures without call
 * activities (see `procedureOf`): no token is doubled, none stands in a scope that is gone, every activity at work has
 * the timers of its boundary events and its own clock, no clock runs for what is not at work, and nobody waits for a
 * signer who is not there.
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
    ...clockBreaks(procedure, state),
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

/** A clock that counts has one timer and stands for something at work; what is at work and has a clock has it going. */
function clockBreaks(procedure: Procedure, state: MatterState): readonly string[] {
  if (isEnded(state))
    return Object.entries(state.clocks).flatMap(([id, clock]) =>
      clock.status === 'stopped' ? [] : [`clock ${id} goes on`],
    )
  const going = clocksAtWork(procedure, state)
  return [
    ...Object.entries(state.clocks).flatMap(([id, clock]) =>
      breaksOfClock(state, { id, clock, isAtWork: going.has(id) }),
    ),
    ...[...going].flatMap((id) => (isGoing(state.clocks[id]) ? [] : [`clock ${id} was lost`])),
  ]
}

function isGoing(clock: Clock | undefined): boolean {
  return clock !== undefined && clock.status !== 'stopped'
}

function breaksOfClock(
  state: MatterState,
  { id, clock, isAtWork }: { readonly id: string; readonly clock: Clock; readonly isAtWork: boolean },
): readonly string[] {
  const timers = Object.values(state.timers).filter(
    (timer) => timer.kind === 'clock' && timer.clock === id,
  ).length
  const counts = clock.status === 'running' && clock.breachedAt === undefined
  const found: string[] = []
  if (timers !== (counts ? 1 : 0)) found.push(`clock ${id} (${clock.status}) has ${timers} timers`)
  if (clock.owner !== 0 && state.tokens[clock.owner] === undefined) found.push(`clock ${id} has no owner`)
  if (!isAtWork && isGoing(clock)) found.push(`clock ${id} goes on for nothing`)
  if (counts && state.status === 'suspended') found.push(`clock ${id} counts in a suspended matter`)
  return found
}

/** The clocks that must be going: the matter's, and one for each activity at work that has its own. */
function clocksAtWork(procedure: Procedure, state: MatterState): ReadonlySet<string> {
  const going = new Set(startedBy(procedure, procedure.clockActs).map((key) => key))
  for (const [id, token] of Object.entries(state.tokens)) {
    const node = procedure.nodes[token.node]
    if (
      node === undefined ||
      !isActivity(node) ||
      token.task?.extra !== undefined ||
      isInstance(state, token)
    )
      continue
    const owner = instanceAround(state, Number(id))
    for (const key of startedBy(procedure, node.clockActs)) going.add(owner === 0 ? key : `${key}@${owner}`)
  }
  return going
}

function startedBy(procedure: Procedure, acts: Procedure['clockActs']): readonly string[] {
  return (acts ?? []).flatMap((act) => {
    const model = procedure.clocks[act.clock]
    return act.act === 'start' && model !== undefined ? [model.key] : []
  })
}

/** The instance of a multi-instance activity that a token lies in; 0 when it lies in none. */
function instanceAround(state: MatterState, id: number): number {
  for (let at = id; at !== 0; at = state.tokens[at]?.scope ?? 0) {
    const token = state.tokens[at]
    if (token !== undefined && isInstance(state, token)) return at
  }
  return 0
}
