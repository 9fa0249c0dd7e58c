import type { Instant } from '@duibiao/base'

/** An action (行动) that a finding of a study visit led to. Each is a matter; `matter` is absent until it is created. */
export type VisitAction = {
  readonly finding: string
  readonly action: string
  readonly matter?: {
    readonly state: 'open' | 'done' | 'withdrawn'
    readonly dueAt?: Instant
    readonly doneAt?: Instant
  }
}

/** How many actions stand where; withdrawn ones are counted and no part of the share. */
export type ActionCount = {
  readonly planned: number
  readonly open: number
  /** Open ones that are past their time; they are among `open`, too. */
  readonly overdue: number
  readonly done: number
  /** Done ones that came after their time; they are among `done`, too. */
  readonly late: number
  readonly withdrawn: number
  /** Done out of all but the withdrawn; absent when nothing is left. */
  readonly share?: number
}

/** Where a visit stands at a glance. */
export type VisitProgress = {
  readonly whole: ActionCount
  readonly findings: readonly (ActionCount & { readonly finding: string })[]
  /** Findings of the visit that led to no action. */
  readonly withoutAction: readonly string[]
  /** The next time at which an open action falls due. */
  readonly nextDueAt?: Instant
}

/** Counts the actions of a visit, in all and by finding. */
export function visitProgress(
  findings: readonly string[],
  actions: readonly VisitAction[],
  now: Instant,
): VisitProgress {
  const byFinding = Map.groupBy(actions, ({ finding }) => finding)
  const names = [...new Set([...findings, ...byFinding.keys()])]
  const due = actions.flatMap(({ matter }) =>
    matter?.state === 'open' && matter.dueAt !== undefined && matter.dueAt >= now ? [matter.dueAt] : [],
  )
  const [nextDueAt] = due.toSorted((one, other) => one - other)
  return {
    whole: countActions(actions, now),
    findings: names.flatMap((finding) => {
      const own = byFinding.get(finding)
      return own === undefined ? [] : [{ finding, ...countActions(own, now) }]
    }),
    withoutAction: names.filter((finding) => !byFinding.has(finding)),
    ...(nextDueAt === undefined ? {} : { nextDueAt }),
  }
}

function countActions(actions: readonly VisitAction[], now: Instant): ActionCount {
  function count(holds: (action: VisitAction) => boolean): number {
    return actions.filter(holds).length
  }
  const withdrawn = count(({ matter }) => matter?.state === 'withdrawn')
  const done = count(({ matter }) => matter?.state === 'done')
  const left = actions.length - withdrawn
  return {
    planned: count(({ matter }) => matter === undefined),
    open: count(({ matter }) => matter?.state === 'open'),
    overdue: count(({ matter }) => matter?.state === 'open' && isBefore(matter.dueAt, now)),
    done,
    late: count(({ matter }) => matter?.state === 'done' && isBefore(matter.dueAt, matter.doneAt)),
    withdrawn,
    ...(left === 0 ? {} : { share: done / left }),
  }
}

function isBefore(one: Instant | undefined, other: Instant | undefined): boolean {
  return one !== undefined && other !== undefined && one < other
}
