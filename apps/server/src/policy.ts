import { AppError } from '@duibiao/base'
import type { Operation, OperationId, Role } from '@duibiao/contract'
import { rolesOf } from './caller.ts'
import type { Caller } from './caller.ts'

/**
 * How a role must stand to the matter that is asked for: it is their own (reporter, applicant); their task; their office was
 * asked to act; its place lies in their area; or it is of their district. `any` where no matter is at hand.
 */
export type Relation = 'any' | 'own' | 'holder' | 'office' | 'area' | 'district'

/** Who may ask for an operation: those who are not signed in, everybody who is, or roles with a relation. */
export interface Permission {
  readonly anonymous?: true
  readonly everybody?: true
  readonly roles?: Partial<Readonly<Record<Role, Relation>>>
}

const everybody: Permission = { everybody: true }
const anybody: Permission = { anonymous: true, everybody: true }

/** Roles that work on matters, with the relation that lets them see one. */
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
  auditor: 'district',
} as const satisfies Permission['roles']

const { analyst: _analyst, auditor: _auditor, leader: _leader, ...workers } = readers

/** The one policy of operations: docs/reference/permissions.md is written from it, and a test tries every cell. */
export const permissions: Readonly<Record<OperationId, Permission>> = {
  'session.open': { anonymous: true, everybody: true },
  'session.close': everybody,
  'session.list': everybody,
  'session.confirm': everybody,
  'me.read': everybody,
  'matter.list': { roles: readers },
  'matter.count': { roles: readers },
  'matter.start': { roles: workers },
  'matter.read': { roles: readers },
  'matter.act': { roles: workers },
  'matter.entries': { roles: readers },
  'health.live': anybody,
  'health.ready': anybody,
  // Who shows the token, or asks on the machine itself, has no role: see `requireMonitor`.
  'metrics.read': { anonymous: true, roles: { administrator: 'any' } },
  'api.describe': anybody,
}

/** Whether one of the roles of a caller may ask for an operation at all; of which matters is said by their relations. */
export function mayAsk(caller: Caller, id: string): boolean {
  const permission = new Map<string, Permission>(Object.entries(permissions)).get(id)
  if (permission === undefined) return false
  if (caller.kind === 'anonymous') return permission.anonymous === true
  if (caller.scopes !== undefined && !caller.scopes.includes(id)) return false
  if (permission.everybody === true) return true
  return rolesOf(caller).some((role) => permission.roles?.[role] !== undefined)
}

/** @throws AppError `session_missing` when nobody is signed in, `permission_missing` when no role of theirs may ask */
export function permit(caller: Caller, { id }: Operation): void {
  if (mayAsk(caller, id)) return
  throw new AppError(caller.kind === 'anonymous' ? 'session_missing' : 'permission_missing')
}
