import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isFeelContext, loadDmn, type DmnLibrary, type DmnSource, type Feel } from '@duibiao/packfile'
import type { Outcome } from '../conformance/report.ts'
import { findDifference } from './compare.ts'
import { readTckFile, type TckCase } from './suite-read.ts'

/** What became of one test case. `id` is `level/test file#case`, whatever folder the level lies in. */
export type TckOutcome = Outcome & { readonly path: string }

/** The test files below a folder, in order of their paths. */
export function listTestFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /-test-.*\.xml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

/** Runs all cases of one test file against the model that it names. */
export function runTestFile(path: string): readonly TckOutcome[] {
  const stem = `${basename(dirname(dirname(path)))}/${basename(path, '.xml')}`
  try {
    const { modelName, cases } = readTckFile(readFileSync(path, 'utf8'))
    const library = loadModel(dirname(path), modelName ?? `${basename(stem).replace(/-test-.*$/, '')}.dmn`)
    return cases.map((one) => outcomeOf(`${stem}#${one.id}`, path, runCase(one, library)))
  } catch (problem) {
    const reason = problem instanceof Error ? problem.message : String(problem)
    return [outcomeOf(stem, path, `cannot be run: ${reason}`)]
  }
}

function outcomeOf(id: string, path: string, failure: string | undefined): TckOutcome {
  return failure === undefined ? { id, path } : { id, path, failure }
}

function runCase(one: TckCase, library: DmnLibrary): string | undefined {
  if (one.problem !== undefined) return one.problem
  const given = one.inputs.map(({ name, namespace, value }) => ({
    name,
    value,
    ...(namespace === undefined ? {} : { namespace }),
  }))
  for (const { name, expected } of one.results) {
    const service = one.kind === 'decisionService' ? (one.invocable ?? name) : undefined
    const target = findTarget(library, service ?? name, service === undefined ? 'decision' : 'service')
    if (target === undefined) return `there is no ${service ?? name}`
    const { value, warnings } = target.evaluate(given)
    const actual = service === undefined ? value : outputOf(value, name)
    const difference = findDifference(expected, actual)
    if (difference !== undefined) return `${name}: ${difference}${explain(warnings)}`
  }
  return undefined
}

function findTarget(library: DmnLibrary, name: string, kind: 'decision' | 'service') {
  const named = library.evaluables.filter((one) => one.name === name)
  return named.find((one) => one.kind === kind) ?? named[0]
}

/** A service of several outputs answers with a context of them. */
function outputOf(value: Feel, name: string): Feel {
  return isFeelContext(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : value
}

function explain(warnings: readonly string[]): string {
  return warnings.length === 0 ? '' : ` (${warnings.slice(0, 2).join('; ')})`
}

/** The model and, from the same folder, those that it imports, directly or through others. The model comes first. */
function loadModel(folder: string, modelName: string): DmnLibrary {
  const others = readdirSync(folder)
    .filter((name) => name.endsWith('.dmn') && name !== modelName)
    .map((name) => readSource(folder, name))
  const sources = [readSource(folder, modelName)]
  for (const source of sources) {
    for (const namespace of importsOf(source.text)) {
      const imported = others.find((other) => namespaceOf(other.text) === namespace)
      if (imported !== undefined && !sources.includes(imported)) sources.push(imported)
    }
  }
  // The suite asks for the current time and date, which packs may not do.
  return loadDmn(sources, { clock: 'allowed' })
}

function readSource(folder: string, name: string): DmnSource {
  return { file: name, text: readFileSync(join(folder, name), 'utf8') }
}

function importsOf(text: string): readonly string[] {
  return [...text.matchAll(/<(?:\w+:)?import\b[^>]*?\bnamespace="([^"]*)"/g)].map((found) => found[1] ?? '')
}

function namespaceOf(text: string): string | undefined {
  return /<(?:\w+:)?definitions\b[^>]*?\snamespace="([^"]*)"/.exec(text)?.[1]
}
