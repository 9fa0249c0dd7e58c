/**
 * Runs DMN TCK test files: `npm run tck -- [FOLDER…]`, by default `../shared/conformance/dmn-tck`.
 * One line for each failure, then `N passed, N failed`. Exit code 1 when a case fails that is not a listed exception, or
 * when there is no case; 2 when a folder is not there.
 */
import { existsSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadExceptions, type ListedException } from '../conformance/exception.ts'
import { countBySuite, figuresPath, recordFigures } from '../conformance/figure.ts'
import { makeReport } from '../conformance/report.ts'
import { listTestFiles, runTestFile, type TckOutcome } from './run.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

const usage = `Usage: npm run tck -- [FOLDER…] [--by-folder] [--exceptions-apart] [--record]
Runs every DMN TCK test file below the folders (default: ../shared/conformance/dmn-tck).
  --by-folder          print the figures of each folder of tests, those with failures marked !
  --exceptions-apart   count listed exceptions as skipped in the closing line, not as failed
  --record             write the figures to ${figuresPath}`

const flags = ['--by-folder', '--exceptions-apart', '--record', '--help']

function main(argument: readonly string[]): number {
  const unknown = argument.filter((one) => one.startsWith('-') && !flags.includes(one))
  if (argument.includes('--help') || unknown.length > 0) {
    console.log(usage)
    return unknown.length > 0 ? 2 : 0
  }
  const given = argument.filter((one) => !one.startsWith('-'))
  const folders = given.length === 0 ? [`${root}../shared/conformance/dmn-tck`] : given
  const missing = folders.filter((folder) => !existsSync(folder))
  for (const folder of missing)
    console.error(`There is no folder ${folder}: name one that holds TCK test files.`)
  if (missing.length > 0) return 2
  return report(folders.flatMap(listTestFiles).flatMap(runTestFile), argument)
}

function report(outcomes: readonly TckOutcome[], argument: readonly string[]): number {
  const exceptions = expandExceptions(loadExceptions(root, 'dmn'), outcomes)
  const { lines, exitCode } = makeReport(outcomes, exceptions, {
    apart: argument.includes('--exceptions-apart'),
  })
  const listed = new Set(exceptions.map((entry) => entry.id))
  const figures = countBySuite(outcomes, listed)
  if (argument.includes('--record')) recordFigures(root, 'dmn', figures)
  if (argument.includes('--by-folder')) printFolders(outcomes)
  for (const line of lines.slice(0, -1)) console.log(line)
  for (const { suite, passed, failed } of figures) {
    console.log(
      `${suite}: ${passed} of ${passed + failed} (${((100 * passed) / (passed + failed)).toFixed(1)} %)`,
    )
  }
  for (const line of lines.slice(-1)) console.log(line)
  return exitCode
}

/** An exception whose id ends in `*` stands for the failures whose ids begin with it. */
function expandExceptions(
  exceptions: readonly ListedException[],
  outcomes: readonly TckOutcome[],
): readonly ListedException[] {
  return exceptions.flatMap(({ id, reason }) => {
    if (!id.endsWith('*')) return [{ id, reason }]
    const failed = outcomes.filter((one) => one.failure !== undefined && one.id.startsWith(id.slice(0, -1)))
    return failed.map((one) => ({ id: one.id, reason }))
  })
}

function printFolders(outcomes: readonly TckOutcome[]): void {
  for (const [folder, those] of Map.groupBy(outcomes, (outcome) => dirname(outcome.path))) {
    const passed = those.filter((outcome) => outcome.failure === undefined).length
    const mark = passed === those.length ? ' ' : '!'
    console.log(`${mark} ${passed}/${those.length}  ${basename(dirname(folder))}/${basename(folder)}`)
  }
}

process.exitCode = main(process.argv.slice(2))
