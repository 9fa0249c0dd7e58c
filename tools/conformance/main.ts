/**
 * Plays the BPMN conformance scenarios: `npm run conformance -- [FOLDER…]`, by default all of `../shared/conformance`'s BPMN suites.
 * One line for each failure, then `N passed, N failed`. Exit code 1 when something fails that is not a listed exception,
 * 2 when a folder is not there.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadExceptions } from './exception.ts'
import { listScenarioFiles } from './material.ts'
import { runScenarioFile } from './run.ts'
import type { Outcome } from './run.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const suites = ['betsy', 'flowable', 'camunda'].map((suite) => `${root}../shared/conformance/${suite}`)

const usage = `Usage: npm run conformance -- [FOLDER…] [--quiet]
Plays every scenario below the folders (default: betsy, flowable and camunda in ../shared/conformance).
  --quiet   print only the closing figures`

function main(argument: readonly string[]): number {
  if (argument.includes('--help')) {
    console.log(usage)
    return 0
  }
  const given = argument.filter((one) => !one.startsWith('--'))
  const folders = given.length === 0 ? suites : given
  const missing = folders.filter((folder) => !existsSync(folder))
  if (missing.length > 0) {
    for (const folder of missing)
      console.error(`There is no folder ${folder}: name one that holds scenarios.`)
    return 2
  }
  const outcomes = folders.flatMap(listScenarioFiles).map(({ path, text }) => runScenarioFile(path, text))
  return report(outcomes, argument.includes('--quiet'))
}

function report(outcomes: readonly Outcome[], quiet: boolean): number {
  const reasons = new Map(loadExceptions(root, 'bpmn').map((entry) => [entry.id, entry.reason]))
  const failed = outcomes.filter((outcome) => outcome.failure !== undefined)
  const listed = failed.filter((outcome) => reasons.has(outcome.id))
  const passedAfterAll = outcomes.filter(
    (outcome) => outcome.failure === undefined && reasons.has(outcome.id),
  )
  if (!quiet) {
    for (const { id, failure = '' } of failed) {
      const reason = reasons.get(id)
      console.log(`FAIL ${id}: ${failure}${reason === undefined ? '' : ` [listed: ${reason}]`}`)
    }
  }
  for (const { id } of passedAfterAll) console.log(`${id} passes: take it off the list of exceptions`)
  console.log(`of the failed, ${listed.length} are listed exceptions`)
  console.log(`${outcomes.length - failed.length} passed, ${failed.length} failed`)
  return failed.length > listed.length || outcomes.length === 0 ? 1 : 0
}

process.exitCode = main(process.argv.slice(2))
