import { actClocks } from './clock.ts'
import type { Command, StartBy } from './command.ts'
import type { Expression } from './expression.ts'
import type { Node, NodeIndex, Procedure } from './procedure.ts'
import { nodeAt, placeToken, refuse, sendToken } from './run.ts'
import type { Run } from './run.ts'
import { enterStarts, prepareScope } from './scope.ts'
import { setLocal } from './variable.ts'

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
  startAt(run, procedure, findStart(procedure, command.by))
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
  return node.triggers.some(
    (trigger) => trigger.kind === by.kind && 'name' in trigger && isNamed(trigger.name, by.name),
  )
}

function isNamed(expression: Expression | string, name: string): boolean {
  return typeof expression === 'string' ? expression === name : expression.evaluate({}).value === name
}

function startAt(run: Run, procedure: Procedure, { index, gateway }: StartPlace): void {
  const node = nodeAt(procedure, index)
  if (node.kind === 'start') sendToken(run, { node: index, scope: 0 })
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
