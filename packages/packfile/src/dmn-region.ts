import { readString } from './feel-string-literal.ts'
import { parseFeel, type SyntaxNode } from './feel-syntax.ts'

/**
 * The values that a table cell lets through, where that can be read off it: everything, some literals, or some ranges of
 * numbers. Undefined for any other cell.
 */
export type Region =
  | { readonly kind: 'all' }
  | { readonly kind: 'values'; readonly type: 'string' | 'boolean'; readonly values: ReadonlySet<string> }
  | { readonly kind: 'ranges'; readonly ranges: readonly NumberRange[] }

export type NumberRange = {
  readonly low: number
  readonly high: number
  readonly lowIncluded: boolean
  readonly highIncluded: boolean
}

/** Reads the region of a cell. */
export function readRegion(text: string): Region | undefined {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed === '-') return { kind: 'all' }
  const parsed = parseFeel(trimmed, 'unary tests', {})
  const tests = parsed.kind === 'parsed' ? parsed.root.kids[0] : undefined
  if (tests?.kind !== 'PositiveUnaryTests') return undefined
  const parts = tests.kids.map((test) =>
    test.kids[0] === undefined ? undefined : regionOfTest(test.kids[0]),
  )
  return parts.reduce((whole, part) => (whole && part ? join(whole, part) : undefined))
}

/** Whether some value passes both cells. */
export function overlaps(a: Region, b: Region): boolean {
  if (a.kind === 'all' || b.kind === 'all') return true
  if (a.kind === 'values' && b.kind === 'values')
    return a.type === b.type && !a.values.isDisjointFrom(b.values)
  if (a.kind !== 'ranges' || b.kind !== 'ranges') return false
  return a.ranges.some((one) => b.ranges.some((other) => meet(one, other)))
}

/** Whether every value that passes `inner` passes `outer`. */
export function covers(outer: Region, inner: Region): boolean {
  if (outer.kind === 'all') return true
  if (outer.kind === 'values' && inner.kind === 'values') {
    return outer.type === inner.type && inner.values.isSubsetOf(outer.values)
  }
  if (outer.kind !== 'ranges' || inner.kind !== 'ranges') return false
  return inner.ranges.every((one) => outer.ranges.some((other) => holds(other, one)))
}

function regionOfTest(test: SyntaxNode): Region | undefined {
  const number = numberOf(test)
  if (number !== undefined)
    return rangeRegion({ low: number, high: number, lowIncluded: true, highIncluded: true })
  if (test.kind === 'StringLiteral')
    return { kind: 'values', type: 'string', values: new Set([readString(test.text)]) }
  if (test.kind === 'BooleanLiteral') return { kind: 'values', type: 'boolean', values: new Set([test.text]) }
  if (test.kind !== 'SimplePositiveUnaryTest') return undefined
  const [first, second] = test.kids
  if (first?.kind === 'Interval') return regionOfInterval(first)
  const bound = second === undefined ? undefined : numberOf(second)
  return bound === undefined ? undefined : regionOfComparison(first?.text ?? '', bound)
}

function regionOfInterval(interval: SyntaxNode): Region | undefined {
  const [open, start, , end, close] = interval.kids
  const low = start === undefined ? undefined : numberOf(start)
  const high = end === undefined ? undefined : numberOf(end)
  if (low === undefined || high === undefined) return undefined
  return rangeRegion({ low, high, lowIncluded: open?.text === '[', highIncluded: close?.text === ']' })
}

function regionOfComparison(operator: string, bound: number): Region | undefined {
  switch (operator) {
    case '<':
    case '<=':
      return rangeRegion({ low: -Infinity, high: bound, lowIncluded: false, highIncluded: operator === '<=' })
    case '>':
    case '>=':
      return rangeRegion({ low: bound, high: Infinity, lowIncluded: operator === '>=', highIncluded: false })
    default:
      return undefined
  }
}

function rangeRegion(range: NumberRange): Region {
  return { kind: 'ranges', ranges: [range] }
}

function numberOf(node: SyntaxNode): number | undefined {
  if (node.kind === 'NumericLiteral') return Number(node.text)
  const [sign, value] = node.kids
  if (node.kind !== 'ArithmeticExpression' || node.kids.length !== 2 || sign?.text !== '-') return undefined
  return value?.kind === 'NumericLiteral' ? -Number(value.text) : undefined
}

function join(a: Region, b: Region): Region | undefined {
  if (a.kind === 'ranges' && b.kind === 'ranges')
    return { kind: 'ranges', ranges: [...a.ranges, ...b.ranges] }
  if (a.kind !== 'values' || b.kind !== 'values' || a.type !== b.type) return undefined
  return { kind: 'values', type: a.type, values: a.values.union(b.values) }
}

function meet(a: NumberRange, b: NumberRange): boolean {
  const low = Math.max(a.low, b.low)
  const high = Math.min(a.high, b.high)
  if (low !== high) return low < high
  return within(low, a) && within(low, b)
}

function within(value: number, range: NumberRange): boolean {
  const above = range.lowIncluded ? value >= range.low : value > range.low
  return above && (range.highIncluded ? value <= range.high : value < range.high)
}

function holds(outer: NumberRange, inner: NumberRange): boolean {
  const low = outer.low < inner.low || (outer.low === inner.low && (outer.lowIncluded || !inner.lowIncluded))
  const high =
    outer.high > inner.high || (outer.high === inner.high && (outer.highIncluded || !inner.highIncluded))
  return low && high
}
