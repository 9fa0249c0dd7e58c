import { AppError, formatInstant, isAppError } from '@duibiao/base'
import {
  administrationRoles,
  changeAccountRoles,
  createAccount,
  disableAccount,
  enableAccount,
  endAccountSessions,
  listAccounts,
  readAccount,
  resetPassword,
  resetSecondFactor,
  roles,
  unlockAccount,
} from '@duibiao/contract'
import type { AccountRole, QueryOf } from '@duibiao/contract'
import * as store from '@duibiao/store'
import type { Account, AccountChange, Queryable } from '@duibiao/store'
import { changeAudited, recordAudit } from './audit.ts'
import type { Audited, AuditedAct } from './audit.ts'
import { defined } from './defined.ts'
import { issueProof } from './new-password.ts'
import type { IssuedProof } from './new-password.ts'
import { todayOf } from './registry-reading.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'
import { requireFresh } from './session-route.ts'
import { unlockProofs } from './sign-in-limit.ts'
import type { Tenant } from './tenant.ts'

/** What the security administrator does with the accounts of others. */
export const accountRoutes: readonly Route[] = [
  route(listAccounts, async ({ tenant, query }) => {
    const { limit = 50 } = query
    await tenant.registry.refresh()
    const filter = { ...filterOf(tenant, query), limit: limit + 1 }
    const found = await store.listAccounts(tenant.database, tenant.district, filter)
    const rows = found.slice(0, limit)
    const next = found.length > limit ? rows.at(-1)?.name : undefined
    return { value: { rows: await describeAccounts(tenant, rows), ...(next !== undefined && { next }) } }
  }),
  route(readAccount, async ({ tenant, params }) => {
    await tenant.registry.refresh()
    const found = await findAccount(tenant, params.account)
    const [value] = await describeAccounts(tenant, [found])
    if (value === undefined) throw new AppError('resource_missing')
    return { value }
  }),
  route(createAccount, async (asking) => {
    const { tenant, caller, body } = asking
    requireFresh(caller, tenant.now())
    requireSeparate(body.roles)
    const proof = await issueProof(tenant, body.proof)
    const account = await openAccount(asking, {
      proof,
      account: { name: body.name, person: body.person, displayName: body.display_name, roles: body.roles },
    })
    return { value: { account, proof: describeProof(proof) } }
  }),
  route(changeAccountRoles, async (asking) => {
    const { params, body } = asking
    requireSeparate(body.roles)
    const account = await requireOther(asking, params.account)
    // A telephone number is too weak a proof for what staff may do.
    if (account.roles.includes('resident')) throw new AppError('resource_missing')
    const detail = { from: account.roles, to: body.roles, reason: body.reason }
    const act = { kind: 'account.roles_changed', detail } as const
    await changeOther(asking, account, { change: { roles: body.roles }, act })
    return { value: undefined }
  }),
  route(disableAccount, async (asking) => {
    const { tenant, params, body } = asking
    const account = await requireOther(asking, params.account)
    const act = { kind: 'account.disabled', detail: { reason: body.reason } } as const
    const change = { disabledAt: tenant.now() }
    await changeOther(asking, account, { change, act, endsTokens: true })
    return { value: undefined }
  }),
  route(enableAccount, async (asking) => {
    const account = await requireOther(asking, asking.params.account)
    await changeOther(asking, account, { change: { disabledAt: null }, act: { kind: 'account.enabled' } })
    return { value: undefined }
  }),
  route(unlockAccount, async (asking) => {
    const { tenant, params } = asking
    const { database, district, now } = tenant
    const { id, name } = await findAccount(tenant, params.account)
    await unlockProofs(tenant, name)
    await store.countProof(database, district, { id, isGood: true, now: now() })
    await recordAudit(asking, { kind: 'account.unlocked', subject: id })
    return { value: undefined }
  }),
  route(resetPassword, async (asking) => {
    const { tenant, params, body } = asking
    const account = await requireOther(asking, params.account)
    const proof = await issueProof(tenant, body.proof)
    const detail = { proof: proof.kind, reason: body.reason }
    const act = { kind: 'account.password_reset', detail } as const
    await changeOther(asking, account, { change: proof.change, act, endsTokens: true, proof })
    return { value: describeProof(proof) }
  }),
  route(resetSecondFactor, async (asking) => {
    const account = await requireOther(asking, asking.params.account)
    const act = { kind: 'account.second_factor_reset' } as const
    await changeOther(asking, account, { change: { codeSecret: null }, act })
    return { value: undefined }
  }),
  route(endAccountSessions, async (asking) => {
    const { tenant, params } = asking
    const { id: account } = await findAccount(tenant, params.account)
    await changeAudited(asking, async (transaction) => {
      const count = await store.endSessions(transaction, tenant.district, { account })
      const act = { kind: 'account.sessions_ended', subject: account, detail: { count } } as const
      return { value: undefined, act }
    })
    return { value: undefined }
  }),
]

