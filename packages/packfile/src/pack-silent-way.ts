import type { Node, NodeIndex, Procedure, Result } from '@duibiao/kernel'
import { isActivity } from '@duibiao/kernel'
import type { PackLogic } from './pack-logic.ts'

/** Where the way is looked for. */
type Ground = { readonly logic: PackLogic; readonly procedure: Procedure }

/**
 * A token on its way: `alone` when no work of people is left beside it, because it was cancelled or there was none, so
 * that the scope ends with the token.
 */
type Step = { readonly at: NodeIndex; readonly alone: boolean }

/**
 * The first end of the process that a token from the event `from` may reach without a user task; undefined when there
 * is none. With `cancelling` only a token counts that ended the work beside it: a branch that merely runs alongside
 * decides nothing. Branches that wait for each other are followed as if none waited.
 */
export function findSilentEnd(
  ground: Ground,
  from: NodeIndex,
  count: 'any' | 'cancelling',
): string | undefined {
  const first = ground.procedure.nodes[from]
  const seen = new Set<string>()
  const open: Step[] = [{ at: from, alone: first?.kind === 'catch' || isCancelling(first) }]
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const key = `${step.at} ${step.alone}`
    const node = ground.procedure.nodes[step.at]
    if (seen.has(key) || node === undefined || peopleIn(ground, node) === 'some') continue
    seen.add(key)
    const next = nextOf(ground.procedure, node, step)
    if (next !== 'end') open.push(...next)
    else if (step.alone || count === 'any' || isTerminating(node)) return node.id
  }
  return undefined
}

/**
 * True when people have something to do in the activity, or in the whole process for -1; what is inside `aside`, the
 * event sub-process asking, does not count.
 */
export function hasPeople(ground: Ground, scope: NodeIndex, aside: NodeIndex = -1): boolean {
  const { procedure } = ground
  return procedure.nodes.some(
    (node, index) =>
      peopleIn(ground, node) !== 'none' &&
      (scope === -1 || isWithin(procedure, index, scope)) &&
      (aside === -1 || !isWithin(procedure, index, aside)),
  )
}

function isWithin(procedure: Procedure, index: NodeIndex, scope: NodeIndex): boolean {
  for (let at = index; at >= 0; at = procedure.nodes[at]?.parent ?? -1) if (at === scope) return true
  return false
}

/** People have to do with a user task, and with a call of a process that has one; a process elsewhere is not known. */
function peopleIn({ logic }: Ground, node: Node): 'some' | 'none' | 'unknown' {
  if (!isActivity(node)) return 'none'
  if (node.kind === 'user') return 'some'
  if (node.kind !== 'call') return 'none'
  const called = node.called.element.evaluate({}).value
  const procedure = typeof called === 'string' ? logic.procedures.get(called) : undefined
  if (procedure === undefined) return 'unknown'
  return procedure.nodes.some(({ kind }) => kind === 'user') ? 'some' : 'none'
}

function isCancelling(node: Node | undefined): boolean {
  return (node?.kind === 'boundary' || node?.kind === 'start') && node.interrupting
}

function isTerminating(node: Node): boolean {
  return node.kind === 'end' && node.results.some(({ kind }) => kind === 'terminate')
}

function nextOf(procedure: Procedure, node: Node, step: Step): readonly Step[] | 'end' {
  const thrown = node.kind === 'end' || node.kind === 'throw' ? node.results : []
  const caught = thrown.flatMap((result) => handlersOf(procedure, node, result))
  const beyond = caught.map((at) => ({ at, alone: step.alone || isCancelling(procedure.nodes[at]) }))
  // A thrown error ends the branch where it is thrown.
  if (caught.length > 0 && thrown.some(({ kind }) => kind === 'error')) return beyond
  const along = [...alongOf(procedure, node), ...linksOf(thrown)]
  if (along.length > 0) return [...beyond, ...along.map((at) => ({ ...step, at }))]
  const alone = step.alone || isTerminating(node)
  const out = outOf(procedure, node, { ...step, alone })
  return out === 'end' ? out : [...beyond, ...out]
}

/** Along the flows; into a sub-process, which is left from its own ends; and to the handlers at the border of work. */
function alongOf(procedure: Procedure, node: Node): readonly NodeIndex[] {
  if (isActivity(node) && node.kind === 'sub' && node.scope.entries.length > 0) return node.scope.entries
  const flows = node.outgoing.flatMap((flow) => procedure.flows[flow]?.target ?? [])
  if (!isActivity(node)) return flows
  return [...flows, ...node.boundaries.filter((one) => !isCompensation(procedure.nodes[one]))]
}

function isCompensation(node: Node | undefined): boolean {
  return node?.kind === 'boundary' && node.triggers.some(({ kind }) => kind === 'compensation')
}

function linksOf(thrown: readonly Result[]): readonly NodeIndex[] {
  return thrown.flatMap((result) => (result.kind === 'link' ? [result.target] : []))
}

/** Out of the scopes whose end this is. A branch beside the work ends there, and the work goes on. */
function outOf(procedure: Procedure, node: Node, { at, alone }: Step): readonly Step[] | 'end' {
  if (node.parent === -1) return 'end'
  if (!alone) return []
  const parent = procedure.nodes[node.parent]
  if (parent === undefined) return []
  if (isEventSub(parent)) {
    const start = procedure.nodes.find((one) => one.kind === 'start' && one.parent === node.parent)
    // The end of an event sub-process that runs alongside ends nothing else.
    return isCancelling(start) ? outOf(procedure, parent, { at, alone }) : []
  }
  const flows = parent.outgoing.flatMap((flow) => procedure.flows[flow]?.target ?? [])
  return flows.length > 0
    ? flows.map((target) => ({ at: target, alone }))
    : outOf(procedure, parent, { at, alone })
}

function isEventSub(node: Node): boolean {
  return isActivity(node) && node.kind === 'sub' && node.variant === 'event'
}

/** The handlers of an error or escalation in the nearest scope around that has any. */
function handlersOf(procedure: Procedure, node: Node, result: Result): readonly NodeIndex[] {
  if (result.kind !== 'error' && result.kind !== 'escalation') return []
  for (let scope = node.parent; ; scope = procedure.nodes[scope]?.parent ?? -1) {
    const found = procedure.nodes.flatMap((one, index) =>
      isHandlerIn(procedure, one, scope) && catches(one, result) ? [index] : [],
    )
    if (found.length > 0 || scope === -1) return found
  }
}

/** A boundary event of the scope, or the start of an event sub-process in it. */
function isHandlerIn(procedure: Procedure, node: Node, scope: NodeIndex): boolean {
  if (node.kind === 'boundary') return node.attachedTo === scope
  const own = procedure.nodes[node.parent]
  return node.kind === 'start' && own !== undefined && isEventSub(own) && own.parent === scope
}

type Thrown = Extract<Result, { readonly kind: 'error' | 'escalation' }>

function catches(node: Node, thrown: Thrown): boolean {
  const triggers = node.kind === 'boundary' || node.kind === 'start' ? node.triggers : []
  return triggers.some(
    (trigger) =>
      (trigger.kind === 'error' || trigger.kind === 'escalation') &&
      trigger.kind === thrown.kind &&
      (trigger.code === undefined || trigger.code === thrown.code),
  )
}
