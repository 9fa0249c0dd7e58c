import { AppError } from '@duibiao/base'
import type { ErrorCode } from '@duibiao/base'
import type { Operation, OperationId, PendingStep, Role } from '@duibiao/contract'
import { rolesOf } from './caller.ts'
import type { Caller } from './caller.ts'

/**
 * How a role must stand to the matter that is asked for: it is their own (reporter, applicant); their office was
 * asked to act; its place lies in their area; or it is of their district. `any` where no matter is at hand.
 */
export type Relation = 'any' | 'own' | 'office' | 'area' | 'district'

/** Who may ask for an operation: those who are not signed in, everybody who is, or roles with a relation. */
export interface Permission {
  readonly anonymous?: true
  readonly everybody?: true
  /** Only within a session: no access token can ask for it. */
  readonly sessionOnly?: true
  readonly roles?: Partial<Readonly<Record<Role, Relation>>>
}

const everybody: Permission = { everybody: true }
const ownAccount: Permission = { everybody: true, sessionOnly: true }
const security: Permission = { roles: { security_administrator: 'any' } }
const securityInSession: Permission = { ...security, sessionOnly: true }
const system: Permission = { roles: { administrator: 'any' } }
const systemInSession: Permission = { ...system, sessionOnly: true }
const audit: Permission = { roles: { auditor: 'any' } }
const anybody: Permission = { anonymous: true, everybody: true }

/**
 * Roles that work on matters, with the relation that lets them see one. The three separated administrations see none
 * (PRACTICE 20: 三员分立, 最小授权).
 */
const readers = {
  resident: 'own',
  grid_worker: 'area',
  community_clerk: 'area',
  street_dispatcher: 'area',
  district_dispatcher: 'district',
  department_handler: 'office',
  department_head: 'office',
  window_clerk: 'office',
  supervision_officer: 'district',
  leader: 'district',
  analyst: 'district',
} as const satisfies Permission['roles']

/** Who acts on matters; leaders too, for packs offer them what they have to approve. */
const { analyst: _analyst, ...workers } = readers

/** Who reports, or takes reports in. */
const reporters = {
  resident: 'any',
  grid_worker: 'any',
  community_clerk: 'any',
  street_dispatcher: 'any',
  district_dispatcher: 'any',
  window_clerk: 'any',
} as const satisfies Permission['roles']

/** Those who handle what their office or area was asked to do. */
const { resident: _own, ...handlers } = workers
export { handlers }

/** Who may see a masked value in clear, with a reason that is kept: those who reach people, and who oversees them. */
const { leader: _leader, ...revealers } = handlers

/** Who works for the district, whatever they do: they may look things up in the registry and in the packs. */
const { resident: _resident, ...staffReaders } = readers
const staff: Permission = {
  roles: { ...staffReaders, administrator: 'any', security_administrator: 'any', auditor: 'any' },
}
const administration: Permission = { roles: { administrator: 'any' } }

/** Who may see the contact of a colleague in clear, with a reason that is kept. */
const callers = {
  street_dispatcher: 'any',
  district_dispatcher: 'any',
  department_head: 'any',
  supervision_officer: 'any',
  administrator: 'any',
} as const satisfies Permission['roles']

const exporters = {
  district_dispatcher: 'any',
  supervision_officer: 'any',
  leader: 'any',
  analyst: 'any',
  administrator: 'any',
} as const satisfies Permission['roles']

/** Who takes lists of matters along: of what they see of them. */
const listExporters = {
  street_dispatcher: 'area',
  district_dispatcher: 'district',
  department_head: 'office',
  supervision_officer: 'district',
  leader: 'district',
  analyst: 'district',
} as const satisfies Permission['roles']

