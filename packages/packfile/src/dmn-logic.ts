import { refuse } from './dmn-element.ts'
import {
  compileTextIn,
  conform,
  shapeOfEntry,
  shapeOfLogic,
  typeIn,
  withNames,
  type Environment,
} from './dmn-environment.ts'
import type { FunctionLogic, Logic } from './dmn-model.ts'
import { shapeOfType } from './dmn-item.ts'
import { compileTable } from './dmn-table.ts'
import { warn } from './feel-budget.ts'
import { callNamed, makeFunction } from './feel-function.ts'
import { runFilter, runFor, runQuantified } from './feel-iteration.ts'
import type { Evaluate } from './feel-node.ts'
import { scopeOfNames } from './feel-scope.ts'
import { ANY, type FeelType } from './feel-type.ts'
import { makeContext, normalizeName, type Feel } from './feel-value.ts'
import { FeelFunction } from 'feelin'

/** Compiles a boxed expression once; its value conforms to its type reference. */
export function compileLogic(logic: Logic, environment: Environment): Evaluate {
  const evaluate = compileByKind(logic, environment)
  if (logic.typeRef === undefined || logic.kind === 'function') return evaluate
  const type = typeIn(logic.typeRef, logic, environment)
  return (scope) => conform(evaluate(scope), type, environment.owner)
}

/** A function whose body sees the scope it is made in. `result` is the type that its owner declares. */
export function compileFunction(
  logic: FunctionLogic,
  environment: Environment,
  result: FeelType = ANY,
): Evaluate {
  const parameters = logic.parameters.map((parameter) => ({
    name: parameter.name,
    type: typeIn(parameter.typeRef, logic, environment),
  }))
  if (logic.language !== 'feel') {
    refuse(environment, logic, {
      code: 'dmn_external_function',
      zh: `${environment.owner}：不支持 ${logic.language === 'java' ? 'Java' : 'PMML'} 函数，只支持 FEEL`,
      en: `${environment.owner}: functions in ${logic.language === 'java' ? 'Java' : 'PMML'} are not supported, only FEEL`,
    })
    return () => warn(`${environment.owner}: functions of other languages are not supported`)
  }
  const names = Object.fromEntries(parameters.map(({ name, type }) => [name, shapeOfType(type)]))
  const body =
    logic.body === undefined
      ? () => null
      : environment.compileLogic(logic.body, withNames(environment, names))
  const keys = parameters.map((parameter) => normalizeName(parameter.name))
  return (scope) =>
    makeFunction({
      name: environment.owner,
      parameters,
      result,
      run: (values) => body(scopeOfNames(new Map(keys.map((key, at) => [key, values[at] ?? null])), scope)),
    })
}

// oxlint-disable-next-line complexity -- a closed switch, one line a kind
function compileByKind(logic: Logic, environment: Environment): Evaluate {
  switch (logic.kind) {
    case 'literal':
      return compileTextIn(logic.source, logic, environment)
    case 'table':
      return compileTable(logic, environment)
    case 'function':
      return compileFunction(logic, environment)
    case 'context':
      return compileContext(logic, environment)
    case 'invocation':
      return compileInvocation(logic, environment)
    case 'relation':
      return compileRelation(logic, environment)
    case 'list': {
      const elements = logic.elements.map((element) => environment.compileLogic(element, environment))
      return (scope) => elements.map((element) => element(scope))
    }
    case 'conditional': {
      const [condition, then, otherwise] = [logic.condition, logic.whenTrue, logic.otherwise].map((part) =>
        environment.compileLogic(part, environment),
      )
      return (scope) => {
        const verdict = condition?.(scope) ?? null
        if (verdict !== null && typeof verdict !== 'boolean')
          return warn(`${environment.owner}: the condition is no boolean`)
        return (verdict === true ? then : otherwise)?.(scope) ?? null
      }
    }
    case 'filter':
      return compileFilter(logic, environment)
    case 'for':
    case 'some':
    case 'every':
      return compileIterator(logic, environment)
  }
}

