import { spend, warn } from './feel-budget.ts'
import { builtIn, readsClock } from './feel-builtin.ts'
import { compileDefinition, compileInvocation } from './feel-call.ts'
import { compileFilter, compileFor, compileQuantified } from './feel-iteration.ts'
import { calculate, compareBy, isInRange, joinLogic, negate, passesTest, toDecimal } from './feel-operator.ts'
import { readProperty } from './feel-property.ts'
import { kidOf, nameOf, type Compilation, type Compile, type Evaluate, type Verdict } from './feel-node.ts'
import { lookUp, scopeOfNames } from './feel-scope.ts'
import { readString } from './feel-string-literal.ts'
import type { SyntaxNode } from './feel-syntax.ts'
import { isInstance, typeOfSyntax, type TypeNames } from './feel-type.ts'
import { isList, makeComparison, makeContext, makeRange, normalizeName, type Feel } from './feel-value.ts'

/** Compiles a syntax tree into closures, once; the closures may run any number of times. */
export function compileTree(root: SyntaxNode, types: TypeNames, clock: boolean): Evaluate {
  return compilationOver(types, clock).compile(root)
}

/** Compiles unary tests into a verdict on `?`. */
export function compileTestTree(root: SyntaxNode, types: TypeNames, clock: boolean): Verdict {
  return compilationOver(types, clock).compileTest(root)
}

function compilationOver(types: TypeNames, clock: boolean): Compilation {
  const c: Compilation = {
    types,
    clock,
    compile: (node) => (compilers.get(node.kind) ?? compileKid)(node, c),
    compileTest: (node) => compileTest(node, c),
  }
  return c
}

function compileTest(node: SyntaxNode, c: Compilation): Verdict {
  if (node.kind === 'Wildcard') return () => true
  if (node.kind === 'UnaryTests' || node.kind === 'PositiveUnaryTests') return compileTests(node, c)
  const inner = node.kind === 'PositiveUnaryTest' ? kidOf(node, 0) : node
  const evaluate = c.compile(inner)
  if (isPlainTest(inner)) return (scope) => passesTest(lookUp(scope, '?') ?? null, evaluate(scope))
  // A test that speaks of `?` or compares gives the verdict itself (DMN 1.5, 7.3.3); any other value is compared with `?`.
  return (scope) => {
    const value = lookUp(scope, '?') ?? null
    const result = evaluate(scope)
    if (typeof result === 'boolean' && (typeof value !== 'boolean' || mentionsInput(inner))) return result
    return mentionsInput(inner) && result === null ? null : passesTest(value, result)
  }
}

const compilers: ReadonlyMap<string, Compile> = new Map<string, Compile>(
  Object.entries({
    NumericLiteral: (node) => constant(toDecimalLiteral(node.text)),
    StringLiteral: (node) => constant(readString(node.text)),
    BooleanLiteral: (node) => constant(node.text === 'true'),
    null: () => constant(null),
    '?': () => (scope) => lookUp(scope, '?') ?? null,
    VariableName: compileVariable,
    ArithmeticExpression: compileArithmetic,
    Comparison: compileComparison,
    Conjunction: (node, c) => compileLogic('and', node, c),
    Disjunction: (node, c) => compileLogic('or', node, c),
    ParenthesizedExpression: (node, c) => c.compile(kidOf(node, 1)),
    IfExpression: compileIf,
    ForExpression: compileFor,
    QuantifiedExpression: compileQuantified,
    FilterExpression: compileFilter,
    PathExpression: compilePath,
    InstanceOfExpression: compileInstanceOf,
    FunctionInvocation: compileInvocation,
    FunctionDefinition: compileDefinition,
    DateTimeLiteral: compileInvocation,
    SimplePositiveUnaryTest: compileSimpleTest,
    Interval: compileInterval,
    List: compileList,
    Context: compileContext,
  }),
)

function compileKid(node: SyntaxNode, c: Compilation): Evaluate {
  if (node.kids.length !== 1) throw new Error(`<${node.kind}> is not known to the evaluator`)
  return c.compile(kidOf(node, 0))
}

function constant(value: Feel): Evaluate {
  return () => value
}

function toDecimalLiteral(text: string): number | null {
  return toDecimal(Number(text.replaceAll(/\s/g, '')))
}

function compileVariable(node: SyntaxNode, c: Compilation): Evaluate {
  const name = nameOf(node)
  const fallback = c.clock || !readsClock(name) ? builtIn(name) : undefined
  return (scope) => {
    spend(1)
    const value = lookUp(scope, name)
    if (value !== undefined) return value
    return fallback ?? warn(`no variable "${name}"`)
  }
}

function compileArithmetic(node: SyntaxNode, c: Compilation): Evaluate {
  if (node.kids.length === 2) {
    const operand = c.compile(kidOf(node, 1))
    const minus = kidOf(node, 0).text === '-'
    return (scope) => (minus ? negate(operand(scope)) : operand(scope))
  }
  const operator = kidOf(node, 1).text
  const left = c.compile(kidOf(node, 0))
  const right = c.compile(kidOf(node, 2))
  return (scope) => {
    spend(1)
    return calculate(operator, left(scope), right(scope))
  }
}

