import { anything, callable, list, number, orNull, text } from './feel-argument.ts'
import { spend } from './feel-budget.ts'
import { callFunction, mayTake, overList, overload, takes, type Overload } from './feel-function.ts'
import { calculate, joinLogic, toDecimal } from './feel-operator.ts'
import { compareFeel, equalFeel, isList, type Feel } from './feel-value.ts'

/** List functions (DMN 1.5, 10.3.4.4 and 10.3.4.8). */
export const LIST_FUNCTIONS: Readonly<Record<string, readonly Overload[]>> = {
  'list contains': [
    overload([takes('list', list), takes('element', anything)], (within, element) =>
      within.some((other) => equalFeel(other, element) === true),
    ),
  ],
  'list replace': [
    overload([takes('list', list), takes('position', number), takes('newItem', anything)], replaceAt),
    overload(
      [takes('list', list), takes('match', callable), takes('newItem', anything)],
      (within, match, item) => {
        const verdicts = within.map((element) => callFunction(match, [element, item]))
        if (verdicts.some((verdict) => typeof verdict !== 'boolean')) return null
        return within.map((element, index) => (verdicts[index] === true ? item : element))
      },
    ),
  ],
  count: [overload([takes('list', list)], (of) => of.length)],
  min: overList((values) => extreme(values, -1)),
  max: overList((values) => extreme(values, 1)),
  sum: overList(sum),
  mean: overList((values) => calculate('/', sum(values), values.length)),
  product: overList((values) => foldNumbers(values, (all) => all.reduce((a, b) => a * b, 1))),
  median: overList((values) => foldNumbers(values, median)),
  stddev: overList((values) => (values.length < 2 ? null : foldNumbers(values, deviation))),
  mode: overList((values) => (values.length === 0 ? [] : mode(values))),
  all: overList((values) => joinLogic('and', values)),
  any: overList((values) => joinLogic('or', values)),
  sublist: [
    overload(
      [takes('list', list), takes('start position', number), mayTake('length', number)],
      (of, start, length) => {
        const from = start > 0 ? start - 1 : of.length + start
        if (start === 0 || from < 0 || from >= of.length) return null
        return of.slice(from, length === undefined ? undefined : from + Math.max(0, length))
      },
    ),
  ],
  append: [restAfterList((to, items) => [...to, ...items])],
  concatenate: [
    {
      names: ['…'],
      least: 1,
      call: (lists) =>
        lists.some((one) => one === null) ? null : lists.flatMap((one) => list(one ?? null) ?? []),
    },
  ],
  'insert before': [
    overload(
      [takes('list', list), takes('position', number), takes('newItem', anything)],
      (into, position, item) => {
        const at = indexOf(into, position)
        return at === null ? null : into.toSpliced(at, 0, item)
      },
    ),
  ],
  remove: [
    overload([takes('list', list), takes('position', number)], (from, position) => {
      const at = indexOf(from, position)
      return at === null ? null : from.toSpliced(at, 1)
    }),
  ],
  reverse: [overload([takes('list', list)], (of) => of.toReversed())],
  'index of': [
    overload([takes('list', list), takes('match', anything)], (within, match) =>
      within.flatMap((element, index) => (equalFeel(element, match) === true ? [index + 1] : [])),
    ),
  ],
  union: [
    {
      names: ['…'],
      least: 1,
      call: (lists) =>
        lists.some((one) => one === null) ? null : distinct(lists.flatMap((one) => list(one ?? null) ?? [])),
    },
  ],
  'distinct values': [overload([takes('list', list)], distinct)],
  flatten: [overload([takes('list', list)], flatten)],
  sort: [
    overload([takes('list', list), mayTake('precedes', callable)], (of, precedes) => {
      if (precedes === undefined)
        return of.every((one) => compareFeel(one, of[0] ?? null) !== null) ? sortPlain(of) : null
      return mergeSort(of, (a, b) => callFunction(precedes, [a, b]) === true)
    }),
  ],
  'string join': [
    overload([takes('list', list), mayTake('delimiter', orNull(text))], (of, delimiter) => {
      const texts = of.filter((one) => typeof one === 'string')
      if (texts.length < of.filter((one) => one !== null).length) return null
      spend(texts.length)
      return texts.join(delimiter ?? '')
    }),
  ],
}

