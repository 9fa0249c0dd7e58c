import { FeelRange } from 'feelin'
import { anything, range, text } from './feel-argument.ts'
import { readDate, readDateTime, readDuration, readTemporal, readTime } from './feel-calendar-text.ts'
import { overload, takes, type Overload } from './feel-function.ts'
import { isInRange } from './feel-operator.ts'
import { readString } from './feel-string-literal.ts'
import { compareFeel, equalFeel, kindOf, makeRange, type Feel } from './feel-value.ts'

/** Range functions (DMN 1.5, 10.3.4.6 and 10.3.4.1). Points stand for ranges of one value. */
export const RANGE_FUNCTIONS: Readonly<Record<string, readonly Overload[]>> = {
  range: [overload([takes('from', text)], readRange)],
  before: onValues((a, b) => precedes(a, b)),
  after: onValues((a, b) => precedes(b, a)),
  meets: onRanges((a, b) => touches(a, b)),
  'met by': onRanges((a, b) => touches(b, a)),
  overlaps: onRanges((a, b) => negate(or(precedes(a, b), precedes(b, a)))),
  'overlaps before': onRanges((a, b) => overlapsBefore(a, b)),
  'overlaps after': onRanges((a, b) => overlapsBefore(b, a)),
  finishes: [
    overload([takes('point', point), takes('range', range)], (a, b) => endsAt(b, a)),
    ...onRanges((a, b) => and(sameEnd(a, b), holds(b, a))),
  ],
  'finished by': [
    overload([takes('range', range), takes('point', point)], endsAt),
    ...onRanges((a, b) => and(sameEnd(a, b), holds(a, b))),
  ],
  includes: onHolder((a, b) => holds(a, b)),
  during: [
    overload([takes('point', point), takes('range', range)], (a, b) => holds(b, a)),
    ...onRanges((a, b) => holds(b, a)),
  ],
  starts: [
    overload([takes('point', point), takes('range', range)], (a, b) => startsAt(b, a)),
    ...onRanges((a, b) => and(sameStart(a, b), holds(b, a))),
  ],
  'started by': [
    overload([takes('range', range), takes('point', point)], startsAt),
    ...onRanges((a, b) => and(sameStart(a, b), holds(a, b))),
  ],
  coincides: onValues((a, b) => equalFeel(a, b)),
}

type Truth = boolean | null

function onValues(run: (a: Feel, b: Feel) => Truth): readonly Overload[] {
  const names = [
    ['point1', 'point2'],
    ['point', 'range'],
    ['range', 'point'],
    ['range1', 'range2'],
  ] as const
  return names.map(([a, b]) =>
    overload(
      [takes(a, a.startsWith('range') ? range : point), takes(b, b.startsWith('range') ? range : point)],
      run,
    ),
  )
}

function onRanges(run: (a: FeelRange, b: FeelRange) => Truth): readonly Overload[] {
  return [overload([takes('range1', range), takes('range2', range)], run)]
}

function onHolder(run: (a: FeelRange, b: Feel) => Truth): readonly Overload[] {
  return [
    overload([takes('range', range), takes('point', point)], run),
    overload([takes('range1', range), takes('range2', range)], run),
  ]
}

function point(value: Feel): Feel | undefined {
  const taken = anything(value)
  return taken === null || taken instanceof FeelRange ? undefined : taken
}

function precedes(a: Feel, b: Feel): Truth {
  const end = endOf(a)
  const start = startOf(b)
  if (end === null || start === null) return isOpen(a, b) ? false : null
  const order = compareFeel(end, start)
  if (order === null) return null
  const touching =
    (a instanceof FeelRange ? a['end included'] : true) &&
    (b instanceof FeelRange ? b['start included'] : true)
  return order < 0 || (order === 0 && !touching)
}

function startOf(value: Feel): Feel {
  return value instanceof FeelRange ? value.start : value
}

function endOf(value: Feel): Feel {
  return value instanceof FeelRange ? value.end : value
}

