import { AppError, addDuration, firingOf, parseCycle, parseDuration, parseTimeDate } from '@duibiao/base'
import type { Calendar, Cycle, Instant } from '@duibiao/base'
import type { Expression } from './expression.ts'
import type { Node, NodeIndex, Procedure, Trigger } from './procedure.ts'

type Zone = Pick<Calendar, 'utcOffsetMinutes'>

/** A timer start event of a deployed procedure. `firing` counts the occurrences of its cycle, from 0. */
export type StartTimer = {
  readonly procedure: string
  readonly node: NodeIndex
  /** Position of the timer in its event. */
  readonly trigger: number
  readonly element: string
  readonly dueAt: Instant
  readonly firing: number
  readonly activatedAt: Instant
  /** ISO 8601 text of the repeating interval. */
  readonly cycle?: string
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

/** How a procedure comes into force. */
export type Deployment = {
  readonly at: Instant
  readonly zone: Zone
  /** It takes the place of an older version. */
  readonly isUpgrade: boolean
}

/**
 * The timers armed when a procedure is deployed. A cycle with a start of its own begins with its first occurrence that is
 * not before the deployment: what would have been earlier was not missed, as nothing was deployed. A date that is past is
 * due at once, but not again with every upgrade. Throws `duration_malformed`, `cycle_malformed` or `instant_malformed`.
 */
export function armStartTimers(procedure: Procedure, deployment: Deployment): readonly StartTimer[] {
  const { at, zone, isUpgrade } = deployment
  const armed = procedure.scope.triggeredStarts.flatMap((index) => {
    const node = procedure.nodes[index]
    if (node?.kind !== 'start') return []
    return node.triggers.flatMap((trigger, position) => {
      if (trigger.kind !== 'timer') return []
      const place = { procedure: procedure.hash, node: index, trigger: position, element: node.id }
      return armTimer({ ...place, firing: 0, activatedAt: at }, trigger, zone)
    })
  })
  return armed.filter(({ dueAt }) => !isUpgrade || dueAt >= at)
}

/**
 * The next occurrence of a cycle, also when it is past already: none is left out. Undefined when there is none. Throws
 * `cycle_malformed`.
 */
export function nextStartTimer(timer: StartTimer, zone: Zone): StartTimer | undefined {
  if (timer.cycle === undefined) return undefined
  const { activatedAt } = timer
  const firing = timer.firing + 1
  const dueAt = firingOf(parseCycle(timer.cycle, zone), firing, { activatedAt, calendar: zone })
  return dueAt === undefined ? undefined : { ...timer, firing, dueAt }
}

function armTimer(
  place: Omit<StartTimer, 'dueAt' | 'cycle'>,
  { form, expression }: Extract<Trigger, { readonly kind: 'timer' }>,
  zone: Zone,
): readonly StartTimer[] {
  const text = textOf(expression)
  const { activatedAt } = place
  switch (form) {
    case 'date':
      if (text === undefined) throw new AppError('instant_malformed', { text: expression.text })
      return [{ ...place, dueAt: parseTimeDate(text, zone) }]
    case 'duration':
      if (text === undefined) throw new AppError('duration_malformed', { text: expression.text })
      return [{ ...place, dueAt: addDuration(activatedAt, parseDuration(text), zone) }]
    case 'cycle': {
      if (text === undefined) throw new AppError('cycle_malformed', { text: expression.text })
      const first = firstFiring(parseCycle(text, zone), activatedAt, zone)
      return first === undefined ? [] : [{ ...place, ...first, cycle: text }]
    }
  }
}

/** The first occurrence that is not before the activation, found by halving: an anchor may lie years back. */
function firstFiring(
  cycle: Cycle,
  activatedAt: Instant,
  zone: Zone,
): Pick<StartTimer, 'firing' | 'dueAt'> | undefined {
  function at(index: number): Instant | undefined {
    return firingOf(cycle, index, { activatedAt, calendar: zone })
  }
  function isEarly(index: number): boolean {
    return (at(index) ?? activatedAt) < activatedAt
  }
  let late = 0
  let step = 1
  for (; isEarly(late); step *= 2) late += step
  for (; step >= 1; step /= 2) if (late >= step && !isEarly(late - step)) late -= step
  const dueAt = at(late)
  return dueAt === undefined ? undefined : { firing: late, dueAt }
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
