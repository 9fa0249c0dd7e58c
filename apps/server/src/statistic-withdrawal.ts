import { AppError, formatInstant } from '@duibiao/base'
import type { AnswerOf, readStatisticImport, withdrawStatistics } from '@duibiao/contract'
import * as store from '@duibiao/store'
import { changeAudited } from './audit.ts'
import type { Asking } from './route.ts'
import { requirePerson } from './session-route.ts'
import type { Tenant } from './tenant.ts'

/**
 * Withdraws values of an import. Nothing takes their place by itself: what was there before stands among the revisions, and
 * comes back with its file.
 * @throws AppError `resource_missing` without such an import, `statistics_changed` when other values stand than were meant
 */
export async function withdraw(
  asking: Asking<typeof withdrawStatistics>,
): Promise<AnswerOf<typeof withdrawStatistics>> {
  const { tenant, caller, params, body } = asking
  const { database, district, now } = tenant
  const found = await store.findStatisticImport(database, district, params.import)
  if (found === undefined) throw new AppError('resource_missing')
  const { reason, values, only } = body
  const by = requirePerson(caller).accountName
  return changeAudited(asking, async (transaction) => {
    await store.lockStatistics(transaction, district)
    const told = { import: params.import, at: now(), by, reason, only }
    const withdrawn = await store.withdrawStatistics(transaction, district, told)
    if (withdrawn !== values) throw new AppError('statistics_changed')
    const detail = { kind: 'statistics', import: params.import, file: found.file, withdrawn, reason }
    return { value: { withdrawn }, act: { kind: 'data.withdrawn', subject: 'statistics', detail } }
  })
}

/** What of an import stands, and what was withdrawn of it. */
export async function readWithdrawals(
  { database, district }: Tenant,
  number: number,
): Promise<Pick<AnswerOf<typeof readStatisticImport>, 'standing' | 'withdrawals'>> {
  const standing = await store.countStandingStatistics(database, district, number)
  const withdrawals = await store.listStatisticWithdrawals(database, district, number)
  return {
    standing,
    withdrawals: withdrawals.map(({ at, by, reason, withdrawn }) => {
      return { at: formatInstant(at), by, reason, withdrawn }
    }),
  }
}
