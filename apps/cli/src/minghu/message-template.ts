import { assert } from '@duibiao/base'
import { weathers } from './category.ts'
import type { Weather } from './category.ts'
import { choiceOf, field, fieldsOf, hasField, listOf, listOrNone, numberOf, textOf } from './written.ts'
import type { Name, Written } from './written.ts'

/** What a caller wants. The hotline has no form of its own for thanks: they are told and closed. */
export const demands = ['consultation', 'help', 'complaint', 'tip', 'proposal', 'thanks'] as const
export type Demand = (typeof demands)[number]

/** How somebody writes. */
export const voices = [
  'plain',
  'angry',
  'polite',
  'terse',
  'elderly',
  'long',
  'business',
  'anxious',
  'vague',
] as const
export type Voice = (typeof voices)[number]

/** What a clerk should notice; the last five belong into a legal channel of their own. */
export const marks = [
  'emergency',
  'secret',
  'vague',
  'thanks',
  'litigation',
  'arbitration',
  'review',
  'disclosure',
  'discipline',
] as const
export type MessageMark = (typeof marks)[number]

/** When a text makes sense. */
export interface Season {
  readonly weather: readonly Weather[]
  readonly months: readonly number[]
  /** From one hour up to another, over midnight where the second is smaller. */
  readonly hours: readonly [from: number, to: number] | undefined
  readonly weekendOnly: boolean
}

export interface MessageTemplate {
  /** Category and place in its list. */
  readonly id: string
  readonly category: string
  readonly demand: Demand
  readonly voice: Voice
  readonly subject: string
  readonly body: string
  readonly season: Season
  /** Id of the landmark it is about. */
  readonly at: string | undefined
  /** A second demand that belongs to another category. */
  readonly also: string | undefined
  /** It follows an earlier message of the same person. */
  readonly again: boolean
  readonly marks: readonly MessageMark[]
}

/** What grid workers report. */
export interface PatrolTemplate {
  /** Code of the event. */
  readonly event: string
  readonly text: string
  readonly season: Season
  readonly at: string | undefined
  /** Solved on the spot by the grid worker (自处置). */
  readonly selfFix: boolean
}

/** A matter that grows hot: phases with so many messages a day, from so many days after its cause. */
export interface HotIssue {
  readonly id: string
  readonly title: Name
  readonly category: string
  readonly communities: readonly string[]
  readonly startsOn: number
  readonly phases: readonly {
    readonly id: string
    readonly after: number
    readonly perDay: number
    readonly templates: readonly MessageTemplate[]
  }[]
}

export function readTemplates(files: readonly Written[]): readonly MessageTemplate[] {
  return files.flatMap((file) =>
    fieldsOf(file).flatMap(([category, rows]) => readRows(rows, { category, prefix: category })),
  )
}

/** Texts of people who write again; their category is that of the message before. */
export function readFollowing(written: Written): readonly MessageTemplate[] {
  return readRows(written, { category: '', prefix: 'following' })
}

export function readPatrols(written: Written): readonly PatrolTemplate[] {
  return listOf(written, (row) => {
    const [event, text, extra] = cellsOf(row)
    return {
      event: textOf(event),
      text: textOf(text),
      season: readSeason(field(extra, 'when')),
      at: atOf(extra),
      selfFix: hasField(extra, 'selfFix'),
    }
  })
}

export function readHotIssue(written: Written): HotIssue {
  const id = textOf(field(written, 'id'))
  const category = textOf(field(written, 'category'))
  return {
    id,
    title: {
      zh: textOf(field(field(written, 'title'), 'zh')),
      en: textOf(field(field(written, 'title'), 'en')),
    },
    category,
    communities: listOf(field(written, 'communities'), textOf),
    startsOn: numberOf(field(written, 'startsOn')),
    phases: listOf(field(written, 'phases'), (phase) => {
      const name = textOf(field(phase, 'id'))
      return {
        id: name,
        after: numberOf(field(phase, 'after')),
        perDay: numberOf(field(phase, 'perDay')),
        templates: readRows(field(phase, 'texts'), { category, prefix: `${id}-${name}` }),
      }
    }),
  }
}

function readRows(
  written: Written,
  { category, prefix }: { readonly category: string; readonly prefix: string },
): readonly MessageTemplate[] {
  let number = 0
  return listOf(written, (row): MessageTemplate => {
    number += 1
    const { value, where } = row
    assert(Array.isArray(value) && value.length >= 4, `${where} is [demand, voice, subject, body]`)
    const [demand, voice, subject, body, extra] = [0, 1, 2, 3, 4].map((place): Written => ({
      value: value[place] as unknown,
      where: `${where}[${place}]`,
    }))
    assert(demand !== undefined && voice !== undefined && subject !== undefined, where)
    assert(body !== undefined && extra !== undefined, where)
    const more = extra.value === undefined ? { value: {}, where } : extra
    return {
      id: `${prefix}-${String(number).padStart(2, '0')}`,
      category,
      demand: choiceOf(demand, demands),
      voice: choiceOf(voice, voices),
      subject: textOf(subject),
      body: textOf(body),
      season: readSeason(field(more, 'when')),
      at: atOf(more),
      also: hasField(more, 'also') ? textOf(field(more, 'also')) : undefined,
      again: hasField(more, 'again'),
      marks: listOrNone(field(more, 'marks'), (mark) => choiceOf(mark, marks)),
    }
  })
}

function cellsOf({ value, where }: Written): readonly [Written, Written, Written] {
  assert(Array.isArray(value), `${where} is a list`)
  const [event, text, extra]: readonly unknown[] = value
  return [
    { value: event, where },
    { value: text, where },
    { value: extra ?? {}, where },
  ]
}

function atOf(written: Written): string | undefined {
  return hasField(written, 'at') ? textOf(field(written, 'at')) : undefined
}

function readSeason(written: Written): Season {
  if (written.value === undefined) return { weather: [], months: [], hours: undefined, weekendOnly: false }
  const [from, to] = listOrNone(field(written, 'hours'), numberOf)
  return {
    weather: listOrNone(field(written, 'weather'), (one) => choiceOf(one, weathers)),
    months: listOrNone(field(written, 'months'), numberOf),
    // One hour alone means that hour and the next.
    hours: from === undefined ? undefined : [from, to ?? from + 1],
    weekendOnly: hasField(written, 'days'),
  }
}

/** True when a text can be written now. Clear weather includes clouds. */
export function fitsSeason(
  { weather, months, hours, weekendOnly }: Season,
  now: {
    readonly weather: Weather
    readonly month: number
    readonly hour: number
    readonly isWeekend: boolean
  },
): boolean {
  const isWeather =
    weather.length === 0 ||
    weather.includes(now.weather) ||
    (now.weather === 'cloud' && weather.includes('clear'))
  const isMonth = months.length === 0 || months.includes(now.month)
  return isWeather && isMonth && isHour(hours, now.hour) && (!weekendOnly || now.isWeekend)
}

function isHour(hours: Season['hours'], hour: number): boolean {
  if (hours === undefined) return true
  const [from, to] = hours
  return from <= to ? hour >= from && hour <= to : hour >= from || hour <= to
}
