export type LampColour = 'none' | 'green' | 'yellow' | 'red'

/** What a lamp says beside its shape; `key` is a text of `look`. */
export interface LampState {
  readonly colour: LampColour
  readonly key: 'lamp.ended' | 'lamp.suspended' | 'lamp.none' | 'lamp.left' | 'lamp.over'
  /** Milliseconds to the end, or since; 0 where there is none. */
  readonly span: number
}

export interface LampSubject {
  readonly lamp: LampColour
  /** RFC 3339, UTC. */
  readonly dueAt?: string | undefined
  /** `open` when not said. */
  readonly status?: string | undefined
}

/** What the lamp of a matter or a task says at an instant (milliseconds since 1970). */
export function lampStateOf({ lamp, dueAt, status = 'open' }: LampSubject, now: number): LampState {
  if (status === 'suspended') return { colour: 'none', key: 'lamp.suspended', span: 0 }
  if (status !== 'open') return { colour: 'none', key: 'lamp.ended', span: 0 }
  if (dueAt === undefined) return { colour: lamp, key: 'lamp.none', span: 0 }
  const left = Date.parse(dueAt) - now
  // Between two answers of the service a clock may run out: what is over is red at once.
  if (left < 0) return { colour: 'red', key: 'lamp.over', span: -left }
  return { colour: lamp, key: 'lamp.left', span: left }
}
