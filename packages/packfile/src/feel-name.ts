import { nameOf } from './feel-node.ts'
import type { SyntaxNode } from './feel-syntax.ts'

/**
 * The names that a tree reads from outside itself, each once: not loop variables, parameters and context entries of its
 * own. Names inside a filter may be entries of the elements, so they are left out.
 */
export function findNames(root: SyntaxNode): readonly string[] {
  const found = new Set<string>()
  walk(root, new Set(['?', 'partial']), found)
  return [...found]
}

function walk(node: SyntaxNode, bound: ReadonlySet<string>, found: Set<string>): void {
  switch (node.kind) {
    case 'VariableName': {
      const name = nameOf(node)
      if (!bound.has(name)) found.add(name)
      return
    }
    case 'Type':
    case 'DateTimeConstructor':
      return
    case 'FilterExpression':
      if (node.kids[0] !== undefined) walk(node.kids[0], bound, found)
      return
    case 'ForExpression':
    case 'QuantifiedExpression':
    case 'FunctionDefinition':
    case 'Context':
      return walkAll(node.kids, new Set([...bound, ...namesBoundBy(node)]), found)
    default:
      return walkAll(node.kids, bound, found)
  }
}

function walkAll(nodes: readonly SyntaxNode[], bound: ReadonlySet<string>, found: Set<string>): void {
  for (const node of nodes) walk(node, bound, found)
}

function namesBoundBy(node: SyntaxNode): readonly string[] {
  return node.kids.flatMap((kid) => {
    switch (kid.kind) {
      case 'InExpressions':
      case 'FormalParameters':
        return kid.kids.flatMap((part) => (part.kids[0] === undefined ? [] : [nameOf(part.kids[0])]))
      case 'ContextEntry':
        return kid.kids[0] === undefined ? [] : [nameOf(kid.kids[0]).replaceAll('"', '')]
      default:
        return []
    }
  })
}
