import type { Finding } from '@duibiao/base'
import { refuse } from './dmn-element.ts'
import { conform, shapeOfEntry, typeIn, type Environment } from './dmn-environment.ts'
import { requirementsOf, type DrgElement, type DrgGraph } from './dmn-graph.ts'
import { resolveItems, type ItemTypes } from './dmn-item.ts'
import { compileFunction, compileLogic } from './dmn-logic.ts'
import type { DmnModel, Requirement, ServiceElement } from './dmn-model.ts'
import { spend, warn } from './feel-budget.ts'
import { makeFunction } from './feel-function.ts'
import type { Evaluate } from './feel-node.ts'
import { scopeOfNames, type Scope } from './feel-scope.ts'
import type { NameShape } from './feel-syntax.ts'
import { ANY, type FeelType } from './feel-type.ts'
import { makeContext, normalizeName, type Feel } from './feel-value.ts'

/** One evaluation: values given from outside by element key, and results so far. */
export type Session = { readonly given: ReadonlyMap<string, Feel>; readonly results: Map<string, Feel> }

/** A graph made ready to evaluate. */
export type CompiledGraph = {
  readonly graph: DrgGraph
  readonly valueOf: (element: DrgElement, session: Session) => Feel
  /** The type that an element declares for its value. */
  readonly typeOf: (element: DrgElement) => FeelType
}

/** Compiles all logic of a graph once; faults of types and expressions go to the findings. */
export function compileGraph(
  graph: DrgGraph,
  clock: 'refused' | 'allowed',
  findings: Finding[],
): CompiledGraph {
  const items = itemsOfModels(graph, findings)
  const compiler: Compiler = {
    graph,
    findings,
    clock,
    itemsOf: (model) => items(model),
    evaluators: new Map(),
    functions: new Map(),
    bindings: new Map(),
  }
  for (const model of graph.models) items(model)
  for (const element of graph.elements) compileElement(element, compiler)
  return {
    graph,
    valueOf: (element, session) => valueOf(element, session, compiler),
    typeOf: (element) => items(element.model).typeOf(element.element.typeRef),
  }
}

type Compiler = {
  readonly graph: DrgGraph
  readonly findings: Finding[]
  readonly clock: 'refused' | 'allowed'
  readonly itemsOf: (model: DmnModel) => ItemTypes
  readonly evaluators: Map<string, Evaluate>
  readonly functions: Map<string, Feel>
  readonly bindings: Map<string, readonly Binding[]>
}

/** A name that an element sees: plain, or an entry of the context of an import. */
type Binding = { readonly importName: string; readonly name: string; readonly target: DrgElement }

function itemsOfModels(graph: DrgGraph, findings: Finding[]): (model: DmnModel) => ItemTypes {
  const made = new Map<DmnModel, ItemTypes>()
  function itemsOf(model: DmnModel): ItemTypes {
    const known = made.get(model)
    if (known !== undefined) return known
    // In place before the imports are followed, so that models that import each other end.
    made.set(model, { names: () => undefined, typeOf: () => ANY })
    const items = resolveItems(
      model,
      (importName) => {
        const one = model.imports.find((each) => each.name === importName)
        const imported = one === undefined ? undefined : graph.modelOf(one.namespace)
        return imported === undefined || imported === model ? undefined : itemsOf(imported)
      },
      findings,
    )
    made.set(model, items)
    return items
  }
  return itemsOf
}

function bindingsOf(element: DrgElement, compiler: Compiler): readonly Binding[] {
  const known = compiler.bindings.get(element.key)
  if (known !== undefined) return known
  const bindings = findBindings(element, compiler)
  compiler.bindings.set(element.key, bindings)
  return bindings
}

function findBindings(element: DrgElement, compiler: Compiler): readonly Binding[] {
  return requirementsOf(element).flatMap((requirement) => {
    const target = compiler.graph.find(element.model, requirement)
    if (target === undefined) return []
    const one = element.model.imports.find((each) => each.namespace === target.model.namespace)
    const importName = target.model === element.model ? '' : (one?.name ?? '')
    return [{ importName: normalizeName(importName), name: normalizeName(target.element.name), target }]
  })
}

function environmentOf(element: DrgElement, compiler: Compiler): Environment {
  return {
    file: element.model.file,
    findings: compiler.findings,
    items: compiler.itemsOf(element.model),
    names: namesOf(bindingsOf(element, compiler), compiler),
    clock: compiler.clock,
    owner: element.element.name,
    compileLogic,
  }
}

function namesOf(bindings: readonly Binding[], compiler: Compiler): NameShape {
  const names = new Map<string, NameShape | 1>()
  for (const { importName, name, target } of bindings) {
    const shape = shapeOfElement(target, compiler)
    if (importName === '') names.set(name, shape)
    else {
      const others = names.get(importName)
      names.set(importName, { ...(typeof others === 'object' ? others : {}), [name]: shape })
    }
  }
  return Object.fromEntries(names)
}

function shapeOfElement(target: DrgElement, compiler: Compiler): NameShape | 1 {
  const items = compiler.itemsOf(target.model)
  switch (target.kind) {
    case 'input':
      return shapeOfEntry(target.element.typeRef, undefined, items)
    case 'decision':
      return shapeOfEntry(target.element.typeRef, target.element.logic, items)
    case 'knowledge':
      return shapeOfEntry(target.element.typeRef, target.element.logic?.body, items)
    case 'service':
      return shapeOfService(target.element, target.model, compiler)
  }
}

