import type { Entry } from './queries.ts'

type Wording = Entry['names'][string]

/** What the timeline shows of an entry of the record. */
export interface EntryLine {
  /** What it was about: tasks that were completed, else what was asked for, else a clock that ran out or gave warning. */
  readonly subject: readonly Wording[]
  /** Tasks that were opened by it. */
  readonly opened: readonly Wording[]
  readonly clocks: readonly {
    readonly name: Wording
    readonly kind: ClockFact
    readonly dueAt: number | undefined
  }[]
  readonly mark: 'done' | 'urgent' | 'system'
}

const clockFacts = [
  'clock_started',
  'clock_extended',
  'clock_paused',
  'clock_resumed',
  'clock_recomputed',
] as const
type ClockFact = (typeof clockFacts)[number]

interface FactFields {
  readonly kind: string
  readonly element: string
  readonly clock: string
  /** Number of the task. */
  readonly token: string
  readonly dueAt: number | undefined
}

/** Facts have the shape that the kernel gave them when they happened; what is missing in one is empty. */
export function readFact(fact: unknown): FactFields {
  const fields = new Map<string, unknown>(Object.entries(fact ?? {}))
  function textOf(name: string): string {
    const value = fields.get(name)
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  }
  const dueAt = fields.get('dueAt')
  return {
    kind: textOf('kind'),
    element: textOf('element'),
    clock: textOf('clock'),
    token: textOf('token'),
    dueAt: typeof dueAt === 'number' ? dueAt : undefined,
  }
}

/** An entry in words of its facts. */
export function readEntry({
  kind,
  facts,
  names,
  actor,
}: Pick<Entry, 'kind' | 'facts' | 'names' | 'actor'>): EntryLine {
  const read = facts.map(readFact)
  function named(kinds: readonly string[], key: 'element' | 'clock'): readonly Wording[] {
    const ids = read.filter((fact) => kinds.includes(fact.kind)).map((fact) => fact[key])
    return [...new Set(ids)].flatMap((id) => names[id] ?? [])
  }
  const completed = named(['task_completed'], 'element')
  const asked = kind === 'deliverMessage' ? named(['passed'], 'element').slice(0, 1) : []
  const pressing = named(['clock_breached', 'clock_warned'], 'clock')
  const isUrgent = read.some((fact) => fact.kind === 'clock_breached')
  return {
    subject: [completed, asked, pressing].find((list) => list.length > 0) ?? [],
    opened: named(['task_opened'], 'element'),
    clocks: read.flatMap((fact) => {
      const act = clockFacts.find((known) => known === fact.kind)
      const name = names[fact.clock]
      return act === undefined || name === undefined ? [] : [{ name, kind: act, dueAt: fact.dueAt }]
    }),
    mark: isUrgent ? 'urgent' : 'system' in actor ? 'system' : 'done',
  }
}