function restAfterList(run: (first: readonly Feel[], rest: readonly Feel[]) => Feel): Overload {
  return {
    names: ['…'],
    least: 2,
    call: ([first, ...rest]) => {
      const head = list(first ?? null)
      return head === undefined
        ? null
        : run(
            head,
            rest.map((value) => value ?? null),
          )
    },
  }
}

function replaceAt(within: readonly Feel[], position: number, item: Feel): Feel {
  const at = indexOf(within, Math.trunc(position))
  return at === null || at >= within.length ? null : within.with(at, item)
}

function indexOf(of: readonly Feel[], position: number): number | null {
  const at = position > 0 ? position - 1 : of.length + position
  return position === 0 || at < 0 || at > of.length || !Number.isInteger(at) ? null : at
}

function extreme(values: readonly Feel[], sign: 1 | -1): Feel {
  let found: Feel | undefined
  for (const value of values) {
    if (found === undefined) found = value
    const order = compareFeel(value, found)
    if (order === null) return null
    if (order * sign > 0) found = value
  }
  return found ?? null
}

function sum(values: readonly Feel[]): Feel {
  const [first, ...rest] = values
  if (first === undefined || (typeof first === 'string' && rest.length >= 0)) return null
  return rest.reduce(
    (total, value) => (total === null ? null : calculate('+', total, value)),
    calculate('*', first, 1),
  )
}

function foldNumbers(values: readonly Feel[], fold: (values: readonly number[]) => number): Feel {
  const numbers = values.filter((value) => typeof value === 'number')
  return numbers.length < values.length || numbers.length === 0 ? null : toDecimal(fold(numbers))
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

/** Standard deviation of a sample. */
function deviation(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  return Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / (values.length - 1))
}

function mode(values: readonly Feel[]): Feel {
  const counts = new Map<number, number>()
  for (const value of values) {
    if (typeof value !== 'number') return null
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  const most = Math.max(...counts.values())
  return [...counts]
    .filter(([, count]) => count === most)
    .map(([value]) => value)
    .toSorted((a, b) => a - b)
}

function distinct(values: readonly Feel[]): readonly Feel[] {
  const plain = new Set<Feel>()
  const found: Feel[] = []
  for (const value of values) {
    if (plain.has(value)) continue
    if (value !== null && typeof value === 'object') {
      if (found.some((other) => equalFeel(other, value) === true)) continue
    } else plain.add(value)
    found.push(value)
  }
  return found
}

function flatten(values: readonly Feel[]): readonly Feel[] {
  return values.flatMap((value) => {
    spend(1)
    return isList(value) ? flatten(value) : [value]
  })
}

function sortPlain(values: readonly Feel[]): readonly Feel[] {
  return values.toSorted((a, b) => compareFeel(a, b) ?? 0)
}

/** A stable sort that holds for any predicate, also one that is no order. */
function mergeSort(values: readonly Feel[], precedes: (a: Feel, b: Feel) => boolean): readonly Feel[] {
  if (values.length < 2) return values
  const half = values.length >> 1
  const left = mergeSort(values.slice(0, half), precedes)
  const right = mergeSort(values.slice(half), precedes)
  const merged: Feel[] = []
  let [l, r] = [0, 0]
  while (l < left.length && r < right.length) {
    const [a, b] = [left[l] ?? null, right[r] ?? null]
    if (precedes(b, a)) {
      merged.push(b)
      r++
    } else {
      merged.push(a)
      l++
    }
  }
  return [...merged, ...left.slice(l), ...right.slice(r)]
}
