/** Refuses functions that a package's `index.ts` gives out and that say nothing about themselves. */
import { posix } from 'node:path'
import { parseSync } from 'oxc-parser'
import type { Comment, Declaration, Statement } from 'oxc-parser'
import { listFiles, readText } from './repository.ts'

/** A function of a source, and whether a doc comment stands right before it. */
interface SourceFunction {
  readonly line: number
  readonly isDocumented: boolean
}

/** What a source passes on from another: one name, or with `*` all of them. */
interface PassedOn {
  readonly name: string
  readonly as: string
  readonly from: string
}

interface SourceModule {
  readonly functions: ReadonlyMap<string, SourceFunction>
  readonly passedOn: readonly PassedOn[]
}

/** Gives the text of a source by its path. */
type ReadSource = (path: string) => string

/** The functions that a package gives out without a doc comment, each with file and line. */
export function findUndocumented(index: string, read: ReadSource): readonly string[] {
  const modules = new Map<string, SourceModule>()
  function moduleAt(path: string): SourceModule {
    const known = modules.get(path) ?? readModule(path, read(path))
    modules.set(path, known)
    return known
  }
  return [...exportedFrom(index, '*', moduleAt)]
    .filter(([, { isDocumented }]) => !isDocumented)
    .map(([where]) => `${where} has no doc comment`)
}

/** Functions by `path:line name`: all that a source gives out, or the one of that name. */
function exportedFrom(
  path: string,
  wanted: string,
  moduleAt: (path: string) => SourceModule,
): ReadonlyMap<string, SourceFunction> {
  const { functions, passedOn } = moduleAt(path)
  const own = [...functions].filter(([name]) => wanted === '*' || name === wanted)
  const others = passedOn
    .filter(({ as }) => wanted === '*' || as === '*' || as === wanted)
    .flatMap(({ name, from }) => {
      const source = posix.join(posix.dirname(path), from)
      return [...exportedFrom(source, name === '*' ? wanted : name, moduleAt)]
    })
  return new Map([...own.map(([name, one]) => [`${path}:${one.line} ${name}`, one] as const), ...others])
}

function readModule(path: string, text: string): SourceModule {
  const { program, comments } = parseSync(path, text)
  const functions = new Map<string, SourceFunction>()
  const passedOn: PassedOn[] = []
  for (const statement of program.body) {
    passedOn.push(...passedOnBy(statement))
    for (const name of functionsIn(statement)) {
      const isDocumented = hasDoc(text, comments, statement.start)
      // Of several signatures one says it for all.
      const before = functions.get(name)
      const line = text.slice(0, statement.start).split('\n').length
      functions.set(name, { line, isDocumented: isDocumented || before?.isDocumented === true })
    }
  }
  return { functions, passedOn }
}

/** From files of the package itself; what comes from another package is that one's to describe. */
function passedOnBy(statement: Statement): readonly PassedOn[] {
  if (statement.type === 'ExportAllDeclaration')
    return passOn(statement.source.value, [{ name: '*', as: '*' }])
  if (statement.type !== 'ExportNamedDeclaration' || statement.source === null) return []
  const names = statement.specifiers.map(({ local, exported }) => ({
    name: textOf(local),
    as: textOf(exported),
  }))
  return passOn(statement.source.value, names)
}

function passOn(from: string, names: readonly Omit<PassedOn, 'from'>[]): readonly PassedOn[] {
  return from.startsWith('./') ? names.map((one) => ({ ...one, from })) : []
}

function textOf(name: { readonly name?: string; readonly value?: unknown }): string {
  return name.name ?? String(name.value)
}

/** Names of the functions that an export statement declares. */
function functionsIn(statement: Statement): readonly string[] {
  if (statement.type !== 'ExportNamedDeclaration' || statement.declaration === null) return []
  return namesOf(statement.declaration)
}

function namesOf(declaration: Declaration): readonly string[] {
  if (declaration.type === 'FunctionDeclaration' || declaration.type === 'TSDeclareFunction')
    return declaration.id === null ? [] : [declaration.id.name]
  if (declaration.type !== 'VariableDeclaration') return []
  return declaration.declarations.flatMap(({ id, init }) => {
    const isFunction = init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression'
    return isFunction && id.type === 'Identifier' ? [id.name] : []
  })
}

function hasDoc(text: string, comments: readonly Comment[], start: number): boolean {
  const last = comments.findLast(({ end }) => end <= start)
  return (
    last !== undefined &&
    last.type === 'Block' &&
    last.value.startsWith('*') &&
    text.slice(last.end, start).trim() === ''
  )
}

if (import.meta.main) {
  const indexes = listFiles('packages/*/src/index.ts')
  const faults = indexes.flatMap((index) => findUndocumented(index, readText))
  for (const fault of faults) console.error(fault)
  console.log(`${indexes.length} packages read, ${faults.length} functions without a doc comment`)
  process.exitCode = faults.length > 0 || indexes.length === 0 ? 1 : 0
}
