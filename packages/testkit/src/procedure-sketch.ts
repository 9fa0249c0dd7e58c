import { calendarFrom } from '@duibiao/base'
import type { Calendar } from '@duibiao/base'
import type {
  ClockAct,
  ClockModel,
  Expression,
  Node,
  Procedure,
  ScopeModel,
  Trigger,
  Value,
} from '@duibiao/kernel'

/** A node of a sketched procedure: its id and kind, and what is at issue; the rest is filled in. */
export type NodeSketch = {
  readonly id: string
  readonly kind: Node['kind']
  readonly [field: string]: unknown
}

/** An expression that always gives the same value. */
export function literal(value: Value): Expression {
  return { text: JSON.stringify(value), evaluate: () => ({ value, warnings: [] }) }
}

/** An expression that reads a variable; null when there is none. */
export function variable(name: string): Expression {
  return { text: name, evaluate: (variables) => ({ value: variables[name] ?? null, warnings: [] }) }
}

/** A timer trigger with an ISO 8601 text. */
export function timerOf(form: 'date' | 'duration' | 'cycle', text: string): Trigger {
  return { kind: 'timer', form, expression: literal(text) }
}

/** A message or signal, to catch or to throw. */
export function eventOf(kind: 'message' | 'signal', name: string): Trigger {
  return { kind, name: literal(name) }
}

/** A flat procedure from its nodes and its flows (`a>b`). Its hash is `hash of <id>`; its starts are found by their triggers. */
export function sketchProcedure(
  id: string,
  nodes: readonly NodeSketch[],
  flows: readonly string[] = [],
): Procedure {
  const built = flows.map((flow) => {
    const [from, to] = flow.split('>')
    return { id: flow, source: indexOf(nodes, from), target: indexOf(nodes, to) }
  })
  const full = nodes.map((node, index) => {
    const rest = {
      name: node.id,
      parent: -1,
      incoming: built.flatMap((flow, at) => (flow.target === index ? [at] : [])),
      outgoing: built.flatMap((flow, at) => (flow.source === index ? [at] : [])),
      boundaries: nodes.flatMap((other, at) => (other['attachedTo'] === index ? [at] : [])),
      triggers: [],
      results: [],
      interrupting: true,
      parallel: false,
    }
    // A sketch names any field of any kind of node: only the test knows whether they belong together.
    return { ...rest, ...node } as unknown as Node
  })
  const starts = full.flatMap((node, index) => (node.kind === 'start' ? [{ node, index }] : []))
  const scope: ScopeModel = {
    entries: starts.filter(({ node }) => node.triggers.length === 0).map(({ index }) => index),
    triggeredStarts: starts.filter(({ node }) => node.triggers.length > 0).map(({ index }) => index),
    eventSubprocesses: [],
    declared: [],
  }
  return { id, name: id, hash: `hash of ${id}`, nodes: full, flows: built, scope, clocks: [] }
}

/** start → the nodes given, in a row → end. */
export function sketchRow(id: string, ...nodes: readonly NodeSketch[]): Procedure {
  const all: readonly NodeSketch[] = [{ id: 'start', kind: 'start' }, ...nodes, { id: 'end', kind: 'end' }]
  const flows = all.slice(1).map((node, index) => `${all[index]?.id ?? ''}>${node.id}`)
  return sketchProcedure(id, all, flows)
}

/** start → a catching event `wait` → end. */
export function sketchWaiter(id: string, trigger: Trigger): Procedure {
  return sketchRow(id, { id: 'wait', kind: 'catch', triggers: [trigger] })
}

/** Started by an event → user task `task` → end. */
export function sketchStarter(id: string, trigger: Trigger): Procedure {
  return sketchProcedure(
    id,
    [
      { id: 'start', kind: 'start', triggers: [trigger] },
      { id: 'task', kind: 'user' },
      { id: 'end', kind: 'end' },
    ],
    ['start>task', 'task>end'],
  )
}

/** A clock named by its key: three working days, internal, a breach at the end. */
export function sketchClock(key: string, change: Partial<ClockModel> = {}): ClockModel {
  return {
    key,
    name: key,
    kind: 'internal',
    unit: 'working_day',
    amount: literal(3),
    calendar: 'cn',
    consequence: { kind: 'breach' },
    warnAt: [],
    again: 'restart',
    extensionsMax: 0,
    ...change,
  }
}

/** The clock of that position runs while the element or process is at work. */
export function whileAtWork(clock = 0): readonly ClockAct[] {
  return [
    { on: 'entered', act: 'start', clock },
    { on: 'left', act: 'stop', clock },
  ]
}

/** A calendar without notices or closures. */
export function plainCalendar(id = 'plain'): Calendar {
  return calendarFrom([], { id })
}

function indexOf(nodes: readonly NodeSketch[], name: string | undefined): number {
  const index = nodes.findIndex((node) => node.id === name)
  if (index < 0) throw new Error(`the sketch has no node ${name}`)
  return index
}
