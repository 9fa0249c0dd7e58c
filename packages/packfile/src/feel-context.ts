import { anything, context, list, text } from './feel-argument.ts'
import { spend } from './feel-budget.ts'
import { overList, overload, takes, type Overload } from './feel-function.ts'
import { entryOf, isContext, isList, makeContext, type Feel, type FeelContext } from './feel-value.ts'

/** Context functions (DMN 1.5, 10.3.4.9). */
export const CONTEXT_FUNCTIONS: Readonly<Record<string, readonly Overload[]>> = {
  'get value': [
    overload([takes('m', context), takes('key', text)], (m, key) => entryOf(m, key) ?? null),
    overload([takes('m', context), takes('keys', list)], (m, keys) => keys.reduce(readEntry, m)),
  ],
  'get entries': [
    overload([takes('m', context)], (m) => Object.entries(m).map(([key, value]) => ({ key, value }))),
  ],
  context: overContexts(['entries'], contextOf),
  'context put': [
    overload([takes('context', context), takes('key', text), takes('value', anything)], (into, key, value) =>
      put(into, [key], value),
    ),
    overload([takes('context', context), takes('keys', list), takes('value', anything)], put),
  ],
  'context merge': overContexts(['contexts'], merge),
}

function overContexts(names: readonly string[], run: (values: readonly Feel[]) => Feel): readonly Overload[] {
  return [overload([takes(names[0] ?? '', list)], run), ...overList(run).slice(1)]
}

function readEntry(from: Feel, key: Feel): Feel {
  return isContext(from) && typeof key === 'string' ? (entryOf(from, key) ?? null) : null
}

function contextOf(entries: readonly Feel[]): Feel {
  const made = new Map<string, Feel>()
  for (const entry of entries) {
    if (!isContext(entry) || !Object.hasOwn(entry, 'key') || !Object.hasOwn(entry, 'value')) return null
    const key = entry['key']
    if (typeof key !== 'string' || made.has(key)) return null
    made.set(key, entry['value'] ?? null)
  }
  return makeContext(made)
}

function put(into: FeelContext, keys: readonly Feel[], value: Feel): Feel {
  const [key, ...rest] = keys
  if (typeof key !== 'string') return null
  spend(Object.keys(into).length)
  if (rest.length === 0) return makeContext([...Object.entries(into), [key, value]])
  const inner = entryOf(into, key)
  if (!isContext(inner)) return null
  const changed = put(inner, rest, value)
  return changed === null ? null : makeContext([...Object.entries(into), [key, changed]])
}

function merge(contexts: readonly Feel[]): Feel {
  const entries: (readonly [string, Feel])[] = []
  for (const one of contexts) {
    const single = isList(one) && one.length === 1 ? one[0] : one
    if (!isContext(single)) return null
    entries.push(...Object.entries(single))
  }
  spend(entries.length)
  return makeContext(entries)
}
