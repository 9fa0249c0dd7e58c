import { FeelDate, FeelDuration, FeelFunction, FeelRange, FeelTime, type FeelDateTime } from 'feelin'
import { spend, warn } from './feel-budget.ts'
import {
  durationOfMonths,
  durationOfSeconds,
  isZoned,
  midnightOf,
  momentOf,
  monthsOf,
  secondsOf,
  shiftInstant,
} from './feel-temporal.ts'
import { compareFeel, equalFeel, isInstant, isList, kindOf, type Feel } from './feel-value.ts'

/** Longest text that concatenation may make. */
const MAX_STRING = 1_000_000

/**
 * A number as decimal arithmetic would give it: FEEL counts in decimals, JavaScript in binary fractions. Rounding to 15
 * digits makes 0.1 + 0.2 equal 0.3; null for what is no number (overflow, division by zero).
 */
export function toDecimal(value: number): number | null {
  if (Number.isInteger(value)) return value === 0 ? 0 : value
  if (!Number.isFinite(value)) return null
  return Number(value.toPrecision(15))
}

/** `+ - * / **` of DMN 1.5, tables 50 to 52; null with a warning for operands they are not defined for. */
export function calculate(operator: string, a: Feel, b: Feel): Feel {
  if (typeof a === 'number' && typeof b === 'number') return calculateNumbers(operator, a, b)
  if (a === null || b === null) return warn(`${operator}: an operand is null`)
  const result = calculateOthers(operator, a, b)
  return result === undefined ? warn(`${operator} is not defined for ${kindOf(a)} and ${kindOf(b)}`) : result
}

/** `-x`: of numbers and durations. */
export function negate(value: Feel): Feel {
  if (typeof value === 'number') return value === 0 ? 0 : -value
  if (value instanceof FeelDuration) {
    return value.yearsMonths ? durationOfMonths(-monthsOf(value)) : durationOfSeconds(-secondsOf(value))
  }
  return warn(`- is not defined for ${kindOf(value)}`)
}

/** `= != < <= > >=`; null when the operands cannot be compared. */
export function compareBy(operator: string, a: Feel, b: Feel): boolean | null {
  if (operator === '=' || operator === '!=') {
    const equal = equalFeel(a, b)
    if (equal === null) return warn(`${kindOf(a)} and ${kindOf(b)} cannot be compared`)
    return operator === '=' ? equal : !equal
  }
  const order = compareFeel(a, b)
  if (order === null) return warn(`${kindOf(a)} and ${kindOf(b)} have no order`)
  switch (operator) {
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    default:
      return order >= 0
  }
}

/** Whether a value lies in a range; null when it cannot be compared with the ends. */
export function isInRange(value: Feel, range: FeelRange): boolean | null {
  const start: Feel = range.start
  const end: Feel = range.end
  // An interval with a null end holds nothing that is known; only a comparison is open.
  if (range.valueType === null && (start === null || end === null)) return null
  const afterStart = start === null ? isOrdered(value, end) : isAtLeast(value, start, range['start included'])
  const beforeEnd = end === null ? isOrdered(value, start) : isAtLeast(end, value, range['end included'])
  if (afterStart === false || beforeEnd === false) return false
  return afterStart === null || beforeEnd === null ? null : true
}

/** Whether a value passes a unary test already evaluated: a range, a list of values or tests, a predicate, or a value. */
export function passesTest(value: Feel, test: Feel): boolean | null {
  spend(1)
  if (test instanceof FeelRange) return passesRange(value, test)
  if (test instanceof FeelFunction && !(value instanceof FeelFunction))
    return asBoolean(applyPredicate(test, value))
  if (isList(test)) return passesList(value, test)
  return equalFeel(value, test)
}

/** Three-valued `and`/`or` over values that may be no booleans (DMN 1.5, table 49). */
export function joinLogic(operator: 'and' | 'or', values: Iterable<Feel>): boolean | null {
  const decisive = operator === 'or'
  let unknown = false
  for (const value of values) {
    if (value === decisive) return decisive
    if (value !== !decisive) unknown = true
  }
  return unknown ? null : !decisive
}

function passesRange(value: Feel, test: FeelRange): boolean | null {
  if (test.valueType === '=' || test.valueType === '!=') return compareBy(test.valueType, value, test.start)
  return value instanceof FeelRange ? equalFeel(value, test) : isInRange(value, test)
}

