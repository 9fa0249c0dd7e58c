import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { Id, InstantText, Name, Wording } from './scalar.ts'

/** The roles of the policy (docs/reference/permissions.md). */
export const roles = [
  'resident',
  'grid_worker',
  'community_clerk',
  'street_dispatcher',
  'district_dispatcher',
  'department_handler',
  'department_head',
  'window_clerk',
  'supervision_officer',
  'leader',
  'analyst',
  'auditor',
  'administrator',
  'security_administrator',
] as const
export type Role = (typeof roles)[number]

/** The administrations that no account combines (三员分立): of the system, of security, of the audit. */
export const administrationRoles = ['administrator', 'security_administrator', 'auditor'] as const

/** What somebody who signed in may have to do before anything else is open to them. */
export const pendingSteps = ['password', 'second_factor'] as const
export type PendingStep = (typeof pendingSteps)[number]

export const RoleName = Type.Enum([...roles])

/** A password as it is typed. */
export const Secret = Type.String({ minLength: 1, maxLength: 200 })

/** A one-time code, or a code sent to a telephone. */
export const SixDigits = Type.String({ pattern: '^[0-9]{6}$' })

/** When a session that was opened ends: unused, and in all. */
export const SessionEnds = Type.Object(
  { idle_ends_at: InstantText, ends_at: InstantText },
  { $id: 'SessionEnds' },
)

export const signIn = defineOperation({
  id: 'session.open',
  method: 'POST',
  path: '/api/v1/sessions',
  summary: { zh: '登录', en: 'Sign in with an account and a password' },
  body: Type.Object(
    { account: Name, password: Secret, code: Type.Optional(SixDigits) },
    { additionalProperties: false },
  ),
  answer: { kind: 'json', status: 201, schema: SessionEnds },
  errors: ['sign_in_refused', 'sign_in_locked', 'code_required'],
})

export const signOut = defineOperation({
  id: 'session.close',
  method: 'DELETE',
  path: '/api/v1/sessions/{session}',
  summary: {
    zh: '退出登录',
    en: 'End a session of one’s own: `current` is this one, `others` are all but this; others ask for a fresh proof',
  },
  params: Type.Object({ session: Type.Union([Type.Literal('current'), Type.Literal('others'), Id]) }),
  answer: { kind: 'empty', status: 204 },
  errors: ['resource_missing', 'reauthentication_required'],
})

export const listSessions = defineOperation({
  id: 'session.list',
  method: 'GET',
  path: '/api/v1/sessions',
  summary: { zh: '我的登录会话', en: 'One’s own sessions' },
  answer: {
    kind: 'json',
    status: 200,
    schema: Type.Object({
      rows: Type.Array(
        Type.Object({
          session: Name,
          is_current: Type.Boolean(),
          opened_at: InstantText,
          seen_at: InstantText,
          ends_at: InstantText,
          address: Type.String(),
          agent: Type.String(),
          means: Type.Enum(['password', 'phone', 'provider']),
        }),
      ),
    }),
  },
})

export const stepUp = defineOperation({
  id: 'session.confirm',
  method: 'POST',
  path: '/api/v1/sessions/current/confirmations',
  summary: { zh: '再次验证身份', en: 'Prove once more who one is, before acts that ask for it' },
  body: Type.Object(
    { password: Type.Optional(Secret), code: Type.Optional(SixDigits) },
    { additionalProperties: false, minProperties: 1 },
  ),
  answer: { kind: 'json', status: 200, schema: Type.Object({ confirmed_until: InstantText }) },
  errors: ['sign_in_refused', 'sign_in_locked', 'code_required'],
})

/** Who is signed in, in which posts, and what these may do. */
export const Me = Type.Object(
  {
    person: Type.Union([Id, Name]),
    name: Type.String(),
    account: Name,
    district: Type.Object({ id: Type.Integer(), code: Name, name: Wording }),
    roles: Type.Array(RoleName),
    posts: Type.Array(
      Type.Object({
        post: Name,
        name: Type.String(),
        role: RoleName,
        office: Name,
        office_name: Type.String(),
        deputy_for: Type.Optional(Name),
      }),
    ),
    /** By what they can prove once more who they are. */
    has_password: Type.Boolean(),
    has_second_factor: Type.Boolean({ description: 'An authenticator is set up' }),
    /** What has to be done before anything else is open. */
    pending: Type.Optional(Type.Enum([...pendingSteps])),
    /** Ids of operations that one of the posts may ask for. */
    operations: Type.Array(Name),
  },
  { $id: 'Me' },
)

export const readMe = defineOperation({
  id: 'me.read',
  method: 'GET',
  path: '/api/v1/me',
  summary: { zh: '当前用户', en: 'Who is signed in' },
  answer: { kind: 'json', status: 200, schema: Me },
})

export const sessionOperations = [
  signIn,
  signOut,
  listSessions,
  stepUp,
  readMe,
] as const satisfies readonly Operation[]