/** The one policy of operations: docs/reference/permissions.md is written from it, and a test tries every cell. */
export const permissions: Readonly<Record<OperationId, Permission>> = {
  'session.open': anybody,
  'welcome.read': anybody,
  'session.close': ownAccount,
  'session.list': ownAccount,
  'session.confirm': ownAccount,
  'me.read': everybody,
  'own_data.read': ownAccount,
  'own_data.erase': { roles: { resident: 'any' }, sessionOnly: true },
  'phone_code.request': anybody,
  'session.open_by_phone': anybody,
  'provider_sign_in.start': anybody,
  'provider_sign_in.finish': anybody,
  'password.change': ownAccount,
  'password.redeem': anybody,
  'second_factor.start': ownAccount,
  'second_factor.confirm': ownAccount,
  'second_factor.remove': ownAccount,
  'token.create': ownAccount,
  'token.list': ownAccount,
  'token.end': ownAccount,
  'account.list': security,
  'account.read': security,
  'account.create': securityInSession,
  'account.change_roles': securityInSession,
  'account.disable': securityInSession,
  'account.enable': securityInSession,
  'account.unlock': securityInSession,
  'account.reset_password': securityInSession,
  'account.reset_second_factor': securityInSession,
  'account.end_sessions': securityInSession,
  'audit.list': audit,
  'audit.verify': audit,
  'matter.list': { roles: readers },
  'matter.count': { roles: readers },
  // Who may look at a whole list may take it along; each export is an entry of the audit.
  'matter.export': { roles: listExporters },
  'matter.start': { roles: workers },
  'matter.read': { roles: readers },
  'matter.act': { roles: workers },
  'matter.act_many': { roles: workers },
  'matter.reveal': { roles: revealers },
  'matter.clocks': { roles: readers },
  'matter.entries': { roles: readers },
  'matter.group': { roles: readers },
  'matter.points': { roles: readers },
  'matter.watch': { roles: readers },
  'matter.unwatch': { roles: readers },
  'view.list': everybody,
  'view.keep': everybody,
  'view.remove': everybody,
  // Matters in it by `matter.list`, people by `person.list`.
  'palette.find': everybody,
  'task.list': { roles: workers },
  'task.count': { roles: workers },
  // Grids, who walks them, and the lists of what offices do are posted publicly (滨州市网格化服务管理条例 6; 许可法 40).
  'area.list': anybody,
  'area.shapes': anybody,
  'map.ground': anybody,
  'area.at': anybody,
  'area.read': anybody,
  'office.list': anybody,
  'office.read': anybody,
  'item.list': anybody,
  'item.read': anybody,
  'calendar.read': anybody,
  'post.list': staff,
  'person.list': staff,
  'person.read': staff,
  'person.reveal': { roles: callers },
  'duty.list': staff,
  'duty_time.roster': staff,
  'duty.check': staff,
  'registry.import': administration,
  'registry.template': administration,
  'registry.export': { roles: exporters },
  'registry.changes': { roles: { administrator: 'any', auditor: 'any' } },
  'registry.read': administration,
  'registry.change': administration,
  // Others than one's own only for the district that runs the installation: see `makeDistrictRoutes`.
  'district.list': system,
  'district.enter': systemInSession,
  'district.change': systemInSession,
  'pack.list': staff,
  'pack.read': staff,
  'pack.procedure': staff,
  'pack.decision': staff,
  'form.read': everybody,
  'pack.settings': staff,
  'pack.set': administration,
  'pack.preview_post': administration,
  'pack.vacancies': administration,
  'parameter.list': staff,
  'notification.list': everybody,
  'notification.count': everybody,
  'notification.read': everybody,
  'webhook.list': system,
  'webhook.create': systemInSession,
  'webhook.change': systemInSession,
  'webhook.renew_secret': systemInSession,
  'webhook.remove': systemInSession,
  'webhook.test': system,
  'connector.list': system,
  'connector.keep': systemInSession,
  'connector.remove': systemInSession,
  'delivery.list': system,
  'delivery.resend': system,
  'outbox.list': system,
  'outbox.resend': system,
  'open311_service.list': system,
  'open311_service.keep': systemInSession,
  'open311_service.remove': systemInSession,
  // Of a system outside its token with this scope; of people those who may answer by hand.
  'service.answer': { roles: { administrator: 'any', district_dispatcher: 'any' } },
  'evidence.add': { roles: workers },
  'evidence.list': { roles: readers },
  'evidence.read': { roles: readers },
  'matter.procedure': { roles: readers },
  'matter.proof': { roles: readers },
  'ledger.checkpoint': anybody,
  'matter.documents': { roles: readers },
  'document.read': { roles: readers },
  'report_kind.list': anybody,
  // Of packs that let people join: nothing is shown of the others, and nothing of anybody.
  'matter.nearby': { roles: reporters },
  'matter.join': { roles: { resident: 'any' } },
  'matter.follow': anybody,
  'matter.follow_act': anybody,
  'feed.read': { roles: readers },
  // The specification has them open to everybody; those that change something look at the api_key themselves.
  'open311.discover': anybody,
  'open311.services': anybody,
  'open311.service': anybody,
  'open311.requests': anybody,
  'open311.create': { anonymous: true, roles: workers },
  'open311.request': anybody,
  'open311.token': anybody,
  'open311.updates': anybody,
  'open311.add_update': { anonymous: true, roles: workers },
  'health.live': anybody,
  'health.ready': anybody,
  // Who shows the token, or asks on the machine itself, has no role: see `requireMonitor`.
  'metrics.read': { anonymous: true, roles: { administrator: 'any' } },
  'api.describe': anybody,
}

