import { AppError, millisecondsPerMinute } from '@duibiao/base'
import { auditStretch } from '@duibiao/contract'
import { findAuditCheckpoint, keepAuditCheckpoint, verifyAudit } from '@duibiao/store'
import type { AuditHead, Database, Signer } from '@duibiao/store'
import type { Job } from './job.ts'
import type { Tenant } from './tenant.ts'

/**
 * The job that goes through what was added to the audit, so that whoever verifies it later need not begin at its beginning.
 * A chain that is not whole makes it fail with `audit_broken`, which stands in the list of jobs until somebody looks.
 */
export function makeAuditWatch({
  tenant: { district, now },
  database,
  signer,
}: {
  readonly tenant: Pick<Tenant, 'district' | 'now'>
  readonly database: Database
  readonly signer: () => Signer
}): Job {
  async function run(isStopped: () => boolean): Promise<void> {
    let after: AuditHead | undefined = await findAuditCheckpoint(database, district, signer())
    let isComplete = false
    while (!isComplete && !isStopped()) {
      const verdict = await verifyAudit(database, district, { after, most: auditStretch })
      if (verdict.brokenAt !== undefined) throw new AppError('audit_broken', { seq: verdict.brokenAt })
      if (verdict.count > 0)
        await keepAuditCheckpoint(database, district, {
          ...verdict.reached,
          verifiedAt: now(),
          signer: signer(),
        })
      after = verdict.reached
      isComplete = verdict.isComplete
    }
  }
  return { name: 'audit', district, interval: 10 * millisecondsPerMinute, run }
}
