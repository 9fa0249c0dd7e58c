import { FeelDuration, FeelRange } from 'feelin'
import { anything, number, orNull, text } from './feel-argument.ts'
import { spend } from './feel-budget.ts'
import { printInstant } from './feel-calendar-text.ts'
import { mayTake, overload, takes, type Overload } from './feel-function.ts'
import { printNumber } from './feel-number.ts'
import { compilePattern, findsMatch, replaceAll, splitBy } from './feel-pattern.ts'
import { isContext, isInstant, isList, type Feel } from './feel-value.ts'

/** String functions (DMN 1.5, 10.3.4.3). */
export const STRING_FUNCTIONS: Readonly<Record<string, readonly Overload[]>> = {
  string: [overload([takes('from', anything)], (from) => (from === null ? null : print(from, false)))],
  substring: [
    overload(
      [takes('string', text), takes('start position', number), mayTake('length', orNull(number))],
      (of, start, length) => substring(of, Math.trunc(start), length ?? null),
    ),
  ],
  'string length': [overload([takes('string', text)], (of) => countPoints(of))],
  'upper case': [overload([takes('string', text)], (of) => of.toUpperCase())],
  'lower case': [overload([takes('string', text)], (of) => of.toLowerCase())],
  'substring before': [
    overload([takes('string', text), takes('match', text)], (of, match) => {
      const at = of.indexOf(match)
      return at < 0 ? '' : of.slice(0, at)
    }),
  ],
  'substring after': [
    overload([takes('string', text), takes('match', text)], (of, match) => {
      const at = of.indexOf(match)
      return at < 0 ? '' : of.slice(at + match.length)
    }),
  ],
  contains: [overload([takes('string', text), takes('match', text)], (of, match) => of.includes(match))],
  'starts with': [
    overload([takes('string', text), takes('match', text)], (of, match) => of.startsWith(match)),
  ],
  'ends with': [overload([takes('string', text), takes('match', text)], (of, match) => of.endsWith(match))],
  matches: [
    overload(
      [takes('input', text), takes('pattern', text), mayTake('flags', orNull(text))],
      (input, pattern, flags) => {
        const compiled = compilePattern(pattern, flags ?? '')
        return compiled === null ? null : findsMatch(input, compiled)
      },
    ),
  ],
  replace: [
    overload(
      [
        takes('input', text),
        takes('pattern', text),
        takes('replacement', text),
        mayTake('flags', orNull(text)),
      ],
      (...[input, pattern, replacement, flags]) => {
        const compiled = compilePattern(pattern, flags ?? '')
        return compiled === null ? null : replaceAll(input, compiled, replacement)
      },
    ),
  ],
  split: [
    overload([takes('string', text), takes('delimiter', text)], (of, delimiter) => {
      const compiled = compilePattern(delimiter, '')
      return compiled === null ? null : splitBy(of, compiled)
    }),
  ],
}

/** A value as FEEL writes it, strings quoted. */
export function printFeel(value: Feel): string {
  return print(value, true)
}

/** A value as FEEL writes it; strings inside lists and contexts are quoted. */
function print(value: Feel, quoted: boolean): string {
  spend(1)
  if (value === null) return 'null'
  if (typeof value === 'string') return quoted ? `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"` : value
  if (typeof value === 'number') return printNumber(value)
  if (typeof value === 'boolean') return String(value)
  if (isInstant(value)) return printInstant(value)
  if (isList(value)) return `[${value.map((element) => print(element, true)).join(', ')}]`
  if (isContext(value)) {
    return `{${Object.entries(value)
      .map(([name, entry]) => `${printName(name)}: ${print(entry, true)}`)
      .join(', ')}}`
  }
  if (value instanceof FeelRange) return printRange(value)
  return value instanceof FeelDuration ? value.toString() : 'function'
}

function countPoints(of: string): number {
  return Array.from(of).length
}

function printName(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(name) ? name : print(name, true)
}

function printRange(range: FeelRange): string {
  if (range.valueType !== null) return `${range.valueType} ${print(range.start ?? range.end, true)}`
  const open = range['start included'] ? '[' : '('
  return `${open}${print(range.start, true)}..${print(range.end, true)}${range['end included'] ? ']' : ')'}`
}

function substring(of: string, start: number, length: number | null): Feel {
  const points = Array.from(of)
  const from = start > 0 ? start - 1 : points.length + start
  if (start === 0 || from < 0 || from >= points.length) return start === 0 || of === '' ? null : ''
  if (length === null) return points.slice(from).join('')
  return length < 1 ? null : points.slice(from, from + Math.trunc(length)).join('')
}
