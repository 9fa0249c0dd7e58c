import { FeelFunction, FeelRange } from 'feelin'
import type { Finding } from '@duibiao/base'
import type { Evaluated, Expression, Value, Variables } from '@duibiao/kernel'
import { DEFAULT_STEPS, spend, warn, withBudget } from './feel-budget.ts'
import { builtIn, readsClock } from './feel-builtin.ts'
import { printInstant } from './feel-calendar-text.ts'
import { compileTestTree, compileTree } from './feel-compile.ts'
import type { Evaluate, Verdict } from './feel-node.ts'
import { findNames } from './feel-name.ts'
import { scopeOfContext, scopeOfNames } from './feel-scope.ts'
import { parseFeel, type NameShape, type Parsed, type SyntaxNode, type SyntaxProblem } from './feel-syntax.ts'
import { noTypes, type TypeNames } from './feel-type.ts'
import { isContext, isInstant, isList, type Feel } from './feel-value.ts'

/** Where a text stands. `line` is that of its first character. */
export type TextPlace = { readonly file: string; readonly line: number; readonly element?: string }

/** What a FEEL text may use. */
export type FeelOptions = {
  /** The names in scope, needed where they hold spaces or operator signs. */
  readonly names?: NameShape
  readonly types?: TypeNames
  /** `now()` and `today()` make results that cannot be replayed, so they are refused unless allowed here. */
  readonly clock?: 'refused' | 'allowed'
}

export type CompiledText<T> = {
  /** Undefined when a finding is an error. */
  readonly compiled: T | undefined
  readonly findings: readonly Finding[]
  /** Names that the text reads from its variables, in normal form. */
  readonly reads: readonly string[]
}

/** Unary tests of a table cell as the kernel would use them: whether an input passes, null when that cannot be said. */
export type UnaryTests = {
  readonly text: string
  readonly evaluate: (
    input: Value,
    variables: Variables,
  ) => { readonly value: boolean | null; readonly warnings: readonly string[] }
}

/** Compiles a FEEL expression once. Evaluation is bounded in steps, and reports instead of throwing. */
export function compileExpression(
  text: string,
  place: TextPlace,
  options: FeelOptions = {},
): CompiledText<Expression> {
  const { compiled, findings, reads } = compileFeel(text, place, options)
  if (compiled === undefined) return { compiled, findings, reads }
  return {
    findings,
    reads,
    compiled: {
      text,
      evaluate: (variables) => evaluateBounded(() => compiled(scopeOfContext(variables, null))),
    },
  }
}

/** Compiles the unary tests of a cell once. */
export function compileUnaryTests(
  text: string,
  place: TextPlace,
  options: FeelOptions = {},
): CompiledText<UnaryTests> {
  const { compiled, findings, reads } = compileFeelTests(text, place, options)
  if (compiled === undefined) return { compiled, findings, reads }
  return {
    findings,
    reads,
    compiled: {
      text,
      evaluate: (input, variables) => {
        const scope = scopeOfNames(new Map([['?', input]]), scopeOfContext(variables, null))
        const { value, warnings } = withBudget(DEFAULT_STEPS, () => compiled(scope))
        return { value, warnings }
      },
    },
  }
}

/** Compiles an expression over FEEL scopes, for models that hold temporal values and functions. */
export function compileFeel(text: string, place: TextPlace, options: FeelOptions): CompiledText<Evaluate> {
  return compileText(text, place, { ...options, goal: 'expression', build: compileTree })
}

/** Compiles unary tests over FEEL scopes. */
export function compileFeelTests(
  text: string,
  place: TextPlace,
  options: FeelOptions,
): CompiledText<Verdict> {
  return compileText(text, place, { ...options, goal: 'unary tests', build: compileTestTree })
}

/** Evaluates under the budget and turns the result into plain JSON. */
function evaluateBounded(run: () => Feel): Evaluated {
  const { value, warnings } = withBudget<Value>(DEFAULT_STEPS, () => toValue(run()))
  return { value, warnings }
}