/** What is open to somebody who has to do something else first. */
const openWhilePending: Readonly<Record<PendingStep, readonly OperationId[]>> = {
  password: ['me.read', 'session.close', 'session.list', 'session.confirm', 'password.change'],
  second_factor: [
    'me.read',
    'session.close',
    'session.list',
    'session.confirm',
    'password.change',
    'second_factor.start',
    'second_factor.confirm',
  ],
}

const pendingRefusals = {
  password: 'password_change_required',
  second_factor: 'second_factor_required',
} as const satisfies Readonly<Record<PendingStep, ErrorCode>>

/** Whether one of the roles of a caller may ask for an operation at all; of which matters is said by their relations. */
export function mayAsk(caller: Caller, id: string): boolean {
  return findRefusal(caller, id) === undefined
}

/**
 * Lets pass who may ask.
 * @throws AppError `session_missing` when nobody is signed in, `permission_missing` when no role of theirs may ask,
 * `password_change_required` and `second_factor_required` when that has to be done first
 */
export function permit(caller: Caller, { id }: Operation): void {
  const refusal = findRefusal(caller, id)
  if (refusal !== undefined) throw new AppError(refusal)
}

const byId: ReadonlyMap<string, Permission> = new Map(Object.entries(permissions))

function findRefusal(caller: Caller, id: string): ErrorCode | undefined {
  const permission = byId.get(id)
  if (caller.kind === 'anonymous') return permission?.anonymous === true ? undefined : 'session_missing'
  if (permission === undefined || !isInScope(caller, id, permission)) return 'permission_missing'
  const { pending } = caller
  const isOpen = permission.anonymous === true || pending === undefined
  if (!isOpen && !openWhilePending[pending].some((open) => open === id)) return pendingRefusals[pending]
  const isTheirs =
    permission.everybody === true || rolesOf(caller).some((role) => permission.roles?.[role] !== undefined)
  return isTheirs ? undefined : 'permission_missing'
}

/** A session may ask for everything its person may; a token for what it was made for. */
function isInScope(
  { scopes }: Extract<Caller, { readonly kind: 'person' }>,
  id: string,
  { sessionOnly }: Permission,
): boolean {
  if (scopes === undefined) return true
  return sessionOnly !== true && scopes.some((scope) => isWithin(scope, id))
}

/** Whether a scope, the id of an operation or a resource and a star, holds an operation. */
export function isWithin(scope: string, id: string): boolean {
  return scope.endsWith('.*') ? id.startsWith(scope.slice(0, -1)) : scope === id
}
