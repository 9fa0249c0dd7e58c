import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { AppError, millisecondsPerDay, millisecondsPerHour } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import type { ExportLine, Verdict } from '@duibiao/kernel'
import { exportSealed } from '@duibiao/store'
import type { Queryable } from '@duibiao/store'
import type { Job } from './job.ts'
import type { Metrics } from './metrics.ts'

/** Which ledger is watched. */
export interface LedgerWatchParts {
  readonly district: DistrictId
  /** On which statements may take as long as those of reports. */
  readonly database: Queryable
  readonly now: () => Instant
  readonly metrics: Pick<Metrics, 'setVerified'>
}

/**
 * Verifies what is sealed of a ledger once a day, in a thread of its own. A fault is a failure of the job, which is told by the
 * log, by readiness and by the figures, and looked for again every hour: it does not go away by itself.
 */
export function makeLedgerWatch({ district, database, now, metrics }: LedgerWatchParts): Job {
  let verifiedAt: Instant | undefined
  async function run(isStopped: () => boolean): Promise<void> {
    if (verifiedAt !== undefined && now() - verifiedAt < millisecondsPerDay) return
    const at = now()
    const verdict = await verifySealed(database, district, { at, isStopped })
    if (verdict === undefined) return
    metrics.setVerified(district, { at, isSound: verdict.ok })
    if (!verdict.ok) {
      const { kind, matter = '', seq = 0 } = verdict.fault
      throw new AppError('ledger_faulty', { kind, matter, seq })
    }
    verifiedAt = at
  }
  return { name: 'verification', district, interval: millisecondsPerHour, run }
}

/** Lines handed over at once. */
const pieceLength = 500

/** @returns undefined when it was stopped before its end */
async function verifySealed(
  database: Queryable,
  district: DistrictId,
  { at, isStopped }: { readonly at: Instant; readonly isStopped: () => boolean },
): Promise<Verdict | undefined> {
  const worker = new Worker(new URL('./ledger-thread.ts', import.meta.url), { workerData: district })
  async function judge(lines: readonly ExportLine[]): Promise<Verdict | undefined> {
    const answer = once(worker, 'message')
    worker.postMessage(lines)
    const [verdict] = await answer
    return verdict
  }
  try {
    const lines: ExportLine[] = []
    for await (const line of exportSealed(database, district, at)) {
      lines.push(line)
      if (lines.length < pieceLength && line.line !== 'end') continue
      if (isStopped()) return undefined
      const verdict = await judge(lines.splice(0))
      if (verdict !== undefined) return verdict
    }
    return undefined
  } finally {
    await worker.terminate()
  }
}
