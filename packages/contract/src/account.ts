import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { listQuery, pageOf } from './page.ts'
import { DateText, Id, InstantText, Name, Sentence } from './scalar.ts'
import { RoleName } from './session.ts'

/** Roles that an account may be given; all others come with a post of the registry. */
export const accountRoles = ['analyst', 'auditor', 'administrator', 'security_administrator'] as const
export type AccountRole = (typeof accountRoles)[number]

const AccountRoles = Type.Array(Type.Enum([...accountRoles]), {
  maxItems: accountRoles.length,
  uniqueItems: true,
})

/** An account as the security administrator sees it. */
export const AccountRow = Type.Object(
  {
    account: Id,
    name: Name,
    person: Name,
    display_name: Type.String(),
    roles: Type.Array(RoleName),
    is_disabled: Type.Boolean(),
    has_password: Type.Boolean(),
    has_second_factor: Type.Boolean(),
    must_change_password: Type.Boolean(),
    sessions: Type.Integer({ minimum: 0, description: 'Open ones' }),
    signed_in_at: Type.Optional(InstantText),
    /** The person has left the district, or will. */
    left: Type.Optional(DateText),
    failures: Type.Integer({ minimum: 0, description: 'Failed proofs in a row' }),
    failed_at: Type.Optional(InstantText),
    disabled_at: Type.Optional(InstantText),
    changed_at: InstantText,
  },
  { $id: 'AccountRow' },
)

/** How the owner of an account comes to a password. */
const Proof = Type.Enum(['link', 'password'], {
  description:
    '`link`: sets a password with a link that works once; `password`: changes an initial one at first sign-in',
})

/** What is handed to the owner. It is shown this once. */
export const IssuedProof = Type.Object(
  { kind: Proof, secret: Type.String({ minLength: 1 }), ends_at: InstantText },
  { $id: 'IssuedProof' },
)

const params = Type.Object({ account: Id })
const reason = { reason: Sentence }
const refusals = ['resource_missing', 'account_own', 'reauthentication_required'] as const

export const listAccounts = defineOperation({
  id: 'account.list',
  method: 'GET',
  path: '/api/v1/accounts',
  summary: { zh: '账号列表', en: 'Accounts by name' },
  query: listQuery({
    role: Type.Optional(RoleName),
    is_disabled: Type.Optional(Type.Boolean()),
    is_staff: Type.Optional(Type.Boolean({ description: 'Only those of staff, or only those of residents' })),
    has_left: Type.Optional(
      Type.Boolean({ default: false, description: 'Those of people who have left the district' }),
    ),
    person: Type.Optional(Type.String({ description: 'A person of the registry' })),
    name: Type.Optional(
      Type.String({ maxLength: 100, description: 'The beginning of the name, or a part of that shown' }),
    ),
  }),
  answer: { kind: 'json', status: 200, schema: pageOf(AccountRow) },
})

export const readAccount = defineOperation({
  id: 'account.read',
  method: 'GET',
  path: '/api/v1/accounts/{account}',
  summary: { zh: '查看账号', en: 'Read an account' },
  params,
  answer: { kind: 'json', status: 200, schema: AccountRow },
  errors: ['resource_missing'],
})

export const createAccount = defineOperation({
  id: 'account.create',
  method: 'POST',
  path: '/api/v1/accounts',
  summary: { zh: '开通账号', en: 'Open an account for a person' },
  body: Type.Object(
    {
      name: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{1,49}$', description: 'Typed at sign-in' }),
      person: Name,
      display_name: Type.String({ minLength: 1, maxLength: 50 }),
      roles: AccountRoles,
      proof: Proof,
    },
    { additionalProperties: false },
  ),
  answer: { kind: 'json', status: 201, schema: Type.Object({ account: Id, proof: IssuedProof }) },
  errors: ['account_exists', 'roles_separate', 'reauthentication_required'],
})

export const changeAccountRoles = defineOperation({
  id: 'account.change_roles',
  method: 'PUT',
  path: '/api/v1/accounts/{account}/roles',
  summary: { zh: '更改账号角色', en: 'Change the roles of another account; its sessions end' },
  params,
  body: Type.Object({ roles: AccountRoles, ...reason }, { additionalProperties: false }),
  answer: { kind: 'empty', status: 204 },
  errors: [...refusals, 'roles_separate'],
})

export const disableAccount = defineOperation({
  id: 'account.disable',
  method: 'PUT',
  path: '/api/v1/accounts/{account}/disablement',
  summary: { zh: '停用账号', en: 'Close an account; its sessions and access tokens end' },
  params,
  body: Type.Object(reason, { additionalProperties: false }),
  answer: { kind: 'empty', status: 204 },
  errors: refusals,
})

export const enableAccount = defineOperation({
  id: 'account.enable',
  method: 'DELETE',
  path: '/api/v1/accounts/{account}/disablement',
  summary: { zh: '启用账号', en: 'Open a closed account again' },
  params,
  answer: { kind: 'empty', status: 204 },
  errors: refusals,
})

export const unlockAccount = defineOperation({
  id: 'account.unlock',
  method: 'POST',
  path: '/api/v1/accounts/{account}/unlocking',
  summary: { zh: '解锁账号', en: 'Let an account sign in again after too many mistakes' },
  params,
  answer: { kind: 'empty', status: 204 },
  errors: ['resource_missing'],
})

export const resetPassword = defineOperation({
  id: 'account.reset_password',
  method: 'POST',
  path: '/api/v1/accounts/{account}/password-resets',
  summary: { zh: '重设账号口令', en: 'Take away the password of an account; its owner sets another one' },
  params,
  body: Type.Object({ proof: Proof, ...reason }, { additionalProperties: false }),
  answer: { kind: 'json', status: 201, schema: IssuedProof },
  errors: refusals,
})

export const resetSecondFactor = defineOperation({
  id: 'account.reset_second_factor',
  method: 'DELETE',
  path: '/api/v1/accounts/{account}/second-factor',
  summary: {
    zh: '解除账号的身份验证器',
    en: 'Take away a lost authenticator, after its owner has shown who they are as at the start',
  },
  params,
  answer: { kind: 'empty', status: 204 },
  errors: refusals,
})

export const endAccountSessions = defineOperation({
  id: 'account.end_sessions',
  method: 'DELETE',
  path: '/api/v1/accounts/{account}/sessions',
  summary: { zh: '强制下线', en: 'End all sessions of an account' },
  params,
  answer: { kind: 'empty', status: 204 },
  errors: ['resource_missing'],
})

export const accountOperations = [
  listAccounts,
  readAccount,
  createAccount,
  changeAccountRoles,
  disableAccount,
  enableAccount,
  unlockAccount,
  resetPassword,
  resetSecondFactor,
  endAccountSessions,
] as const satisfies readonly Operation[]
