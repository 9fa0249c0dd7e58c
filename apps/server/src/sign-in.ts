import { AppError, instantOf } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { AuditKind } from '@duibiao/contract'
import { changeAccount, countProof, findAccount, openSession, renewSession } from '@duibiao/store'
import type { Account, AuditEvent, SignInMeans } from '@duibiao/store'
import { findCodeStep } from './one-time-code.ts'
import { hashPassword, isOutdated, verifyPassword } from './password.ts'
import { addressKey, forgetProofs, proofKey, requireRate } from './sign-in-limit.ts'
import { codePurpose, digestSecret, makeSecret } from './sign-in-secret.ts'
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
 * Signs somebody in with an account. The same work is done whether the account is known or not (ASVS V6.3.8).
 * @throws AppError `sign_in_refused` whatever of it is wrong, `sign_in_locked` after too many mistakes, `code_required`
 */
export async function signIn(
  tenant: Tenant,
  { name, proof, origin }: { readonly name: string; readonly proof: Proof; readonly origin: Origin },
): Promise<OpenedSession> {
  const { database, district } = tenant
  await requireProofs(tenant, name, origin)
  const account = await findAccount(database, district, { name })
  const isRight = await verifyPassword(proof.password ?? '', account?.password)
  const now = tenant.now()
  if (account === undefined || !isRight || !isOpen(account, now)) {
    await countProof(database, district, { id: account?.id ?? nobody, isGood: false, now })
    return refuseProof(tenant, account, { origin, act: 'session.opened', factor: 'password' })
  }
  await proveCode(tenant, account, { code: proof.code, origin, act: 'session.opened' })
  await renewPassword(tenant, account, proof.password ?? '')
  await forgetProofs(tenant, { name, address: origin.address })
  return openFor(tenant, account, { origin, means: 'password' })
}

/** No account has this id. */
const nobody = '00000000-0000-0000-0000-000000000000'

/** An account that was closed, or whose initial password is over, opens nothing. */
function isOpen({ disabledAt, passwordEndsAt }: Account, now: Instant): boolean {
  return disabledAt === undefined && (passwordEndsAt === undefined || now < passwordEndsAt)
}

/** Opens a session for an account whose owner has proved who they are; its secret is new (ASVS V7.2.4). */
export async function openFor(
  tenant: Tenant,
  account: Account,
  { origin, means }: { readonly origin: Origin; readonly means: SignInMeans },
): Promise<OpenedSession> {
  const { database, district, random, signIn: rule } = tenant
  const now = tenant.now()
  const endsAt = instantOf(now + rule.absolute)
  const secret = makeSecret(tenant)
  const { address, agent } = origin
  const digest = digestSecret(secret)
  const most = rule.most
  const given = { account: account.id, digest, endsAt, address, agent, means, most, now, random }
  const session = await openSession(database, district, given)
  await tenant.audit.record([
    { ...eventOf(account, origin), kind: 'session.opened', outcome: 'done', session, detail: { means } },
  ])
  return { secret, account, idleEndsAt: instantOf(now + rule.idle), endsAt }
}

/** A session whose person proved once more who they are. */
export interface ConfirmedSession {
  /** Until when acts that ask for a fresh proof are open. */
  readonly until: Instant
  /** The new secret of the session; the one before opens nothing any more (ASVS V7.2.4). */
  readonly secret: string
}

/**
 * Proves once more, within a session, who one is.
 * @throws AppError `sign_in_refused`, `sign_in_locked`, `code_required`
 */
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
): Promise<ConfirmedSession> {
  const { database, district } = tenant
  const account = await findAccount(database, district, { id })
  if (account === undefined) throw new AppError('session_missing')
  await requireProofs(tenant, account.name, origin)
  const act = 'session.confirmed'
  const isCodeOwed = tenant.signIn.needsSecondFactor && account.codeSecret !== undefined
  if (isCodeOwed && proof.code === undefined) throw new AppError('code_required')
  if (proof.code === undefined || account.codeSecret === undefined) {
    await provePassword(tenant, account, { password: proof.password ?? '', origin, act })
  } else await proveCode(tenant, account, { code: proof.code, origin, act })
  await forgetProofs(tenant, { name: account.name, address: origin.address })
  const now = tenant.now()
  const secret = makeSecret(tenant)
  await renewSession(database, district, { id: session, digest: digestSecret(secret), now })
  const event = { ...eventOf(account, origin), kind: 'session.confirmed', outcome: 'done', session } as const
  await tenant.audit.record([event])
  return { until: instantOf(now + tenant.signIn.confirmation), secret }
}

/** @throws AppError `sign_in_refused` when it is not the password of the account */
export async function provePassword(
  tenant: Tenant,
  account: Account,
  { password, origin, act }: { readonly password: string; readonly origin: Origin; readonly act: AuditKind },
): Promise<void> {
  const isGood = await verifyPassword(password, account.password)
  await countProof(tenant.database, tenant.district, { id: account.id, isGood, now: tenant.now() })
  if (!isGood) await refuseProof(tenant, account, { origin, act, factor: 'password' })
}

/** Counts a proof against the limits. @throws AppError `sign_in_locked` */
export async function requireProofs(tenant: Tenant, name: string, { address }: Origin): Promise<void> {
  const { ofAddress, ofAccount } = tenant.signIn
  const code = 'sign_in_locked'
  await requireRate(tenant, { key: addressKey(address), rule: ofAddress, code })
  await requireRate(tenant, { key: proofKey(name, address), rule: ofAccount, code })
}

/** What the audit says of an account and where it was asked from. What was typed is not kept: it may be a password. */
function eventOf(
  account: Account | undefined,
  { address }: Origin,
): Pick<AuditEvent, 'actor' | 'actorName' | 'address'> {
  return { actor: account?.id, actorName: account?.name, address }
}

/** Tells the audit of a proof that failed. @throws AppError `sign_in_refused` */
export async function refuseProof(
  tenant: Tenant,
  account: Account | undefined,
  {
    origin,
    act,
    factor,
  }: {
    readonly origin: Origin
    readonly act: AuditKind
    readonly factor: 'password' | 'code' | 'phone' | 'provider'
  },
): Promise<never> {
  await tenant.audit.record([
    { ...eventOf(account, origin), kind: act, outcome: 'refused', detail: { factor } },
  ])
  throw new AppError('sign_in_refused')
}

/** Takes a one-time code, once. An account without an authenticator needs none. */
async function proveCode(
  tenant: Tenant,
  account: Account,
  {
    code,
    origin,
    act,
  }: { readonly code: string | undefined; readonly origin: Origin; readonly act: AuditKind },
): Promise<void> {
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
  await refuseProof(tenant, account, { origin, act, factor: 'code' })
}

/** A digest made with less work than is asked for now is made anew while the password is at hand. */
async function renewPassword(tenant: Tenant, account: Account, password: string): Promise<void> {
  if (account.password === undefined || !isOutdated(account.password)) return
  const change = {
    password: await hashPassword(password),
    ...(account.passwordEndsAt !== undefined && { passwordEndsAt: account.passwordEndsAt }),
  }
  await changeAccount(tenant.database, tenant.district, { id: account.id, change, now: tenant.now() })
}
