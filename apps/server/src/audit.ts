import { addAuditEvents } from '@duibiao/store'
import type { AuditDetail, AuditEvent, Queryable } from '@duibiao/store'
import type { AuditKind } from '@duibiao/contract'
import type { Observation } from './application.ts'
import type { Caller } from './caller.ts'
import type { Asking } from './route.ts'
import type { Tenant } from './tenant.ts'

/** What is told to the audit of an act; who, when and from where is known from the request. */
export interface AuditedAct {
  readonly kind: AuditKind
  readonly outcome?: 'done' | 'refused'
  /** To what it was done: id of an account, a token, a matter, a file. */
  readonly subject?: string
  /** Never a secret, never personal data. */
  readonly detail?: AuditDetail
}

/** Of a request, what the audit keeps. */
export type Audited = Pick<Asking, 'tenant' | 'caller' | 'origin' | 'request'>

/**
 * Records an act, such as a reveal of personal data or an export, before it is answered. Many at the same time are written
 * together.
 */
export async function recordAudit(asked: Audited, act: AuditedAct): Promise<void> {
  await asked.tenant.audit.record([eventOf(asked, act)])
}

/**
 * Changes something and tells the audit, both or neither. Only the transaction may be used in `work`; what it gives back as
 * `act` is recorded, nothing when that is undefined.
 */
export async function changeAudited<Value>(
  asked: Audited,
  work: (transaction: Queryable) => Promise<{ readonly value: Value; readonly act: AuditedAct | undefined }>,
): Promise<Value> {
  const { database, district, now } = asked.tenant
  return database.transaction(async (transaction) => {
    const { value, act } = await work(transaction)
    if (act !== undefined) {
      await addAuditEvents(transaction, district, { events: [eventOf(asked, act)], now: now() })
    }
    return value
  })
}

/** Codes of refusals that the audit keeps: somebody asked for what they may not, or for what is not shown to them. */
const denials: ReadonlySet<string> = new Set([
  'permission_missing',
  'password_change_required',
  'second_factor_required',
  'resource_missing',
])

/**
 * What `observe` of the application does for the audit: takes note of denials, and of credentials that open nothing (ASVS
 * V16.3.2). Nobody waits for it.
 * @param home where the latter are kept, since nobody knows whose they are
 */
export function makeDenialObserver(home: Tenant): (seen: Observation) => void {
  return ({ operation, caller, tenant, address, code, request }) => {
    if (operation === undefined || code === undefined) return
    if (code === 'sign_in_locked') {
      const told = { kind: 'session.opened', outcome: 'refused' } as const
      ;(tenant ?? home).audit.note({ ...told, address, request, detail: { code } })
    } else if (caller === undefined) {
      const told = { kind: 'credential.shown', outcome: 'refused', subject: operation.id } as const
      if (code === 'session_missing') home.audit.note({ ...told, address, request })
    } else if (caller.kind === 'person' && denials.has(code)) {
      const told = { kind: 'operation.asked', outcome: 'refused', subject: operation.id } as const
      const event = { ...told, ...actorOf(caller), address, request, detail: { code } }
      ;(tenant ?? home).audit.note(event)
    }
  }
}

function eventOf({ caller, origin, request }: Audited, act: AuditedAct): AuditEvent {
  return { outcome: 'done', ...act, ...actorOf(caller), address: origin.address, request }
}

function actorOf(caller: Caller): Pick<AuditEvent, 'actor' | 'actorName' | 'session'> {
  if (caller.kind === 'anonymous') return {}
  return { actor: caller.account, actorName: caller.accountName, session: caller.session }
}
