/**
 * Builds the pages and prints what their first loads weigh: the script that an entry and the screen behind it bring before
 * anything is pressed, compressed as it goes over the line. Fails over budget.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { root } from './repository.ts'

/** A chunk of the build, as vite's manifest tells it. */
export interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
}

export type Manifest = Readonly<Record<string, Chunk>>

/** A page that somebody opens first, and how much script it may bring. */
export interface Budget {
  readonly page: string
  /** Sources whose chunks are loaded: the entry, and what it loads by itself. */
  readonly sources: readonly string[]
  /** Compressed, kilobytes of 1000 bytes. */
  readonly most: number
}

/** One language is loaded; Chinese, which is the first. */
const texts = ['zh']

export const budgets: readonly Budget[] = [
  {
    page: 'resident',
    sources: [
      'public.html',
      'src/features/follow/follow.tsx',
      ...textsOf('public', 'look', 'form', 'features/follow'),
    ],
    most: 200,
  },
  {
    page: 'report of a resident',
    sources: [
      'public.html',
      'src/features/report/report.tsx',
      ...textsOf('public', 'look', 'form', 'features/report', 'features/follow'),
    ],
    most: 200,
  },
  {
    page: 'workbench',
    sources: [
      'index.html',
      'src/features/workbench/workbench.tsx',
      '../../node_modules/antd/locale/zh_CN.js',
      ...textsOf('app', 'ui', 'look', 'form', 'features/workbench'),
    ],
    most: 450,
  },
]

function textsOf(...folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) => texts.map((language) => `src/${folder}/text.${language}.json`))
}

/** The script files that some sources bring, each once. A source that the build does not know stands by itself. */
export function filesOf(manifest: Manifest, sources: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  function add(name: string): void {
    const chunk = manifest[name]
    if (chunk === undefined || seen.has(chunk.file)) return
    if (chunk.file.endsWith('.js')) seen.add(chunk.file)
    for (const inner of chunk.imports ?? []) add(inner)
  }
  for (const source of sources) add(source)
  return [...seen]
}

/** Sources of a budget that are not in the build: their weight would be missing. */
export function unknownSources(manifest: Manifest, { sources }: Budget): readonly string[] {
  return sources.filter((source) => manifest[source] === undefined)
}

if (import.meta.main) {
  const built = spawnSync(process.execPath, ['apps/web/build.ts'], { cwd: root, encoding: 'utf8' })
  if (built.status !== 0) {
    console.error(built.stderr)
    process.exit(1)
  }
  const folder = path.join(root, 'apps/web/dist')
  const manifest = JSON.parse(readFileSync(path.join(folder, '.vite/manifest.json'), 'utf8')) as Manifest
  for (const budget of budgets) {
    const unknown = unknownSources(manifest, budget)
    const bytes = filesOf(manifest, budget.sources)
      .map((file) => gzipSync(readFileSync(path.join(folder, file)), { level: 9 }).length)
      .reduce((sum, one) => sum + one, 0)
    const weight = bytes / 1000
    const isOver = weight > budget.most
    console.log(
      `${budget.page.padEnd(10)} ${weight.toFixed(1).padStart(6)} kB of ${budget.most} kB${isOver ? '  OVER BUDGET' : ''}`,
    )
    if (unknown.length > 0) console.error(`${budget.page}: not in the build: ${unknown.join(', ')}`)
    if (isOver || unknown.length > 0) process.exitCode = 1
  }
}
