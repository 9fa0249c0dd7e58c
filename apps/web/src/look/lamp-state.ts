export type LampColour = 'none' | 'green' | 'yellow' | 'red'

/** What is left of a clock as the service works it out: working days where the clock counts these. */
export interface Remaining {
  readonly kind: 'running' | 'overdue' | 'paused'
  readonly parts: readonly { readonly unit: string; readonly amount: number }[]
}

/** What a lamp says beside its shape; `key` is a text of `look`. */
export interface LampState {
  readonly colour: LampColour
  readonly key: 'lamp.ended' | 'lamp.suspended' | 'lamp.none' | 'lamp.left' | 'lamp.over'
  /** What is left in the units of the clock; empty where only the time on the wall is known, which is `span`. */
  readonly parts: Remaining['parts']
  /** Milliseconds to the end, or since; 0 where there is none. */
  readonly span: number
}

export interface LampSubject {
  readonly lamp: LampColour
  /** RFC 3339, UTC. */
  readonly dueAt?: string | undefined
  readonly remaining?: Remaining | undefined
  /** `open` when not said. */
  readonly status?: string | undefined
}

const nothing = { parts: [], span: 0 } as const

/** What the lamp of a matter or a task says at an instant (milliseconds since 1970). */
export function lampStateOf(
  { lamp, dueAt, remaining, status = 'open' }: LampSubject,
  now: number,
): LampState {
  const isPaused = status === 'suspended' || remaining?.kind === 'paused'
  if (isPaused) return { ...nothing, colour: 'none', key: 'lamp.suspended' }
  if (status !== 'open') return { ...nothing, colour: 'none', key: 'lamp.ended' }
  if (dueAt === undefined) return { ...nothing, colour: lamp, key: 'lamp.none' }
  const left = Date.parse(dueAt) - now
  const parts = remaining?.parts.filter(({ amount }) => amount > 0) ?? []
  // Between two answers of the service a clock may run out: what is over is red at once.
  if (left < 0) {
    return { colour: 'red', key: 'lamp.over', span: -left, parts: remaining?.kind === 'overdue' ? parts : [] }
  }
  return { colour: lamp, key: 'lamp.left', span: left, parts }
}
