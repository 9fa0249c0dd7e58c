import type { Activity, Node, NodeIndex, Procedure, Result } from '@duibiao/kernel'
import { isActivity } from '@duibiao/kernel'

/**
 * A token on its way: `alone` when no work is left beside it, because it was cancelled, is done or was never there, so
 * that the scope ends with the token.
 */
export type Step = { readonly at: NodeIndex; readonly alone: boolean }

/** A search for an end of the process. */
export type Search = {
  readonly procedure: Procedure
  readonly from: Step
  /** Where the way ends because somebody is asked. */
  readonly isBarred: (node: Node) => boolean
  /** Whether a token that came beside other work counts at an end; one that is alone does, or one that ends the others. */
  readonly beside: boolean
  /** The handlers at the border of an activity, and inside it, that the way may take. */
  readonly handlers: (activity: Activity) => readonly NodeIndex[]
}

/**
 * The id of the first end of the process that the search finds; undefined when there is none. The way follows flows, links,
 * errors, escalations and cancellations to their handlers, into sub-processes and out of them at their own ends. Branches
 * that wait for each other are followed as if none waited.
 */
export function findEnd(search: Search): string | undefined {
  const { procedure } = search
  const seen = new Set<string>()
  const open: Step[] = [search.from]
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const key = `${step.at} ${step.alone}`
    const node = procedure.nodes[step.at]
    if (seen.has(key) || node === undefined || search.isBarred(node)) continue
    seen.add(key)
    const next = nextOf(search, node, step)
    if (next !== 'end') open.push(...next)
    else if (step.alone || search.beside || isTerminating(node)) return node.id
  }
  return undefined
}

/** True for an event that ends the work it lies on, or the start of an event sub-process that ends what runs beside it. */
export function isCancelling(node: Node | undefined): boolean {
  return (node?.kind === 'boundary' || node?.kind === 'start') && node.interrupting
}

/** True for a boundary event that only undoes work. */
export function isCompensation(node: Node | undefined): boolean {
  return node?.kind === 'boundary' && node.triggers.some(({ kind }) => kind === 'compensation')
}

/** True for a sub-process that an event starts. */
export function isEventSub(node: Node | undefined): boolean {
  return node !== undefined && isActivity(node) && node.kind === 'sub' && node.variant === 'event'
}

function isTerminating(node: Node): boolean {
  return node.kind === 'end' && node.results.some(({ kind }) => kind === 'terminate')
}

function nextOf(search: Search, node: Node, step: Step): readonly Step[] | 'end' {
  const { procedure } = search
  const thrown = node.kind === 'end' || node.kind === 'throw' ? node.results : []
  const caught = thrown.flatMap((result) => catchersOf(procedure, node, result))
  const beyond = caught.map((at) => ({ at, alone: step.alone || isCancelling(procedure.nodes[at]) }))
  // A thrown error or cancellation ends the branch where it is thrown.
  if (caught.length > 0 && thrown.some(({ kind }) => kind === 'error' || kind === 'cancel')) return beyond
  const handled = (isActivity(node) ? search.handlers(node) : []).map((at) => ({
    at,
    alone: step.alone && isCancelling(procedure.nodes[at]),
  }))
  const along = [...alongOf(procedure, node), ...linksOf(thrown)].map((at) => ({ ...step, at }))
  if (along.length > 0) return [...beyond, ...handled, ...along]
  const alone = step.alone || isTerminating(node)
  const out = outOf(search, node, { ...step, alone })
  // An activity that ends the process may still be left by its handlers, but the end is found already.
  return out === 'end' ? out : [...beyond, ...handled, ...out]
}

/** Along the flows, or into a sub-process, which is left from its own ends. */
function alongOf(procedure: Procedure, node: Node): readonly NodeIndex[] {
  if (isActivity(node) && node.kind === 'sub' && node.scope.entries.length > 0) return node.scope.entries
  return targetsOf(procedure, node)
}

function targetsOf(procedure: Procedure, node: Node): readonly NodeIndex[] {
  return node.outgoing.flatMap((flow) => procedure.flows[flow]?.target ?? [])
}

function linksOf(thrown: readonly Result[]): readonly NodeIndex[] {
  return thrown.flatMap((result) => (result.kind === 'link' ? [result.target] : []))
}

/** Out of the scopes whose end this is. A branch beside the work ends there, and the work goes on. */
function outOf(search: Search, node: Node, { at, alone }: Step): readonly Step[] | 'end' {
  const { procedure } = search
  if (node.parent === -1) return 'end'
  if (!alone) return []
  const parent = procedure.nodes[node.parent]
  if (parent === undefined) return []
  if (isEventSub(parent)) {
    const start = procedure.nodes.find((one) => one.kind === 'start' && one.parent === node.parent)
    // The end of an event sub-process that runs alongside ends nothing else; but work in it is done with that.
    const isLast = isCancelling(start) || beginsWithWorkIn(search, node.parent)
    return isLast ? outOf(search, parent, { at, alone }) : []
  }
  const targets = targetsOf(procedure, parent)
  return targets.length > 0
    ? targets.map((target) => ({ at: target, alone }))
    : outOf(search, parent, { at, alone })
}

function beginsWithWorkIn({ procedure, from }: Search, scope: NodeIndex): boolean {
  const first = procedure.nodes[from.at]
  return first !== undefined && isActivity(first) && isWithin(procedure, from.at, scope)
}

/** True when the node is the scope or lies in it. */
export function isWithin(procedure: Procedure, index: NodeIndex, scope: NodeIndex): boolean {
  for (let at = index; at >= 0; at = procedure.nodes[at]?.parent ?? -1) if (at === scope) return true
  return false
}

/** What catches an error, escalation or cancellation: in the nearest scope around that has any. */
function catchersOf(procedure: Procedure, node: Node, result: Result): readonly NodeIndex[] {
  if (result.kind !== 'error' && result.kind !== 'escalation' && result.kind !== 'cancel') return []
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
  return node.kind === 'start' && isEventSub(own) && own?.parent === scope
}

type Thrown = Extract<Result, { readonly kind: 'error' | 'escalation' | 'cancel' }>

function catches(node: Node, thrown: Thrown): boolean {
  const triggers = node.kind === 'boundary' || node.kind === 'start' ? node.triggers : []
  return triggers.some((trigger) => {
    if (trigger.kind !== 'error' && trigger.kind !== 'escalation') return trigger.kind === thrown.kind
    if (trigger.kind !== thrown.kind) return false
    return trigger.code === undefined || trigger.code === thrown.code
  })
}
