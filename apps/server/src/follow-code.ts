import { timingSafeEqual } from 'node:crypto'
import type { MatterId } from '@duibiao/base'
import type { Pack } from '@duibiao/packfile'
import type { Tenant } from './tenant.ts'

const purpose = 'follow-code'
/** Without letters and digits that look alike. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * The code by which a matter is followed without an account: ten characters, 49 bits. It is made from the key of the
 * installation, so that none is kept anywhere, and whoever prints the slip again prints the same.
 */
export function followCodeOf(
  { secrets, district }: Pick<Tenant, 'secrets' | 'district'>,
  matter: MatterId,
): string {
  const digest = secrets.digest(`${district}:${matter}`, purpose)
  let number = Buffer.from(digest).readBigUInt64BE()
  let code = ''
  while (code.length < 10) {
    code += alphabet[Number(number % BigInt(alphabet.length))] ?? ''
    number /= BigInt(alphabet.length)
  }
  return `${code.slice(0, 5)}-${code.slice(5)}`
}

/** Whether a code is that of a matter; it takes as long when it is not. */
export function isFollowCode(
  tenant: Pick<Tenant, 'secrets' | 'district'>,
  matter: MatterId,
  given: string,
): boolean {
  const expected = tenant.secrets.digest(plain(followCodeOf(tenant, matter)), purpose)
  return timingSafeEqual(expected, tenant.secrets.digest(plain(given), purpose))
}

/** Codes are given with matters of packs that know a reporter: with them an account is not needed any more. */
export function givesFollowCode({ manifest }: Pack): boolean {
  return manifest.listing?.reporter !== undefined
}

function plain(code: string): string {
  return code.toUpperCase().replace(/[^0-9A-Z]/g, '')
}
