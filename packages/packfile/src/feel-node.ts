import type { Scope } from './feel-scope.ts'
import type { SyntaxNode } from './feel-syntax.ts'
import type { TypeNames } from './feel-type.ts'
import { normalizeName, type Feel } from './feel-value.ts'

/** A compiled node: its value in a scope. */
export type Evaluate = (scope: Scope) => Feel

/** A compiled unary test: whether `?` of the scope passes; null when that cannot be said. */
export type Verdict = (scope: Scope) => boolean | null

/** What compiling a node needs to compile the nodes in it. */
export type Compilation = {
  readonly types: TypeNames
  /** Whether `now` and `today` are there. */
  readonly clock: boolean
  readonly compile: (node: SyntaxNode) => Evaluate
  readonly compileTest: (node: SyntaxNode) => Verdict
}

export type Compile = (node: SyntaxNode, c: Compilation) => Evaluate

/** The part of a node at an index (negative from the end), where the grammar guarantees it. */
export function kidOf(node: SyntaxNode, index: number): SyntaxNode {
  const kid = node.kids.at(index)
  if (kid === undefined) throw new Error(`the grammar gave <${node.kind}> no part ${index}`)
  return kid
}

/** The name that a name node spells, in normal form. */
export function nameOf(node: SyntaxNode): string {
  return normalizeName(node.text.replaceAll('`', ''))
}
