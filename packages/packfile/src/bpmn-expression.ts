import type { Finding } from '@duibiao/base'
import type { Expression, Script, Value } from '@duibiao/kernel'
import type { BpmnElement, BpmnModel } from './bpmn-model.ts'
import { compileExpression } from './feel.ts'

/**
 * How a text is meant. `expression`: it is one, whole (conditions, collections, numbers). `text`: it is literal, unless marked as
 * an expression (names, times, called elements); in packs the mark is a leading `=`.
 */
export type TextUse = 'expression' | 'text'

/** What a script task becomes: a script of the kernel, or a service the host answers later. */
export type CompiledScript =
  | { readonly kind: 'script'; readonly script: Script }
  | { readonly kind: 'service'; readonly service: string; readonly wait: boolean }

/** One variable mapping in a foreign file; texts are expressions. */
export type ForeignMapping = { readonly all: true } | { readonly source: string; readonly target: string }

/** What a foreign file says in its maker's own attributes and elements. Texts are in that maker's expression language. */
export type ForeignFacts = {
  readonly collection?: string
  readonly element?: string
  readonly input?: readonly ForeignMapping[]
  readonly output?: readonly ForeignMapping[]
  readonly binding?: 'latest' | 'deployment' | 'version'
  readonly version?: string
  readonly service?: { readonly name: string; readonly wait: boolean }
}

/** For foreign files: how their expressions, scripts and vendor matter are to be understood. Each may decline with undefined. */
export type CompileHooks = {
  readonly compileExpression?: (text: string, use: TextUse, element: BpmnElement) => Expression | undefined
  readonly compileScript?: (task: BpmnElement) => CompiledScript | undefined
  readonly mapVendor?: (element: BpmnElement) => ForeignFacts | undefined
}

/** Where texts are compiled, and where what is wrong with them is gathered. */
export type Texts = { readonly model: BpmnModel; readonly hooks: CompileHooks; readonly findings: Finding[] }

/** Compiles the text of an element; what cannot be compiled is a finding, and evaluates to null. */
export function compileText(
  texts: Texts,
  element: BpmnElement,
  { text, use }: { readonly text: string; readonly use: TextUse },
): Expression {
  const given = texts.hooks.compileExpression?.(text, use, element)
  if (given) return given
  const trimmed = text.trim()
  const marked = trimmed.startsWith('=')
  if (use === 'text' && !marked) return constantOf(trimmed)
  const feel = marked ? trimmed.slice(1) : trimmed
  const place = { file: texts.model.file, line: element.line, element: element.id ?? element.name }
  const { compiled, findings } = compileExpression(feel, place)
  texts.findings.push(...findings)
  return compiled ?? constantOf(null)
}

/** Compiles a FEEL context whose entries a script task assigns. */
export function compileFeelScript(texts: Texts, task: BpmnElement, text: string): Script {
  const expression = compileText(texts, task, { text, use: 'expression' })
  return {
    text: text.trim(),
    run(variables) {
      const { value } = expression.evaluate(variables)
      // Anything but a context cannot be assigned: the task fails where it can be seen and caught.
      return isContextValue(value) ? { set: value } : { error: 'script_result' }
    },
  }
}

/** An expression that is always this value. */
export function constantOf(value: Value): Expression {
  return { text: JSON.stringify(value), evaluate: () => ({ value, warnings: [] }) }
}

/** Reads a variable by its exact name, whatever signs it holds. */
export function variableOf(name: string): Expression {
  return { text: name, evaluate: (variables) => ({ value: variables[name] ?? null, warnings: [] }) }
}

function isContextValue(value: Value): value is { readonly [name: string]: Value } {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
