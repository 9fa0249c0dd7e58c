import type { ClockModel, Expression, Flow, Loop, Node, NodeIndex, Procedure } from '@duibiao/kernel'
import { literal, sketchClock, timerOf, whileAtWork } from './procedure-sketch.ts'

/** A block-structured procedure in a few words: everything else is filled in by `procedureOf`. */
export type Block =
  | { readonly kind: 'task'; readonly timer?: 'interrupting' | 'not_interrupting' }
  | { readonly kind: 'sequence' | 'parallel' | 'exclusive' | 'inclusive'; readonly blocks: readonly Block[] }
  | { readonly kind: 'sub' | 'rounds'; readonly block: Block }
  | { readonly kind: 'many'; readonly sequential: boolean; readonly count: number; readonly block?: Block }

type Draft = {
  /** The sub-process being filled, -1 for the process. */
  readonly parent: NodeIndex
  readonly clocks: ClockModel[]
  readonly nodes: Record<string, unknown>[]
  readonly flows: { source: number; target: number; condition?: Expression }[]
}
type Ends = { readonly first: NodeIndex; readonly last: NodeIndex }

/** Reads a boolean variable; absent is false. */
function variable(name: string): Expression {
  return { text: name, evaluate: (variables) => ({ value: variables[name] === true, warnings: [] }) }
}

const everyOperation = [
  'return',
  'withdraw',
  'addSigner',
  'removeSigner',
  'transfer',
  'delegate',
  'claim',
  'urge',
  'copy',
  'jump',
  'suspend',
]

/**
 * The procedure of a block. Exclusive and inclusive branches are open when the variable `<gateway>_<n>` is true, the
 * last branch is the default; `rounds` repeats while `<gateway>_again` is true. Every task allows every operation, and the
 * matter, every task and every sub-process have a clock that runs while they are at work.
 */
export function procedureOf(block: Block, id = 'generated'): Procedure {
  const draft: Draft = { parent: -1, clocks: [clockOn('matter', 0)], nodes: [], flows: [] }
  const start = addNode(draft, 'start', { triggers: [], parallel: false, interrupting: true })
  const inner = addBlock(draft, block)
  const end = addNode(draft, 'end', { results: [] })
  connect(draft, [start, inner.first])
  connect(draft, [inner.last, end])
  return finish(draft, id, start)
}

function finish(draft: Draft, id: string, start: NodeIndex): Procedure {
  const flows: Flow[] = draft.flows.map((flow, index) => ({ id: `f${index}`, ...flow }))
  const nodes = draft.nodes.map((node, index) => ({
    ...node,
    incoming: flows.flatMap((flow, at) => (flow.target === index ? [at] : [])),
    outgoing: flows.flatMap((flow, at) => (flow.source === index ? [at] : [])),
    boundaries: draft.nodes.flatMap((other, at) => (other['attachedTo'] === index ? [at] : [])),
  })) as unknown as Node[]
  return {
    id,
    name: id,
    hash: `hash of ${id}`,
    nodes,
    flows,
    scope: scopeFrom(start),
    clocks: draft.clocks,
    clockActs: whileAtWork(0),
  }
}

function scopeFrom(start: NodeIndex): Procedure['scope'] {
  return { entries: [start], triggeredStarts: [], eventSubprocesses: [], declared: [] }
}

function addNode(draft: Draft, kind: Node['kind'], rest: object = {}): NodeIndex {
  const index = draft.nodes.length
  draft.nodes.push({ kind, id: `${kind}${index}`, name: `${kind}${index}`, parent: draft.parent, ...rest })
  return index
}

/** An element with a clock of its own, which runs while the element is at work. */
function addTimed(draft: Draft, kind: Node['kind'], rest: object): NodeIndex {
  const clock = draft.clocks.push(clockOn(`on ${draft.nodes.length}`, draft.clocks.length)) - 1
  return addNode(draft, kind, { ...rest, clockActs: whileAtWork(clock) })
}

/** Three working days; every other clock goes on with what is left when its element begins again. */
function clockOn(key: string, index: number): ClockModel {
  const warnAt = index % 3 === 0 ? ['50%', '80%'] : []
  const again = index % 2 === 0 ? 'restart' : 'continue'
  return sketchClock(key, { warnAt, again, extensionsMax: 2 })
}

function connect(
  draft: Draft,
  [source, target]: readonly [NodeIndex, NodeIndex],
  condition?: Expression,
): number {
  draft.flows.push({ source, target, ...(condition && { condition }) })
  return draft.flows.length - 1
}

function addBlock(draft: Draft, block: Block): Ends {
  switch (block.kind) {
    case 'task':
      return addTask(draft, block)
    case 'sequence':
      return addSequence(draft, block.blocks)
    case 'parallel':
    case 'exclusive':
    case 'inclusive':
      return addSplit(draft, { kind: block.kind, blocks: block.blocks })
    case 'sub':
      return addSub(draft, block.block)
    case 'rounds':
      return addRounds(draft, block.block)
    case 'many': {
      const loop = manyOf(block.count, block.sequential)
      return block.block === undefined
        ? addTask(draft, { kind: 'task' }, loop)
        : addSub(draft, block.block, loop)
    }
  }
}

