import { existsSync } from 'node:fs'
import { parse } from 'yaml'
import type { Generator } from './generator.ts'
import { readManifests, readText, root } from './repository.ts'
import type { Manifest } from './repository.ts'

/** What docs/reference/dependencies.yaml says about a package we depend on. */
interface Note {
  readonly purpose: string
  readonly reason: string
}

/** A package we depend on, with everything its line shows. */
interface Dependency extends Note {
  readonly name: string
  readonly version: string
  readonly licence: string
  readonly usedIn: readonly string[]
}

export const dependenciesDoc: Generator = {
  name: 'dependencies',
  owns: 'docs/reference/dependencies.md',
  write: () => {
    const notes = readNotes(readText('docs/reference/dependencies.yaml'))
    const manifests = readManifests()
    const faults = findDependencyFaults(manifests, notes)
    if (faults.length > 0) throw new Error(faults.join('\n'))
    return { 'docs/reference/dependencies.md': writePage(gather(manifests, notes)) }
  },
}

/** Reads the notes; a line without purpose or reason counts as not written. */
export function readNotes(text: string): ReadonlyMap<string, Note> {
  const document: unknown = parse(text)
  const pairs = typeof document === 'object' && document !== null ? Object.entries(document) : []
  return new Map(
    pairs.flatMap(([name, value]: [string, unknown]) => {
      if (typeof value !== 'object' || value === null) return []
      const { for: purpose, why: reason } = Object.fromEntries(Object.entries(value))
      return typeof purpose === 'string' && typeof reason === 'string' ? [[name, { purpose, reason }]] : []
    }),
  )
}

/** Dependencies without a line, lines without a dependency, open ranges, and one package in two versions. */
export function findDependencyFaults(
  manifests: readonly Manifest[],
  notes: ReadonlyMap<string, Note>,
): readonly string[] {
  const versions = outsideVersions(manifests)
  const faults: string[] = []
  for (const [name, found] of versions) {
    if (!notes.has(name))
      faults.push(`${name}: has no line with "for" and "why" in docs/reference/dependencies.yaml`)
    if (found.size > 1) faults.push(`${name}: in two versions, ${[...found].join(' and ')}`)
    for (const version of found) {
      if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
        faults.push(`${name}: ${version} is not an exact version`)
    }
  }
  for (const name of notes.keys()) {
    if (!versions.has(name))
      faults.push(`${name}: stands in docs/reference/dependencies.yaml and in no package.json`)
  }
  return faults
}

/** The versions asked for of each package that is not our own. */
function outsideVersions(manifests: readonly Manifest[]): ReadonlyMap<string, ReadonlySet<string>> {
  const own = new Set(manifests.map((manifest) => manifest.name))
  const versions = new Map<string, Set<string>>()
  for (const { dependencies } of manifests) {
    for (const [name, version] of dependencies) {
      if (!own.has(name)) versions.set(name, (versions.get(name) ?? new Set()).add(version))
    }
  }
  return versions
}

function gather(manifests: readonly Manifest[], notes: ReadonlyMap<string, Note>): readonly Dependency[] {
  return [...outsideVersions(manifests)]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([name, versions]) => {
      const note = notes.get(name)
      if (note === undefined) return []
      const usedIn = manifests
        .filter((manifest) => manifest.dependencies.has(name))
        .map((manifest) => (manifest.folder === '.' ? 'tools' : manifest.name.replace('@duibiao/', '')))
      return [{ ...note, name, version: [...versions].join(), licence: readLicence(name), usedIn }]
    })
}

function readLicence(name: string): string {
  const path = `node_modules/${name}/package.json`
  if (!existsSync(`${root}${path}`)) throw new Error(`${name}: is not installed; run npm ci`)
  const licence = /"license"\s*:\s*"([^"]+)"/.exec(readText(path))?.[1]
  if (licence === undefined) throw new Error(`${name}: its package.json names no licence`)
  return licence
}

function writePage(dependencies: readonly Dependency[]): string {
  const rows = dependencies.map(
    (one) =>
      `| \`${one.name}\` | ${one.version} | ${one.licence} | ${one.usedIn.join(', ')} | ${one.purpose} | ${one.reason} |`,
  )
  return `# Dependencies

Written by \`tools/dependency.ts\` from the \`package.json\` files and \`docs/reference/dependencies.yaml\`. Versions are pinned exactly.
A new dependency needs a line there: what it is for, and why it is better than code of our own.

| package | version | licence | used in | what for | why not our own |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`
}
