import { FeelFunction, FeelRange } from 'feelin'
import { spend, warn } from './feel-budget.ts'
import { builtIn } from './feel-builtin.ts'
import { callFunction, callNamed, makeFunction } from './feel-function.ts'
import { kidOf, nameOf, type Compilation, type Evaluate } from './feel-node.ts'
import { isInRange } from './feel-operator.ts'
import { scopeOfNames } from './feel-scope.ts'
import type { SyntaxNode } from './feel-syntax.ts'
import { ANY, typeOfSyntax } from './feel-type.ts'
import { isList, type Feel } from './feel-value.ts'

/** A call, positional or named; also `date(…)` and `@"…"`, which the grammar keeps apart. */
export function compileInvocation(node: SyntaxNode, c: Compilation): Evaluate {
  const callee = compileCallee(kidOf(node, 0), c)
  const parameters = node.kids.find((kid) => kid.kind.endsWith('Parameters'))
  if (parameters?.kind === 'NamedParameters') return compileNamedCall(callee, parameters, c)
  const source = parameters ?? kidOf(node, 0)
  const values =
    source.kind === 'PositionalParameters' || source.kind === 'AtLiteral' ? source.kids.map(c.compile) : []
  return (scope) => {
    const target = callee(scope)
    return invoke(
      target,
      values.map((value) => value(scope)),
    )
  }
}

/** `function(a: number) a + 1`. */
export function compileDefinition(node: SyntaxNode, c: Compilation): Evaluate {
  if (node.kids.some((kid) => kid.kind === 'external')) {
    return () => warn('functions of other languages are not supported')
  }
  const formal = node.kids.find((kid) => kid.kind === 'FormalParameters')?.kids ?? []
  const parameters = formal.map((kid) => ({
    name: nameOf(kidOf(kid, 0)),
    type: kid.kids[1] === undefined ? ANY : typeOfSyntax(kid.kids[1], c.types),
  }))
  const body = c.compile(kidOf(kidOf(node, -1), 0))
  return (scope) =>
    makeFunction({
      name: 'function',
      parameters,
      result: ANY,
      run: (values) =>
        body(
          scopeOfNames(
            new Map(parameters.map((parameter, at) => [parameter.name, values[at] ?? null])),
            scope,
          ),
        ),
    })
}

function compileCallee(node: SyntaxNode, c: Compilation): Evaluate {
  switch (node.kind) {
    case 'DateTimeConstructor':
    case 'SpecialFunctionName': {
      const fixed = builtIn(nameOf(node)) ?? null
      return () => fixed
    }
    case 'AtLiteral': {
      const fixed = builtIn('@') ?? null
      return () => fixed
    }
    default:
      return c.compile(node)
  }
}

function compileNamedCall(callee: Evaluate, parameters: SyntaxNode, c: Compilation): Evaluate {
  const named = parameters.kids.map((kid) => [nameOf(kidOf(kid, 0)), c.compile(kidOf(kid, 1))] as const)
  if (new Set(named.map(([name]) => name)).size < named.length)
    return () => warn('an argument is named twice')
  return (scope) => {
    const target = callee(scope)
    if (!(target instanceof FeelFunction)) return warn('what is called is no function')
    spend(1)
    return callNamed(target, new Map(named.map(([name, value]) => [name, value(scope)])))
  }
}

function invoke(target: Feel, values: readonly Feel[]): Feel {
  spend(1)
  const callee = isList(target) && target.length === 1 ? target[0] : target
  if (callee instanceof FeelFunction) return callFunction(callee, values)
  // A range in the place of a function asks whether it holds the value.
  if (callee instanceof FeelRange && values.length === 1) return isInRange(values[0] ?? null, callee)
  return warn('what is called is no function')
}
