import { timingSafeEqual } from 'node:crypto'
import { AppError, instantOf, isAppError } from '@duibiao/base'
import type { Instant, Language } from '@duibiao/base'
import * as store from '@duibiao/store'
import type { Account } from '@duibiao/store'
import type { CodeSender } from './code-sender.ts'
import { forgetProofs, requireRate } from './sign-in-limit.ts'
import { openFor, refuseProof, requireProofs } from './sign-in.ts'
import type { OpenedSession, Origin } from './sign-in.ts'
import type { Tenant } from './tenant.ts'

/** Telephone numbers are sensitive personal data. */
const phoneLevel = 3

/**
 * Sends a code to a telephone. What is done and answered is the same whether the number is known or not (ASVS V6.3.8).
 * @param phone as the contract has it
 * @returns until when the code may be used
 * @throws AppError `requests_too_many`
 */
export async function sendPhoneCode(
  tenant: Tenant,
  sender: CodeSender,
  asked: { readonly phone: string; readonly origin: Origin; readonly language: Language },
): Promise<Instant> {
  const { database, district, secrets, signIn } = tenant
  const { ofPhone, ofAddress, span } = signIn.phoneCode
  const number = plainNumber(asked.phone)
  const phone = phoneKey(tenant, number)
  const code = 'requests_too_many'
  await requireRate(tenant, { key: `phone-address:${asked.origin.address}`, rule: ofAddress, code })
  await requireRate(tenant, { key: `phone:${phone}`, rule: ofPhone, code })
  const digits = makeDigits(tenant)
  const endsAt = instantOf(tenant.now() + span)
  const digest = secrets.digest(digits, codePurpose(phone))
  await store.keepPhoneCode(database, district, { phone, digest, endsAt })
  await sender.send({ phone: number, code: digits, language: asked.language })
  const event = { kind: 'phone_code.sent', outcome: 'done', address: asked.origin.address } as const
  await tenant.audit.record([{ ...event, subject: accountName(phone) }])
  return endsAt
}

/**
 * Opens a session with a code; the first time makes the account.
 * @throws AppError `sign_in_refused`, `sign_in_locked`
 */
export async function openByPhone(
  tenant: Tenant,
  { phone: given, code, origin }: { readonly phone: string; readonly code: string; readonly origin: Origin },
): Promise<OpenedSession> {
  const { database, district, secrets, signIn } = tenant
  const number = plainNumber(given)
  const phone = phoneKey(tenant, number)
  await requireProofs(tenant, accountName(phone), origin)
  const tried = { phone, most: signIn.phoneCode.tries, now: tenant.now() }
  const expected = await store.tryPhoneCode(database, district, tried)
  const digest = secrets.digest(code, codePurpose(phone))
  const isRight =
    expected !== undefined &&
    timingSafeEqual(expected, digest) &&
    (await store.takePhoneCode(database, district, { phone, digest }))
  const refusal = { origin, act: 'session.opened', factor: 'phone' } as const
  if (!isRight) return refuseProof(tenant, undefined, refusal)
  const account = await findOrMake(tenant, { name: accountName(phone), number })
  if (account.disabledAt !== undefined) return refuseProof(tenant, account, refusal)
  await forgetProofs(tenant, { name: account.name, address: origin.address })
  return openFor(tenant, account, { origin, means: 'phone' })
}

/** The number of a resident in clear. That is a reveal: whoever calls it records it. @returns undefined when there is none */
export async function revealPhone(tenant: Tenant, account: string): Promise<string | undefined> {
  const kept = await store.readAccountPhone(tenant.database, tenant.district, account)
  return kept && tenant.secrets.open(kept.sealed, sealPurpose(account))
}

async function findOrMake(
  tenant: Tenant,
  { name, number }: { readonly name: string; readonly number: string },
): Promise<Account> {
  const { database, district } = tenant
  const known = await store.findAccount(database, district, { name })
  if (known !== undefined) return known
  try {
    await makeResident(tenant, { name, number })
  } catch (error) {
    // Somebody signed in with the same number at the same time.
    if (!isAppError(error, 'row_exists')) throw error
  }
  const made = await store.findAccount(database, district, { name })
  if (made === undefined) throw new AppError('sign_in_refused')
  return made
}

async function makeResident(
  tenant: Tenant,
  { name, number }: { readonly name: string; readonly number: string },
): Promise<void> {
  const { database, district, random, secrets } = tenant
  const now = tenant.now()
  const displayName = `居民 ${number.slice(0, 3)}****${number.slice(-4)}`
  const accounts = [{ name, displayName, roles: ['resident'] }]
  await database.transaction(async (transaction) => {
    const [id = ''] = await store.addAccounts(transaction, district, { accounts, now, random })
    const sealed = secrets.seal(number, sealPurpose(id))
    await store.keepAccountPhone(transaction, district, { account: id, level: phoneLevel, sealed })
    const event = { kind: 'account.created', outcome: 'done', subject: id } as const
    await store.addAuditEvents(transaction, district, { now, events: [{ ...event, detail: { name } }] })
  })
}

/** A number without the code of the country. */
function plainNumber(phone: string): string {
  return phone.slice(-11)
}

/** By which a number is known in the database. */
function phoneKey({ secrets }: Tenant, number: string): string {
  return Buffer.from(secrets.digest(number, 'phone')).toString('base64url')
}

/** No other account can be called so: their names begin with a letter or digit and have no colon. */
function accountName(phone: string): string {
  return `phone:${phone}`
}

function codePurpose(phone: string): string {
  return `phone-code:${phone}`
}

function sealPurpose(account: string): string {
  return `phone:${account}`
}

/** Six digits, all equally likely: what lies above the greatest multiple of a million is drawn again. */
function makeDigits(tenant: Tenant): string {
  for (;;) {
    const drawn = Buffer.from(tenant.random(4)).readUInt32BE()
    if (drawn < 4_294_000_000) return String(drawn % 1_000_000).padStart(6, '0')
  }
}
