import type { Finding } from '@duibiao/base'
import type { Decision, Value, Variables } from '@duibiao/kernel'
import { FeelFunction } from 'feelin'
import { compileGraph, type CompiledGraph, type Session } from './dmn-compile.ts'
import { linkModels, requirementsOf, type DrgElement } from './dmn-graph.ts'
import { readDmn } from './dmn-read.ts'
import { DEFAULT_STEPS, warn, withBudget, type Bounded } from './feel-budget.ts'
import { readDate, readDateTime, readDuration, readTime } from './feel-calendar-text.ts'
import { toValue } from './feel.ts'
import { callNamed } from './feel-function.ts'
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
  return {
    namespace: element.model.namespace,
    id: element.element.id,
    name: element.element.name,
    kind: element.kind === 'service' ? 'service' : 'decision',
    inputs: inputs.map((input) => input.element.name),
    evaluate: (given) => withBudget(DEFAULT_STEPS, () => evaluateWith(element, compiled, given)),
  }
}

function makeDecision(element: DrgElement, compiled: CompiledGraph): Decision {
  const inputs = inputsOf(element, compiled)
  return {
    id: element.element.id,
    name: element.element.name,
    evaluate: (variables) => {
      const { value, warnings, rules } = withBudget<Value>(DEFAULT_STEPS, () => {
        const given = inputs.map((input) => givenFrom(input, variables, compiled.typeOf(input)))
        return toValue(evaluateWith(element, compiled, given))
      })
      return { value, rules, warnings }
    },
  }
}

function givenFrom(input: DrgElement, variables: Variables, type: FeelType): GivenValue {
  const { name } = input.element
  const value = entryOf(variables, name) ?? null
  return { name, namespace: input.model.namespace, value: readValue(value, type) }
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

function evaluateWith(element: DrgElement, compiled: CompiledGraph, given: readonly GivenValue[]): Feel {
  const session: Session = { given: matchGiven(compiled, given), results: new Map() }
  const value = compiled.valueOf(element, session)
  if (element.kind !== 'service' || !(value instanceof FeelFunction)) return value
  const named = value.parameterNames.map((name): [string, Feel] => [
    name,
    given.find((one) => normalizeName(one.name) === name)?.value ?? null,
  ])
  return callNamed(value, new Map(named))
}

/** Given values by element key, each as the type of its element, or null with a warning. */
function matchGiven(compiled: CompiledGraph, given: readonly GivenValue[]): ReadonlyMap<string, Feel> {
  const matched = new Map<string, Feel>()
  for (const { name, namespace, value } of given) {
    const wanted = normalizeName(name)
    for (const element of compiled.graph.elements) {
      if (element.kind !== 'input' && element.kind !== 'decision') continue
      if (namespace !== undefined && element.model.namespace !== namespace) continue
      if (normalizeName(element.element.name) !== wanted) continue
      const type = compiled.typeOf(element)
      const coerced = coerce(value, type)
      matched.set(element.key, coerced ?? (value === null ? null : warn(`${name} is no ${printType(type)}`)))
    }
  }
  return matched
}

function inputsOf(element: DrgElement, compiled: CompiledGraph): readonly DrgElement[] {
  const found = new Map<string, DrgElement>()
  const seen = new Set<string>()
  const open = [element]
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
