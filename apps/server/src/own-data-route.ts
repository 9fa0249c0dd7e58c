import { AppError, formatInstant } from '@duibiao/base'
import { eraseOwnData, readOwnData } from '@duibiao/contract'
import * as store from '@duibiao/store'
import { changeAudited, recordAudit } from './audit.ts'
import { defined } from './defined.ts'
import { revealPhone } from './phone-code.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { requireFresh } from './session-route.ts'

/** Of each kind of what is kept; more is found page by page in its own list. */
const most = 200

/** What people ask of the data that is kept of them: to see and take it along, and to have it erased (个人信息保护法 45, 47). */
export const ownDataRoutes: readonly Route[] = [
  route(readOwnData, async (asking) => ({ value: await gather(asking) })),
  route(eraseOwnData, async (asking) => {
    const { tenant, caller, body } = asking
    const { account: id, accountName } = requireFresh(caller, tenant.now())
    const phone = await revealPhone(tenant, id)
    if (body.confirm !== (phone?.slice(-4) ?? accountName)) {
      throw new AppError('request_malformed', { reason: '/body/confirm' })
    }
    await changeAudited(asking, async (transaction) => {
      await store.eraseAccount(transaction, tenant.district, { id, now: tenant.now() })
      return { value: undefined, act: { kind: 'account.erased', subject: id } }
    })
    return { value: undefined, session: null, headers: { 'clear-site-data': '"cache", "storage"' } }
  }),
]

async function gather(asking: Asking<typeof readOwnData>) {
  const { tenant, caller } = asking
  const { database, district } = tenant
  const { account, accountName, name, person } = requireFresh(caller, tenant.now())
  const phone = await revealPhone(tenant, account)
  const sessions = await store.listSessions(database, district, account)
  const tokens = await store.listTokens(database, district, account)
  const acts = await store.listAuditEvents(database, district, { actor: account, limit: most })
  const sight = { kind: 'keys', keys: [store.personSight(person)] } as const
  const matters = await store.searchMatters(database, district, { sight, filter: {}, limit: most })
  await recordAudit(asking, { kind: 'data.exported', subject: account, detail: { kind: 'own' } })
  return {
    account: { account, name: accountName, display_name: name, ...defined({ phone }) },
    sessions: sessions.map(({ openedAt, address, agent }) => ({
      at: formatInstant(openedAt),
      address,
      agent,
    })),
    tokens: tokens.map(({ createdAt, name: called }) => ({ at: formatInstant(createdAt), name: called })),
    matters: matters.map(({ matter: id, number, title, status, openedAt }) => ({
      at: formatInstant(openedAt),
      id,
      number,
      title,
      status,
    })),
    acts: acts.map(({ kind, outcome, address, recordedAt }) => ({
      at: formatInstant(recordedAt),
      kind,
      outcome,
      ...defined({ address }),
    })),
  }
}
