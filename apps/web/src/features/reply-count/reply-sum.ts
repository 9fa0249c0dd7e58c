import type { RowOf } from '../../wire/service-context.tsx'

/** Replies that an office sent, and in how many of them each rule found something. */
export type ReplyRow = RowOf<'reply.count'>

/** The kinds of findings, in the order of the columns. */
export const findingKinds = [
  'only_acknowledges',
  'forwards_without_answer',
  'same_as_another',
  'demand_not_met',
  'promise_without_date',
  'remedy_missing',
] as const satisfies readonly ReplyRow['findings'][number]['kind'][]
export type FindingKind = (typeof findingKinds)[number]

/** In how many replies of a row a rule found something. */
export function countFound({ findings }: Pick<ReplyRow, 'findings'>, wanted: FindingKind): number {
  return findings.find(({ kind }) => kind === wanted)?.replies ?? 0
}

/** All offices together. */
export function sumOf(rows: readonly ReplyRow[]): Pick<ReplyRow, 'replies' | 'without' | 'findings'> {
  function sum(of: (row: ReplyRow) => number): number {
    return rows.reduce((total, row) => total + of(row), 0)
  }
  return {
    replies: sum(({ replies }) => replies),
    without: sum(({ without }) => without),
    findings: findingKinds.map((kind) => ({ kind, replies: sum((row) => countFound(row, kind)) })),
  }
}

/** Hours that the district is ahead of UTC, in milliseconds. */
const zone = 8 * 3_600_000
const day = 24 * 3_600_000

/** Midnight in the district with which the last so many days began, today among them. */
export function beginningOf(days: number, now: number): string {
  const first = new Date(now + zone - (days - 1) * day).toISOString().slice(0, 10)
  return `${first}T00:00:00+08:00`
}
