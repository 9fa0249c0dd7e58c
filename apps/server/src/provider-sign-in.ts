import { createHash } from 'node:crypto'
import { AppError, instantOf, isAppError } from '@duibiao/base'
import * as store from '@duibiao/store'
import type { Account } from '@duibiao/store'
import type { ProviderExpectation, ProviderIdentity, SignInProvider } from './provider.ts'
import { openFor, refuseProof } from './sign-in.ts'
import type { OpenedSession, Origin } from './sign-in.ts'
import type { Tenant } from './tenant.ts'

/** What the browser keeps, sealed, while it is at the provider: only there a sign-in can end that began in it. */
interface Transit {
  readonly expected: ProviderExpectation
  readonly returnTo: string
  readonly endsAt: number
}

/** Milliseconds that somebody has for signing in at the provider. */
const patience = 600_000
const purpose = 'provider-sign-in'

/** Begins to sign in at a provider. @returns where to go, and what the browser keeps in the meantime */
export async function beginAtProvider(
  tenant: Tenant,
  provider: SignInProvider,
  returnTo: string,
): Promise<{ readonly address: string; readonly transit: string }> {
  const { address, expected } = await provider.begin()
  const kept: Transit = { expected, returnTo, endsAt: tenant.now() + patience }
  return { address, transit: tenant.secrets.seal(JSON.stringify(kept), purposeOf(tenant)) }
}

/**
 * Opens a session for whoever comes back from a provider.
 * @throws AppError `provider_refused`, `identity_unknown`, `sign_in_refused` when the account is closed
 */
export async function finishAtProvider(
  tenant: Tenant,
  provider: SignInProvider,
  {
    query,
    transit,
    origin,
  }: {
    readonly query: URLSearchParams
    readonly transit: string | undefined
    readonly origin: Origin
  },
): Promise<{ readonly opened: OpenedSession; readonly returnTo: string }> {
  const refusal = { origin, act: 'session.opened', factor: 'provider' } as const
  const kept = readTransit(tenant, transit)
  try {
    if (kept === undefined) throw new AppError('provider_refused')
    const identity = await provider.finish(query, kept.expected)
    const account = await findOrMake(tenant, provider, identity)
    if (account.disabledAt !== undefined) return await refuseProof(tenant, account, refusal)
    return { opened: await openFor(tenant, account, { origin, means: 'provider' }), returnTo: kept.returnTo }
  } catch (error) {
    if (isAppError(error, 'provider_refused') || isAppError(error, 'identity_unknown')) {
      const event = { kind: refusal.act, outcome: 'refused', address: origin.address } as const
      await tenant.audit.record([{ ...event, detail: { factor: 'provider', code: error.code } }])
    }
    throw error
  }
}

function readTransit(tenant: Tenant, transit: string | undefined): Transit | undefined {
  if (transit === undefined) return undefined
  const kept = openTransit(tenant, transit)
  return kept === undefined || instantOf(kept.endsAt) < tenant.now() ? undefined : kept
}

function openTransit(tenant: Tenant, transit: string): Transit | undefined {
  try {
    const kept: Transit = JSON.parse(tenant.secrets.open(transit, purposeOf(tenant)))
    return kept
  } catch {
    // It was made up, or sealed with a key from before.
    return undefined
  }
}

async function findOrMake(
  tenant: Tenant,
  { setting }: SignInProvider,
  { issuer, subject, name: displayName }: ProviderIdentity,
): Promise<Account> {
  const { database, district, random } = tenant
  const externalId = externalIdOf(issuer, subject)
  const known = await store.findAccount(database, district, { externalId })
  if (known !== undefined) return known
  if (!setting.makesAccounts) throw new AppError('identity_unknown')
  const now = tenant.now()
  // No password is tried for it: there is none. A name of its own keeps it apart from accounts that are typed.
  const name = `provider:${createHash('sha256').update(externalId).digest('base64url')}`
  const shown = displayName === '' ? '统一认证用户' : displayName.slice(0, 50)
  const accounts = [{ name, displayName: shown, externalId }]
  try {
    await database.transaction(async (transaction) => {
      const [id = ''] = await store.addAccounts(transaction, district, { accounts, now, random })
      const event = { kind: 'account.created', outcome: 'done', subject: id } as const
      await store.addAuditEvents(transaction, district, { now, events: [{ ...event, detail: { name } }] })
    })
  } catch (error) {
    // The same person came back twice at the same time.
    if (!isAppError(error, 'row_exists')) throw error
  }
  const made = await store.findAccount(database, district, { externalId })
  if (made === undefined) throw new AppError('identity_unknown')
  return made
}

/** By which an account knows its owner: neither another provider nor another subject has it (ASVS V6.8.1). */
export function externalIdOf(issuer: string, subject: string): string {
  return `${issuer} ${subject}`
}

function purposeOf({ district }: Tenant): string {
  return `${purpose}:${district}`
}
