/** Refuses names of tables and of exported types that are not made of words of docs/glossary.yaml. */
import { parseSync, Visitor } from 'oxc-parser'
import { parse } from 'yaml'
import { listFiles, readText } from './repository.ts'

/** A concept with its two names. */
export interface Term {
  readonly english: string
  readonly chinese: string
  readonly forms: readonly string[]
}

export interface Glossary {
  readonly terms: readonly Term[]
  /** Words of programming that need no entry. */
  readonly programming: readonly string[]
}

/** A name in the code that must be made of words of the glossary. */
export interface CodeName {
  readonly kind: 'table' | 'type'
  readonly name: string
  readonly where: string
}

/** Reads the glossary; what is missing or doubled in it is told as faults. */
export function readGlossary(text: string): {
  readonly glossary: Glossary
  readonly faults: readonly string[]
} {
  const document: unknown = parse(text)
  const terms = Object.entries(recordOf(recordOf(document)['terms'])).map(([english, value]) => {
    const { zh, forms, meaning } = recordOf(value)
    return { english, chinese: textOf(zh), meaning: textOf(meaning), forms: textsOf(forms) }
  })
  const faults = [
    ...terms.filter((term) => term.chinese === '').map((term) => `${term.english}: has no Chinese name`),
    ...terms.filter((term) => term.meaning === '').map((term) => `${term.english}: has no meaning`),
    ...doubles(terms.map((term) => term.chinese)).map((name) => `${name}: names two concepts`),
    ...doubles(terms.map((term) => term.english.toLowerCase())).map((name) => `${name}: names two concepts`),
  ]
  const programming = Object.values(recordOf(recordOf(document)['programming'])).flatMap((words) =>
    splitWords(textOf(words)),
  )
  return { glossary: { terms, programming }, faults }
}

/** The names that have a word which is not in the glossary, each with that word. */
export function findForeign(names: readonly CodeName[], glossary: Glossary): readonly string[] {
  const known = new Set(
    [...glossary.terms.flatMap((term) => [term.english, ...term.forms]), ...glossary.programming].flatMap(
      splitWords,
    ),
  )
  return names.flatMap(({ kind, name, where }) => {
    // Tables are singular; a type may hold several of a thing (Variables, Limits).
    const foreign = splitWords(name).filter((word) => {
      const forms = kind === 'table' ? [word] : [word, word.replace(/s$/, ''), word.replace(/es$/, '')]
      return !forms.some((form) => known.has(form))
    })
    return foreign.length === 0
      ? []
      : [`${where} ${name}: "${foreign.join('", "')}" is not in docs/glossary.yaml`]
  })
}

/** The words of a name in camel, kebab or snake case, in lower case; digits belong to the word before them. */
export function splitWords(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())
}

/** The exported interfaces, type aliases and classes of a source. */
export function exportedTypes(path: string, text: string): readonly CodeName[] {
  const names: CodeName[] = []
  new Visitor({
    ExportNamedDeclaration: ({ declaration }) => {
      if (declaration === null) return
      const named =
        declaration.type === 'TSInterfaceDeclaration' ||
        declaration.type === 'TSTypeAliasDeclaration' ||
        declaration.type === 'ClassDeclaration'
      if (named && declaration.id !== null)
        names.push({ kind: 'type', name: declaration.id.name, where: path })
    },
  }).visit(parseSync(path, text).program)
  return names
}

/** The tables a migration creates or renames. */
export function createdTables(path: string, text: string): readonly CodeName[] {
  const plain = text.replaceAll(/--.*$/gm, '')
  const created = plain.matchAll(
    /\b(?:create\s+(?:unlogged\s+)?table(?:\s+if\s+not\s+exists)?|rename\s+to)\s+(?:"?\w+"?\.)?"?(\w+)"?/gi,
  )
  return [...created].map((found) => ({ kind: 'table', name: found[1] ?? '', where: path }))
}

function doubles(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => name !== '' && names.indexOf(name) < index)
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}

if (import.meta.main) {
  const { glossary, faults } = readGlossary(readText('docs/glossary.yaml'))
  // Declarations of libraries that bring no types (.d.ts) speak the library's words, not ours.
  const sources = listFiles('packages/*/src/**/*.{ts,tsx}', 'apps/*/src/**/*.{ts,tsx}').filter(
    (path) => !/\.(test|d)\.tsx?$/.test(path),
  )
  const names = [
    ...sources.flatMap((path) => exportedTypes(path, readText(path))),
    ...listFiles('packages/store/migrations/*.sql').flatMap((path) => createdTables(path, readText(path))),
  ]
  const all = [...faults, ...findForeign(names, glossary)]
  for (const fault of all) console.error(fault)
  console.log(`${glossary.terms.length} terms, ${names.length} names read, ${all.length} violations`)
  process.exitCode = all.length > 0 || names.length === 0 ? 1 : 0
}
