import { createHash } from 'node:crypto'
import type { Tenant } from './tenant.ts'

/** What is kept of a secret. It is long and random: one pass of SHA-256 is enough (ASVS V6.5.2). */
export function digestSecret(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest()
}

/** A new secret of 256 bits. It names its district, so that the one query that looks it up can too. */
export function makeSecret({ district, random }: Pick<Tenant, 'district' | 'random'>): string {
  return `${district}.${Buffer.from(random(32)).toString('base64url')}`
}

/** The number of the district that a secret names; undefined when it has not the form of one. */
export function districtNumberOf(secret: string): number | undefined {
  const [, text] = /^([1-9][0-9]{0,8})\.[\w-]{43}$/.exec(secret) ?? []
  return text === undefined ? undefined : Number(text)
}

/** The purpose that binds a sealed secret of one-time codes to its account. */
export function codePurpose(account: string): string {
  return `code:${account}`
}
