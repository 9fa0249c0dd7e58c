/**
 * The test command: every check of the repository in order, one line each with its time, and the closing line last. Checks
 * that keep one core busy run beside the next one; what counts for itself runs alone.
 * `--only <stage>` (repeatable) runs a part of it.
 */
import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { delimiter } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { addTallies, emptyTally, readClosingLine, writeClosingLine } from './closing-line.ts'
import type { Tally } from './closing-line.ts'
import { groupStages, planStages } from './test-stage.ts'
import type { Stage } from './test-stage.ts'

interface Outcome {
  readonly code: number
  readonly output: string
}

/** Runs one program; the output of a stage that counts for itself is passed on at once, the others' is kept. */
function runProgram(root: string, stage: Stage): Promise<Outcome> {
  const [program, ...rest] = stage.command
  if (program === undefined) return Promise.resolve({ code: 1, output: 'the stage has no command\n' })
  return new Promise((resolve) => {
    const child = spawn(program, rest, {
      cwd: root,
      // The repository's own Node comes first on the path, also when this file was not started by npm.
      env: {
        ...process.env,
        PATH: `${root}node_modules/.bin${delimiter}${process.env['PATH'] ?? ''}`,
        NO_COLOR: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    function take(chunk: Buffer): void {
      output += chunk.toString('utf8')
      if (stage.counts) process.stdout.write(chunk)
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.on('error', (error) => resolve({ code: 1, output: `${output}${error.message}\n` }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** A stage is one check, unless it prints a closing line of its own: then its counts are taken. */
function tallyOutcome(stage: Stage, outcome: Outcome): Tally {
  const counted = readClosingLine(outcome.output)
  if (counted === undefined) {
    return outcome.code === 0 && !stage.counts ? { ...emptyTally, passed: 1 } : { ...emptyTally, failed: 1 }
  }
  // A program that counts no failure and still ends badly has broken down after counting.
  return outcome.code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted
}

function report(stage: Stage, verdict: string, startedAt: number): void {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(`${verdict.padEnd(7)} ${stage.name.padEnd(12)} ${seconds.padStart(6)} s  ${stage.what}`)
}

async function runStage(root: string, stage: Stage): Promise<Tally> {
  const startedAt = performance.now()
  if (stage.absent !== undefined) {
    report({ ...stage, what: stage.absent }, 'skipped', startedAt)
    return { ...emptyTally, skipped: 1 }
  }
  const outcome = await runProgram(root, stage)
  const tally = tallyOutcome(stage, outcome)
  if (tally.failed > 0 && !stage.counts) process.stdout.write(outcome.output)
  report(stage, tally.failed > 0 ? 'FAILED' : 'passed', startedAt)
  return tally
}

/** Stages of a group, two at a time, each begun in its order. */
async function runGroup(root: string, group: readonly Stage[]): Promise<Tally> {
  const waiting = [...group]
  let total = emptyTally
  async function work(): Promise<void> {
    for (let stage = waiting.shift(); stage !== undefined; stage = waiting.shift()) {
      const tally = await runStage(root, stage)
      total = addTallies(total, tally)
    }
  }
  await Promise.all([work(), work()])
  return total
}

function chooseStages(stages: readonly Stage[], names: readonly string[]): readonly Stage[] {
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name))
  if (unknown.length > 0) {
    console.error(`No stage ${unknown.join(', ')}. Stages: ${stages.map((stage) => stage.name).join(', ')}`)
    process.exit(2)
  }
  return names.length === 0 ? stages : stages.filter((stage) => names.includes(stage.name))
}

const root = fileURLToPath(new URL('..', import.meta.url))
const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } })
const stages = chooseStages(
  planStages((pattern) => globSync(pattern, { cwd: root })),
  values.only ?? [],
)
let total = emptyTally
for (const group of groupStages(stages)) total = addTallies(total, await runGroup(root, group))
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
console.log(writeClosingLine(total))