function passesList(value: Feel, tests: readonly Feel[]): boolean | null {
  if (isList(value) && equalFeel(value, tests) === true) return true
  let unknown = false
  for (const test of tests) {
    const passed = passesTest(value, test)
    if (passed === true) return true
    if (passed === null && test instanceof FeelRange) unknown = true
  }
  return unknown ? null : false
}

function applyPredicate(test: FeelFunction, value: Feel): unknown {
  return test.fn(value)
}

function asBoolean(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null
}

function isAtLeast(value: Feel, bound: Feel, included: boolean): boolean | null {
  const order = compareFeel(value, bound)
  if (order === null) return null
  return included ? order >= 0 : order > 0
}

function isOrdered(value: Feel, end: Feel): boolean | null {
  return end === null || compareFeel(value, end) === null ? null : true
}

function calculateNumbers(operator: string, a: number, b: number): number | null {
  switch (operator) {
    case '+':
      return toDecimal(a + b)
    case '-':
      return toDecimal(a - b)
    case '*':
      return toDecimal(a * b)
    case '/':
      return b === 0 ? warn('division by zero') : toDecimal(a / b)
    default:
      return toDecimal(a ** b)
  }
}

function calculateOthers(operator: string, a: Feel, b: Feel): Feel | undefined {
  switch (operator) {
    case '+':
      return add(a, b)
    case '-':
      return subtract(a, b)
    case '*':
      return multiply(a, b)
    case '/':
      return divide(a, b)
    default:
      return undefined
  }
}

function add(a: Feel, b: Feel): Feel | undefined {
  if (typeof a === 'string' && typeof b === 'string') return concatenate(a, b)
  if (a instanceof FeelDuration && b instanceof FeelDuration) return addDurations(a, b, 1)
  if (isInstant(a) && b instanceof FeelDuration) return shiftInstant(a, b, 1)
  if (a instanceof FeelDuration && isInstant(b)) return shiftInstant(b, a, 1)
  return undefined
}

function concatenate(a: string, b: string): string {
  const length = a.length + b.length
  if (length > MAX_STRING) throw new RangeError('text too long')
  spend(length >> 8)
  return a + b
}

function subtract(a: Feel, b: Feel): Feel | undefined {
  if (a instanceof FeelDuration && b instanceof FeelDuration) return addDurations(a, b, -1)
  if (isInstant(a) && b instanceof FeelDuration) return shiftInstant(a, b, -1)
  return isInstant(a) && isInstant(b) ? subtractInstants(a, b) : undefined
}

function subtractInstants(a: Instant, b: Instant): Feel | undefined {
  if (a instanceof FeelTime || b instanceof FeelTime) {
    return a instanceof FeelTime && b instanceof FeelTime ? differ(a, b) : undefined
  }
  if (a instanceof FeelDate && b instanceof FeelDate) return differ(a, b)
  const from = a instanceof FeelDate ? midnightOf(a) : a
  const to = b instanceof FeelDate ? midnightOf(b) : b
  return differ(from, to)
}

type Instant = FeelDate | FeelTime | FeelDateTime

function differ(a: Instant, b: Instant): Feel | undefined {
  return isZoned(a) === isZoned(b) ? durationOfSeconds(momentOf(a) - momentOf(b)) : undefined
}

function addDurations(a: FeelDuration, b: FeelDuration, sign: 1 | -1): Feel | undefined {
  if (a.yearsMonths !== b.yearsMonths) return undefined
  return a.yearsMonths
    ? durationOfMonths(monthsOf(a) + sign * monthsOf(b))
    : durationOfSeconds(secondsOf(a) + sign * secondsOf(b))
}

function multiply(a: Feel, b: Feel): Feel | undefined {
  if (a instanceof FeelDuration && typeof b === 'number') return scale(a, b)
  if (typeof a === 'number' && b instanceof FeelDuration) return scale(b, a)
  return undefined
}

function divide(a: Feel, b: Feel): Feel | undefined {
  if (a instanceof FeelDuration && typeof b === 'number')
    return b === 0 ? warn('division by zero') : scale(a, 1 / b)
  if (!(a instanceof FeelDuration && b instanceof FeelDuration) || a.yearsMonths !== b.yearsMonths)
    return undefined
  const [over, under] = a.yearsMonths ? [monthsOf(a), monthsOf(b)] : [secondsOf(a), secondsOf(b)]
  return under === 0 ? warn('division by zero') : toDecimal(over / under)
}

function scale(duration: FeelDuration, by: number): Feel {
  return duration.yearsMonths
    ? durationOfMonths(toDecimal(monthsOf(duration) * by) ?? Number.NaN)
    : durationOfSeconds(secondsOf(duration) * by)
}
