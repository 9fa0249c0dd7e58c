import { boolean, duration, number, orNull, text } from './feel-argument.ts'
import { mayTake, overload, takes, type Overload } from './feel-function.ts'
import { negate, toDecimal } from './feel-operator.ts'
import { durationSign } from './feel-temporal.ts'
import type { Feel } from './feel-value.ts'

/** Conversion, boolean and numeric functions (DMN 1.5, 10.3.4.1, 10.3.4.2, 10.3.4.5). */
export const NUMBER_FUNCTIONS: Readonly<Record<string, readonly Overload[]>> = {
  number: [
    overload([takes('from', text)], (from) => readNumber(from, null, null)),
    overload(
      [
        takes('from', text),
        takes('grouping separator', orNull(text)),
        takes('decimal separator', orNull(text)),
      ],
      readNumber,
    ),
  ],
  not: [overload([takes('negand', orNull(boolean))], (negand) => (negand === null ? null : !negand))],
  decimal: [
    overload([takes('n', number), takes('scale', number)], (n, scale) => roundTo(n, scale, halfEven)),
  ],
  floor: [
    overload([takes('n', number), mayTake('scale', number)], (n, scale) =>
      roundTo(n, scale ?? 0, Math.floor),
    ),
  ],
  ceiling: [
    overload([takes('n', number), mayTake('scale', number)], (n, scale) => roundTo(n, scale ?? 0, Math.ceil)),
  ],
  'round up': [overload(scaled(), (n, scale) => roundTo(n, scale, awayFromZero(Math.ceil)))],
  'round down': [overload(scaled(), (n, scale) => roundTo(n, scale, awayFromZero(Math.floor)))],
  'round half up': [overload(scaled(), (n, scale) => roundTo(n, scale, awayFromZero(halfUp)))],
  'round half down': [overload(scaled(), (n, scale) => roundTo(n, scale, awayFromZero(halfDown)))],
  abs: [
    overload([takes('n', number)], (n) => Math.abs(n)),
    overload([takes('n', duration)], (n) => (durationSign(n) < 0 ? negate(n) : n)),
  ],
  modulo: [overload([takes('dividend', number), takes('divisor', number)], modulo)],
  sqrt: [overload([takes('number', number)], (n) => toDecimal(Math.sqrt(n)))],
  log: [overload([takes('number', number)], (n) => toDecimal(Math.log(n)))],
  exp: [overload([takes('number', number)], (n) => toDecimal(Math.exp(n)))],
  odd: [overload([takes('number', number)], (n) => Number.isInteger(n) && n % 2 !== 0)],
  even: [overload([takes('number', number)], (n) => Number.isInteger(n) && n % 2 === 0)],
}

/** A number in plain decimal digits, as `string()` writes it. */
export function printNumber(value: number): string {
  const short = String(value)
  if (!short.includes('e')) return short
  const [digits = '0', exponent = '0'] = short.split('e')
  const [whole = '0', fraction = ''] = digits.replace('-', '').split('.')
  const shift = Number(exponent)
  const sign = value < 0 ? '-' : ''
  if (shift > 0) return sign + (whole + fraction).padEnd(whole.length + shift, '0')
  return `${sign}0.${(whole + fraction).padStart(fraction.length + whole.length - shift - whole.length, '0')}`
}

function scaled() {
  return [takes('n', number), takes('scale', number)] as const
}

const DIGITS = /^-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/

function readNumber(from: string, grouping: string | null, decimal: string | null): Feel {
  if (grouping !== null && !['.', ',', ' '].includes(grouping)) return null
  if (decimal !== null && !['.', ','].includes(decimal)) return null
  if (grouping !== null && grouping === (decimal ?? '.') && decimal !== null) return null
  const ungrouped = grouping === null ? from : from.replaceAll(grouping, '')
  const plain = decimal === ',' ? ungrouped.replaceAll(',', '.') : ungrouped
  return DIGITS.test(plain) ? toDecimal(Number(plain)) : null
}

/** The scales of FEEL's decimals (DMN 1.5, 10.3.4.5). */
const MAX_SCALE = 6176
const MIN_SCALE = -6111

function roundTo(n: number, scale: number, round: (n: number) => number): Feel {
  const places = Math.trunc(scale)
  if (places > MAX_SCALE || places < MIN_SCALE) return null
  const shifted = shift(n, places)
  return Number.isFinite(shifted) ? toDecimal(shift(round(shifted), -places)) : n
}

/** `n × 10^places`, exact in decimal digits. */
function shift(n: number, places: number): number {
  const [digits = '0', exponent = '0'] = String(n).split('e')
  return Number(`${digits}e${Number(exponent) + places}`)
}

function awayFromZero(round: (n: number) => number): (n: number) => number {
  return (n) => (n < 0 ? -round(-n) : round(n))
}

function halfEven(n: number): number {
  const low = Math.floor(n)
  const rest = n - low
  if (rest !== 0.5) return rest < 0.5 ? low : low + 1
  return low % 2 === 0 ? low : low + 1
}

function halfUp(n: number): number {
  return n - Math.floor(n) >= 0.5 ? Math.floor(n) + 1 : Math.floor(n)
}

function halfDown(n: number): number {
  return n - Math.floor(n) > 0.5 ? Math.floor(n) + 1 : Math.floor(n)
}

/** `dividend - divisor × floor(dividend / divisor)`. */
function modulo(dividend: number, divisor: number): Feel {
  if (divisor === 0) return null
  const rest = dividend % divisor
  return toDecimal(rest !== 0 && rest < 0 !== divisor < 0 ? rest + divisor : rest)
}
