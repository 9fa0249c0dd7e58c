import { instantOf } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { Fact, MatterState, Value, Variables } from '@duibiao/kernel'

/** What of an entry an indicator looks at. */
export type RecordedFacts = { readonly at: Instant; readonly facts: readonly Fact[] }

/** A matter as an indicator is counted from it. */
export type MatterRecord = {
  readonly status: MatterState['status']
  /** Id of its procedure. */
  readonly process: string
  readonly category?: string | undefined
  readonly urgency?: string | undefined
  readonly colour?: string | undefined
  readonly openedAt: Instant
  readonly endedAt?: Instant | undefined
  /** Variables of the matter itself. */
  readonly data: Variables
  /** Its entries in their order. */
  readonly entries: readonly RecordedFacts[]
}

/** The names that a condition may read. */
export const indicatorNames = [
  'status',
  'process',
  'category',
  'urgency',
  'colour',
  'data',
  'clock',
  'passed',
  'done',
] as const

/** What of a clock a condition may read: numbers of clocks of the key, one for each call or instance. */
export const clockCounts = ['running', 'paused', 'in_time', 'late', 'extended'] as const

type ClockCounts = Record<(typeof clockCounts)[number], number>

/** How one clock stands after the entries: late once is late for good, however often it begins again. */
type ClockStanding = {
  readonly key: string
  state: 'running' | 'paused' | 'ended'
  isLate: boolean
  isExtended: boolean
  /** Kept while it is paused: the end it had before. */
  dueAt: Instant | undefined
}

/** A record in the form that conditions read, and when its clocks are due. */
export type IndicatorRecord = {
  readonly variables: Variables
  readonly dueOf: (clock: string) => Instant | undefined
}

/** Folds the entries of a matter into what conditions read. */
export function recordOf(matter: MatterRecord): IndicatorRecord {
  const clocks = new Map<string, ClockStanding>()
  const passed: Record<string, number> = {}
  const done: Record<string, number> = {}
  for (const { at, facts } of matter.entries) {
    for (const fact of facts) {
      if (fact.kind === 'passed') passed[fact.element] = (passed[fact.element] ?? 0) + 1
      else if (fact.kind === 'task_completed') done[fact.element] = (done[fact.element] ?? 0) + 1
      else if ('clock' in fact) followClock(clocks, fact, at)
    }
  }
  const { status, process, category, urgency, colour, data } = matter
  return {
    variables: {
      status,
      process,
      category: category ?? null,
      urgency: urgency ?? null,
      colour: colour ?? null,
      data,
      clock: countClocks([...clocks.values()]),
      passed,
      done,
    },
    dueOf(key) {
      const known = [...clocks.values()].flatMap((clock) =>
        clock.key === key && clock.dueAt !== undefined ? [clock.dueAt] : [],
      )
      return known.length === 0 ? undefined : instantOf(Math.min(...known))
    },
  }
}

type ClockFact = Extract<Fact, { readonly clock: string }>

function followClock(clocks: Map<string, ClockStanding>, fact: ClockFact, at: Instant): void {
  const clock = clocks.get(fact.clock) ?? newClock(fact.clock)
  clocks.set(fact.clock, clock)
  switch (fact.kind) {
    case 'clock_started':
    case 'clock_resumed':
      clock.state = 'running'
      moveEnd(clock, fact.dueAt)
      return
    case 'clock_recomputed':
      moveEnd(clock, fact.dueAt)
      return
    case 'clock_extended':
      clock.isExtended = true
      moveEnd(clock, fact.dueAt)
      return
    case 'clock_paused':
      clock.state = 'paused'
      return
    case 'clock_breached':
      clock.isLate = true
      return
    case 'clock_met':
    case 'clock_stopped':
      endClock(clock, at)
      return
    case 'clock_warned':
      return
  }
}

function moveEnd(clock: ClockStanding, dueAt: Instant | undefined): void {
  if (dueAt !== undefined) clock.dueAt = dueAt
}

/** A clock that was paused stood still; one that ended at its end or after it is late, whoever noticed first. */
function endClock(clock: ClockStanding, at: Instant): void {
  if (clock.state === 'running' && clock.dueAt !== undefined && at >= clock.dueAt) clock.isLate = true
  clock.state = 'ended'
}

/** The number of a clock is its key, and behind @ the call or instance it belongs to. */
function newClock(id: string): ClockStanding {
  const [key = id] = id.split('@')
  return { key, state: 'running', isLate: false, isExtended: false, dueAt: undefined }
}

function countClocks(clocks: readonly ClockStanding[]): Value {
  const counts: Record<string, ClockCounts> = {}
  for (const { key, state, isLate, isExtended } of clocks) {
    const count = (counts[key] ??= { running: 0, paused: 0, in_time: 0, late: 0, extended: 0 })
    if (isExtended) count.extended += 1
    if (isLate) count.late += 1
    else if (state === 'ended') count.in_time += 1
    else count[state] += 1
  }
  return counts
}
