import { formatInstant, instantAt } from '@duibiao/base'
import type { Calendar, Instant } from '@duibiao/base'
import type { Actor, Variables } from '@duibiao/kernel'
import type { BenchmarkPlan } from '../minghu/benchmarking.ts'
import type { PlannedOrder, PlannedPatrol, SeasonPlan } from '../minghu/season-plan.ts'
import type { Cause } from './affair.ts'
import type { Cast } from './cast.ts'
import { makeChance } from './chance.ts'
import type { Chance } from './chance.ts'

/** Something comes in: a message, a report from a round, a whistle, an order of a leader. */
export interface Arrival {
  readonly at: Instant
  /** The same in every play of the same plan. */
  readonly id: string
  readonly cause: Exclude<Cause, { readonly kind: 'other' }>
}

/** A matter as it is opened. */
export interface Opening {
  readonly pack: string
  /** The entry of the pack when not said. */
  readonly procedure?: string
  readonly title: string
  readonly grid: string | undefined
  readonly variables: Variables
  readonly actor: Actor
}

/** Everything of a plan that comes in, in the order of its time. */
export function arrivalsOf(
  { messages, patrols, whistles, orders }: SeasonPlan,
  calendar: Calendar,
): readonly Arrival[] {
  const arrivals: readonly Arrival[] = [
    ...messages.map((message) => ({
      at: message.at,
      id: message.id,
      cause: { kind: 'message', message } as const,
    })),
    ...patrols.map((patrol) => ({
      at: patrol.at,
      id: patrol.id,
      cause: { kind: 'patrol', patrol } as const,
    })),
    ...whistles.map((whistle) => ({
      at: instantAt(whistle.date, whistle.kind === 'emergency' ? '05:40' : '09:30', calendar),
      id: `W${whistle.date.replaceAll('-', '')}`,
      cause: { kind: 'whistle', whistle } as const,
    })),
    ...orders.map((order) => ({
      at: instantAt(order.date, '10:15', calendar),
      id: `D${order.date.replaceAll('-', '')}`,
      cause: { kind: 'order', order } as const,
    })),
  ]
  return arrivals.toSorted((one, other) => one.at - other.at)
}

/** The visits and gaps of a plan as they come up. */
export function comparisonsOf({ visits, gaps }: BenchmarkPlan, calendar: Calendar): readonly Arrival[] {
  return [
    ...visits.map((visit) => ({
      at: instantAt(visit.date, '09:10', calendar),
      id: visit.id,
      cause: { kind: 'visit', visit } as const,
    })),
    ...gaps.map((gap) => ({
      at: instantAt(gap.date, '14:20', calendar),
      id: gap.id,
      cause: { kind: 'gap', gap } as const,
    })),
  ]
}

/** The windows of the service hall that take things in; two more give things out. */
const intakeWindows = Array.from({ length: 9 }, (_, index) => `window-0${index + 1}`)

/** How a matter is opened, by whom and with what. */
export function openingOf({ cause, at, id }: Arrival, cast: Cast, seed: number): Opening | undefined {
  const chance = makeChance(seed, 'opens', id)
  switch (cause.kind) {
    case 'message': {
      const { message } = cause
      const variables = {
        message_id: id,
        received_at: formatInstant(at),
        subject: message.subject,
        body: message.body,
        ...(message.reporter !== undefined && { reporter_id: message.reporter.id }),
      }
      if (message.channel === 'window') {
        // Most go where they are shown to: the first.
        const intake_office = chance.hits(0.6) ? 'window-01' : chance.pick(intakeWindows)
        const clerk = cast.holderIn(intake_office, 'window_clerk', chance) ?? { system: 'intake' }
        const taken = { ...variables, intake_office }
        return { pack: 'hotline', title: message.subject, grid: message.grid, variables: taken, actor: clerk }
      }
      // By telephone or over the web: who wrote is told by the variables, where it can be erased.
      const actor = { system: 'intake' }
      return { pack: 'hotline', title: message.subject, grid: message.grid, variables, actor }
    }
    case 'patrol':
      return patrolOf(cause.patrol, id, cast)
    case 'whistle': {
      const { office, title, grid } = cause.whistle
      const actor = cast.holderIn(office, 'street_dispatcher', chance)
      return actor && { pack: 'whistle', title, grid, variables: {}, actor }
    }
    case 'order':
      return orderOf(cause.order, cast, chance)
    case 'visit':
    case 'gap':
      return comparisonOf(cause, cast, chance)
  }
}

/** How a study visit or a gap is begun: by somebody of the office that leads. */
function comparisonOf(
  cause: Extract<Arrival['cause'], { readonly kind: 'visit' | 'gap' }>,
  cast: Cast,
  chance: Chance,
): Opening | undefined {
  const office = cause.kind === 'visit' ? cause.visit.office : cause.gap.lead
  const actor = cast.holderIn(office, 'department_handler', chance)
  if (actor === undefined) return undefined
  const opened = { pack: 'benchmark', grid: undefined, variables: { lead_office: office }, actor }
  return cause.kind === 'visit'
    ? { ...opened, title: `赴${cause.visit.peer}：${cause.visit.topic}` }
    : { ...opened, procedure: 'gap-work', title: cause.gap.title }
}

/** What a grid worker reports on the round. */
function patrolOf(patrol: PlannedPatrol, id: string, cast: Cast): Opening {
  const { grid, event, text, selfFix, worker } = patrol
  const variables = {
    patrol_id: id,
    self_fix: selfFix,
    kind: 'event',
    code: event,
    grid,
    description: text,
    photos: [`${id}.jpg`],
    ...(selfFix && { photos_after: [`${id}-after.jpg`] }),
  }
  return { pack: 'city-events', title: text, grid, variables, actor: cast.ofPerson(worker) }
}

/** An order of a leader, set up by the supervision office. */
function orderOf({ title }: PlannedOrder, cast: Cast, chance: Chance): Opening | undefined {
  const actor = cast.holderIn('supervision-office.1', 'supervision_officer', chance)
  return actor && { pack: 'supervision', title, grid: undefined, variables: {}, actor }
}
