import { nextPeriod, periodOf } from './indicator-state.ts'
import type { SpanKind, UnitAsked } from './indicator-state.ts'
import type { GapWork, IndicatorLine } from './queries.ts'

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

/** The work whose target concerns a unit: all of the indicator for the district, of an office what it answers for. */
export function workOf(rows: readonly GapWork[], unit: UnitAsked): readonly GapWork[] {
  switch (unit.unit_kind) {
    case 'district':
      return rows
    case 'office':
      return rows.filter(({ owner }) => owner?.office === unit.unit)
    case 'area':
      return []
  }
}

/** Whether its target still stands or was reached; what was given up is told in the table only. */
function isStanding({ status, reached_value: reached }: GapWork): boolean {
  return status === 'open' || status === 'suspended' || (status === 'completed' && reached !== undefined)
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
  rows: readonly GapWork[],
  { periods, grain, unit }: Scene,
): { readonly targets: readonly DrawnTarget[]; readonly ahead: readonly string[] } {
  const first = periods[0]
  const last = periods.at(-1)
  if (first === undefined || last === undefined) return { targets: [], ahead: [] }
  const wanted = rows.flatMap((row) => {
    const value = valueInUnit(row.target_value, row.value_unit, unit)
    const by = row.by_when === undefined ? undefined : periodOf(row.by_when, grain)
    return value === undefined || by === undefined || by < first || !isStanding(row)
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
    const from = axis.indexOf(periodOf(dayOf(row.opened_at), grain))
    const to = axis.indexOf(by)
    return { key: row.id, value, from: Math.max(0, from), to: to < 0 ? axis.length - 1 : to }
  })
  return { targets, ahead }
}