function isOpen(a: Feel, b: Feel): boolean {
  return (a instanceof FeelRange && a.end === null) || (b instanceof FeelRange && b.start === null)
}

function touches(a: FeelRange, b: FeelRange): Truth {
  return and(a['end included'] && b['start included'], equalFeel(a.end, b.start))
}

/** `a` begins before `b` and ends in it. */
function overlapsBefore(a: FeelRange, b: FeelRange): Truth {
  const beginsFirst = orderOfStarts(a, b)
  const endsFirst = orderOfEnds(a, b)
  if (beginsFirst === null || endsFirst === null) return null
  return and(beginsFirst < 0 && endsFirst <= 0, negate(precedes(a, b)))
}

function holds(outer: FeelRange, inner: Feel): Truth {
  if (!(inner instanceof FeelRange)) return isInRange(inner, outer)
  const starts = orderOfStarts(outer, inner)
  const ends = orderOfEnds(outer, inner)
  return starts === null || ends === null ? null : starts <= 0 && ends >= 0
}

function sameStart(a: FeelRange, b: FeelRange): Truth {
  return and(equalFeel(a.start, b.start), a['start included'] === b['start included'])
}

function sameEnd(a: FeelRange, b: FeelRange): Truth {
  return and(equalFeel(a.end, b.end), a['end included'] === b['end included'])
}

function startsAt(of: FeelRange, at: Feel): Truth {
  return and(equalFeel(of.start, at), of['start included'])
}

function endsAt(of: FeelRange, at: Feel): Truth {
  return and(equalFeel(of.end, at), of['end included'])
}

/** Order of the starts of two ranges: an open start comes first, an included one before one that is not. */
function orderOfStarts(a: FeelRange, b: FeelRange): number | null {
  if (a.start === null || b.start === null) return Number(a.start !== null) - Number(b.start !== null)
  const order = compareFeel(a.start, b.start)
  return order === 0 ? Number(b['start included']) - Number(a['start included']) : order
}

function orderOfEnds(a: FeelRange, b: FeelRange): number | null {
  if (a.end === null || b.end === null) return Number(b.end !== null) - Number(a.end !== null)
  const order = compareFeel(a.end, b.end)
  return order === 0 ? Number(a['end included']) - Number(b['end included']) : order
}

function and(a: Truth, b: Truth): Truth {
  if (a === false || b === false) return false
  return a === null || b === null ? null : true
}

function or(a: Truth, b: Truth): Truth {
  return negate(and(negate(a), negate(b)))
}

function negate(a: Truth): Truth {
  return a === null ? null : !a
}

const RANGE = /^\s*([[(\]])\s*(.*?)\s*\.\.\s*(.*?)\s*([\])[])\s*$/s

/** A range written as text, with literals as its ends; null when it is none or its ends are out of order. */
function readRange(from: string): Feel {
  const parts = RANGE.exec(from)
  if (parts === null) return null
  const start = readEnd(parts[2] ?? '')
  const end = readEnd(parts[3] ?? '')
  if (start === null || end === null || kindOf(start) !== kindOf(end)) return null
  const order = compareFeel(start, end)
  if (order === null || order > 0) return null
  return makeRange(start, end, { start: parts[1] === '[', end: parts[4] === ']' })
}

const LITERAL = /^(@|date|time|date and time|duration)\s*\(?\s*("(?:[^"\\]|\\.)*")\s*\)?$/

function readEnd(literal: string): Feel {
  if (/^-?(\d+(\.\d+)?|\.\d+)$/.test(literal)) return Number(literal)
  if (/^"(?:[^"\\]|\\.)*"$/.test(literal)) return readString(literal)
  const parts = LITERAL.exec(literal)
  if (parts === null) return null
  const content = readString(parts[2] ?? '""')
  switch (parts[1] ?? '') {
    case 'date':
      return readDate(content)
    case 'time':
      return readTime(content)
    case 'date and time':
      return readDateTime(content)
    case 'duration':
      return readDuration(content)
    default:
      return readTemporal(content)
  }
}
