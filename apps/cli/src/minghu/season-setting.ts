import { assert } from '@duibiao/base'
import { weathers } from './category.ts'
import type { Weather } from './category.ts'
import { choiceOf, field, fieldsOf, hasField, listOf, listOrNone, numberOf, textOf } from './written.ts'
import type { Written } from './written.ts'

/** How ninety days go by, as it is written. */
export interface SeasonSetting {
  readonly days: number
  readonly messagesPerDay: number
  /** Reports of a grid worker on a working day. */
  readonly patrolsPerWorker: number
  /** Monday first. */
  readonly weekdays: readonly number[]
  readonly workdayHours: readonly number[]
  readonly restDayHours: readonly number[]
  readonly weatherFactor: Readonly<Record<Weather, number>>
  readonly channels: readonly (readonly [channel: Channel, share: number])[]
  /** Chances by month, 1 to 12. */
  readonly weather: ReadonlyMap<number, Readonly<Record<'rain' | 'storm' | 'heat' | 'cold', number>>>
  /** Days that are stormy in any case, from April to October. */
  readonly storms: readonly number[]
  readonly styles: ReadonlyMap<Style, Behaviour>
  /** By id of the office; streets by their Chinese name. */
  readonly offices: ReadonlyMap<string, Style>
  readonly whistles: readonly WrittenWhistle[]
  readonly orders: readonly WrittenOrder[]
}

export const channels = ['phone', 'app', 'web', 'letter', 'window', 'other'] as const
export type Channel = (typeof channels)[number]

export const styles = ['quick', 'steady', 'slow', 'forgetful', 'disputing', 'perfunctory'] as const
export type Style = (typeof styles)[number]

/** Habits of an office. */
export interface Behaviour {
  readonly style: Style
  /** Working days from the first contact to the result. */
  readonly pace: number
  /** How often it says that a matter is not its own. */
  readonly disputes: number
  /** How often it forgets an order until it is overdue. */
  readonly forgets: number
  /** How often it asks for more time. */
  readonly extends: number
  /** How often the call-back finds the matter solved. */
  readonly solves: number
}

/** A street calls departments (吹哨). */
export interface WrittenWhistle {
  readonly onDay: number
  /** Chinese name of the street. */
  readonly street: string
  readonly kind: 'priority' | 'enforcement' | 'emergency'
  readonly category: string
  readonly called: readonly string[]
  readonly title: string
}

/** A supervision order (督查交办). */
export interface WrittenOrder {
  readonly onDay: number
  readonly office: string
  readonly category: string
  /** Calendar days until it is due. */
  readonly days: number
  readonly title: string
  /** Where it comes from, as the pack names it; a leader's instruction or key work when not said. */
  readonly kind: string | undefined
  /** Offices that assist. */
  readonly assist: readonly string[]
  readonly items: readonly string[]
}

export function readSeasonSetting(written: Written): SeasonSetting {
  const setting: SeasonSetting = {
    days: numberOf(field(written, 'days')),
    messagesPerDay: numberOf(field(written, 'messagesPerDay')),
    patrolsPerWorker: numberOf(field(written, 'patrolsPerWorker')),
    weekdays: listOf(field(written, 'weekdays'), numberOf),
    workdayHours: listOf(field(written, 'workdayHours'), numberOf),
    restDayHours: listOf(field(written, 'restDayHours'), numberOf),
    weatherFactor: byWeather(field(written, 'weatherFactor')),
    channels: channels.map((channel) => [channel, numberOf(field(field(written, 'channels'), channel))]),
    weather: new Map(
      fieldsOf(field(written, 'weather')).map(([month, one]) => [
        Number(month),
        {
          rain: numberOf(field(one, 'rain')),
          storm: numberOf(field(one, 'storm')),
          heat: numberOf(field(one, 'heat')),
          cold: numberOf(field(one, 'cold')),
        },
      ]),
    ),
    storms: listOf(field(written, 'storms'), numberOf),
    styles: new Map(styles.map((style) => [style, readBehaviour(style, field(written, 'styles'))])),
    offices: new Map(
      fieldsOf(field(written, 'offices')).map(([office, style]) => [office, choiceOf(style, styles)]),
    ),
    whistles: listOf(field(written, 'whistles'), readWhistle),
    orders: listOf(field(written, 'orders'), readOrder),
  }
  assert(setting.weekdays.length === 7, `${written.where}: seven days a week`)
  assert(
    setting.workdayHours.length === 24 && setting.restDayHours.length === 24,
    `${written.where}: 24 hours`,
  )
  return setting
}

function byWeather(written: Written): Readonly<Record<Weather, number>> {
  const shares = Object.fromEntries(weathers.map((weather) => [weather, numberOf(field(written, weather))]))
  const { clear = 1, cloud = 1, rain = 1, storm = 1, heat = 1, cold = 1 } = shares
  return { clear, cloud, rain, storm, heat, cold }
}

function readBehaviour(style: Style, written: Written): Behaviour {
  const one = field(written, style)
  return {
    style,
    pace: numberOf(field(one, 'pace')),
    disputes: numberOf(field(one, 'disputes')),
    forgets: numberOf(field(one, 'forgets')),
    extends: numberOf(field(one, 'extends')),
    solves: numberOf(field(one, 'solves')),
  }
}

function readWhistle(written: Written): WrittenWhistle {
  return {
    onDay: numberOf(field(written, 'onDay')),
    street: textOf(field(written, 'street')),
    kind: choiceOf(field(written, 'kind'), ['priority', 'enforcement', 'emergency']),
    category: textOf(field(written, 'category')),
    called: listOf(field(written, 'called'), textOf),
    title: textOf(field(written, 'zh')),
  }
}

function readOrder(written: Written): WrittenOrder {
  return {
    onDay: numberOf(field(written, 'onDay')),
    office: textOf(field(written, 'office')),
    category: textOf(field(written, 'category')),
    days: numberOf(field(written, 'days')),
    title: textOf(field(written, 'zh')),
    kind: hasField(written, 'kind') ? textOf(field(written, 'kind')) : undefined,
    assist: listOrNone(field(written, 'assist'), textOf),
    items: listOrNone(field(written, 'items'), textOf),
  }
}
