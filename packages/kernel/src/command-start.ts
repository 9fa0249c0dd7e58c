import { actClocks } from './clock.ts'
import type { Command, StartBy } from './command.ts'
import type { Expression } from './expression.ts'
import type { Subscription, Timer } from './matter.ts'
import type { Node, NodeIndex, Procedure, Trigger } from './procedure.ts'
import { nodeAt, placeToken, refuse, sendToken } from './run.ts'
import type { Run } from './run.ts'
import { enterStarts, prepareScope } from './scope.ts'
import { setLocal } from './variable.ts'
import { armNode, fireEvent } from './wait.ts'

/** A matter begins: its variables, its event sub-processes and clocks, then its start event. */
export function startMatter(run: Run, command: Extract<Command, { kind: 'start' }>): void {
  const procedure = run.context.procedure(command.procedure)
  run.scopes[0] = { kind: 'process', procedure: procedure.hash }
  setLocal(run, 0, command.variables ?? {})
  prepareScope(run, 0, procedure.scope)
  actClocks(run, 0, { acts: procedure.clockActs, on: 'entered', completed: false })
  if (command.by === undefined) {
    if (procedure.scope.entries.length === 0) refuse('start_missing', { procedure: procedure.id })
    enterStarts(run, 0, procedure.scope.entries)
    return
  }
  const { by } = command
  startAt(run, procedure, { ...findStart(procedure, by), by })
}

/** Where an event starts the procedure: its start event, or the event that came first behind an event-based gateway. */
type StartPlace = { readonly index: NodeIndex; readonly gateway?: Extract<Node, { kind: 'event_based' }> }

function findStart(procedure: Procedure, by: StartBy): StartPlace {
  if (by.kind === 'node') return { index: by.node }
  for (const index of procedure.scope.triggeredStarts) {
    const node = nodeAt(procedure, index)
    if (catches(node, by)) return { index }
    if (node.kind !== 'event_based') continue
    const target = targetsOf(procedure, node).find((candidate) => catches(nodeAt(procedure, candidate), by))
    if (target !== undefined) return { index: target, gateway: node }
  }
  return refuse('start_missing', { procedure: procedure.id })
}

function targetsOf(
  procedure: Procedure,
  gateway: Extract<Node, { kind: 'event_based' }>,
): readonly NodeIndex[] {
  return gateway.outgoing.map((flow) => procedure.flows[flow]?.target ?? -1)
}

function catches(node: Node, by: Extract<StartBy, { kind: 'message' | 'signal' }>): boolean {
  if (node.kind === 'receive') return by.kind === 'message' && node.message === by.name
  if (node.kind !== 'start' && node.kind !== 'catch') return false
  return node.triggers.some((trigger) => isMeant(trigger, by))
}

function isNamed(expression: Expression | string, name: string): boolean {
  return typeof expression === 'string' ? expression === name : expression.evaluate({}).value === name
}

type Started = StartPlace & { readonly by: StartBy }

/**
 * A start that needs several events (parallelMultiple) begins the matter with the first, like a parallel event-based
 * gateway, and waits for the rest.
 */
function enterStart(
  run: Run,
  index: NodeIndex,
  { node, by }: { readonly node: Extract<Node, { kind: 'start' }>; readonly by: StartBy },
): void {
  if (!node.parallel || node.triggers.length <= 1) {
    sendToken(run, { node: index, scope: 0 })
    return
  }
  const owner = placeToken(run, { node: index, scope: 0, waits: 'event' })
  const came = node.triggers.findIndex((trigger) => isMeant(trigger, by))
  armNode(run, { owner, node: index }, node.triggers)
  for (const rows of [run.timers, run.subscriptions])
    for (const id in rows) if (isOf(rows[id], owner, came)) delete rows[id]
  fireEvent(run, { owner, node: index, trigger: came })
}

function isMeant(trigger: Trigger, by: StartBy): boolean {
  if (by.kind === 'node') return trigger.kind === 'timer'
  return trigger.kind === by.kind && 'name' in trigger && isNamed(trigger.name, by.name)
}

function isOf(row: Timer | Subscription | undefined, owner: number, trigger: number): boolean {
  return row !== undefined && row.kind !== 'clock' && row.owner === owner && (row.trigger ?? 0) === trigger
}

function startAt(run: Run, procedure: Procedure, { index, gateway, by }: Started): void {
  const node = nodeAt(procedure, index)
  if (node.kind === 'start') enterStart(run, index, { node, by })
  else
    run.queue.push({
      do: node.kind === 'receive' ? 'finish' : 'leave',
      token: placeToken(run, { node: index, scope: 0 }),
    })
  // A parallel event-based gateway that instantiates waits for the rest of its events too (BPMN 2.0.2, 10.6.6).
  if (gateway?.parallel !== true) return
  for (const other of targetsOf(procedure, gateway))
    if (other !== index) sendToken(run, { node: other, scope: 0 })
}
