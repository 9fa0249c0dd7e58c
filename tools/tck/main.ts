/**
 * Runs DMN TCK test files: `npm run tck -- [FOLDER…] [--by-folder] [--quiet]`, by default `../shared/conformance/dmn-tck`.
 * One line for each failure, then the number of known exceptions, then `N passed, N failed`. Exit code 1 when a case fails
 * that is not a known exception, or when there is no case; 2 when a folder is not there.
 */
import { existsSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exceptionsPath, loadExceptions } from '../conformance/exception.ts'
import { listTestFiles, runTestFile, type Outcome } from './run.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

const usage = `Usage: npm run tck -- [FOLDER…] [--by-folder] [--quiet]
Runs every DMN TCK test file below the folders (default: ../shared/conformance/dmn-tck).
  --by-folder   print the figures of each folder of tests
  --quiet       print only figures`

function main(argument: readonly string[]): number {
  if (argument.includes('--help')) {
    console.log(usage)
    return 0
  }
  const given = argument.filter((one) => !one.startsWith('--'))
  const folders = given.length === 0 ? [`${root}../shared/conformance/dmn-tck`] : given
  const missing = folders.filter((folder) => !existsSync(folder))
  if (missing.length > 0) {
    for (const folder of missing)
      console.error(`There is no folder ${folder}: name one that holds TCK test files.`)
    return 2
  }
  const outcomes = folders.flatMap(listTestFiles).flatMap(runTestFile)
  if (argument.includes('--by-folder')) printFolders(outcomes)
  return report(outcomes, argument.includes('--quiet'))
}

function report(outcomes: readonly Outcome[], quiet: boolean): number {
  const known = new Set(loadExceptions(root, 'dmn').map((entry) => entry.id))
  const failed = outcomes.filter((outcome) => outcome.failure !== undefined)
  const unexpected = failed.filter((outcome) => !known.has(outcome.id))
  if (!quiet) for (const { id, failure } of unexpected) console.log(`FAIL ${id}: ${failure}`)
  for (const { id, failure } of outcomes) {
    if (failure === undefined && known.has(id))
      console.log(`${id} passes: take it off the list of exceptions`)
  }
  printLevels(outcomes)
  console.log(
    `${failed.length - unexpected.length} known exceptions (they do not pass; reasons in ${exceptionsPath})`,
  )
  console.log(`${outcomes.length - failed.length} passed, ${unexpected.length} failed`)
  return unexpected.length > 0 || outcomes.length === 0 ? 1 : 0
}

function printFolders(outcomes: readonly Outcome[]): void {
  const byFolder = Map.groupBy(outcomes, (outcome) => dirname(outcome.path))
  for (const [folder, those] of byFolder) {
    const passed = those.filter((outcome) => outcome.failure === undefined).length
    const mark = passed === those.length ? ' ' : '!'
    console.log(`${mark} ${passed}/${those.length}  ${basename(dirname(folder))}/${basename(folder)}`)
  }
}

/** Figures of each folder of folders, such as the levels of the TCK. */
function printLevels(outcomes: readonly Outcome[]): void {
  const byLevel = Map.groupBy(outcomes, (outcome) => basename(dirname(dirname(outcome.path))))
  for (const [level, those] of byLevel) {
    const passed = those.filter((outcome) => outcome.failure === undefined).length
    console.log(`${level}: ${passed} of ${those.length} (${((100 * passed) / those.length).toFixed(1)} %)`)
  }
}

process.exitCode = main(process.argv.slice(2))
