import { FeelFunction } from 'feelin'
import { spend, warn } from './feel-budget.ts'
import { coerce, printType, SIGNATURES, type FeelType } from './feel-type.ts'
import { isList, normalizeName, type Feel } from './feel-value.ts'

/** One parameter of a built-in function. `read` gives undefined for a value that it does not take. */
export type Parameter<T> = {
  readonly name: string
  readonly required: boolean
  readonly read: (value: Feel) => T | undefined
}

/** One way to call a built-in function. */
export type Overload = {
  readonly names: readonly string[]
  readonly least: number
  readonly call: (values: readonly (Feel | undefined)[]) => Feel | undefined
}

type Read<P> = P extends Parameter<infer T> ? T : never

/** An overload with typed parameters; `call` gives undefined when a value does not fit a parameter. */
export function overload<const P extends readonly Parameter<unknown>[]>(
  parameters: P,
  run: (...values: { readonly [K in keyof P]: Read<P[K]> }) => Feel,
): Overload {
  return {
    names: parameters.map((parameter) => parameter.name),
    least: parameters.filter((parameter) => parameter.required).length,
    call: (values) => {
      const read: unknown[] = []
      for (const [index, parameter] of parameters.entries()) {
        const value = values[index]
        const taken = value === undefined ? undefined : parameter.read(value)
        if (taken === undefined && (value !== undefined || parameter.required)) return undefined
        read.push(taken)
      }
      // The loop has read one value per parameter with the parameter's own reader.
      return run(...(read as unknown as { readonly [K in keyof P]: Read<P[K]> }))
    },
  }
}

/** A required parameter. */
export function takes<T>(name: string, read: (value: Feel) => T | undefined): Parameter<T> {
  return { name, required: true, read }
}

/** A parameter that may be left out. */
export function mayTake<T>(name: string, read: (value: Feel) => T | undefined): Parameter<T | undefined> {
  return { name, required: false, read }
}

/** A function over a list, given as one list or as its elements. */
export function overList(run: (values: readonly Feel[]) => Feel): readonly Overload[] {
  return [
    {
      names: ['list'],
      least: 1,
      call: ([list]) => (isList(list) ? run(list) : undefined),
    },
    { names: [REST], least: 1, call: (values) => run(values.map((value) => value ?? null)) },
  ]
}

/** The name under which an overload takes any number of values. */
const REST = '…'

/** A built-in function as a value: the first overload that fits is called; none gives null. */
export function makeBuiltIn(name: string, overloads: readonly Overload[]): FeelFunction {
  function call(...values: readonly Feel[]): Feel {
    spend(costOf(values))
    for (const candidate of overloads) {
      const rest = candidate.names[0] === REST
      if (values.length < candidate.least || (!rest && values.length > candidate.names.length)) continue
      const result = candidate.call(values)
      if (result !== undefined) return result
    }
    return warn(`${name}: the arguments do not fit`)
  }
  const made = new FeelFunction(call, overloads[0]?.names.slice() ?? [])
  OVERLOADS.set(made, { name, overloads })
  return made
}

/** A function that a model or a FEEL text defines. Arguments and result are coerced to their types, or null. */
export function makeFunction(definition: {
  readonly name: string
  readonly parameters: readonly { readonly name: string; readonly type: FeelType }[]
  readonly result: FeelType
  readonly run: (values: readonly Feel[]) => Feel
}): FeelFunction {
  const { name, parameters, result, run } = definition
  function call(...values: readonly Feel[]): Feel {
    spend(1)
    if (values.length !== parameters.length) {
      return warn(`${name} takes ${parameters.length} arguments and was given ${values.length}`)
    }
    const coerced: Feel[] = []
    for (const [index, parameter] of parameters.entries()) {
      const value = coerce(values[index] ?? null, parameter.type)
      if (value === undefined) return warn(`${name}: ${parameter.name} is no ${printType(parameter.type)}`)
      coerced.push(value)
    }
    const value = run(coerced)
    return (
      coerce(value, result) ??
      (value === null ? null : warn(`${name}: the result is no ${printType(result)}`))
    )
  }
  const made = new FeelFunction(
    call,
    parameters.map((parameter) => normalizeName(parameter.name)),
  )
  SIGNATURES.set(made, { parameters: parameters.map((parameter) => parameter.type), result })
  return made
}

/** Calls a function value with values in order. */
export function callFunction(callee: FeelFunction, values: readonly Feel[]): Feel {
  const result: unknown = callee.fn(...values)
  return isFeel(result) ? result : null
}

/** Calls a function value with named values; a missing or an unknown name gives null. */
export function callNamed(callee: FeelFunction, values: ReadonlyMap<string, Feel>): Feel {
  const known = OVERLOADS.get(callee)
  if (known === undefined) {
    const names = callee.parameterNames
    if (values.size !== names.length || !names.every((name) => values.has(name))) {
      return warn(`the arguments ${[...values.keys()].join(', ')} are not the parameters ${names.join(', ')}`)
    }
    return callFunction(
      callee,
      names.map((name) => values.get(name) ?? null),
    )
  }
  spend(costOf([...values.values()]))
  for (const candidate of known.overloads) {
    if (![...values.keys()].every((name) => candidate.names.includes(name))) continue
    const result = candidate.call(candidate.names.map((name) => values.get(name)))
    if (result !== undefined) return result
  }
  return warn(`${known.name}: the named arguments do not fit`)
}

const OVERLOADS = new WeakMap<
  FeelFunction,
  { readonly name: string; readonly overloads: readonly Overload[] }
>()

function isFeel(value: unknown): value is Feel {
  return value !== undefined
}

/** Built-in functions walk through their lists and texts, so these are their price. */
function costOf(values: readonly Feel[]): number {
  let cost = 1
  for (const value of values) {
    if (isList(value)) cost += value.length
    else if (typeof value === 'string') cost += value.length >> 6
  }
  return cost
}
