import { parseExpression, parseUnaryTests } from 'feelin'

/** A node of the syntax tree of the library's grammar, without comments and blank nodes. */
export type SyntaxNode = {
  readonly kind: string
  readonly text: string
  readonly from: number
  readonly to: number
  readonly kids: readonly SyntaxNode[]
}

/** Shape of the names in scope: a name maps to the names inside it, or to a leaf. Names with spaces need it to be read. */
export interface NameShape {
  readonly [name: string]: NameShape | 1
}

export type Parsed =
  | { readonly kind: 'parsed'; readonly root: SyntaxNode }
  | { readonly kind: 'refused'; readonly problem: SyntaxProblem }

/** Why a text is not FEEL; `at` is the offset in the text. */
export type SyntaxProblem = { readonly at: number; readonly zh: string; readonly en: string }

/** Longest expression read; the longest in the public suites has some 3,000 characters. */
const MAX_TEXT = 20_000

/** Deepest nesting read, in brackets and in the tree: beyond it the evaluation could exhaust the stack. */
const MAX_DEPTH = 200

/** Parses an expression or the unary tests of a decision table cell with the library's grammar. */
export function parseFeel(text: string, goal: 'expression' | 'unary tests', names: NameShape): Parsed {
  if (text.length > MAX_TEXT) {
    return refuse(
      MAX_TEXT,
      `表达式超过 ${MAX_TEXT} 个字符`,
      `the expression has more than ${MAX_TEXT} characters`,
    )
  }
  const tooDeep = findTooDeep(text)
  if (tooDeep !== null) return refuseDepth(tooDeep)
  const source = eraseRangeTypes(text)
  try {
    const tree = (goal === 'expression' ? parseExpression : parseUnaryTests)(source, names, undefined)
    return { kind: 'parsed', root: convert(tree.topNode, source, 0) }
  } catch (problem) {
    if (problem instanceof Refused) return { kind: 'refused', problem: problem.problem }
    if (problem instanceof RangeError) return refuseDepth(0)
    const message = problem instanceof Error ? problem.message : String(problem)
    return refuse(0, `无法解析表达式：${message}`, `the expression cannot be parsed: ${message}`)
  }
}

type LibraryNode = ReturnType<typeof parseExpression>['topNode']

class Refused extends Error {
  readonly problem: SyntaxProblem
  constructor(problem: SyntaxProblem) {
    super(problem.en)
    this.problem = problem
  }
}

function convert(node: LibraryNode, source: string, depth: number): SyntaxNode {
  if (node.type.isError) throw new Refused(describeError(node, source))
  if (depth > MAX_DEPTH * 3) throw new RangeError('too deep')
  const kids: SyntaxNode[] = []
  for (let kid = node.firstChild; kid !== null; kid = kid.nextSibling) {
    if (kid.type.isSkipped && !kid.type.isError) continue
    kids.push(convert(kid, source, depth + 1))
  }
  return { kind: node.name, text: source.slice(node.from, node.to), from: node.from, to: node.to, kids }
}

function describeError(node: LibraryNode, source: string): SyntaxProblem {
  const found = source.slice(node.from, Math.max(node.to, node.from + 1)).trim()
  if (node.from >= source.trimEnd().length || found === '') {
    return { at: node.from, zh: '表达式不完整', en: 'the expression is incomplete' }
  }
  return { at: node.from, zh: `此处不应出现 “${found}”`, en: `"${found}" is not expected here` }
}

function refuse(at: number, zh: string, en: string): Parsed {
  return { kind: 'refused', problem: { at, zh, en } }
}

function refuseDepth(at: number): Parsed {
  return refuse(at, `嵌套超过 ${MAX_DEPTH} 层`, `nested more than ${MAX_DEPTH} levels deep`)
}

const OPENING = ['(', '[', '{']
const CLOSING = [')', ']', '}']

/** Offset of the first bracket that is too deep. Strings are skipped, since brackets in them do not nest. */
function findTooDeep(text: string): number | null {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (sign === '"') quoted = !quoted
    else if (quoted) at += sign === '\\' ? 1 : 0
    else depth += (OPENING.includes(sign) ? 1 : 0) - (CLOSING.includes(sign) ? 1 : 0)
    if (depth > MAX_DEPTH) return at
  }
  return null
}

/**
 * The library's grammar has no `range<T>`. The letters are put so that it reads a plain type name of the same length,
 * which `feel-type.ts` understands: `range<number>` becomes `range_number_`.
 */
function eraseRangeTypes(text: string): string {
  if (!text.includes('range')) return text
  return text.replaceAll(/\brange\s*<([^<>]*)>/g, (all) => all.replaceAll(/[<>\s]/g, '_'))
}