function compileComparison(node: SyntaxNode, c: Compilation): Evaluate {
  const operator = kidOf(node, 1)
  const left = c.compile(kidOf(node, 0))
  if (operator.kind === 'between') {
    const low = c.compile(kidOf(node, 2))
    const high = c.compile(kidOf(node, 4))
    return (scope) => isInRange(left(scope), makeRange(low(scope), high(scope), { start: true, end: true }))
  }
  if (operator.kind === 'in') {
    const tests = node.kids.filter((kid) => kid.kind.startsWith('PositiveUnaryTest'))
    const verdicts = tests.map((test) => c.compileTest(test))
    return (scope) => {
      const inner = scopeOfNames(new Map([['?', left(scope)]]), scope)
      return joinLogic(
        'or',
        verdicts.map((verdict) => verdict(inner)),
      )
    }
  }
  const right = c.compile(kidOf(node, 2))
  return (scope) => {
    spend(1)
    return compareBy(operator.text, left(scope), right(scope))
  }
}

function compileLogic(operator: 'and' | 'or', node: SyntaxNode, c: Compilation): Evaluate {
  const left = c.compile(kidOf(node, 0))
  const right = c.compile(kidOf(node, 2))
  const decisive = operator === 'or'
  return (scope) => {
    const first = left(scope)
    return first === decisive ? decisive : joinLogic(operator, [first, right(scope)])
  }
}

function compileIf(node: SyntaxNode, c: Compilation): Evaluate {
  const condition = c.compile(kidOf(node, 1))
  const then = c.compile(kidOf(node, 3))
  const otherwise = c.compile(kidOf(node, 5))
  return (scope) => (condition(scope) === true ? then(scope) : otherwise(scope))
}

function compilePath(node: SyntaxNode, c: Compilation): Evaluate {
  const target = c.compile(kidOf(node, 0))
  const name = nameOf(kidOf(node, 2))
  return (scope) => {
    const value = target(scope)
    spend(1)
    if (!isList(value)) return readProperty(value, name)
    spend(value.length)
    return value.map((element) => readProperty(element, name))
  }
}

function compileInstanceOf(node: SyntaxNode, c: Compilation): Evaluate {
  const operand = c.compile(kidOf(node, 0))
  const type = typeOfSyntax(kidOf(node, -1), c.types)
  return (scope) => isInstance(operand(scope), type)
}

/** `< 5`, `= 5`, `[1..5]` as a value: a range. */
function compileSimpleTest(node: SyntaxNode, c: Compilation): Evaluate {
  if (node.kids.length === 1) return c.compile(kidOf(node, 0))
  const operator = kidOf(node, 0).text
  const operand = c.compile(kidOf(node, 1))
  return (scope) => {
    const value = operand(scope)
    if (value === null && operator !== '=' && operator !== '!=') return warn(`${operator} null is no range`)
    return makeComparison(operator, value)
  }
}

function compileInterval(node: SyntaxNode, c: Compilation): Evaluate {
  const included = { start: kidOf(node, 0).text === '[', end: kidOf(node, -1).text === ']' }
  const start = c.compile(kidOf(node, 1))
  const end = c.compile(kidOf(node, 3))
  return (scope) => {
    const [low, high] = [start(scope), end(scope)]
    return makeRange(low, high, { start: included.start && low !== null, end: included.end && high !== null })
  }
}

function compileList(node: SyntaxNode, c: Compilation): Evaluate {
  const elements = node.kids.slice(1, -1).map((kid) => c.compile(kid))
  return (scope) => {
    spend(elements.length)
    return elements.map((element) => element(scope))
  }
}

function compileContext(node: SyntaxNode, c: Compilation): Evaluate {
  const entries = node.kids
    .filter((kid) => kid.kind === 'ContextEntry')
    .map((entry) => ({ key: readKey(kidOf(entry, 0)), value: c.compile(kidOf(entry, 1)) }))
  const names = entries.map((entry) => entry.key)
  if (new Set(names).size < names.length) return () => warn('a context has two entries of one name')
  return (scope) => {
    const seen = new Map<string, Feel>()
    const inner = scopeOfNames(seen, scope)
    return makeContext(
      entries.map(({ key, value }) => {
        const result = value(inner)
        seen.set(normalizeName(key), result)
        return [key, result] as const
      }),
    )
  }
}

function readKey(key: SyntaxNode): string {
  const inner = kidOf(key, 0)
  return inner.kind === 'StringLiteral' ? readString(inner.text) : inner.text.replaceAll(/\s+/g, ' ')
}

function compileTests(node: SyntaxNode, c: Compilation): Verdict {
  const first = node.kids[0]
  if (first?.kind === 'not') {
    const positive = c.compileTest(kidOf(node, 2))
    return (scope) => {
      const verdict = positive(scope)
      return verdict === null ? null : !verdict
    }
  }
  const verdicts = node.kids.map((kid) => c.compileTest(kid))
  const [only] = verdicts
  if (only !== undefined && verdicts.length === 1) return only
  return (scope) => {
    let unknown = false
    for (const verdict of verdicts) {
      const passed = verdict(scope)
      if (passed === true) return true
      if (passed === null) unknown = true
    }
    return unknown ? null : false
  }
}

/** Whether a test is a literal or a simple test, which are compared without looking at the result's kind. */
function isPlainTest(node: SyntaxNode): boolean {
  return node.kind === 'SimplePositiveUnaryTest' || node.kind.endsWith('Literal') || node.kind === 'null'
}

function mentionsInput(node: SyntaxNode): boolean {
  if (node.kind === '?') return true
  return node.kids.some(mentionsInput)
}
