/**
 * Writes every generated file of the repository; with `--check` it writes nothing and fails when one would change.
 * A new generator is one line in the list.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { asvsDoc } from './asvs-doc.ts'
import { writePartTable } from './boundary/part.ts'
import { commandsDoc } from './commands-doc.ts'
import { conformanceDoc } from './conformance/page.ts'
import { dependenciesDoc } from './dependency.ts'
import { emittedSql } from './emitted-sql.ts'
import { errorsDoc } from './errors-doc.ts'
import type { Files, Generator } from './generator.ts'
import { openapiDoc } from './openapi-doc.ts'
import { permissionsDoc } from './permissions-doc.ts'
import { listFiles, readText, root } from './repository.ts'

const packagesDoc: Generator = {
  name: 'packages',
  owns: 'docs/reference/packages.md',
  write: () => ({
    'docs/reference/packages.md': writePartTable((folder) => existsSync(`${root}${folder}/package.json`)),
  }),
}

const generators: readonly Generator[] = [
  packagesDoc,
  errorsDoc,
  commandsDoc,
  dependenciesDoc,
  conformanceDoc,
  openapiDoc,
  emittedSql,
  permissionsDoc,
  asvsDoc,
]

/** What differs between the files a generator writes and those that are there. */
export function compareFiles(wanted: Files, present: Files): readonly string[] {
  const changed = Object.keys(wanted).filter((path) => wanted[path] !== present[path])
  const stale = Object.keys(present).filter((path) => wanted[path] === undefined)
  return [
    ...changed.map((path) => `${path} ${present[path] === undefined ? 'is missing' : 'is out of date'}`),
    ...stale.map((path) => `${path} is not written by any generator any more`),
  ]
}

async function runGenerator(generator: Generator, check: boolean): Promise<readonly string[]> {
  const wanted: Record<string, string> = {}
  for (const [path, text] of Object.entries(await generator.write())) wanted[path] = await shape(path, text)
  const present = Object.fromEntries(listFiles(generator.owns).map((path) => [path, readText(path)]))
  const differences = compareFiles(wanted, present)
  if (check || differences.length === 0) return differences
  for (const [path, text] of Object.entries(wanted)) {
    mkdirSync(dirname(`${root}${path}`), { recursive: true })
    writeFileSync(`${root}${path}`, text)
  }
  const stale = differences.filter((line) => line.endsWith('any more'))
  for (const path of Object.keys(wanted)) console.log(`wrote ${path}`)
  return stale
}

async function shape(path: string, text: string): Promise<string> {
  if (!/\.(md|json)$/.test(path)) return text
  return format(text, { ...(await resolveConfig(`${root}${path}`)), filepath: path })
}

if (import.meta.main) {
  const check = process.argv.includes('--check')
  const faults: string[] = []
  for (const generator of generators) {
    try {
      faults.push(...(await runGenerator(generator, check)))
    } catch (error) {
      faults.push(`${generator.name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  for (const fault of faults) console.error(fault)
  if (faults.length > 0) console.error('Run `npx node tools/generate.ts` and commit what it writes.')
  console.log(`${generators.length} generators, ${faults.length} differences`)
  process.exitCode = faults.length > 0 ? 1 : 0
}
