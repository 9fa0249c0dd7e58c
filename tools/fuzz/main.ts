/**
 * Feeds damaged files to everything that reads files: `npm run fuzz -- [TARGET…] --count N --seed S [--only INDEX]`, and with the
 * target `service` damaged requests to the whole service, one district of two, as everybody. Exit code 0
 * when every one of them was answered with findings or taken in whole.
 */
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { openTestDatabase } from '@duibiao/testkit'
import { runFuzz } from './run.ts'
import type { FuzzResult } from './run.ts'
import { fuzzService } from './service-request.ts'
import { targets } from './target.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string' },
    only: { type: 'string' },
    limit: { type: 'string', default: '20000' },
  },
})

const seed = Number(values.seed ?? randomInt(2 ** 32))
if (positionals.includes('service')) process.exit(await runService())
const names = positionals.length > 0 ? positionals : Object.keys(targets)
const unknown = names.filter((name) => targets[name] === undefined)
if (unknown.length > 0) {
  console.error(`no target ${unknown.join(', ')}; there are ${Object.keys(targets).join(', ')}`)
  process.exit(2)
}

const results: FuzzResult[] = []
for (const name of names) {
  const one =
    values.only === undefined ? { count: Number(values.count) } : { count: 1, from: Number(values.only) }
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

/** @returns the exit code */
async function runService(): Promise<number> {
  const opened = await openTestDatabase()
  const one =
    values.only === undefined ? { count: Number(values.count) } : { count: 1, from: Number(values.only) }
  const begun = performance.now()
  const result = await fuzzService(opened.database, { seed, ...one, report: (line) => console.log(line) })
  await opened.close()
  const { requests, statuses, codes, failures: faults, bytesPerRequest } = result
  console.log(JSON.stringify({ statuses, codes }, null, 1))
  for (const { index, problem } of faults.slice(0, 20)) {
    console.log(`  npm run fuzz -- service --seed ${seed} --only ${index}: ${problem}`)
  }
  const seconds = Math.round((performance.now() - begun) / 1000)
  console.log(`heap: ${bytesPerRequest ?? 'not measured'} bytes a request kept`)
  console.log(`${requests} requests with seed ${seed} in ${seconds} s, ${faults.length} failures`)
  return faults.length > 0 ? 1 : 0
}
