import { addDuration, firingOf, parseCycle, parseDuration, parseTimeDate } from '@duibiao/base'
import type { Calendar, Cycle, Instant } from '@duibiao/base'
import type { Expression } from './expression.ts'
import type { Node, NodeIndex, Procedure, Trigger } from './procedure.ts'

type Zone = Pick<Calendar, 'utcOffsetMinutes'>

/** A timer start event of a deployed procedure. `firing` counts from 0. */
export type StartTimer = {
  readonly procedure: string
  readonly node: NodeIndex
  readonly element: string
  readonly dueAt: Instant
  readonly firing: number
  readonly activatedAt: Instant
  readonly cycle?: Cycle
}

/** True when an event of that name starts a new matter under the procedure. */
export function isStartedBy(procedure: Procedure, kind: 'message' | 'signal', name: string): boolean {
  return procedure.scope.triggeredStarts.some((index) => {
    const node = procedure.nodes[index]
    return (
      node !== undefined &&
      eventsOf(procedure, node).some((event) => event.kind === kind && event.name === name)
    )
  })
}

/** The timers armed when a procedure is deployed. Throws `duration_malformed`, `cycle_malformed` or `instant_malformed`. */
export function armStartTimers(procedure: Procedure, now: Instant, zone: Zone): readonly StartTimer[] {
  return procedure.scope.triggeredStarts.flatMap((index) => {
    const node = procedure.nodes[index]
    if (node?.kind !== 'start') return []
    return node.triggers.flatMap((trigger) => {
      if (trigger.kind !== 'timer') return []
      const place = { procedure: procedure.hash, node: index, element: node.id, firing: 0, activatedAt: now }
      return armTimer(place, trigger, zone)
    })
  })
}

/** The next firing of a cycle; undefined when there is none. */
export function nextStartTimer(timer: StartTimer, zone: Zone): StartTimer | undefined {
  if (timer.cycle === undefined) return undefined
  const firing = timer.firing + 1
  const dueAt = firingOf(timer.cycle, firing, { activatedAt: timer.activatedAt, calendar: zone })
  return dueAt === undefined ? undefined : { ...timer, firing, dueAt }
}

function armTimer(
  place: Omit<StartTimer, 'dueAt' | 'cycle'>,
  trigger: Extract<Trigger, { readonly kind: 'timer' }>,
  zone: Zone,
): readonly StartTimer[] {
  const text = textOf(trigger.expression)
  if (text === undefined) return []
  const { activatedAt } = place
  switch (trigger.form) {
    case 'date':
      return [{ ...place, dueAt: parseTimeDate(text, zone) }]
    case 'duration':
      return [{ ...place, dueAt: addDuration(activatedAt, parseDuration(text), zone) }]
    case 'cycle': {
      const cycle = parseCycle(text, zone)
      const dueAt = firingOf(cycle, 0, { activatedAt, calendar: zone })
      return dueAt === undefined ? [] : [{ ...place, dueAt, cycle }]
    }
  }
}

type NamedEvent = { readonly kind: 'message' | 'signal'; readonly name: string }

function eventsOf(procedure: Procedure, node: Node): readonly NamedEvent[] {
  if (node.kind === 'receive')
    return node.message === undefined ? [] : [{ kind: 'message', name: node.message }]
  if (node.kind === 'event_based') {
    return node.outgoing.flatMap((flow) => {
      const target = procedure.nodes[procedure.flows[flow]?.target ?? -1]
      return target === undefined || target.kind === 'event_based' ? [] : eventsOf(procedure, target)
    })
  }
  if (node.kind !== 'start' && node.kind !== 'catch') return []
  return node.triggers.flatMap((trigger) => {
    if (trigger.kind !== 'message' && trigger.kind !== 'signal') return []
    const name = textOf(trigger.name)
    return name === undefined ? [] : [{ kind: trigger.kind, name }]
  })
}

/** Start events belong to no matter: their expressions see no variables. */
function textOf(expression: Expression): string | undefined {
  const { value } = expression.evaluate({})
  return typeof value === 'string' ? value : undefined
}
