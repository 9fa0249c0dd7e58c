import { assert } from '@duibiao/base'
import type { Expression, Value, Variables } from './expression.ts'
import type { ScopeId, TokenId } from './matter.ts'
import { isActivity } from './procedure.ts'
import type { Mapping } from './procedure.ts'
import { nodeAt, procedureOf, tokenOf } from './run.ts'
import type { Run } from './run.ts'

/** Variables live in containers: one for the matter (0), one for a token or scope that has its own. */
type Container = ScopeId

/**
 * The variables a token sees: its own, then those of each scope outwards, ending at the called procedure or the
 * matter. Multi-instance counters and loopCounter stand among them (BPMN 2.0.2 tables 10.29 and 10.30).
 */
export function variablesOf(run: Run, token: TokenId): Variables {
  const layers: Variables[] = []
  // A token that has called a procedure looks from outside: the called procedure's variables are not its own.
  let at: Container = run.scopes[token]?.kind === 'call' ? tokenOf(run, token).scope : token
  for (;;) {
    addLayers(run, at, layers)
    if (isBorder(run, at)) break
    at = tokenOf(run, at).scope
  }
  if (layers.length === 0) return {}
  if (layers.length === 1 && layers[0] !== undefined) return layers[0]
  return Object.assign({}, ...layers.reverse()) as Variables
}

/** The variables inside a scope, as the matter itself or a called procedure sees them. */
export function variablesInside(run: Run, scope: ScopeId): Variables {
  return run.scopes[scope]?.kind === 'call'
    ? (run.data[scope] ?? {})
    : scope === 0
      ? (run.data[0] ?? {})
      : variablesOf(run, scope)
}

function isBorder(run: Run, at: Container): boolean {
  const kind = run.scopes[at]?.kind
  return kind === 'process' || kind === 'call' || at === 0
}

function addLayers(run: Run, at: Container, layers: Variables[]): void {
  const own = run.data[at]
  if (own !== undefined) layers.push(own)
  const hidden = hiddenBy(run, at)
  if (hidden !== undefined) layers.push(hidden)
  const loop = run.tokens[at]?.loop
  if (loop !== undefined) layers.push({ loopCounter: loop })
  const multi = run.scopes[at]?.multi
  if (multi !== undefined) {
    layers.push({
      numberOfInstances: multi.total,
      numberOfActiveInstances: multi.created - multi.completed - multi.terminated,
      numberOfCompletedInstances: multi.completed,
      numberOfTerminatedInstances: multi.terminated,
      numberOfAgreements: multi.agreed ?? 0,
      numberOfRefusals: multi.refused ?? 0,
    })
  }
}

/** Data objects of a sub-process hide those of the same name outside, also while they hold nothing. */
function hiddenBy(run: Run, at: Container): Variables | undefined {
  const declared = declaredIn(run, at)
  return declared.length === 0 ? undefined : Object.fromEntries(declared.map((name) => [name, null]))
}

function declaredIn(run: Run, at: Container): readonly string[] {
  if (run.scopes[at]?.kind !== 'sub') return []
  const { scope, node } = tokenOf(run, at)
  const sub = nodeAt(procedureOf(run, scope), node)
  return isActivity(sub) && sub.kind === 'sub' ? sub.scope.declared.map(({ name }) => name) : []
}

/** Writes variables where they are known, looking outwards from the token; unknown names go to the matter or called procedure. */
export function setVariables(run: Run, token: TokenId, variables: Variables): void {
  for (const name in variables) {
    const value = variables[name]
    assert(value !== undefined, `variable ${name} has no value`)
    writeVariable(run, containerOf(run, token, name), { name, value })
  }
}

/** Writes variables that belong to one container alone: elements of a collection, input of a called procedure. */
export function setLocal(run: Run, container: Container, variables: Variables): void {
  for (const name in variables) writeVariable(run, container, { name, value: variables[name] ?? null })
}

function writeVariable(
  run: Run,
  container: Container,
  { name, value }: { readonly name: string; readonly value: Value },
): void {
  const before = run.data[container] ?? {}
  if (before[name] === value) return
  if (value === null) {
    if (!Object.hasOwn(before, name)) return
    const { [name]: _gone, ...rest } = before
    run.data[container] = rest
  } else {
    run.data[container] = { ...before, [name]: value }
  }
  run.touched = true
}

function containerOf(run: Run, token: TokenId, name: string): Container {
  let at: Container = run.scopes[token]?.kind === 'call' ? tokenOf(run, token).scope : token
  for (;;) {
    if (isBorder(run, at) || knows(run, at, name)) return at
    at = tokenOf(run, at).scope
  }
}

function knows(run: Run, at: Container, name: string): boolean {
  const own = run.data[at]
  if (own !== undefined && Object.hasOwn(own, name)) return true
  return declaredIn(run, at).includes(name)
}

/** The value of an expression as a token sees it; warnings of FEEL become facts. */
export function evaluate(run: Run, token: TokenId, expression: Expression): Value {
  return evaluateWith(run, expression, variablesOf(run, token))
}

export function evaluateWith(run: Run, expression: Expression, variables: Variables): Value {
  const { value, warnings } = expression.evaluate(variables)
  for (const text of warnings) run.facts.push({ kind: 'warning', element: expression.text, text })
  return value
}

/** True only when the expression is true: null and anything else are not fulfilled. */
export function isTrue(run: Run, token: TokenId, expression: Expression): boolean {
  return expression.evaluate(variablesOf(run, token)).value === true
}

/** The text of an expression that names something; undefined when it gives none. */
export function nameOf(run: Run, token: TokenId, expression: Expression): string | undefined {
  const value = evaluate(run, token, expression)
  return value === null ? undefined : typeof value === 'string' ? value : JSON.stringify(value)
}

/** What mappings make of variables: for a called procedure, for the caller, for a message. */
export function mapVariables(run: Run, mappings: readonly Mapping[], from: Variables): Variables {
  const result: { [name: string]: Variables[string] } = {}
  for (const mapping of mappings) {
    if (mapping.kind === 'all') Object.assign(result, from)
    else result[mapping.target] = evaluateWith(run, mapping.source, from)
  }
  return result
}
