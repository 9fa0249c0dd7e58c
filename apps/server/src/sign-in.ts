import { createHash } from 'node:crypto'
import { AppError, instantOf } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import {
  changeAccount,
  countProof,
  countRate,
  findAccount,
  forgetRate,
  openSession,
  touchSession,
} from '@duibiao/store'
import type { Account, RateRule } from '@duibiao/store'
import { findCodeStep } from './one-time-code.ts'
import { hashPassword, isOutdated, verifyPassword } from './password.ts'
import type { Tenant } from './tenant.ts'

/** What somebody proves who they are with. */
export interface Proof {
  readonly password?: string
  /** One-time code, six digits. */
  readonly code?: string
}

/** Where a proof comes from, for the limits and for the list of sessions. */
export interface Origin {
  readonly address: string
  readonly agent: string
}

/** A session that was opened; only here its secret is known. */
export interface OpenedSession {
  readonly secret: string
  readonly account: Account
  readonly idleEndsAt: Instant
  readonly endsAt: Instant
}

/**
 * Signs somebody in with an account.
 * @throws AppError `sign_in_refused` whatever of it is wrong, `sign_in_locked` after too many mistakes, `code_required`
 */
export async function signIn(
  tenant: Tenant,
  { name, proof, origin }: { readonly name: string; readonly proof: Proof; readonly origin: Origin },
): Promise<OpenedSession> {
  const { database, district, now } = tenant
  const key = rateKeyOf(name, origin)
  await requireRate(tenant, `sign-in:${origin.address}`, tenant.signIn.ofAddress)
  await requireRate(tenant, key, tenant.signIn.ofAccount)
  const account = await findAccount(database, district, { name })
  const isRight = await verifyPassword(proof.password ?? '', account?.password)
  if (account === undefined || !isRight || account.disabledAt !== undefined) {
    if (account !== undefined)
      await countProof(database, district, { id: account.id, isGood: false, now: now() })
    throw new AppError('sign_in_refused')
  }
  await proveCode(tenant, account, proof.code)
  await renewPassword(tenant, account, proof.password ?? '')
  await forgetRate(database, district, key)
  return openFor(tenant, account, origin)
}

/** Opens a session for an account whose owner has proved who they are. */
export async function openFor(tenant: Tenant, account: Account, origin: Origin): Promise<OpenedSession> {
  const { database, district, random, signIn: rule } = tenant
  const now = tenant.now()
  const endsAt = instantOf(now + rule.absolute)
  // The secret names its district, so that the one query that looks it up can too.
  const secret = `${district}.${Buffer.from(random(32)).toString('base64url')}`
  const { address, agent } = origin
  const digest = digestSecret(secret)
  await openSession(database, district, {
    account: account.id,
    digest,
    endsAt,
    address,
    agent,
    most: rule.most,
    now,
    random,
  })
  return { secret, account, idleEndsAt: instantOf(now + rule.idle), endsAt }
}

/** Proves once more, within a session, who one is. @returns until when acts that ask for it are open */
export async function confirmSession(
  tenant: Tenant,
  {
    session,
    account: id,
    proof,
    origin,
  }: {
    readonly session: string
    readonly account: string
    readonly proof: Proof
    readonly origin: Origin
  },
): Promise<Instant> {
  const { database, district } = tenant
  const account = await findAccount(database, district, { id })
  if (account === undefined) throw new AppError('session_missing')
  await requireRate(tenant, rateKeyOf(account.name, origin), tenant.signIn.ofAccount)
  const now = tenant.now()
  if (proof.code === undefined || account.codeSecret === undefined) {
    const isRight = await verifyPassword(proof.password ?? '', account.password)
    await countProof(database, district, { id, isGood: isRight, now })
    if (!isRight) throw new AppError('sign_in_refused')
  } else await proveCode(tenant, account, proof.code)
  await forgetRate(database, district, rateKeyOf(account.name, origin))
  await touchSession(database, district, { id: session, now, isConfirmed: true })
  return instantOf(now + tenant.signIn.confirmation)
}

/** What is kept of a secret. It is long and random: one pass of SHA-256 is enough. */
export function digestSecret(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest()
}

/** The purpose that binds a sealed secret of codes to its account. */
export function codePurpose(account: string): string {
  return `code:${account}`
}

async function proveCode(tenant: Tenant, account: Account, code: string | undefined): Promise<void> {
  const { database, district, secrets } = tenant
  const now = tenant.now()
  const { id, codeSecret } = account
  if (codeSecret === undefined) {
    await countProof(database, district, { id, isGood: true, now })
    return
  }
  if (code === undefined) throw new AppError('code_required')
  const secret = secrets.open(codeSecret, codePurpose(id))
  const usedStep = findCodeStep({ secret, usedStep: account.codeUsedStep }, code, now)
  const isTaken =
    usedStep !== undefined && (await countProof(database, district, { id, isGood: true, usedStep, now }))
  if (isTaken) return
  await countProof(database, district, { id, isGood: false, now })
  throw new AppError('sign_in_refused')
}

/** A digest made with less work than is asked for now is made anew while the password is at hand. */
async function renewPassword(tenant: Tenant, account: Account, password: string): Promise<void> {
  if (account.password === undefined || !isOutdated(account.password)) return
  const change = { password: await hashPassword(password) }
  await changeAccount(tenant.database, tenant.district, { id: account.id, change, now: tenant.now() })
}

/** Of an account and an address together: mistakes from elsewhere do not lock the owner out (ASVS V6.3.1). */
function rateKeyOf(name: string, { address }: Origin): string {
  return `sign-in:${address}:${createHash('sha256').update(name).digest('hex')}`
}

async function requireRate(tenant: Tenant, key: string, rule: RateRule): Promise<void> {
  const now = tenant.now()
  const openAt = await countRate(tenant.database, tenant.district, { key, rule, now })
  if (openAt !== undefined)
    throw new AppError('sign_in_locked', { seconds: Math.ceil((openAt - now) / 1000) })
}
