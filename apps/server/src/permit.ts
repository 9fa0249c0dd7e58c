import { AppError } from '@duibiao/base'
import type { ErrorCode } from '@duibiao/base'
import type { Operation, OperationId, PendingStep } from '@duibiao/contract'
import { rolesOf } from './caller.ts'
import type { Caller } from './caller.ts'
import { permissions } from './policy.ts'
import type { Permission } from './policy.ts'

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
