/**
 * Plays the BPMN conformance scenarios: `npm run conformance -- [FOLDER…]`, by default the BPMN suites of `../shared/conformance`.
 * One line for each failure, then `N passed, N failed`. Exit code 1 when something fails that is not a listed exception,
 * 2 when a folder is not there.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadExceptions } from './exception.ts'
import { listScenarioFiles } from './material.ts'
import { makeReport } from './report.ts'
import { runScenarioFile } from './run.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const suites = ['betsy', 'flowable', 'camunda'].map((suite) => `${root}../shared/conformance/${suite}`)

const usage = `Usage: npm run conformance -- [FOLDER…]
Plays every scenario below the folders (default: betsy, flowable and camunda in ../shared/conformance).`

function main(argument: readonly string[]): number {
  if (argument.some((one) => one.startsWith('-'))) {
    console.log(usage)
    return argument.includes('--help') ? 0 : 2
  }
  const folders = argument.length === 0 ? suites : argument
  const missing = folders.filter((folder) => !existsSync(folder))
  for (const folder of missing) console.error(`There is no folder ${folder}: name one that holds scenarios.`)
  if (missing.length > 0) return 2
  const outcomes = folders.flatMap(listScenarioFiles).map(({ path, text }) => runScenarioFile(path, text))
  const { lines, exitCode } = makeReport(outcomes, loadExceptions(root, 'bpmn'))
  for (const line of lines) console.log(line)
  return exitCode
}

process.exitCode = main(process.argv.slice(2))
