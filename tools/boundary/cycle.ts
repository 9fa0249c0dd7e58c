import { posix } from 'node:path'
import type { SourceFile } from './source-file.ts'

/**
 * Every ring of imports among the files, each once, from its alphabetically first file and back to it.
 * Imports of types count: a ring of types is still two files that nobody can read one at a time.
 */
export function findCycles(files: readonly SourceFile[]): readonly string[] {
  const arrows = new Map(files.map((file) => [file.path, targetsOf(file)]))
  const rings = new Map<string, string>()
  const done = new Set<string>()
  for (const path of arrows.keys()) search(path, [], { arrows, rings, done })
  return [...rings.values()].toSorted()
}

interface Search {
  readonly arrows: ReadonlyMap<string, readonly string[]>
  readonly rings: Map<string, string>
  readonly done: Set<string>
}

function search(path: string, trail: readonly string[], state: Search): void {
  const start = trail.indexOf(path)
  if (start >= 0) {
    const ring = trail.slice(start)
    const first = ring.indexOf(ring.toSorted()[0] ?? path)
    const turned = [...ring.slice(first), ...ring.slice(0, first)]
    state.rings.set(turned.join(), [...turned, turned[0] ?? path].join(' > '))
    return
  }
  if (state.done.has(path)) return
  for (const next of state.arrows.get(path) ?? []) search(next, [...trail, path], state)
  state.done.add(path)
}

function targetsOf(file: SourceFile): readonly string[] {
  return file.imports.flatMap(({ request }) => {
    if (request === undefined) return []
    if (request.startsWith('.')) return [posix.join(posix.dirname(file.path), request)]
    const own = /^@duibiao\/([^/]+)$/.exec(request)?.[1]
    return own === undefined ? [] : [`packages/${own}/src/index.ts`]
  })
}
