import { instantOf, millisecondsPerDay } from '@duibiao/base'
import { clearEvidence, findKeptDigests } from '@duibiao/store'
import type { Database } from '@duibiao/store'
import type { EvidenceFiles } from './evidence-file.ts'
import type { Tenant } from './tenant.ts'

/** Clears files that were uploaded more than a day ago and that no matter has. */
export async function clearUnattached(
  { district, now }: Pick<Tenant, 'district' | 'now'>,
  database: Database,
  files: EvidenceFiles,
): Promise<void> {
  const before = instantOf(now() - millisecondsPerDay)
  const digests = await clearEvidence(database, district, before)
  await files.clear(district, digests, (some) => findKeptDigests(database, district, some))
  await files.clearTaken(before)
}
