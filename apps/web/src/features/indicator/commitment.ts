import { nextPeriod, periodOf } from './indicator-state.ts'
import type { SpanKind, UnitAsked } from './indicator-state.ts'
import type { GapWork, IndicatorLine, VisitAction } from './queries.ts'

/** What was promised for an indicator: work made of a gap, or an action of a study visit. Values as people wrote them. */
export interface Commitment {
  readonly key: string
  readonly path: string
  readonly title: string
  readonly number: string
  readonly target: number | undefined
  readonly unit: string | undefined
  /** A day. */
  readonly by: string | undefined
  readonly owner: GapWork['owner']
  /** The day it began. */
  readonly since: string | undefined
  readonly began: { readonly value: number; readonly period: string | undefined } | undefined
  readonly reached: number | undefined
  /** Its target still stands or was reached; what was given up is told in the table only. */
  readonly isStanding: boolean
  readonly status: `status.${GapWork['status']}` | `action.${VisitAction['action']['state']}`
}

/** Work made of a gap. */
export function ofGapWork(row: GapWork): Commitment {
  const { id, title, number, status, period, own_value: own, reached_value: reached } = row
  return {
    key: id,
    path: `/matters/${id}`,
    title,
    number,
    target: row.target_value,
    unit: row.value_unit,
    by: row.by_when,
    owner: row.owner,
    since: dayOf(row.opened_at),
    began: own === undefined ? undefined : { value: own, period },
    reached,
    isStanding:
      status === 'open' || status === 'suspended' || (status === 'completed' && reached !== undefined),
    status: `status.${status}`,
  }
}

/** An action of a study visit, by what its order came to. */
export function ofVisitAction({ visit, number, no, since, action }: VisitAction): Commitment {
  const { title, state, owner, due_on: by, target_value: target, target_unit: unit } = action
  return {
    key: `${visit}-${no}`,
    path: `/visits/${visit}`,
    title,
    number,
    target,
    unit,
    by,
    owner,
    since,
    began: undefined,
    reached: undefined,
    isStanding: state !== 'refused' && state !== 'dropped',
    status: `action.${state}`,
  }
}

/** A target of the indicator as the chart draws it: from when the work began to the day it is to be reached by. */
export interface DrawnTarget {
  readonly key: string
  /** In the unit of the chart. */
  readonly value: number
  /** Places on the axis of periods; `to` may lie behind the last period. */
  readonly from: number
  readonly to: number
}

const percentUnits: ReadonlySet<string> = new Set(['%', '％', 'percent'])

/**
 * A value as somebody wrote it, in the unit of the indicator.
 * @returns nothing where its unit does not say what it is: a guess would draw a wrong line
 */
export function valueInUnit(
  value: number | undefined,
  written: string | undefined,
  unit: IndicatorLine['unit_of_measure'],
): number | undefined {
  const isPercent = percentUnits.has(written?.trim() ?? '')
  if (value === undefined || isPercent !== (unit === 'percent')) return undefined
  return isPercent ? value / 100 : value
}

/** What concerns a unit: all of the indicator for the district, of an office what it answers for. */
export function commitmentsOf(rows: readonly Commitment[], unit: UnitAsked): readonly Commitment[] {
  switch (unit.unit_kind) {
    case 'district':
      return rows
    case 'office':
      return rows.filter(({ owner }) => owner?.office === unit.unit)
    case 'area':
      return []
  }
}

/** The day of an instant in the zone of the district, as `2026-03-31`. */
function dayOf(instant: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(instant))
}

/** Periods that a chart adds behind its last one so that the days of targets lie on it. */
const mostAhead: Readonly<Record<SpanKind, number>> = { month: 18, quarter: 8, year: 4 }

interface Scene {
  /** Those of the series, the oldest first. */
  readonly periods: readonly string[]
  readonly grain: SpanKind
  readonly unit: IndicatorLine['unit_of_measure']
}

/** The targets of a series on the axis of its periods, and the periods that the axis needs behind them. */
export function drawTargets(
  rows: readonly Commitment[],
  { periods, grain, unit }: Scene,
): { readonly targets: readonly DrawnTarget[]; readonly ahead: readonly string[] } {
  const first = periods[0]
  const last = periods.at(-1)
  if (first === undefined || last === undefined) return { targets: [], ahead: [] }
  const wanted = rows.flatMap((row) => {
    const value = valueInUnit(row.target, row.unit, unit)
    const by = row.by === undefined ? undefined : periodOf(row.by, grain)
    return value === undefined || by === undefined || by < first || !row.isStanding
      ? []
      : [{ row, value, by }]
  })
  const end = wanted.reduce((latest, { by }) => (by > latest ? by : latest), last)
  const ahead: string[] = []
  for (let next = nextPeriod(last); next <= end && ahead.length < mostAhead[grain]; next = nextPeriod(next)) {
    ahead.push(next)
  }
  const axis = [...periods, ...ahead]
  const targets = wanted.map(({ row, value, by }) => {
    const from = row.since === undefined ? 0 : axis.indexOf(periodOf(row.since, grain))
    const to = axis.indexOf(by)
    return { key: row.key, value, from: Math.max(0, from), to: to < 0 ? axis.length - 1 : to }
  })
  return { targets, ahead }
}
