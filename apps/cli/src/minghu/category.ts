import { field, fieldsOf, hasField, listOf, numberOf, textOf } from './written.ts'
import type { Name, Written } from './written.ts'

/** Weather that changes what people write about. */
export const weathers = ['clear', 'cloud', 'rain', 'storm', 'heat', 'cold'] as const
export type Weather = (typeof weathers)[number]

/** What a message is about, and whose it is. */
export interface Category {
  readonly id: string
  readonly className: string
  readonly name: Name
  /** Id of the office that leads; `street`: the street of the place. */
  readonly office: string
  /** Row of the street duty list. */
  readonly duty: string | undefined
  /** Code of the event in GB/T 47678.5, where the pack city-events has one. */
  readonly event: string | undefined
  /** Share on an ordinary day. */
  readonly weight: number
  /** How many times more of it in some weather. */
  readonly boosts: Readonly<Partial<Record<Weather, number>>>
  /** How likely one occasion makes several people write. */
  readonly cluster: number
  /** Months in which it comes up at all; without it, all year. */
  readonly months: readonly number[] | undefined
}

export function readCategories(written: Written): ReadonlyMap<string, Category> {
  return new Map(fieldsOf(written).map(([id, one]) => [id, readCategory(id, one)]))
}

function readCategory(id: string, written: Written): Category {
  const boosts = weathers.flatMap((weather) =>
    hasField(written, weather) ? [[weather, numberOf(field(written, weather))] as const] : [],
  )
  return {
    id,
    className: textOf(field(written, 'class')),
    name: { zh: textOf(field(written, 'zh')), en: textOf(field(written, 'en')) },
    office: textOf(field(written, 'office')),
    duty: textOrNone(field(written, 'duty')),
    event: textOrNone(field(written, 'event')),
    weight: numberOf(field(written, 'weight')),
    boosts: Object.fromEntries(boosts),
    cluster: hasField(written, 'cluster') ? numberOf(field(written, 'cluster')) : 0,
    months: hasField(written, 'months') ? listOf(field(written, 'months'), numberOf) : undefined,
  }
}

function textOrNone(written: Written): string | undefined {
  return written.value === undefined ? undefined : textOf(written)
}
