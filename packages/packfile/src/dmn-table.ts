import { compileTestsIn, compileTextIn, conform, typeIn, type Environment } from './dmn-environment.ts'
import { checkTable } from './dmn-table-check.ts'
import { indexTable, type TableIndex } from './dmn-table-index.ts'
import { resolveHits, type Hit, type Resolution } from './dmn-hit-policy.ts'
import type { TableInput, TableLogic, TableOutput } from './dmn-model.ts'
import { recordRule, spend, warn } from './feel-budget.ts'
import type { Evaluate, Verdict } from './feel-node.ts'
import { lookUp, scopeOfNames, type Scope } from './feel-scope.ts'
import { parseFeel } from './feel-syntax.ts'
import type { FeelType } from './feel-type.ts'
import { makeContext, type Feel } from './feel-value.ts'

/** Compiles a decision table. Rules that matched are recorded by their ids, so that a result can say why. */
export function compileTable(table: TableLogic, environment: Environment): Evaluate {
  checkTable(table, environment)
  const inputs = table.inputs.map((input) => compileInput(input, environment))
  const outputs = table.outputs.map((output) => compileOutput(output, environment))
  const rules = table.rules.map((rule, index) => ({
    id: rule.id.startsWith('line-') ? `${environment.owner}#${index + 1}` : rule.id,
    tests: rule.tests.map((test) => (isOpenTest(test.text) ? null : compileTestsIn(test, rule, environment))),
    outputs: rule.outputs.map((output) => compileTextIn(output, rule, environment)),
  }))
  const index = indexTable(table.rules, inputs.length)
  const resolution: Resolution = {
    hitPolicy: table.hitPolicy,
    aggregation: table.aggregation,
    priorities: outputs.map((output) => output.priorities),
    compose: composeOutputs(table.outputs),
  }
  return (scope) => {
    const seen = readInputs(inputs, scope, environment.owner)
    if (seen === null) return null
    const hits: Hit[] = []
    for (const rule of candidatesAmong(rules, index, seen)) {
      spend(1)
      if (!matches(rule.tests, seen)) continue
      hits.push({
        rule: rule.id,
        values: rule.outputs.map((output, at) => outputs[at]?.accept(output(scope)) ?? null),
      })
      if (table.hitPolicy === 'first') break
    }
    if (hits.length === 0) return otherwise(outputs, scope, resolution)
    for (const hit of hits) recordRule(hit.rule)
    return resolveHits(hits, resolution)
  }
}

type CompiledInput = {
  readonly evaluate: Evaluate
  readonly type: FeelType
  readonly allowed: Verdict | null
  readonly text: string
}

type CompiledOutput = {
  readonly accept: (value: Feel) => Feel
  readonly priorities: readonly Feel[] | null
  readonly otherwise: Evaluate | null
}

function compileInput(input: TableInput, environment: Environment): CompiledInput {
  return {
    evaluate: compileTextIn(input.expression, input, environment),
    type: typeIn(input.typeRef, input, environment),
    allowed:
      input.values === undefined || isOpenTest(input.values.text)
        ? null
        : compileTestsIn(input.values, input, environment),
    text: input.expression.text.trim(),
  }
}

function compileOutput(output: TableOutput, environment: Environment): CompiledOutput {
  const type = typeIn(output.typeRef, output, environment)
  const what = `${environment.owner}, output ${output.name}`
  return {
    accept: (value) => conform(value, type, what),
    priorities: output.values === undefined ? null : readPriorities(output, environment),
    otherwise: output.otherwise === undefined ? null : compileTextIn(output.otherwise, output, environment),
  }
}

/** A test that every value passes. */
function isOpenTest(text: string): boolean {
  return text.trim() === '-' || text.trim() === ''
}

/** One scope per input with `?` set, or null when a value is not allowed. */
function readInputs(inputs: readonly CompiledInput[], scope: Scope, owner: string): readonly Scope[] | null {
  const seen: Scope[] = []
  for (const input of inputs) {
    const value = conform(input.evaluate(scope), input.type, `${owner}, input ${input.text}`)
    const inner = scopeOfNames(new Map([['?', value]]), scope)
    if (input.allowed !== null && value !== null && input.allowed(inner) !== true) {
      return warn(`${owner}: the value of ${input.text} is not among its allowed values`)
    }
    seen.push(inner)
  }
  return seen
}

/** The rules that can match: all, or those that the index gives for its input. */
function candidatesAmong<T>(
  rules: readonly T[],
  index: TableIndex | undefined,
  seen: readonly Scope[],
): readonly T[] {
  const scope = index === undefined ? undefined : seen[index.input]
  if (index === undefined || scope === undefined) return rules
  return index.rulesFor(lookUp(scope, '?') ?? null).flatMap((at) => rules[at] ?? [])
}

function matches(tests: readonly (Verdict | null)[], seen: readonly Scope[]): boolean {
  for (const [at, test] of tests.entries()) {
    const scope = seen[at]
    if (test !== null && (scope === undefined || test(scope) !== true)) return false
  }
  return true
}

function otherwise(outputs: readonly CompiledOutput[], scope: Scope, resolution: Resolution): Feel {
  if (outputs.every((output) => output.otherwise === null)) {
    return resolution.hitPolicy === 'collect' && resolution.aggregation === 'count'
      ? 0
      : warn('no rule matches')
  }
  const values = outputs.map((output) => output.accept(output.otherwise?.(scope) ?? null))
  return resolution.compose({ rule: '', values })
}

function composeOutputs(outputs: readonly TableOutput[]): (hit: Hit) => Feel {
  if (outputs.length === 1) return (hit) => hit.values[0] ?? null
  const names = outputs.map((output) => output.name)
  return (hit) => makeContext(names.map((name, at) => [name, hit.values[at] ?? null] as const))
}

/** Output values in order of priority: each test of the list read as an expression. */
function readPriorities(output: TableOutput, environment: Environment): readonly Feel[] {
  const values = output.values ?? { text: '', line: output.line }
  const parsed = parseFeel(values.text, 'unary tests', {})
  const tests = parsed.kind === 'parsed' ? (parsed.root.kids[0]?.kids ?? []) : []
  return tests.map((test) => {
    const evaluate = compileTextIn({ text: test.text, line: values.line }, output, environment)
    return evaluate(scopeOfNames(new Map(), null))
  })
}
