import { formatInstant, instantAt } from '@duibiao/base'
import type { Calendar, Instant } from '@duibiao/base'
import type { Actor, Variables } from '@duibiao/kernel'
import type { SeasonPlan } from '../minghu/season-plan.ts'
import type { Cause } from './affair.ts'
import type { Cast } from './cast.ts'
import { makeChance } from './chance.ts'

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
    case 'patrol': {
      const { grid, event, text, selfFix, worker } = cause.patrol
      const variables = {
        patrol_id: id,
        self_fix: selfFix,
        kind: 'event',
        code: event,
        grid,
        description: text,
        photos: [`${id}.jpg`],
      }
      return { pack: 'city-events', title: text, grid, variables, actor: cast.ofPerson(worker) }
    }
    case 'whistle': {
      const { office, title, grid } = cause.whistle
      const actor = cast.holderIn(office, 'street_dispatcher', chance)
      return actor && { pack: 'whistle', title, grid, variables: {}, actor }
    }
    case 'order': {
      const actor = cast.holderIn('supervision-office.1', 'supervision_officer', chance)
      return actor && { pack: 'supervision', title: cause.order.title, grid: undefined, variables: {}, actor }
    }
  }
}
