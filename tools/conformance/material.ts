import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

/** A scenario file and the folder its model paths are relative to, as far as that is known. */
export type ScenarioFile = { readonly path: string; readonly text: string }

/** Scenario files below a folder (or the one file given), in the order of their paths; `models` folders hold none. */
export function listScenarioFiles(folder: string): readonly ScenarioFile[] {
  const path = resolve(folder)
  if (statSync(path).isFile()) return [{ path, text: readFileSync(path, 'utf8') }]
  return readdirSync(path, { withFileTypes: true })
    .toSorted((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) => {
      const inner = join(path, entry.name)
      if (entry.isDirectory()) return entry.name === 'models' ? [] : listScenarioFiles(inner)
      return entry.name.endsWith('.json') ? [{ path: inner, text: readFileSync(inner, 'utf8') }] : []
    })
}

/**
 * Where a model lies: its path is relative to the folder that holds the suites, which is found by going up from the
 * scenario until the path exists. In a suite copied under another name the path holds without its first part.
 * Undefined when it exists nowhere.
 */
export function findModel(scenarioPath: string, model: string): string | undefined {
  const inSuite = model.slice(model.indexOf('/') + 1)
  return findUpwards(scenarioPath, model) ?? findUpwards(scenarioPath, inSuite)
}

function findUpwards(scenarioPath: string, model: string): string | undefined {
  for (let folder = dirname(scenarioPath); ; folder = dirname(folder)) {
    const candidate = join(folder, model)
    if (existsSync(candidate)) return candidate
    if (folder === dirname(folder)) return undefined
  }
}

/** A path as people read it: from the working folder when it lies in or beside it. */
export function shortPath(path: string): string {
  const short = relative(process.cwd(), path).split(sep).join('/')
  return short.startsWith('../../..') ? path : short
}
