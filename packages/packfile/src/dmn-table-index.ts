import type { TableRule } from './dmn-model.ts'
import { readRegion } from './dmn-region.ts'
import type { Feel } from './feel-value.ts'

/** Which rules can match, by the value of one input; in the order of the table. */
export type TableIndex = { readonly input: number; readonly rulesFor: (value: Feel) => readonly number[] }

/** Tables of fewer rules are as fast without. */
const LEAST_RULES = 8

/**
 * Indexes a table by the input whose cells are mostly texts or truth values, such as a category code. A rule whose cell is
 * anything else stays a candidate for every value. Undefined when no input tells the rules apart.
 */
export function indexTable(rules: readonly TableRule[], inputs: number): TableIndex | undefined {
  if (rules.length < LEAST_RULES) return undefined
  const columns = Array.from({ length: inputs }, (_, input) => indexColumn(rules, input))
  const best = columns.toSorted((a, b) => a.largest - b.largest)[0]
  return best === undefined || best.largest * 2 > rules.length ? undefined : best.index
}

type IndexedColumn = { readonly index: TableIndex; readonly largest: number }

function indexColumn(rules: readonly TableRule[], input: number): IndexedColumn {
  const keys = rules.map((rule) => keysOf(rule.tests[input]?.text ?? ''))
  const byKey = new Map<string, number[]>(keys.flatMap((own) => [...(own ?? [])]).map((key) => [key, []]))
  const open: number[] = []
  for (const [at, own] of keys.entries()) {
    if (own === null) open.push(at)
    for (const [key, found] of byKey) if (own === null || own.has(key)) found.push(at)
  }
  const sizes = [...byKey.values()].map((found) => found.length)
  return {
    index: { input, rulesFor: (value) => byKey.get(keyOf(value)) ?? open },
    largest: byKey.size === 0 ? rules.length : Math.max(open.length, ...sizes),
  }
}

/** The only values that a cell lets through; null when they cannot be read off. */
function keysOf(text: string): ReadonlySet<string> | null {
  const region = readRegion(text)
  if (region?.kind !== 'values') return null
  return new Set([...region.values].map((value) => `${region.type} ${value}`))
}

function keyOf(value: Feel): string {
  return typeof value === 'string' || typeof value === 'boolean' ? `${typeof value} ${value}` : ''
}
