import { createHash } from 'node:crypto'
import { AppError } from '@duibiao/base'
import type { ErrorCode } from '@duibiao/base'
import { countRate, forgetRate, forgetRates, uncountRate } from '@duibiao/store'
import type { RateRule } from '@duibiao/store'
import type { Tenant } from './tenant.ts'

/** Of an account and an address together: mistakes from elsewhere do not lock the owner out (ASVS V6.3.1). */
export function proofKey(name: string, address: string): string {
  return `${accountKey(name)}${address}`
}

/** Of an address, whatever the accounts. */
export function addressKey(address: string): string {
  return `sign-in-address:${address}`
}

/** Counts one asking. @throws AppError `code` with the seconds after which it may be asked again */
export async function requireRate(
  { database, district, now }: Tenant,
  { key, rule, code }: { readonly key: string; readonly rule: RateRule; readonly code: ErrorCode },
): Promise<void> {
  const at = now()
  const openAt = await countRate(database, district, { key, rule, now: at })
  if (openAt !== undefined) throw new AppError(code, { seconds: Math.ceil((openAt - at) / 1000) })
}

/**
 * Forgets the mistakes of an account from one address, as after a proof that succeeded, and takes the proof back from the
 * count of the address: a whole office may sign in at nine.
 */
export async function forgetProofs(
  { database, district }: Tenant,
  { name, address }: { readonly name: string; readonly address: string },
): Promise<void> {
  await forgetRate(database, district, proofKey(name, address))
  await uncountRate(database, district, addressKey(address))
}

/** Forgets the mistakes of an account from everywhere: it is unlocked. */
export async function unlockProofs({ database, district }: Tenant, name: string): Promise<void> {
  await forgetRates(database, district, accountKey(name))
}

/**
 * Counts a matter that a resident opens for themselves: whoever has a telephone number could fill the lists of a district by
 * machine. @returns takes it back from the count, as when it was only the same one again. @throws AppError `requests_too_many`
 */
export async function requireReport(tenant: Tenant, account: string): Promise<() => Promise<void>> {
  const { database, district, signIn } = tenant
  const key = `report:${account}`
  await requireRate(tenant, { key, rule: signIn.ofReporter, code: 'requests_too_many' })
  return () => uncountRate(database, district, key)
}

function accountKey(name: string): string {
  return `sign-in:${createHash('sha256').update(name).digest('hex')}:`
}
