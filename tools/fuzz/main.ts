/**
 * Feeds damaged files to everything that reads files: `npm run fuzz -- [TARGET…] --count N --seed S [--from INDEX] [--only INDEX]`, and with the
 * target `service` damaged requests to the whole service, one district of two, as everybody. With the target `faults` a
 * service meets so many faults, as a process of its own, while people work on it. Exit code 0 when every input was answered
 * with findings or taken in whole, and nothing was lost or done twice.
 */
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { runFuzz } from './run.ts'
import type { FuzzResult } from './run.ts'
import { runDamagedRequests, runFaultRounds } from './service-run.ts'
import { targets } from './target.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string' },
    only: { type: 'string' },
    from: { type: 'string', default: '0' },
    limit: { type: 'string', default: '20000' },
  },
})

const seed = Number(values.seed ?? randomInt(2 ** 32))
if (positionals.includes('faults')) process.exit(await runFaultRounds({ seed, count: Number(values.count) }))
const one =
  values.only === undefined
    ? { count: Number(values.count), from: Number(values.from) }
    : { count: 1, from: Number(values.only) }
if (positionals.includes('service')) process.exit(await runDamagedRequests({ seed, ...one }))
const names = positionals.length > 0 ? positionals : Object.keys(targets)
const unknown = names.filter((name) => targets[name] === undefined)
if (unknown.length > 0) {
  console.error(`no target ${unknown.join(', ')}; there are ${Object.keys(targets).join(', ')}`)
  process.exit(2)
}

const results: FuzzResult[] = []
for (const name of names) {
  const result = await runFuzz(name, { seed, limit: Number(values.limit), ...one })
  results.push(result)
  const { inputs, accepted, findings, slowest, failures } = result
  console.log(
    `${name}: ${inputs} inputs, ${accepted} accepted, ${findings} findings, slowest ${Math.round(slowest.took)} ms (${slowest.index}), ${failures.length} failures`,
  )
  for (const { index, problem } of failures.slice(0, 20)) {
    console.log(`  npm run fuzz -- ${name} --seed ${seed} --only ${index}: ${problem}`)
  }
}
const inputs = results.reduce((sum, result) => sum + result.inputs, 0)
const failed = results.reduce((sum, result) => sum + result.failures.length, 0)
console.log(`${inputs} inputs with seed ${seed}, ${failed} failures`)
process.exit(failed > 0 ? 1 : 0)
