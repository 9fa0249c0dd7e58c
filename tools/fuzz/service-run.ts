import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import {
  describeFaults,
  drawFrom,
  embeddedFaults,
  openTestDatabase,
  postgresFaults,
  withstandFaults,
} from '@duibiao/testkit'
import { faultPort } from '../../apps/server/src/test-fault-site.ts'
import { fuzzService } from './service-request.ts'

/** Which run of the whole service. */
export interface ServiceRunRule {
  readonly seed: number
  /** Requests, or faults. */
  readonly count: number
  /** The number of the first request; 0 when not said. */
  readonly from?: number
}

/**
 * A service grows slower with what it keeps, such as an audit that is verified as a whole: so it begins anew after so many
 * requests. What each request is depends on the seed and its number alone.
 */
const segment = 50_000

/** Sends damaged requests to the whole service and prints what came of them. @returns the exit code */
export async function runDamagedRequests({ seed, count, from = 0 }: ServiceRunRule): Promise<number> {
  exposeCollection()
  const begun = performance.now()
  const statuses = new Map<string, number>()
  const codes = new Map<string, number>()
  const failures: { readonly index: number; readonly problem: string }[] = []
  const slopes: (number | undefined)[] = []
  for (let done = 0; done < count; done += segment) {
    const opened = await openTestDatabase()
    const rule = { seed, from: from + done, count: Math.min(segment, count - done), report: print }
    const result = await fuzzService(opened.database, rule)
    await opened.close()
    addCounts(statuses, result.statuses)
    addCounts(codes, result.codes)
    failures.push(...result.failures)
    slopes.push(result.bytesPerRequest)
    const seconds = Math.round((performance.now() - begun) / 1000)
    print(`${done + rule.count} requests in ${seconds} s, ${failures.length} failures`)
  }
  const tables = { statuses: Object.fromEntries(statuses), codes: Object.fromEntries(codes) }
  print(JSON.stringify(tables, null, 1))
  for (const { index, problem } of failures.slice(0, 20)) {
    print(`  npm run fuzz -- service --seed ${seed} --only ${index}: ${problem}`)
  }
  const kept = slopes.map((slope) => slope ?? 'not measured').join(', ')
  print(`heap: ${kept} bytes a request kept; ${megabytes()} MB resident at the end`)
  print(`${count} requests with seed ${seed}, ${failures.length} failures`)
  return failures.length > 0 ? 1 : 0
}

/**
 * Takes a service on PostgreSQL through so many faults while people work on it over HTTP, then one on the embedded database
 * through a third as many, and prints what came of it. @returns the exit code
 */
export async function runFaultRounds({ seed, count }: ServiceRunRule): Promise<number> {
  const random = drawFrom(seed)
  let failures = 0
  for (const kind of ['postgres', 'embedded'] as const) {
    const known = kind === 'postgres' ? postgresFaults : embeddedFaults
    const most = kind === 'postgres' ? count : Math.ceil(count / 3)
    const faults = Array.from({ length: most }, () => random.pick(known))
    const begun = performance.now()
    const plan = { kind, faults, clients: 24, random, report: print }
    const outcome = await withstandFaults(faultPort, plan)
    for (const fault of outcome.faults.slice(0, 50)) print(`  ${fault}`)
    const seconds = Math.round((performance.now() - begun) / 1000)
    print(`${kind}: ${most} faults in ${seconds} s with seed ${seed}: ${describeFaults(outcome)}`)
    failures += outcome.faults.length
  }
  return failures > 0 ? 1 : 0
}

/** What a request keeps can be told from what waits to be collected only when it can be collected at will. */
function exposeCollection(): void {
  setFlagsFromString('--expose-gc')
  const collect: NonNullable<typeof globalThis.gc> = runInNewContext('gc')
  globalThis.gc = collect
}

function print(line: string): void {
  console.log(line)
}

function megabytes(): number {
  return Math.round(process.memoryUsage().rss / 1024 / 1024)
}

function addCounts(known: Map<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [key, times] of Object.entries(more)) known.set(key, (known.get(key) ?? 0) + times)
}
