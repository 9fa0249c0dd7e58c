import { rmSync } from 'node:fs'
import path from 'node:path'
import { instantOf, parseDistrictId } from '@duibiao/base'
import { openDatabase, verifyLedger } from '@duibiao/store'
import type { Database } from '@duibiao/store'
import type { FixedClock } from './fixed-clock.ts'
import { makeFixedClock } from './fixed-clock.ts'
import type { ServiceLoadLog } from './service-load.ts'
import type { PostgresServer } from './postgres-server.ts'
import { startPostgresServer } from './postgres-server.ts'
import { checkServiceFaults } from './service-fault-check.ts'
import type { ServiceFaultCheck } from './service-fault-check.ts'
import { runServiceFaults } from './service-fault.ts'
import type { FaultPlan, FaultReport, FaultPlace } from './service-fault.ts'

/** A database of the run, and a clock that stands still. */
export interface FaultGround {
  readonly database: Database
  readonly scheduler: FixedClock
}

/** What only the service itself can do for a run. */
export interface FaultPort<Site extends FaultSite> {
  /** Makes a folder with what a service starts from. */
  readonly makeFolder: () => string
  /** Fills a database, with a receiver who is told of everything. */
  readonly prepare: (ground: FaultGround, data: string) => Promise<Site>
  /** Lets whatever waits come to its end. */
  readonly finish: (ground: FaultGround, site: Site) => Promise<void>
}

/** What a service starts from, and whom it tells. */
export interface FaultSite extends Omit<FaultPlace, 'server'> {
  readonly accounts: readonly string[]
  readonly receiver: { readonly bodies: readonly string[]; readonly close: () => void }
}

/** What a run came to. */
export interface FaultOutcome {
  /** In words; empty when the record holds what it should. */
  readonly faults: readonly string[]
  readonly log: ServiceLoadLog
  readonly report: FaultReport
  readonly check: ServiceFaultCheck
}

/**
 * Runs a service of its own through faults and looks at its record afterwards.
 * @param kind on a PostgreSQL server of its own, or on the embedded database
 */
export async function withstandFaults<Site extends FaultSite>(
  port: FaultPort<Site>,
  plan: FaultPlan & { readonly kind: 'embedded' | 'postgres' },
): Promise<FaultOutcome> {
  const data = port.makeFolder()
  const server = plan.kind === 'postgres' ? await startPostgresServer() : undefined
  let site: Site | undefined
  try {
    const began = await onGround(server, { data, hours: 0 }, (ground) => port.prepare(ground, data))
    site = began
    const report = await runServiceFaults({ ...began, server }, plan)
    return await onGround(server, { data, hours: 1 }, async (ground) => {
      await port.finish(ground, began)
      return judge(ground.database, began, report)
    })
  } finally {
    site?.receiver.close()
    await server?.stop()
    rmSync(data, { recursive: true, force: true })
  }
}

/** Works on the database of the run in this process. @param hours by which its clock is ahead */
async function onGround<Result>(
  server: PostgresServer | undefined,
  { data, hours }: { readonly data: string; readonly hours: number },
  work: (ground: FaultGround) => Promise<Result>,
): Promise<Result> {
  const scheduler = makeFixedClock(instantOf(realTime() + hours * 3_600_000))
  const place = server === undefined ? { folder: path.join(data, 'database') } : { url: server.url }
  const database = await openDatabase({ ...place, scheduler })
  try {
    return await work({ database, scheduler })
  } finally {
    await database.close()
  }
}

/** The service runs on the clock of the machine, and this process goes on from there. */
function realTime(): number {
  return Math.floor(performance.timeOrigin + performance.now())
}

async function judge(
  database: Database,
  { accounts, receiver }: FaultSite,
  report: FaultReport,
): Promise<FaultOutcome> {
  const { log } = report
  const check = await checkServiceFaults(database, log, { accounts, received: receiver })
  const verdict = await verifyLedger(database, parseDistrictId(1))
  const faults = [
    ...check.faults,
    ...report.complaints,
    ...(verdict.ok && verdict.entries === check.entries && verdict.sealed === check.entries
      ? []
      : [`the ledger: ${JSON.stringify(verdict)}, ${check.entries} entries`]),
  ]
  return { faults, log, report, check }
}

/** The figures of a run in one line. */
export function describeFaults({ faults, log, report, check }: FaultOutcome): string {
  const { starts, recoveries, failovers, ends } = report
  const outcomes = [...log.outcomes].map(([outcome, times]) => `${times} × ${outcome}`).join(', ')
  return (
    `${log.acknowledged.size} commands, ${log.again} given again (${outcomes}), ${check.matters} matters, ` +
    `${check.entries} entries, ${check.events} events of which ${check.repeated} came again; ` +
    `${starts.length} starts, ready within ${most(starts)} ms; ended ${ends.length} times within ${most(ends)} ms; ${recoveries.length} outages of the database, ` +
    `ready within ${most(recoveries)} ms after; ${failovers.length} failovers, the first command carried out within ` +
    `${most(failovers)} ms; ${faults.length} faults`
  )
}

function most(times: readonly number[]): number {
  return Math.round(Math.max(0, ...times))
}
