import type { Finding } from '@duibiao/base'
import type { Decision, Value } from '@duibiao/kernel'
import { FeelFunction } from 'feelin'
import { compileGraph, type CompiledGraph } from './dmn-compile.ts'
import { linkModels, requirementsOf, type DrgElement } from './dmn-graph.ts'
import { readDmn } from './dmn-read.ts'
import { DEFAULT_STEPS, warn, withBudget, type Bounded } from './feel-budget.ts'
import { readDate, readDateTime, readDuration, readTime } from './feel-calendar-text.ts'
import { toValue } from './feel.ts'
import { callFunction } from './feel-function.ts'
import { coerce, printType, type FeelType } from './feel-type.ts'
import { entryOf, isContext, isList, normalizeName, type Feel } from './feel-value.ts'

/** A value given to a decision. Without a namespace it is the input of that name in any model. */
export type GivenValue = { readonly name: string; readonly namespace?: string; readonly value: Feel }

/** A decision or decision service ready to evaluate over FEEL values. */
export type Evaluable = {
  readonly namespace: string
  readonly id: string
  readonly name: string
  readonly kind: 'decision' | 'service'
  /** Names of the input data that it needs, directly or through others. */
  readonly inputs: readonly string[]
  readonly evaluate: (given: readonly GivenValue[]) => Bounded<Feel>
}

export type DmnLibrary = {
  readonly evaluables: readonly Evaluable[]
  /** The decisions and decision services as the kernel calls them, JSON in and out. */
  readonly decisions: readonly Decision[]
  /** All faults of all files. With an error among them the library must not be used for work. */
  readonly findings: readonly Finding[]
}

export type DmnSource = { readonly file: string; readonly text: string }

/** Reads, checks and compiles DMN files that may import each other. Faults are findings; it never throws on them. */
export function loadDmn(
  sources: readonly DmnSource[],
  options: { readonly clock?: 'refused' | 'allowed' } = {},
): DmnLibrary {
  const findings: Finding[] = []
  try {
    return compileSources(sources, options.clock ?? 'refused', findings)
  } catch (problem) {
    if (!(problem instanceof RangeError)) throw problem
    const file = sources[0]?.file ?? ''
    const fault = { zh: '模型的引用层次过深', en: 'the models refer to one another too deeply' }
    findings.push({ file, line: 0, code: 'dmn_too_deep', severity: 'error', ...fault })
    return { evaluables: [], decisions: [], findings }
  }
}

function compileSources(
  sources: readonly DmnSource[],
  clock: 'refused' | 'allowed',
  findings: Finding[],
): DmnLibrary {
  const models = sources.flatMap(({ file, text }) => {
    const read = readDmn(text, file)
    findings.push(...read.findings)
    return read.model === undefined ? [] : [read.model]
  })
  const graph = linkModels(models, findings)
  const compiled = compileGraph(graph, clock, findings)
  const ready = graph.elements.filter((element) => element.kind === 'decision' || element.kind === 'service')
  return {
    evaluables: ready.map((element) => makeEvaluable(element, compiled)),
    decisions: ready.map((element) => makeDecision(element, compiled)),
    findings,
  }
}

function makeEvaluable(element: DrgElement, compiled: CompiledGraph): Evaluable {
  const inputs = inputsOf(element, compiled)
  const named = Map.groupBy(compiled.graph.elements, (one) => normalizeName(one.element.name))
  return {
    namespace: element.model.namespace,
    id: element.element.id,
    name: element.element.name,
    kind: element.kind === 'service' ? 'service' : 'decision',
    inputs: inputs.map((input) => input.element.name),
    evaluate: (given) =>
      withBudget(DEFAULT_STEPS, () => evaluateWith(element, compiled, matchGiven(compiled, named, given))),
  }
}