/** A FEEL value as JSON: temporal values as ISO 8601 strings, ranges as FEEL text, functions as null. */
export function toValue(value: Feel): Value {
  spend(1)
  if (value === null || typeof value !== 'object') return Object.is(value, -0) ? 0 : value
  if (isList(value)) return value.map(toValue)
  if (isInstant(value)) return printInstant(value)
  if (value instanceof FeelFunction) return warn('a function cannot be a result')
  if (value instanceof FeelRange) return String(value)
  if (isContext(value))
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, toValue(entry)]))
  return String(value)
}

type Build<T> = FeelOptions & {
  readonly goal: 'expression' | 'unary tests'
  readonly build: (root: SyntaxNode, types: TypeNames, clock: boolean) => T
}

function compileText<T>(text: string, place: TextPlace, options: Build<T>): CompiledText<T> {
  const parsed = parseOnce(text, options.goal, options.names)
  if (parsed.kind === 'refused') {
    return { compiled: undefined, findings: [findingAt(place, text, parsed.problem)], reads: [] }
  }
  const names = findNames(parsed.root)
  const clock = findClockCall(parsed.root)
  if (clock !== undefined && options.clock !== 'allowed') {
    return { compiled: undefined, findings: [refuseClock(place, clock)], reads: names }
  }
  if (hasExternal(parsed.root)) {
    return { compiled: undefined, findings: [refuseExternal(place)], reads: names }
  }
  const compiled = buildOrRefuse(parsed.root, options)
  if (compiled === undefined) {
    const problem = { at: 0, zh: '表达式过于复杂', en: 'the expression is too complex' }
    return { compiled, findings: [findingAt(place, text, problem)], reads: names }
  }
  return { compiled, findings: [], reads: names.filter((name) => builtIn(name) === undefined) }
}

/** The stack is the limit of the compiler, too. */
function buildOrRefuse<T>(root: SyntaxNode, options: Build<T>): T | undefined {
  try {
    return options.build(root, options.types ?? noTypes, options.clock === 'allowed')
  } catch (problem) {
    if (problem instanceof RangeError) return undefined
    throw problem
  }
}

/** Texts without known names are parsed the same way everywhere, so they are kept. */
const parsedTexts = new Map<string, Parsed>()
const MAX_KEPT = 2000
const NO_NAMES: NameShape = {}

function parseOnce(text: string, goal: 'expression' | 'unary tests', names: NameShape | undefined): Parsed {
  if (names !== undefined) return parseFeel(text, goal, names)
  const key = `${goal}:${text}`
  const known = parsedTexts.get(key)
  if (known !== undefined) return known
  const parsed = parseFeel(text, goal, NO_NAMES)
  if (parsedTexts.size >= MAX_KEPT) parsedTexts.clear()
  parsedTexts.set(key, parsed)
  return parsed
}

function findingAt(place: TextPlace, text: string, problem: SyntaxProblem): Finding {
  const before = text.slice(0, problem.at)
  return {
    ...place,
    line: place.line + (before.match(/\n/g)?.length ?? 0),
    code: 'feel_syntax',
    severity: 'error',
    zh: `FEEL 表达式有误：${problem.zh}`,
    en: `FEEL: ${problem.en}`,
  }
}

/** The name of the clock function that a tree calls; a variable of that name is no call. */
function findClockCall(node: SyntaxNode): string | undefined {
  const [callee] = node.kids
  if (node.kind === 'FunctionInvocation' && callee !== undefined && readsClock(callee.text))
    return callee.text
  return node.kids.map(findClockCall).find((name) => name !== undefined)
}

function hasExternal(node: SyntaxNode): boolean {
  return node.kind === 'external' || node.kids.some(hasExternal)
}

function refuseExternal(place: TextPlace): Finding {
  return {
    ...place,
    code: 'feel_external',
    severity: 'error',
    zh: '不支持外部（Java、PMML）函数：治理包中不含代码',
    en: 'external functions (Java, PMML) are not supported: packs hold no code',
  }
}

function refuseClock(place: TextPlace, name: string): Finding {
  return {
    ...place,
    code: 'feel_clock',
    severity: 'error',
    zh: `不得使用 ${name}()：时间须作为变量传入，否则结果无法重放`,
    en: `${name}() is refused: pass the time in as a variable, or the result cannot be replayed`,
  }
}
