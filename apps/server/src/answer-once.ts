import { AppError, isAppError } from '@duibiao/base'
import type { MatterId } from '@duibiao/base'
import { findReceipt } from '@duibiao/store'
import type { Receipt } from '@duibiao/store'
import type { Tenant } from './tenant.ts'

/** A command as its key names it. */
export interface CommandKey {
  /** As the engine is given it: with the account, or whoever else the key belongs to. */
  readonly key: string
  /** Undefined for a command that opens a matter. */
  readonly matter: MatterId | undefined
}

/**
 * Carries out a command, or answers it with its receipt when it was carried out before. The command itself has
 * moved the matter on: whoever asks again is answered as the first time, although by now they may be refused, because the
 * revision they saw is gone, the question answered, or the matter no longer theirs to see.
 * @throws AppError `key_reused` when the key stands for another command, and as `carryOut`
 */
export async function answerOnce(
  { database, district }: Pick<Tenant, 'database' | 'district'>,
  { key, matter }: CommandKey,
  carryOut: () => Promise<Receipt>,
): Promise<Receipt> {
  const receipt = await carryOut().catch(async (error: unknown) => {
    if (!isAppError(error) || error.status >= 500) throw error
    const known = await findReceipt(database, district, key)
    if (known === undefined) throw error
    return known
  })
  // The first entry of a matter is its opening.
  const isSame = matter === undefined ? receipt.seq === 1 : receipt.matter === matter && receipt.seq > 1
  if (!isSame) throw new AppError('key_reused')
  return receipt
}
