import { FeelDate, FeelDateTime, FeelRange } from 'feelin'
import { spend, warn } from './feel-budget.ts'
import { kidOf, nameOf, type Compilation, type Evaluate } from './feel-node.ts'
import { joinLogic } from './feel-operator.ts'
import { scopeOfContext, scopeOfNames, type Scope } from './feel-scope.ts'
import type { SyntaxNode } from './feel-syntax.ts'
import { durationOfSeconds, shiftInstant } from './feel-temporal.ts'
import { compareFeel, isContext, isList, makeIteration, type Feel } from './feel-value.ts'

/** One loop variable and what it runs over. */
export type Loop = { readonly name: string; readonly domain: Evaluate }

/** `for … return`: the results of all combinations, in order; `partial` is the list so far. */
export function compileFor(node: SyntaxNode, c: Compilation): Evaluate {
  const body = kidOf(node, -1)
  return runFor(compileLoops(kidOf(node, 1), c), c.compile(body), /\bpartial\b/.test(body.text))
}

/** `some`/`every … satisfies`, three-valued. */
export function compileQuantified(node: SyntaxNode, c: Compilation): Evaluate {
  const operator = kidOf(node, 0).kind === 'some' ? 'or' : 'and'
  return runQuantified(operator, { loops: compileLoops(kidOf(node, 1), c), body: c.compile(kidOf(node, -1)) })
}

/** `list[number]` and `list[condition]` (DMN 1.5, 10.3.2.5). */
export function compileFilter(node: SyntaxNode, c: Compilation): Evaluate {
  return runFilter(c.compile(kidOf(node, 0)), c.compile(kidOf(node, 2)))
}

/** The loop itself, also of boxed iterators. `usesPartial`: the body speaks of the list so far, which then is copied. */
export function runFor(loops: readonly Loop[], body: Evaluate, usesPartial: boolean): Evaluate {
  return (scope) => {
    const results: Feel[] = []
    const complete = iterate(loops, scope, (inner) => {
      if (usesPartial) spend(results.length)
      const names = usesPartial ? scopeOfNames(new Map([['partial', results.slice()]]), inner) : inner
      results.push(body(names))
      return true
    })
    return complete ? results : warn('for: what is iterated over is no list or range')
  }
}

/** `strict`, as boxed iterators want it: a verdict that is no boolean makes the whole null. */
export function runQuantified(
  operator: 'and' | 'or',
  { loops, body }: { readonly loops: readonly Loop[]; readonly body: Evaluate },
  strict = false,
): Evaluate {
  return (scope) => {
    const verdicts: Feel[] = []
    const complete = iterate(loops, scope, (inner) => {
      const verdict = body(inner)
      verdicts.push(verdict)
      return strict || verdict !== (operator === 'or')
    })
    if (strict && verdicts.some(isNoVerdict)) return warn('some/every: a condition is no boolean')
    return complete
      ? joinLogic(operator, verdicts)
      : warn('some/every: what is iterated over is no list or range')
  }
}

export function runFilter(target: Evaluate, condition: Evaluate, strict = false): Evaluate {
  return (scope) => {
    const value = target(scope)
    if (value === null) return null
    const list = isList(value) ? value : [value]
    if (list.length === 0) return typeof condition(scope) === 'number' ? null : []
    const kept: Feel[] = []
    for (const [index, element] of list.entries()) {
      spend(1)
      const verdict = condition(scopeOfItem(element, scope))
      if (index === 0 && typeof verdict === 'number') return elementAt(list, verdict)
      if (strict && isNoVerdict(verdict)) return warn('filter: the condition is no boolean')
      if (verdict === true) kept.push(element)
    }
    return kept
  }
}

function compileLoops(node: SyntaxNode, c: Compilation): readonly Loop[] {
  return node.kids.map((loop) => {
    const over = kidOf(loop, 2)
    const start = c.compile(kidOf(over, 0))
    if (over.kids.length === 1) return { name: nameOf(kidOf(loop, 0)), domain: start }
    const end = c.compile(kidOf(over, 2))
    return { name: nameOf(kidOf(loop, 0)), domain: (scope) => makeIteration(start(scope), end(scope)) }
  })
}

/** Runs `visit` for each combination until it answers false; false when a domain cannot be iterated over. */
function iterate(loops: readonly Loop[], scope: Scope, visit: (scope: Scope) => boolean): boolean {
  let stopped = false
  function descend(depth: number, outer: Scope): boolean {
    const loop = loops[depth]
    if (loop === undefined) {
      stopped = !visit(outer)
      return true
    }
    const values = elementsOf(loop.domain(outer))
    if (values === null) return false
    for (const value of values) {
      spend(1)
      if (!descend(depth + 1, scopeOfNames(new Map([[loop.name, value]]), outer))) return false
      if (stopped) return true
    }
    return true
  }
  return descend(0, scope)
}

function isNoVerdict(value: Feel): boolean {
  return value !== null && typeof value !== 'boolean'
}

function scopeOfItem(element: Feel, scope: Scope): Scope {
  const entries = isContext(element) ? scopeOfContext(element, scope) : scope
  // An entry called `item` hides the element itself (DMN 1.5, 10.3.2.5).
  if (isContext(element) && Object.hasOwn(element, 'item')) return entries
  return scopeOfNames(new Map([['item', element]]), entries)
}

function elementAt(list: readonly Feel[], position: number): Feel {
  if (position === 0 || !Number.isInteger(position)) return warn(`there is no element ${position}`)
  return list.at(position > 0 ? position - 1 : position) ?? null
}

function elementsOf(domain: Feel): Iterable<Feel> | null {
  if (isList(domain)) return domain
  if (domain instanceof FeelRange) return elementsOfRange(domain)
  return domain === null ? null : [domain]
}

function elementsOfRange(range: FeelRange): Iterable<Feel> | null {
  const start: Feel = range.start
  const end: Feel = range.end
  if (range.valueType !== '..' && (compareFeel(start, end) ?? 1) > 0) return null
  if (Number.isInteger(start) && Number.isInteger(end)) return step(range, (at, sign) => Number(at) + sign)
  if (start instanceof FeelDate && end instanceof FeelDate) {
    return step(range, (at, sign) => shiftDay(at, sign))
  }
  return null
}

function shiftDay(at: Feel, sign: 1 | -1): Feel {
  // Temporal arithmetic costs some ten times a step.
  spend(10)
  const day = durationOfSeconds(86_400)
  return day !== null && (at instanceof FeelDate || at instanceof FeelDateTime)
    ? shiftInstant(at, day, sign)
    : null
}

function* step(range: FeelRange, next: (at: Feel, sign: 1 | -1) => Feel): Iterable<Feel> {
  const start: Feel = range.start
  const end: Feel = range.end
  const order = compareFeel(start, end)
  if (order === null) return
  const sign = order > 0 ? -1 : 1
  for (let at = range['start included'] ? start : next(start, sign); at !== null; at = next(at, sign)) {
    const left = (compareFeel(at, end) ?? 1) * sign
    if (left > 0 || (left === 0 && !range['end included'])) return
    yield at
  }
}
