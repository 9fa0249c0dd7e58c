import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The repository's root, with a slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** The text of a file, its path given from the root. */
export function readText(path: string): string {
  return readFileSync(`${root}${path}`, 'utf8')
}

/** The files that match one of the patterns, from the root, in order, without what is installed or generated. */
export function listFiles(...patterns: readonly string[]): readonly string[] {
  const skipped = /(^|\/)(node_modules|coverage|\.duibiao)(\/|$)/
  return globSync(patterns, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !skipped.test(path))
    .toSorted()
}

/** The files git knows that match a pattern; undefined where there is no git, as in an unpacked archive. */
export function listTracked(...patterns: readonly string[]): readonly string[] | undefined {
  const outcome = spawnSync('git', ['ls-files', '--', ...patterns], { cwd: root, encoding: 'utf8' })
  return outcome.status === 0 ? outcome.stdout.split('\n').filter((line) => line !== '') : undefined
}

/** What a `package.json` says, as far as the tools need it. */
export interface Manifest {
  readonly path: string
  readonly folder: string
  readonly name: string
  readonly dependencies: ReadonlyMap<string, string>
}

/** The `package.json` of the root and of every workspace. */
export function readManifests(): readonly Manifest[] {
  return listFiles('package.json', 'packages/*/package.json', 'apps/*/package.json').map((path) => {
    const json: unknown = JSON.parse(readText(path))
    const pairs = [...entriesOf(json, 'dependencies'), ...entriesOf(json, 'devDependencies')]
    return {
      path,
      folder: path === 'package.json' ? '.' : path.slice(0, -'/package.json'.length),
      name: String(entryOf(json, 'name')),
      dependencies: new Map(pairs.map(([name, version]) => [name, String(version)])),
    }
  })
}

function entryOf(json: unknown, key: string): unknown {
  if (typeof json !== 'object' || json === null) return undefined
  return Object.entries(json).find(([name]) => name === key)?.[1]
}

function entriesOf(json: unknown, key: string): readonly (readonly [string, unknown])[] {
  const value = entryOf(json, key)
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}
