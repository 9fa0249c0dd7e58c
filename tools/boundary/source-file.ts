import { parseSync, Visitor } from 'oxc-parser'

/** One place where a source names another module. */
export interface ImportSite {
  /** What stands between the quotes; undefined when `import()` is given something computed. */
  readonly request: string | undefined
  readonly line: number
}

/** A call that brings real time or chance into the program. */
interface AmbientSite {
  readonly name: string
  readonly line: number
}

export interface SourceFile {
  /** From the repository's root, with `/`. */
  readonly path: string
  readonly imports: readonly ImportSite[]
  readonly ambient: readonly AmbientSite[]
  readonly problems: readonly string[]
}

const ambientMembers: ReadonlySet<string> = new Set(['Date.now', 'Math.random', 'Temporal.Now'])

/**
 * Reads the imports of one source: `import`, `export … from`, `import()` and `import('…').T` in types, and the calls
 * that bring in real time or chance.
 */
export function readSource(path: string, text: string): SourceFile {
  const parsed = parseSync(path, text)
  const imports: ImportSite[] = []
  const ambient: AmbientSite[] = []
  const lineAt = lineFinder(text)
  function addImport(source: Named | null, at: number): void {
    imports.push({ request: nameOf(source), line: lineAt(at) })
  }
  function addAmbient(name: string, at: number): void {
    ambient.push({ name, line: lineAt(at) })
  }
  new Visitor({
    ImportDeclaration: (node) => addImport(node.source, node.start),
    ExportAllDeclaration: (node) => addImport(node.source, node.start),
    ExportNamedDeclaration: (node) => {
      if (node.source !== null) addImport(node.source, node.start)
    },
    ImportExpression: (node) => addImport(node.source, node.start),
    TSImportType: (node) => addImport(node.source, node.start),
    MemberExpression: (node) => {
      const name = `${nameOf(node.object) ?? ''}.${nameOf(node.property) ?? ''}`
      if (ambientMembers.has(name)) addAmbient(name, node.start)
    },
    NewExpression: (node) => {
      if (nameOf(node.callee) === 'Date' && node.arguments.length === 0) addAmbient('new Date()', node.start)
    },
    CallExpression: (node) => {
      if (nameOf(node.callee) === 'Date') addAmbient('Date()', node.start)
    },
  }).visit(parsed.program)
  return { path, imports, ambient, problems: parsed.errors.map((error) => error.message) }
}

interface Named {
  readonly type: string
  readonly name?: unknown
  readonly value?: unknown
  readonly object?: Named
  readonly property?: Named
}

/** The name of an identifier, the text of a string, `Date` of `globalThis.Date`; undefined for anything else. */
function nameOf(node: Named | null): string | undefined {
  if (node === null) return undefined
  if (node.type === 'MemberExpression' && nameOf(node.object ?? null) === 'globalThis') {
    return nameOf(node.property ?? null)
  }
  const name = node.type === 'Identifier' ? node.name : node.value
  return typeof name === 'string' ? name : undefined
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0]
  for (const found of text.matchAll(/\n/g)) starts.push(found.index + 1)
  return (offset) => starts.findLastIndex((start) => start <= offset) + 1
}