function manyOf(count: number, sequential: boolean): Loop {
  return { kind: 'multi', sequential, cardinality: literal(count), behavior: 'all', complex: [] }
}

const allowed = {
  operations: { allow: everyOperation, returnTargets: ['any', 'first', 'previous'], resubmit: 'continue' },
}

function addTask(draft: Draft, block: Extract<Block, { kind: 'task' }>, loop?: Loop): Ends {
  const task = addTimed(draft, 'user', { ...allowed, ...(loop && { loop }) })
  if (block.timer === undefined) return { first: task, last: task }
  const trigger = timerOf('duration', 'PT72H')
  const interrupting = block.timer === 'interrupting'
  const boundary = addNode(draft, 'boundary', {
    attachedTo: task,
    interrupting,
    parallel: false,
    triggers: [trigger],
  })
  const late = addNode(draft, 'user', allowed)
  connect(draft, [boundary, late])
  if (!interrupting) {
    connect(draft, [late, addNode(draft, 'end', { results: [] })])
    return { first: task, last: task }
  }
  const merge = addNode(draft, 'exclusive')
  connect(draft, [task, merge])
  connect(draft, [late, merge])
  return { first: task, last: merge }
}

function addSequence(draft: Draft, blocks: readonly Block[]): Ends {
  const ends = blocks.map((block) => addBlock(draft, block))
  ends.slice(1).forEach((next, index) => connect(draft, [ends[index]?.last ?? 0, next.first]))
  return { first: ends[0]?.first ?? 0, last: ends.at(-1)?.last ?? 0 }
}

function addSplit(
  draft: Draft,
  {
    kind,
    blocks,
  }: { readonly kind: 'parallel' | 'exclusive' | 'inclusive'; readonly blocks: readonly Block[] },
): Ends {
  const split = addNode(draft, kind)
  const inner = blocks.map((block) => addBlock(draft, block))
  const join = addNode(draft, kind)
  inner.forEach(({ first, last }, index) => {
    const isDefault = index === inner.length - 1
    const flow = connect(
      draft,
      [split, first],
      kind === 'parallel' || isDefault ? undefined : variable(`${kind}${split}_${index}`),
    )
    if (kind !== 'parallel' && isDefault) Object.assign(draft.nodes[split] ?? {}, { defaultFlow: flow })
    connect(draft, [last, join])
  })
  return { first: split, last: join }
}

function addSub(draft: Draft, block: Block, loop?: Loop): Ends {
  const sub = addTimed(draft, 'sub', { variant: 'embedded', ...(loop && { loop }) })
  const inside: Draft = { ...draft, parent: sub }
  const start = addNode(inside, 'start', { triggers: [], parallel: false, interrupting: true })
  const inner = addBlock(inside, block)
  const end = addNode(inside, 'end', { results: [] })
  connect(draft, [start, inner.first])
  connect(draft, [inner.last, end])
  Object.assign(draft.nodes[sub] ?? {}, { scope: scopeFrom(start) })
  return { first: sub, last: sub }
}

function addRounds(draft: Draft, block: Block): Ends {
  const merge = addNode(draft, 'exclusive')
  const inner = addBlock(draft, block)
  const split = addNode(draft, 'exclusive')
  const out = addNode(draft, 'task')
  connect(draft, [merge, inner.first])
  connect(draft, [inner.last, split])
  connect(draft, [split, merge], variable(`exclusive${split}_again`))
  Object.assign(draft.nodes[split] ?? {}, { defaultFlow: connect(draft, [split, out]) })
  return { first: merge, last: out }
}

/** The same procedure with its elements and flows in the opposite order: another version of it, for migrations. */
export function turnedAround(procedure: Procedure): Procedure {
  const lastNode = procedure.nodes.length - 1
  const lastFlow = procedure.flows.length - 1
  function turnFlows(flows: readonly number[]): number[] {
    return flows.map((flow) => lastFlow - flow)
  }
  function turnNodes(nodes: readonly number[]): number[] {
    return nodes.map((node) => lastNode - node)
  }
  function turnScope(scope: Procedure['scope']): Procedure['scope'] {
    return { ...scope, entries: turnNodes(scope.entries) }
  }
  const nodes = procedure.nodes.map((node) => ({
    ...node,
    parent: node.parent === -1 ? -1 : lastNode - node.parent,
    incoming: turnFlows(node.incoming),
    outgoing: turnFlows(node.outgoing),
    ...(node.defaultFlow !== undefined && { defaultFlow: lastFlow - node.defaultFlow }),
    ...('boundaries' in node && { boundaries: turnNodes(node.boundaries) }),
    ...(node.kind === 'boundary' && { attachedTo: lastNode - node.attachedTo }),
    ...(node.kind === 'sub' && { scope: turnScope(node.scope) }),
  }))
  return {
    ...procedure,
    hash: `${procedure.hash} turned around`,
    nodes: nodes.toReversed(),
    flows: procedure.flows
      .map((flow) => ({ ...flow, source: lastNode - flow.source, target: lastNode - flow.target }))
      .toReversed(),
    scope: turnScope(procedure.scope),
  }
}