function shapeOfService(service: ServiceElement, model: DmnModel, compiler: Compiler): NameShape | 1 {
  const outputs = service.outputs.flatMap((output) => compiler.graph.find(model, output) ?? [])
  const [only] = outputs
  if (outputs.length === 1 && only !== undefined) return shapeOfElement(only, compiler)
  return Object.fromEntries(outputs.map((output) => [output.element.name, shapeOfElement(output, compiler)]))
}

function compileElement(element: DrgElement, compiler: Compiler): void {
  const environment = environmentOf(element, compiler)
  const declared = typeIn(element.element.typeRef, element.element, environment)
  const type = declared.kind === 'unknown' ? ANY : declared
  switch (element.kind) {
    case 'input':
    case 'service':
      return
    case 'decision': {
      const { logic, name } = element.element
      if (logic === undefined) return noteMissingLogic(element, environment)
      const evaluate = compileLogic(logic, environment)
      compiler.evaluators.set(element.key, (scope) => conform(evaluate(scope), type, name))
      return
    }
    case 'knowledge': {
      const { logic, name } = element.element
      if (logic === undefined) return noteMissingLogic(element, environment)
      // A knowledge model may call itself.
      const own = { ...environment, names: { ...environment.names, [name]: 1 as const } }
      const result = type.kind === 'function' ? type.result : type
      compiler.evaluators.set(element.key, compileFunction(logic, own, result))
      return
    }
  }
}

function noteMissingLogic({ element }: DrgElement, environment: Environment): void {
  refuse(environment, element, {
    code: 'dmn_logic_missing',
    severity: 'warning',
    zh: `${element.name} 没有决策逻辑，结果为空`,
    en: `${element.name} has no logic and is null`,
  })
}

function valueOf(element: DrgElement, session: Session, compiler: Compiler): Feel {
  const given = session.given.get(element.key)
  if (given !== undefined) return given
  switch (element.kind) {
    case 'input':
      return null
    case 'decision':
      return resultOf(element, session, compiler)
    case 'knowledge':
    case 'service':
      return functionOf(element, compiler)
  }
}

function resultOf(element: DrgElement, session: Session, compiler: Compiler): Feel {
  const known = session.results.get(element.key)
  if (known !== undefined) return known
  const evaluate = compiler.evaluators.get(element.key)
  if (evaluate === undefined) return warn(`${element.element.name} has no logic`)
  spend(1)
  // Null while it is evaluated: a cycle, which the check refuses, ends here.
  session.results.set(element.key, null)
  const result = evaluate(scopeOf(element, compiler, (target) => valueOf(target, session, compiler)))
  session.results.set(element.key, result)
  return result
}

/** Functions do not depend on the session: knowledge models see knowledge only, services take all they need. */
function functionOf(element: DrgElement, compiler: Compiler): Feel {
  const known = compiler.functions.get(element.key)
  if (known !== undefined) return known
  if (element.kind === 'service') {
    const made = makeServiceFunction(element.element, element.model, compiler)
    compiler.functions.set(element.key, made)
    return made
  }
  const evaluate = compiler.evaluators.get(element.key)
  if (evaluate === undefined) return null
  const own = new Map<string, Feel>()
  compiler.functions.set(element.key, null)
  const made = evaluate(
    scopeOfNames(
      own,
      scopeOf(element, compiler, (target) => functionOf(target, compiler)),
    ),
  )
  own.set(normalizeName(element.element.name), made)
  compiler.functions.set(element.key, made)
  return made
}

function scopeOf(element: DrgElement, compiler: Compiler, evaluate: (target: DrgElement) => Feel): Scope {
  const names = new Map<string, Feel>()
  const imports = new Map<string, [string, Feel][]>()
  for (const { importName, name, target } of bindingsOf(element, compiler)) {
    if (importName === '') names.set(name, evaluate(target))
    else imports.set(importName, [...(imports.get(importName) ?? []), [name, evaluate(target)]])
  }
  for (const [importName, entries] of imports) names.set(importName, makeContext(entries))
  return scopeOfNames(names, null)
}

/** A decision service as a function of its input data and then its input decisions (DMN 1.5, 10.4). */
function makeServiceFunction(service: ServiceElement, model: DmnModel, compiler: Compiler): Feel {
  function find(requirements: readonly Requirement[]): readonly DrgElement[] {
    return requirements.flatMap((requirement) => compiler.graph.find(model, requirement) ?? [])
  }
  const inputs = [...find(service.inputData), ...find(service.inputDecisions)]
  const outputs = find(service.outputs)
  const parameters = inputs.map((input) => ({
    name: input.element.name,
    type: compiler.itemsOf(input.model).typeOf(input.element.typeRef),
  }))
  return makeFunction({
    name: service.name,
    parameters,
    result: serviceResult(compiler.itemsOf(model).typeOf(service.typeRef)),
    run: (values) => {
      const given = new Map(inputs.map((input, at) => [input.key, values[at] ?? null]))
      const session: Session = { given, results: new Map() }
      const results = outputs.map(
        (output) => [output.element.name, valueOf(output, session, compiler)] as const,
      )
      return results.length === 1 ? (results[0]?.[1] ?? null) : makeContext(results)
    },
  })
}

function serviceResult(type: FeelType): FeelType {
  if (type.kind === 'function') return type.result
  return type.kind === 'unknown' ? ANY : type
}
