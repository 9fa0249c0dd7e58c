import { AppError } from '@duibiao/base'
import {
  changePassword,
  confirmSecondFactor,
  redeemPasswordLink,
  removeSecondFactor,
  startSecondFactor,
} from '@duibiao/contract'
import type { AuditKind } from '@duibiao/contract'
import * as store from '@duibiao/store'
import type { Account, AccountChange } from '@duibiao/store'
import { changeAudited } from './audit.ts'
import { requireStrong } from './new-password.ts'
import { codeAddress, findCodeStep, makeCodeSecret } from './one-time-code.ts'
import { hashPassword } from './password.ts'
import { route } from './route.ts'
import type { Asking, Reply, Route } from './route.ts'
import { replySession, requireFresh, requirePerson } from './session-route.ts'
import { forgetProofs, requireRate } from './sign-in-limit.ts'
import { codePurpose, digestSecret } from './sign-in-secret.ts'
import { openFor, provePassword, refuseProof, requireProofs } from './sign-in.ts'
import type { Tenant } from './tenant.ts'

type Asked = Pick<Asking, 'tenant' | 'caller' | 'origin' | 'request'>

/** What people do with their own account: password and authenticator. */
export const ownAccountRoutes: readonly Route[] = [
  route(changePassword, async (asking) => {
    const { tenant, caller, body, origin, language } = asking
    const account = await readOwn(tenant, requirePerson(caller).account)
    await requireProofs(tenant, account.name, origin)
    await provePassword(tenant, account, { password: body.old, origin, act: 'password.changed' })
    requireStrong(tenant, account, { password: body.new, language })
    const change = { password: await hashPassword(body.new) }
    await forgetProofs(tenant, { name: account.name, address: origin.address })
    return changeOwn(asking, account, { change, kind: 'password.changed' })
  }),
  route(redeemPasswordLink, async (asking) => {
    const { tenant, body, origin, language } = asking
    const { database, district } = tenant
    const { ofAddress: rule } = tenant.signIn
    const key = `password-link:${origin.address}`
    await requireRate(tenant, { key, rule, code: 'requests_too_many' })
    const shown = { digest: digestSecret(body.link), now: tenant.now() }
    const id = await store.findPasswordLink(database, district, shown)
    if (id === undefined) throw new AppError('link_ended')
    requireStrong(tenant, await readOwn(tenant, id), { password: body.new, language })
    const change = { password: await hashPassword(body.new) }
    await changeAudited(asking, async (transaction) => {
      // Of two at the same time one finds it.
      const taken = await store.takePasswordLink(transaction, district, shown)
      if (taken !== id) throw new AppError('link_ended')
      await store.changeAccount(transaction, district, { id, change, now: tenant.now() })
      return { value: undefined, act: { kind: 'password_link.used', subject: id } }
    })
    return { value: undefined }
  }),
  route(startSecondFactor, async ({ tenant, caller }) => {
    const { account: id, accountName } = requireFresh(caller, tenant.now())
    const secret = makeCodeSecret()
    const pending = tenant.secrets.seal(secret, codePurpose(id))
    await store.keepPendingCode(tenant.database, tenant.district, { id, pending })
    return { value: { secret, address: codeAddress(secret, accountName) } }
  }),
  route(confirmSecondFactor, async (asking) => {
    const { tenant, caller, body, origin } = asking
    const account = await readOwn(tenant, requirePerson(caller).account)
    const { id, codePending, codeUsedStep: usedStep } = account
    if (codePending === undefined) throw new AppError('resource_missing')
    await requireProofs(tenant, account.name, origin)
    const secret = tenant.secrets.open(codePending, codePurpose(id))
    const step = findCodeStep({ secret, usedStep }, body.code, tenant.now())
    if (step === undefined) {
      await refuseProof(tenant, account, { origin, act: 'second_factor.set', factor: 'code' })
    }
    const change = { codeSecret: codePending }
    return changeOwn(asking, account, { change, kind: 'second_factor.set', usedStep: step })
  }),
  route(removeSecondFactor, async (asking) => {
    const { tenant, caller } = asking
    const account = await readOwn(tenant, requireFresh(caller, tenant.now()).account)
    if (account.codeSecret === undefined) throw new AppError('resource_missing')
    return changeOwn(asking, account, { change: { codeSecret: null }, kind: 'second_factor.removed' })
  }),
]

/** Changes how somebody proves who they are. All their sessions end; the one they are in goes on as a new one (ASVS V7.4.3). */
async function changeOwn(
  asking: Asked,
  account: Account,
  {
    change,
    kind,
    usedStep,
  }: { readonly change: AccountChange; readonly kind: AuditKind; readonly usedStep?: number | undefined },
): Promise<Reply<{ readonly idle_ends_at: string; readonly ends_at: string }>> {
  const { tenant, caller, origin } = asking
  const { district } = tenant
  const { id } = account
  const { means = 'password' } = requirePerson(caller)
  await changeAudited(asking, async (transaction) => {
    const now = tenant.now()
    await store.changeAccount(transaction, district, { id, change, now })
    if (usedStep !== undefined) {
      await store.countProof(transaction, district, { id, isGood: true, usedStep, now })
    }
    return { value: undefined, act: { kind, subject: id } }
  })
  return replySession(asking, await openFor(tenant, account, { origin, means }))
}

async function readOwn({ database, district }: Tenant, id: string): Promise<Account> {
  const account = await store.findAccount(database, district, { id })
  if (account === undefined) throw new AppError('resource_missing')
  return account
}
