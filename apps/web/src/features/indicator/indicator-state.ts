import type { AddressChange } from '../../ui/list-address.ts'

/** What the page of an indicator shows: one unit over time, or all units in one period. */
export const views = ['series', 'units'] as const
export type View = (typeof views)[number]

export const grains = ['month', 'quarter', 'year'] as const
export type SpanKind = (typeof grains)[number]

export const levels = ['street', 'community', 'grid'] as const
export type Level = (typeof levels)[number]

/** Bands stand first: they say what limits allow to be said. */
export const orders = ['bands', 'rank'] as const
export type Order = (typeof orders)[number]

/** Where a matter stands in a number. */
export const parts = ['numerator', 'missed', 'denominator', 'excluded', 'pending'] as const
export type Part = (typeof parts)[number]

/** Whose number it is. */
export type UnitAsked =
  { readonly unit_kind: 'district' } | { readonly unit_kind: 'area' | 'office'; readonly unit: string }

/** All that the address says of the page. */
export interface IndicatorState {
  readonly view: View
  readonly grain: SpanKind
  /** Of the series, or of the number that is opened in the comparison. */
  readonly unit: UnitAsked
  readonly by: 'area' | 'office' | undefined
  readonly level: Level
  readonly order: Order
  readonly period: string | undefined
  /** The part of a number whose matters are shown. */
  readonly part: Part | undefined
  readonly reason: string | undefined
}

export function readState(search: URLSearchParams): IndicatorState {
  const period = search.get('period') ?? ''
  return {
    view: choice(views, search.get('view')) ?? 'series',
    grain: choice(grains, search.get('grain')) ?? 'month',
    unit: readUnit(search),
    by: choice(['area', 'office'] as const, search.get('by')),
    level: choice(levels, search.get('level')) ?? 'street',
    order: choice(orders, search.get('order')) ?? 'bands',
    period: grainOf(period) === undefined ? undefined : period,
    part: choice(parts, search.get('part')),
    reason: word(search.get('reason')),
  }
}

function readUnit(search: URLSearchParams): UnitAsked {
  const kind = choice(['area', 'office'] as const, search.get('unit_kind'))
  const unit = word(search.get('unit'))
  return kind === undefined || unit === undefined ? { unit_kind: 'district' } : { unit_kind: kind, unit }
}

function choice<Value extends string>(values: readonly Value[], text: string | null): Value | undefined {
  return values.find((value) => value === text)
}

function word(text: string | null): string | undefined {
  return text === null || text === '' || text.length > 200 ? undefined : text
}

/** How long a period is, by how it is written: `2026-03`, `2026-Q1`, `2026`. */
export function grainOf(period: string): SpanKind | undefined {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(period)) return 'month'
  if (/^\d{4}-Q[1-4]$/.test(period)) return 'quarter'
  return /^\d{4}$/.test(period) ? 'year' : undefined
}

/** The month so many before another. */
export function monthBefore(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const index = year * 12 + number - 1 - count
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
}

/** The period that a day or an instant lies in. */
export function periodOf(day: string, grain: SpanKind): string {
  const [year = '', month = ''] = day.split('-')
  switch (grain) {
    case 'month':
      return `${year}-${month}`
    case 'quarter':
      return `${year}-Q${Math.ceil(Number(month) / 3)}`
    case 'year':
      return year
  }
}

/** The period after another. */
export function nextPeriod(period: string): string {
  const [year = '', rest = ''] = period.split('-')
  const grain = grainOf(period)
  if (grain === 'month') return monthBefore(period, -1)
  const isLast = grain === 'year' || rest === 'Q4'
  if (!isLast) return `${year}-Q${Number(rest.slice(1)) + 1}`
  return `${Number(year) + 1}${grain === 'quarter' ? '-Q1' : ''}`
}

/** No number is opened any more. */
export const closed = { part: undefined, reason: undefined } as const satisfies AddressChange

/** How the address says whose number it is. */
export function writeUnit(asked: UnitAsked): AddressChange {
  return asked.unit_kind === 'district'
    ? { unit_kind: undefined, unit: undefined }
    : { unit_kind: asked.unit_kind, unit: asked.unit }
}
