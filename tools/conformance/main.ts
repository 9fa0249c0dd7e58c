/**
 * Plays the BPMN conformance scenarios: `npm run conformance -- [FOLDER…]`, by default the BPMN suites of `../shared/conformance`.
 * One line for each failure, then `N passed, N failed`. Exit code 1 when something fails that is not a listed exception,
 * 2 when a folder is not there.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadExceptions } from './exception.ts'
import { countBySuite, figuresPath, recordFigures } from './figure.ts'
import { listScenarioFiles, shortPath } from './material.ts'
import { makeSurveyor } from './profile.ts'
import type { ProfileOf } from './profile.ts'
import { makeReport } from './report.ts'
import { runScenarioFile } from './run.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const suites = ['betsy', 'flowable', 'camunda'].map((suite) => `${root}../shared/conformance/${suite}`)

const usage = `Usage: npm run conformance -- [FOLDER…] [--profile=standard|strict] [--exceptions-apart] [--record]
Plays every scenario below the folders (default: betsy, flowable and camunda in ../shared/conformance).
  --profile=…          rules for all models; without it those that most models of a suite keep
  --exceptions-apart   count listed exceptions as skipped in the closing line, not as failed
  --record             write the figures to ${figuresPath}`

const flags = ['--exceptions-apart', '--record', '--help', '--profile=standard', '--profile=strict']

function main(argument: readonly string[]): number {
  const given = argument.filter((one) => !one.startsWith('-'))
  const unknown = argument.filter((one) => one.startsWith('-') && !flags.includes(one))
  if (argument.includes('--help') || unknown.length > 0) {
    console.log(usage)
    return unknown.length > 0 ? 2 : 0
  }
  const folders = given.length === 0 ? suites : given
  const missing = folders.filter((folder) => !existsSync(folder))
  for (const folder of missing) console.error(`There is no folder ${folder}: name one that holds scenarios.`)
  if (missing.length > 0) return 2
  const profileOf = profileFrom(argument)
  const outcomes = folders
    .flatMap(listScenarioFiles)
    .map(({ path, text }) => runScenarioFile(path, text, profileOf))
  const exceptions = loadExceptions(root, 'bpmn')
  const { lines, exitCode } = makeReport(outcomes, exceptions, {
    apart: argument.includes('--exceptions-apart'),
  })
  const listed = new Set(exceptions.map((entry) => entry.id))
  if (argument.includes('--record')) recordFigures(root, 'bpmn', countBySuite(outcomes, listed))
  for (const line of lines) console.log(line)
  return exitCode
}

/** The profile asked for, or that of each suite, which is told apart from the report. */
function profileFrom(argument: readonly string[]): ProfileOf {
  if (argument.includes('--profile=strict')) return () => 'strict'
  if (argument.includes('--profile=standard')) return () => 'standard'
  return makeSurveyor(({ folder, profile, kept, models }) => {
    console.error(
      `${shortPath(folder)}: ${profile} profile (${kept} of ${models} models keep the strict rules)`,
    )
  })
}

process.exitCode = main(process.argv.slice(2))
