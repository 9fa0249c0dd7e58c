import type { Calendar, Instant, MatterId } from '@duibiao/base'
import type { Actor, Command } from '@duibiao/kernel'
import type { Bundle } from './bundle.ts'
import { readTimed } from './calendar-notice.ts'
import type { Engine } from './engine.ts'
import { runGroup } from './group.ts'
import type { Outcome } from './group.ts'
import type { Order } from './order.ts'

/** What a calendar would do to the clocks that run on it. */
export interface CalendarPreview {
  /** Matters with a clock that would move. */
  readonly matters: number
  readonly clocks: number
  /** False when there are further matters that were not looked at. */
  readonly isWhole: boolean
  /** Some of these clocks, of the oldest matters. */
  readonly first: readonly ClockMove[]
}

/** A clock whose due date would move or cease to be provisional, or whose next warning would come at another time. */
export interface ClockMove {
  readonly matter: MatterId
  /** Its id in the matter. */
  readonly clock: string
  readonly before: DueDate
  readonly after: DueDate
}

export interface DueDate {
  readonly dueAt?: Instant | undefined
  readonly provisional?: boolean | undefined
}

const previewer: Actor = { system: 'calendar' }

/**
 * What `recomputeCalendar` would come to with another version of a calendar. The commands are decided as they would be
 * and nothing is written.
 * @param most matters that are looked at, about
 */
export async function previewCalendar(
  engine: Engine,
  {
    calendar,
    shown,
    most = Number.MAX_SAFE_INTEGER,
  }: { readonly calendar: Calendar; readonly shown: number; readonly most?: number },
): Promise<CalendarPreview> {
  const { setting, workshop } = engine
  const trial = { ...workshop, around: { ...workshop.around, calendar: () => calendar } }
  const command: Command = {
    kind: 'recomputeClocks',
    calendar: calendar.id,
    version: String(calendar.version),
  }
  const first: ClockMove[] = []
  let matters = 0
  let clocks = 0
  async function count(bundles: readonly Bundle[]): Promise<ReadonlyMap<Order, Outcome>> {
    const moved = bundles.map(movedClocks).filter((list) => list.length > 0)
    matters += moved.length
    clocks += moved.flat().length
    first.push(...moved.flat().slice(0, shown - first.length))
    return new Map(
      bundles.flatMap(({ done }) => done).map(({ order, receipt }) => [order, answered(receipt)]),
    )
  }
  let looked = 0
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const timed = await readTimed(engine, calendar.id, after)
    const last = timed.at(-1)
    if (last === undefined || looked >= most) return { matters, clocks, isWhole: last === undefined, first }
    looked += timed.length
    const places = timed.map((matter) => ({
      // No command is ever given under this key, so that none has been answered.
      order: { matter, command, actor: previewer, key: `calendar:preview:${matter}` },
      read: true,
    }))
    await runGroup(trial, places, { queryable: setting.database, write: count })
    after = last
  }
}

function answered(receipt: Bundle['done'][number]['receipt']): Outcome {
  return { kind: 'answered', answer: { ok: true, receipt } }
}

function movedClocks({ matter, before, now, entries }: Bundle): readonly ClockMove[] {
  const facts = entries.flatMap(({ entry }) => entry.facts)
  return facts.flatMap((fact) => {
    if (fact.kind !== 'clock_recomputed') return []
    const { clock } = fact
    return [
      { matter, clock, before: dueOf(before?.state.clocks[clock]), after: dueOf(now?.state.clocks[clock]) },
    ]
  })
}

function dueOf(clock: DueDate | undefined): DueDate {
  return {
    ...(clock?.dueAt !== undefined && { dueAt: clock.dueAt }),
    ...(clock?.provisional === true && { provisional: true }),
  }
}