function compileContext(logic: Extract<Logic, { kind: 'context' }>, environment: Environment): Evaluate {
  let inner = environment
  const entries = logic.entries.map((entry) => {
    const type = typeIn(entry.typeRef, logic, environment)
    // A function in a context may call itself.
    const own =
      entry.name === undefined ? {} : { [entry.name]: shapeOfEntry(entry.typeRef, entry.logic, inner.items) }
    const evaluate = environment.compileLogic(
      entry.logic,
      entry.logic.kind === 'function' ? withNames(inner, own) : inner,
    )
    inner = withNames(inner, own)
    return { name: entry.name, type, evaluate }
  })
  return (scope) => {
    const seen = new Map<string, Feel>()
    const within = scopeOfNames(seen, scope)
    const made: [string, Feel][] = []
    for (const { name, type, evaluate } of entries) {
      const value = conformEntry(evaluate(within), type, `${environment.owner}, entry ${name ?? 'result'}`)
      if (name === undefined) return value
      seen.set(normalizeName(name), value)
      made.push([name, value])
    }
    return makeContext(made)
  }
}

/** Functions carry their declared type as that of their result in many models, so a function is taken as it is. */
function conformEntry(value: Feel, type: FeelType, what: string): Feel {
  return value instanceof FeelFunction ? value : conform(value, type, what)
}

function compileInvocation(
  logic: Extract<Logic, { kind: 'invocation' }>,
  environment: Environment,
): Evaluate {
  const callee = environment.compileLogic(logic.callee, environment)
  const bindings = logic.bindings.map((binding) => ({
    name: normalizeName(binding.name),
    evaluate: binding.logic === undefined ? () => null : environment.compileLogic(binding.logic, environment),
  }))
  return (scope) => {
    const target = callee(scope)
    if (!(target instanceof FeelFunction)) return warn(`${environment.owner}: what is invoked is no function`)
    return callNamed(target, new Map(bindings.map(({ name, evaluate }) => [name, evaluate(scope)])))
  }
}

function compileRelation(logic: Extract<Logic, { kind: 'relation' }>, environment: Environment): Evaluate {
  const types = logic.columns.map((column) => typeIn(column.typeRef, logic, environment))
  const rows = logic.rows.map((row) => row.map((cell) => environment.compileLogic(cell, environment)))
  return (scope) =>
    rows.map((row) =>
      makeContext(
        logic.columns.map((column, at) => [
          column.name,
          conform(row[at]?.(scope) ?? null, types[at] ?? ANY, `${environment.owner}, column ${column.name}`),
        ]),
      ),
    )
}

function compileFilter(logic: Extract<Logic, { kind: 'filter' }>, environment: Environment): Evaluate {
  const source = environment.compileLogic(logic.source, environment)
  const shape = shapeOfLogic(logic.source, environment.items)
  const names = { item: shape, ...(shape === 1 ? {} : shape) }
  return runFilter(source, environment.compileLogic(logic.match, withNames(environment, names)), true)
}

function compileIterator(
  logic: Extract<Logic, { kind: 'for' | 'some' | 'every' }>,
  environment: Environment,
): Evaluate {
  const name = normalizeName(logic.variable)
  const shape = shapeOfLogic(logic.source, environment.items)
  const inner = withNames(environment, { [logic.variable]: shape, partial: 1 })
  const loops = [{ name, domain: environment.compileLogic(logic.source, environment) }]
  if (logic.kind === 'for')
    return runFor(loops, environment.compileLogic(logic.result, inner), usesPartial(logic.result))
  const operator = logic.kind === 'some' ? 'or' : 'and'
  return runQuantified(operator, { loops, body: environment.compileLogic(logic.condition, inner) }, true)
}

function usesPartial(logic: Logic): boolean {
  return JSON.stringify(logic).includes('partial')
}
