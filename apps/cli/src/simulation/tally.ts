import { dateAt, millisecondsPerDay } from '@duibiao/base'
import type { Calendar, Instant, LegalDate } from '@duibiao/base'
import type { Entry, Fact } from '@duibiao/kernel'

/** What the record says of the matters of the hotline. Nothing here comes from whoever played them. */
export interface Tally {
  readonly received: number
  /** Answered at once or passed to an emergency line: no unit was asked. */
  readonly direct: number
  /** Sent to a unit, and so under the limit for handling. */
  readonly ordered: number
  readonly onTime: number
  readonly late: number
  /** Not yet answered, and not late so far. */
  readonly running: number
  readonly extended: number
  readonly disputed: number
  readonly returned: number
  readonly reworked: number
  /** Supervised, or raised to the district. */
  readonly escalated: number
  readonly shelved: number
  readonly ended: number
  readonly open: number
  readonly entries: number
  readonly longest: LongMatter | undefined
}

/** A matter and how long it was open. */
export interface LongMatter {
  readonly number: string
  readonly title: string
  readonly days: number
  readonly isOpen: boolean
}

/** Reads entries one by one, each matter's in their order. */
export interface Tallier {
  readonly add: (entry: Entry) => void
  /** @param now until when open matters are counted as open */
  readonly finish: (now: Instant) => Tally
  /** The matter whose limit crosses most days that a notice changed, for an explanation worth reading. */
  readonly telling: () => string | undefined
}

/** The clock that says whether a unit was in time. */
const clock = 'handle'

interface Standing {
  number: string
  title: string
  readonly openedAt: Instant
  endedAt: Instant | undefined
  ordered: boolean
  /** Due after all extensions so far. */
  dueAt: Instant | undefined
  breached: boolean
  answered: boolean
  readonly marks: Set<Mark>
  special: number
}

type Mark = 'extended' | 'disputed' | 'returned' | 'reworked' | 'escalated' | 'shelved'

/** Elements of the hotline's procedure that mark a matter when they are entered. */
const elementMarks: Readonly<Record<string, Mark>> = {
  review_dispute: 'disputed',
  again: 'reworked',
  supervise: 'escalated',
  district_supervise: 'escalated',
  special_study: 'escalated',
  coordinate: 'escalated',
  pause_clocks: 'shelved',
}

export function makeTallier(calendar: Calendar): Tallier {
  const matters = new Map<string, Standing>()
  const special = [...calendar.exceptions.keys()].toSorted()
  let entries = 0
  return {
    add(entry) {
      entries += 1
      const standing = matters.get(entry.matter) ?? open(entry)
      matters.set(entry.matter, standing)
      if (entry.kind === 'return') standing.marks.add('returned')
      for (const fact of entry.facts) follow(standing, fact, { entry, special, calendar })
    },
    finish: (now) => count([...matters.values()], entries, now),
    telling: () => mostSpecial([...matters.values()])?.number,
  }
}

function open(entry: Entry): Standing {
  const { number, title } = openingOf(entry)
  return {
    number,
    title,
    openedAt: entry.at,
    endedAt: undefined,
    ordered: false,
    dueAt: undefined,
    breached: false,
    answered: false,
    marks: new Set(),
    special: 0,
  }
}

function openingOf({ input, matter }: Entry): { readonly number: string; readonly title: string } {
  const values =
    typeof input === 'object' && input !== null && !Array.isArray(input) ? Object.entries(input) : []
  const texts = new Map(values.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
  return { number: texts.get('number') ?? matter, title: texts.get('title') ?? '' }
}

interface FactScene {
  readonly entry: Entry
  readonly special: readonly LegalDate[]
  readonly calendar: Calendar
}

function follow(standing: Standing, fact: Fact, scene: FactScene): void {
  if ('clock' in fact) {
    if (fact.clock === clock) followClock(standing, fact, scene)
  } else if (fact.kind === 'task_opened' || fact.kind === 'passed') {
    const mark = elementMarks[fact.element]
    if (mark !== undefined) standing.marks.add(mark)
  } else if (fact.kind === 'ended') {
    standing.endedAt = scene.entry.at
  }
}

function followClock(
  standing: Standing,
  fact: Extract<Fact, { readonly clock: string }>,
  { entry, special, calendar }: FactScene,
): void {
  switch (fact.kind) {
    case 'clock_started':
      standing.ordered = true
      standing.dueAt = fact.dueAt
      standing.special = countBetween(special, entry.at, { to: fact.dueAt, calendar })
      return
    case 'clock_extended':
      standing.marks.add('extended')
      return
    case 'clock_breached':
      standing.breached = true
      return
    case 'clock_met':
    case 'clock_stopped':
      standing.answered = true
      return
    case 'clock_recomputed':
    case 'clock_paused':
    case 'clock_resumed':
    case 'clock_warned':
      return
  }
}

/** Days of the notices between two instants. */
function countBetween(
  special: readonly LegalDate[],
  from: Instant,
  { to, calendar }: { readonly to: Instant | undefined; readonly calendar: Calendar },
): number {
  if (to === undefined) return 0
  const first = dateAt(from, calendar)
  const last = dateAt(to, calendar)
  return special.filter((date) => date > first && date < last).length
}

function mostSpecial(matters: readonly Standing[]): Standing | undefined {
  let best: Standing | undefined
  for (const one of matters) {
    const better = best === undefined || one.special > best.special
    // An extension would explain itself too, but makes the first explanation hard to read.
    if (one.ordered && one.answered && !one.marks.has('extended') && better) best = one
  }
  return best
}

function count(matters: readonly Standing[], entries: number, now: Instant): Tally {
  const ordered = matters.filter((one) => one.ordered)
  const late = ordered.filter((one) => one.breached).length
  const onTime = ordered.filter((one) => !one.breached && one.answered).length
  const ended = matters.filter((one) => one.endedAt !== undefined).length
  const direct = matters.filter((one) => !one.ordered && one.endedAt !== undefined).length
  function marked(mark: Mark): number {
    return matters.filter((one) => one.marks.has(mark)).length
  }
  return {
    received: matters.length,
    direct,
    ordered: ordered.length,
    onTime,
    late,
    running: ordered.length - late - onTime,
    extended: marked('extended'),
    disputed: marked('disputed'),
    returned: marked('returned'),
    reworked: marked('reworked'),
    escalated: marked('escalated'),
    shelved: marked('shelved'),
    ended,
    open: matters.length - ended,
    entries,
    longest: longestOf(matters, now),
  }
}

function longestOf(matters: readonly Standing[], now: Instant): LongMatter | undefined {
  let longest: Standing | undefined
  function lasted(one: Standing): number {
    return (one.endedAt ?? now) - one.openedAt
  }
  for (const one of matters) if (longest === undefined || lasted(one) > lasted(longest)) longest = one
  if (longest === undefined) return undefined
  const days = Math.floor(lasted(longest) / millisecondsPerDay)
  return { number: longest.number, title: longest.title, days, isOpen: longest.endedAt === undefined }
}