function makeDecision(element: DrgElement, compiled: CompiledGraph): Decision {
  const inputs = inputsOf(element, compiled).map((input) => ({ input, type: compiled.typeOf(input) }))
  return {
    id: element.element.id,
    name: element.element.name,
    evaluate: (variables) => {
      const { value, warnings, rules } = withBudget<Value>(DEFAULT_STEPS, () => {
        const given = new Map<string, Feel>()
        for (const { input, type } of inputs) {
          const value = readValue(entryOf(variables, input.element.name) ?? null, type)
          given.set(input.key, acceptGiven(value, type, input.element.name))
        }
        return toValue(evaluateWith(element, compiled, given))
      })
      return { value, rules, warnings }
    },
  }
}

/** A given value as the type of its element, or null with a warning. */
function acceptGiven(value: Feel, type: FeelType, name: string): Feel {
  return coerce(value, type) ?? (value === null ? null : warn(`${name} is no ${printType(type)}`))
}

/** JSON as a type wants it: the strings of dates, times and durations are read, everything else is as it is. */
function readValue(value: Feel, type: FeelType): Feel {
  switch (type.kind) {
    case 'restricted':
      return readValue(value, type.base)
    case 'list':
      return isList(value) ? value.map((element) => readValue(element, type.of)) : readValue(value, type.of)
    case 'context':
      if (!isContext(value)) return value
      return Object.fromEntries(
        Object.entries(value).map(([name, entry]) => {
          const entryType = type.entries.get(normalizeName(name))
          return [name, entryType === undefined ? entry : readValue(entry, entryType)]
        }),
      )
    case 'simple':
      return typeof value === 'string' ? readSimple(value, type.name) : value
    case 'any':
    case 'range':
    case 'function':
    case 'unknown':
      return value
  }
}

function readSimple(text: string, name: string): Feel {
  switch (name) {
    case 'date':
      return readDate(text) ?? text
    case 'time':
      return readTime(text) ?? text
    case 'date and time':
      return readDateTime(text) ?? text
    case 'days and time duration':
    case 'years and months duration':
      return readDuration(text) ?? text
    default:
      return text
  }
}

/** Evaluates with values by element key. A decision service is called as the function that it is. */
function evaluateWith(element: DrgElement, compiled: CompiledGraph, given: ReadonlyMap<string, Feel>): Feel {
  const value = compiled.valueOf(element, { given, results: new Map() })
  if (element.kind !== 'service' || !(value instanceof FeelFunction)) return value
  return callFunction(
    value,
    parametersOf(element, compiled).map((parameter) => given.get(parameter.key) ?? null),
  )
}

/** The parameters of a decision service: its input data, then its input decisions. */
function parametersOf(
  service: Extract<DrgElement, { kind: 'service' }>,
  compiled: CompiledGraph,
): readonly DrgElement[] {
  const { inputData, inputDecisions } = service.element
  return [...inputData, ...inputDecisions].flatMap((one) => compiled.graph.find(service.model, one) ?? [])
}

/** Given values by element key. */
function matchGiven(
  compiled: CompiledGraph,
  named: ReadonlyMap<string, readonly DrgElement[]>,
  given: readonly GivenValue[],
): ReadonlyMap<string, Feel> {
  const matched = new Map<string, Feel>()
  for (const { name, namespace, value } of given) {
    for (const element of named.get(normalizeName(name)) ?? []) {
      if (element.kind !== 'input' && element.kind !== 'decision') continue
      if (namespace !== undefined && element.model.namespace !== namespace) continue
      matched.set(element.key, acceptGiven(value, compiled.typeOf(element), name))
    }
  }
  return matched
}

/** What is given from outside: for a decision all input data that it needs, for a service its parameters. */
function inputsOf(element: DrgElement, compiled: CompiledGraph): readonly DrgElement[] {
  if (element.kind === 'service') return parametersOf(element, compiled)
  const found = new Map<string, DrgElement>()
  const seen = new Set<string>()
  const open: DrgElement[] = [element]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (seen.has(one.key)) continue
    seen.add(one.key)
    if (one.kind === 'input') found.set(one.key, one)
    for (const requirement of requirementsOf(one)) {
      const next = compiled.graph.find(one.model, requirement)
      if (next !== undefined) open.push(next)
    }
  }
  return [...found.values()]
}
