import { AppError, instantOf } from '@duibiao/base'
import type { Instant, Language } from '@duibiao/base'
import type { Account, AccountChange } from '@duibiao/store'
import { findPasswordFault, hashPassword } from './password.ts'
import type { PasswordFault } from './password.ts'
import { digestSecret, makeSecret } from './sign-in-secret.ts'
import type { Tenant } from './tenant.ts'

const faults: Readonly<Record<PasswordFault, Readonly<Record<Language, string>>>> = {
  short: { zh: '少于 8 个字符', en: 'it has fewer than 8 characters' },
  long: { zh: '超过 128 个字符', en: 'it has more than 128 characters' },
  guessable: { zh: '过于常见或有规律', en: 'it is common or follows a pattern' },
}

/** @throws AppError `password_weak` when a stranger would soon find it (ASVS V6.2.4, V6.2.11) */
export function requireStrong(
  { name: district }: Tenant,
  { name, displayName }: Pick<Account, 'name' | 'displayName'>,
  { password, language }: { readonly password: string; readonly language: Language },
): void {
  const known = [name, displayName, district.zh, district.en, 'duibiao', '对标']
  const fault = findPasswordFault(password, known)
  if (fault !== undefined) throw new AppError('password_weak', { reason: faults[fault][language] })
}

/** By what the owner of an account comes to a password of their own. Nobody else ever knows that one (ASVS V6.4.6). */
export interface IssuedProof {
  readonly kind: 'link' | 'password'
  /** What is handed to the owner. */
  readonly secret: string
  readonly endsAt: Instant
  /** How the account changes with it. */
  readonly change: Pick<AccountChange, 'password' | 'passwordEndsAt'>
  /** What is kept of a link. */
  readonly link: Uint8Array | undefined
}

/** Makes a link, or an initial password, that ends soon (ASVS V6.4.1). */
export async function issueProof(tenant: Tenant, kind: IssuedProof['kind']): Promise<IssuedProof> {
  const endsAt = instantOf(tenant.now() + tenant.signIn.initial)
  if (kind === 'link') {
    const secret = makeSecret(tenant)
    return { kind, secret, endsAt, change: { password: null }, link: digestSecret(secret) }
  }
  const secret = makePassword(tenant)
  const change = { password: await hashPassword(secret), passwordEndsAt: endsAt }
  return { kind, secret, endsAt, change, link: undefined }
}

/** Letters and digits without those that are mistaken for each other: 32, so that all are equally likely. */
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'

/** Twenty-eight of them, 140 bits, in groups of four (ASVS V11.5.1). */
function makePassword({ random }: Tenant): string {
  const letters = Array.from(random(28), (byte) => alphabet[byte % alphabet.length] ?? '').join('')
  return letters.replace(/.{4}(?=.)/g, '$&-')
}
