import type { MapView } from '../../ui/area-shape.ts'

/** What can be counted of open matters, and asked of a list. */
export const measures = ['open', 'overdue', 'due_soon', 'warned'] as const
export type Measure = (typeof measures)[number]

export const levels = ['street', 'community', 'grid'] as const
export type Level = (typeof levels)[number]

/** How the map shows them; `table` is its twin. */
export const layers = ['points', 'heat', 'shade', 'issues', 'table'] as const
export type Layer = (typeof layers)[number]

/** Of how many days past what came in is shown; all when not said. */
export const spans = ['1', '7', '30'] as const

/** All that the address says of the view. */
export interface CommandState {
  readonly measure: Measure
  readonly level: Level
  readonly layer: Layer
  readonly pack: string | undefined
  readonly category: string | undefined
  readonly area: string | undefined
  readonly days: number | undefined
  readonly view: MapView | undefined
  readonly wall: 'day' | 'night' | undefined
}

export function readState(search: URLSearchParams): CommandState {
  const days = choice(spans, search.get('days'))
  return {
    measure: choice(measures, search.get('count')) ?? 'open',
    level: choice(levels, search.get('level')) ?? 'street',
    layer: choice(layers, search.get('show')) ?? 'points',
    pack: word(search.get('pack')),
    category: word(search.get('category')),
    area: word(search.get('area')),
    days: days === undefined ? undefined : Number(days),
    view: readView(search.get('at')),
    wall: choice(['day', 'night'] as const, search.get('wall')),
  }
}

function choice<Value extends string>(values: readonly Value[], text: string | null): Value | undefined {
  return values.find((value) => value === text)
}

function word(text: string | null): string | undefined {
  return text === null || text === '' || text.length > 200 ? undefined : text
}

/** `116.4,39.9,12.5`: degrees and zoom. */
function readView(text: string | null): MapView | undefined {
  const numbers = (text ?? '').split(',').map((part) => (part === '' ? Number.NaN : Number(part)))
  const [longitude = Number.NaN, latitude = Number.NaN, zoom = Number.NaN] = numbers
  const isPlace = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 85 && zoom >= 0 && zoom <= 22
  return isPlace && numbers.length === 3 ? { longitude, latitude, zoom } : undefined
}

export function writeView({ longitude, latitude, zoom }: MapView): string {
  return `${longitude.toFixed(5)},${latitude.toFixed(5)},${zoom.toFixed(2)}`
}

/** What a filter of the service is made of; a list is asked the same way, so that its length is the number that was pressed. */
export interface Narrowing {
  readonly pack?: string
  readonly category?: string
  readonly area?: string
  readonly opened_from?: string
}

const day = 86_400_000
/** Days begin at midnight in China, which has one zone and no summer time. */
const zone = 8 * 3_600_000

/** The beginning of the day so many days back: today counts as one. */
export function dayStart(now: number, days: number): string {
  const today = Math.floor((now + zone) / day) * day - zone
  return new Date(today - (days - 1) * day).toISOString()
}

export function narrowingOf({ pack, category, area, days }: CommandState, now: number): Narrowing {
  return {
    ...(pack !== undefined && { pack }),
    ...(category !== undefined && { category }),
    ...(area !== undefined && { area }),
    ...(days !== undefined && { opened_from: dayStart(now, days) }),
  }
}

/** What else a list of this measure is asked for. */
export const measureFilters = {
  open: {},
  overdue: { due: 'overdue' },
  due_soon: { due: 'soon' },
  warned: { lamp: 'yellow' },
} as const satisfies Readonly<Record<Measure, object>>

/** Address of the list behind a number. */
export function listPath(
  narrowing: Narrowing,
  measure: Measure,
  more: Readonly<Record<string, string>> = {},
): string {
  const given = { open: 'true', ...narrowing, ...measureFilters[measure], ...more }
  return `/matters?${new URLSearchParams(given).toString()}`
}

/** Counts as the service gives them. */
export interface Tally {
  readonly open: number
  readonly suspended: number
  readonly overdue: number
  readonly due_soon: number
  readonly warned: number
}

/** How many a list of this measure has: what is suspended is open as well. */
export function amountOf(tally: Tally, measure: Measure): number {
  return measure === 'open' ? tally.open + tally.suspended : tally[measure]
}

/** One level further down; a grid is the smallest. */
export function levelBelow(level: Level): Level {
  return level === 'street' ? 'community' : 'grid'
}
