import type { Operation } from '@duibiao/contract'
import { levelViews, ownView } from './level-policy.ts'
import { permissions } from './policy.ts'
import type { Permission, Relation } from './policy.ts'
import type { PairPerson } from './test-pair-people.ts'

// The oracle. It reads the data of the policy and nothing else: no code that the service decides with.
const rows: Readonly<Record<string, Permission>> = permissions
export const anonymous: PairPerson = {
  id: 'anonymous',
  role: undefined,
  standing: 'nowhere',
  isReporter: false,
  headers: {},
}

export type Verdict = 'allow' | 'session_missing' | 'permission_missing'

/** What is to become of a request, whatever it asks for in particular. */
export function judge(person: PairPerson, { id }: Operation): Verdict {
  const row = rows[id]
  if (row === undefined) throw new Error(`${id} is not in the policy`)
  // What watches over the service is told how it is, whoever asks; the figures are for the machine itself and the token.
  if (id.startsWith('health.')) return 'allow'
  if (person === anonymous)
    return row.anonymous === true && id !== 'metrics.read' ? 'allow' : 'session_missing'
  return isInScope(person, row, id) && isTheirs(person, row) ? 'allow' : 'permission_missing'
}

function isInScope({ scopes }: PairPerson, { sessionOnly }: Permission, id: string): boolean {
  return scopes === undefined || (sessionOnly !== true && scopes.some((scope) => covers(scope, id)))
}

function isTheirs({ role }: PairPerson, { everybody, roles }: Permission): boolean {
  return everybody === true || (role !== undefined && roles?.[role] !== undefined)
}

function covers(scope: string, id: string): boolean {
  return scope === id || (scope.endsWith('.*') && id.split('.')[0] === scope.split('.')[0])
}

/** Whether somebody reaches the matters of the pair by the relation of their role. */
export function reaches(person: PairPerson, permission: Permission | undefined): boolean {
  const relation: Relation | undefined = person.role && permission?.roles?.[person.role]
  switch (relation) {
    case 'district':
      return true
    case 'area':
    case 'office':
      return person.standing === 'here'
    case 'own':
      return person.isReporter
    case 'any':
    case undefined:
      return false
  }
}

/**
 * With what somebody is answered who asks for a matter of the pair, or for a part of it that is there: empty when it is given.
 * The file of the pair is sensitive, and an entry shows everything that was filled in.
 */
export function answerOf(person: PairPerson, { id }: Operation): string {
  if (!reaches(person, rows[id])) return 'resource_missing'
  const view = person.isReporter ? ownView : person.role && levelViews[person.role]
  if (id === 'matter.proof') {
    return view?.internal === 'clear' && view.sensitive === 'clear' ? '' : 'permission_missing'
  }
  if (id !== 'evidence.read') return ''
  const answers = { clear: '', masked: 'evidence_reason_missing', hidden: 'resource_missing' } as const
  return answers[view?.sensitive ?? 'hidden']
}

/** Of a problem its code, and of an error of Open311 what stands for it; empty of everything else. */
export function codeOf(payload: string): string {
  const [, open311] = /<code>(40[13])<|"code":(40[13])\b/.exec(payload) ?? []
  if (open311 !== undefined) return open311 === '401' ? 'session_missing' : 'permission_missing'
  if (!payload.startsWith('{"type":"urn:duibiao:problem:')) return ''
  const body: unknown = JSON.parse(payload)
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : ''
}
