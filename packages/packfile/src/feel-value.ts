import { FeelDate, FeelDateTime, FeelDuration, FeelFunction, FeelRange, FeelTime } from 'feelin'
import { spend } from './feel-budget.ts'
import { isZoned, monthsOf, momentOf, secondsOf } from './feel-temporal.ts'

/** A value while FEEL is at work: JSON plus the temporal values, ranges and functions of the library. */
export type Feel =
  | null
  | boolean
  | number
  | string
  | FeelDate
  | FeelTime
  | FeelDateTime
  | FeelDuration
  | FeelRange
  | FeelFunction
  | readonly Feel[]
  | FeelContext

export interface FeelContext {
  readonly [name: string]: Feel
}

/** The FEEL types of values (DMN 1.5, 10.3.2.2). */
export type Kind =
  | 'null'
  | 'boolean'
  | 'number'
  | 'string'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'
  | 'range'
  | 'function'
  | 'list'
  | 'context'

export function kindOf(value: Feel): Kind {
  if (value === null) return 'null'
  if (typeof value === 'number') return 'number'
  if (typeof value === 'string') return 'string'
  return typeof value === 'boolean' ? 'boolean' : kindOfObject(value)
}

/** True for a FEEL list. */
export function isList(value: Feel | undefined): value is readonly Feel[] {
  return Array.isArray(value)
}

/** True for a FEEL context; dates, ranges and functions are none. */
export function isContext(value: Feel | undefined): value is FeelContext {
  return value !== null && typeof value === 'object' && kindOfObject(value) === 'context'
}

/** A context from entries in order; `__proto__` is an ordinary name in it. */
export function makeContext(entries: Iterable<readonly [string, Feel]>): FeelContext {
  return Object.fromEntries(entries)
}

/** The form in which names are compared: one space around the operator characters, none doubled (DMN 1.5, 10.3.1.4). */
export function normalizeName(name: string): string {
  if (PLAIN_NAME.test(name)) return name
  return name
    .replaceAll(/\s*(\*\*|[./\-'+*])\s*/g, ' $1 ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

const PLAIN_NAME = /^[\p{L}\p{N}_?]+$/u

/** The entry of a context under a name in any spacing; undefined when there is none. */
export function entryOf(context: FeelContext, name: string): Feel | undefined {
  if (Object.hasOwn(context, name)) return context[name]
  if (PLAIN_NAME.test(name)) return undefined
  const wanted = normalizeName(name)
  for (const key of Object.keys(context)) if (normalizeName(key) === wanted) return context[key]
  return undefined
}

/**
 * FEEL equality (DMN 1.5, table 53): null equals only null; values of different kinds are not comparable, which is null.
 */
export function equalFeel(a: Feel, b: Feel): boolean | null {
  spend(1)
  if (a === b) return true
  if (a === null || b === null) return false
  const kind = kindOf(a)
  if (kind !== kindOf(b)) return null
  return typeof a === 'object' && equalOfKind(a, b)
}

/** Equality of two values of one kind that are objects. */
function equalOfKind(a: Feel, b: Feel): boolean {
  if (isList(a) && isList(b)) return equalLists(a, b)
  if (isContext(a) && isContext(b)) return equalContexts(a, b)
  if (a instanceof FeelRange && b instanceof FeelRange) return equalRanges(a, b)
  if (isInstant(a) && isInstant(b) && isZoned(a) !== isZoned(b)) return false
  return compareTemporal(a, b) === 0
}

/** Order of two values of one ordered kind, negative, 0 or positive; null when they have none. */
export function compareFeel(a: Feel, b: Feel): number | null {
  spend(1)
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b)
  return kindOf(a) === kindOf(b) ? compareTemporal(a, b) : null
}

/** Order of two temporal values of one kind; null for others, and for one with and one without a zone. */
function compareTemporal(a: Feel, b: Feel): number | null {
  if (a instanceof FeelDuration && b instanceof FeelDuration) {
    return a.yearsMonths ? monthsOf(a) - monthsOf(b) : secondsOf(a) - secondsOf(b)
  }
  if (!isInstant(a) || !isInstant(b) || isZoned(a) !== isZoned(b)) return null
  return momentOf(a) - momentOf(b)
}

export function isInstant(value: Feel): value is FeelDate | FeelTime | FeelDateTime {
  return value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDateTime
}

/** An interval with its ends. */
export function makeRange(
  start: Feel,
  end: Feel,
  included: { readonly start: boolean; readonly end: boolean },
): FeelRange {
  return new FeelRange({
    start,
    end,
    'start included': included.start,
    'end included': included.end,
    valueType: null,
  })
}

/** What a `for` counts through between two ends, downwards too. */
export function makeIteration(start: Feel, end: Feel): FeelRange {
  return new FeelRange({ start, end, 'start included': true, 'end included': true, valueType: '..' })
}

/** The range of a comparison (`< 5`, `!= "a"`). It remembers its operator: `(< 5)` is not `(null..5)`. */
export function makeComparison(operator: string, bound: Feel): FeelRange {
  const below = operator.startsWith('<')
  const above = operator.startsWith('>')
  const included = operator.endsWith('=') && operator !== '!='
  return new FeelRange({
    start: below ? null : bound,
    end: above ? null : bound,
    'start included': included && !below,
    'end included': included && !above,
    valueType: operator,
  })
}

function kindOfObject(value: object): Kind {
  if (Array.isArray(value)) return 'list'
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Object.prototype || prototype === null) return 'context'
  if (value instanceof FeelDate) return 'date'
  if (value instanceof FeelTime) return 'time'
  if (value instanceof FeelDateTime) return 'date and time'
  if (value instanceof FeelDuration)
    return value.yearsMonths ? 'years and months duration' : 'days and time duration'
  if (value instanceof FeelRange) return 'range'
  if (value instanceof FeelFunction) return 'function'
  return 'context'
}

function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function equalLists(a: readonly Feel[], b: readonly Feel[]): boolean {
  if (a.length !== b.length) return false
  return a.every((element, index) => equalFeel(element, b[index] ?? null) === true)
}

function equalContexts(a: FeelContext, b: FeelContext): boolean {
  const names = Object.keys(a)
  if (names.length !== Object.keys(b).length) return false
  return names.every((name) => Object.hasOwn(b, name) && equalFeel(a[name] ?? null, b[name] ?? null) === true)
}

function equalRanges(a: FeelRange, b: FeelRange): boolean {
  return (
    a.valueType === b.valueType &&
    a['start included'] === b['start included'] &&
    a['end included'] === b['end included'] &&
    equalFeel(a.start, b.start) === true &&
    equalFeel(a.end, b.end) === true
  )
}
