import { posix } from 'node:path'
import { confined, parts } from './part.ts'
import type { ImportSite, SourceFile } from './source-file.ts'

/** The dependencies of each `package.json`, by its folder; the root is `.`. */
export type Manifests = Readonly<Record<string, ReadonlySet<string>>>

interface Place {
  /** Key in the table of parts; `tools` for everything outside the workspaces; undefined for a workspace not in it. */
  readonly part: string | undefined
  readonly folder: string
  readonly test: boolean
}

interface Import {
  readonly from: Place
  readonly path: string
  readonly request: string
}

/** All violations in a set of sources, each as `path:line what is wrong`. */
export function findViolations(files: readonly SourceFile[], manifests: Manifests): readonly string[] {
  return files.flatMap((file) => checkFile(file, manifests))
}

/** Where a file stands, from its path. */
function placeOf(path: string): Place {
  const folder = /^(packages|apps)\/[^/]+/.exec(path)?.[0]
  const part = Object.keys(parts).find((key) => parts[key]?.folder === folder)
  // What tests are set up with belongs to them; in testkit the name says what a file is about.
  const setUp = part !== 'testkit' && /\/test-[^/]+\.tsx?$/.test(path)
  const test = setUp || /\.test\.tsx?$/.test(path) || path.includes('/browser-test/')
  return folder === undefined ? { part: 'tools', folder: '.', test } : { part, folder, test }
}

function checkFile(file: SourceFile, manifests: Manifests): readonly string[] {
  const from = placeOf(file.path)
  const faults = file.problems.map((problem) => `${file.path}:1 does not parse: ${problem}`)
  if (from.part === undefined) faults.push(`${file.path}:1 ${from.folder} is not in the table of parts`)
  if (/(^|\/)(utils?|helpers?|common|types?|services?|manager)\.tsx?$/.test(file.path)) {
    faults.push(`${file.path}:1 a file is named by the thing it holds, not by a drawer`)
  }
  if (file.path.endsWith('/index.ts') && file.path !== `${from.folder}/src/index.ts`) {
    faults.push(`${file.path}:1 only src/index.ts of a package is an index`)
  }
  if (from.part !== 'tools' && !/^apps\/[^/]+\/src\/(public-)?main\.tsx?$/.test(file.path)) {
    for (const site of file.ambient) {
      faults.push(`${file.path}:${site.line} ${site.name}: time and chance are arguments`)
    }
  }
  for (const site of file.imports) {
    const fault = checkImport(file, site, manifests)
    if (fault !== undefined) faults.push(`${file.path}:${site.line} ${fault}`)
  }
  return faults
}

function checkImport(file: SourceFile, site: ImportSite, manifests: Manifests): string | undefined {
  const from = placeOf(file.path)
  if (site.request === undefined) {
    return from.part === 'tools' || from.test ? undefined : 'import() of a computed name cannot be checked'
  }
  const one: Import = { from, path: file.path, request: site.request }
  if (site.request.startsWith('.')) return checkRelative(one)
  if (site.request.startsWith('node:')) return checkBuiltin(one)
  return checkOwn(one) ?? checkConfined(one) ?? checkDeclared(one, manifests)
}

function checkRelative({ from, path, request }: Import): string | undefined {
  const target = posix.join(posix.dirname(path), request)
  const to = placeOf(target)
  if (from.part === 'tools') return undefined
  if (to.folder === from.folder) {
    return to.test && !from.test ? `${request}: what tests are set up with is for tests` : undefined
  }
  if (to.part === 'tools') return from.test ? undefined : `${request}: nothing imports tools`
  return `${request}: a file inside ${to.folder}; import the package by its name`
}

function checkBuiltin({ from, request }: Import): string | undefined {
  const pure = from.part !== undefined && parts[from.part]?.pure === true
  return pure && !from.test ? `${request}: ${from.part ?? ''} is pure and knows no Node` : undefined
}

/** Checks an import of one of our own packages. */
function checkOwn(one: Import): string | undefined {
  const found = /^@duibiao\/([^/]+)(\/.*)?$/.exec(one.request)
  if (found === null) return undefined
  const [, to = '', inner] = found
  if (inner !== undefined) return `${one.request}: only the package itself is public, not ${inner.slice(1)}`
  if (parts[to] === undefined) return `${one.request}: not in the table of parts`
  return one.from.part === 'tools' || one.from.test ? undefined : checkArrow(one, to)
}

function checkArrow({ from, request }: Import, to: string): string | undefined {
  if (to === from.part) return `${request}: a package reaches its own files by their paths`
  if (to === 'testkit') return `${request}: testkit is for tests, what they are set up with, and tools`
  const allowed = parts[from.part ?? '']?.mayImport ?? []
  if (allowed.includes(to)) return undefined
  return `${request}: ${from.part ?? from.folder} may import ${allowed.length === 0 ? 'nothing' : allowed.join(', ')}`
}

function checkConfined({ from, request }: Import): string | undefined {
  const home = confined[packageOf(request)]
  if (home === undefined || home === from.part) return undefined
  if (from.part === 'tools' || from.part === 'testkit' || from.test) return undefined
  return `${request}: only ${home} may import it`
}

function checkDeclared({ from, request }: Import, manifests: Manifests): string | undefined {
  const name = packageOf(request)
  const free = from.part === 'tools' || from.part === 'testkit' || from.test
  if (manifests[from.folder]?.has(name) === true) return undefined
  if (free && (name.startsWith('@duibiao/') || manifests['.']?.has(name) === true)) return undefined
  return `${request}: ${name} is not in ${posix.join(from.folder, 'package.json')}`
}

function packageOf(request: string): string {
  const depth = request.startsWith('@') ? 2 : 1
  return request.split('/').slice(0, depth).join('/')
}