/** Opens an account whose owner comes to a password by a proof. @returns its id. @throws AppError `account_exists` */
export async function openAccount(
  asking: Audited,
  { account, proof }: { readonly account: store.NewAccount; readonly proof: IssuedProof },
): Promise<string> {
  const { tenant } = asking
  const { district, random } = tenant
  const { password, passwordEndsAt } = proof.change
  const accounts = [
    {
      ...account,
      ...(typeof password === 'string' && { password }),
      ...(passwordEndsAt !== undefined && { passwordEndsAt }),
    },
  ]
  try {
    return await changeAudited(asking, async (transaction) => {
      const [id = ''] = await store.addAccounts(transaction, district, {
        accounts,
        now: tenant.now(),
        random,
      })
      await keepLink(transaction, tenant, { id, proof })
      const detail = { name: account.name, roles: account.roles ?? [], proof: proof.kind }
      return { value: id, act: { kind: 'account.created', subject: id, detail } }
    })
  } catch (error) {
    throw isAppError(error, 'row_exists') ? new AppError('account_exists', { name: account.name }) : error
  }
}

/** How an account of somebody else changes. */
export interface OtherChange {
  readonly change: AccountChange
  readonly act: AuditedAct
  /** Access tokens end too: somebody else may know them. */
  readonly endsTokens?: true
  readonly proof?: IssuedProof
}

/** Changes an account of somebody else and tells the audit, both or neither. */
export async function changeOther(
  asking: Audited,
  { id }: Account,
  { change, act, endsTokens, proof }: OtherChange,
): Promise<void> {
  const { tenant } = asking
  const { district } = tenant
  await changeAudited(asking, async (transaction) => {
    await store.changeAccount(transaction, district, { id, change, now: tenant.now() })
    if (endsTokens === true) await store.endTokens(transaction, district, { account: id })
    if (proof !== undefined) await keepLink(transaction, tenant, { id, proof })
    return { value: undefined, act: { ...act, subject: id } }
  })
}

async function keepLink(
  transaction: Queryable,
  { district }: Tenant,
  { id, proof: { link, endsAt } }: { readonly id: string; readonly proof: IssuedProof },
): Promise<void> {
  if (link === undefined) return
  await store.keepPasswordLink(transaction, district, { account: id, digest: link, endsAt })
}

async function findAccount({ database, district }: Tenant, id: string): Promise<Account> {
  const account = await store.findAccount(database, district, { id })
  if (account === undefined) throw new AppError('resource_missing')
  return account
}

/** Changes to accounts ask for a fresh proof, and nobody makes them to their own. */
async function requireOther({ tenant, caller }: Audited, id: string): Promise<Account> {
  const own = requireFresh(caller, tenant.now())
  if (own.account === id) throw new AppError('account_own')
  return findAccount(tenant, id)
}

/** The administrations of system, security and audit are three people's (三员分立). @throws AppError `roles_separate` */
export function requireSeparate(wanted: readonly AccountRole[]): void {
  const separated = wanted.filter((role) => administrationRoles.some((name) => name === role))
  if (separated.length > 1) throw new AppError('roles_separate')
}

function filterOf(tenant: Tenant, query: QueryOf<typeof listAccounts>): store.AccountFilter {
  const { after, role, is_disabled: isDisabled, is_staff: isStaff, has_left: hasLeft, person, name } = query
  const named = person === undefined ? undefined : [person]
  return defined({
    after,
    role,
    isDisabled,
    isStaff,
    persons: hasLeft === true ? peopleWhoLeft(tenant) : named,
    text: name,
  })
}

/** People of the registry who are not here any more. */
function peopleWhoLeft(tenant: Tenant): readonly string[] {
  const today = todayOf(tenant)
  return [...tenant.registry.state().person.values()]
    .filter(({ left }) => left !== undefined && left <= today)
    .map(({ id }) => id)
}

async function describeAccounts(tenant: Tenant, accounts: readonly Account[]) {
  const { database, district, registry, now } = tenant
  const ids = accounts.map(({ id }) => id)
  const sessions = await store.tallySessions(database, district, { accounts: ids, now: now() })
  const { person: people } = registry.state()
  return accounts.map((account) =>
    describeAccount(account, {
      sessions: sessions.get(account.id) ?? 0,
      left: people.get(account.person)?.left,
    }),
  )
}

function describeAccount(
  account: Account,
  { sessions, left }: { readonly sessions: number; readonly left: string | undefined },
) {
  const { failedAt, disabledAt, signedInAt } = account
  return {
    account: account.id,
    name: account.name,
    person: account.person,
    display_name: account.displayName,
    roles: roles.filter((role) => account.roles.includes(role)),
    is_disabled: disabledAt !== undefined,
    has_password: account.password !== undefined,
    has_second_factor: account.codeSecret !== undefined,
    must_change_password: account.passwordEndsAt !== undefined,
    sessions,
    ...(signedInAt !== undefined && { signed_in_at: formatInstant(signedInAt) }),
    ...(left !== undefined && { left }),
    failures: account.failures,
    ...(failedAt !== undefined && { failed_at: formatInstant(failedAt) }),
    ...(disabledAt !== undefined && { disabled_at: formatInstant(disabledAt) }),
    changed_at: formatInstant(account.changedAt),
  }
}

function describeProof({ kind, secret, endsAt }: IssuedProof) {
  return { kind, secret, ends_at: formatInstant(endsAt) }
}
