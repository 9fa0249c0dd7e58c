import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { Id, InstantText, Name } from './scalar.ts'

/** Most days an access token lasts. */
export const tokenDays = 366

const Scope = Type.String({
  pattern: '^[a-z0-9_]+\\.([a-z0-9_]+|\\*)$',
  description: 'Id of an operation, or a resource and ".*"',
})

/** An access token without its secret. */
export const AccessTokenRow = Type.Object(
  {
    token: Id,
    name: Name,
    scopes: Type.Array(Scope),
    created_at: InstantText,
    ends_at: InstantText,
    seen_at: Type.Optional(InstantText),
  },
  { $id: 'AccessTokenRow' },
)

export const createToken = defineOperation({
  id: 'token.create',
  method: 'POST',
  path: '/api/v1/tokens',
  summary: {
    zh: '新建接口令牌',
    en: 'Make an access token; it does no more than its owner may. Its secret is shown this once',
  },
  body: Type.Object(
    { name: Name, scopes: Type.Array(Scope, { minItems: 1, maxItems: 50 }), ends_at: InstantText },
    { additionalProperties: false },
  ),
  answer: {
    kind: 'json',
    status: 201,
    schema: Type.Object({ token: Id, secret: Type.String(), ends_at: InstantText }),
  },
  errors: ['scope_unknown', 'token_limit', 'token_span', 'reauthentication_required'],
})

export const listTokens = defineOperation({
  id: 'token.list',
  method: 'GET',
  path: '/api/v1/tokens',
  summary: { zh: '我的接口令牌', en: 'One’s own access tokens' },
  answer: { kind: 'json', status: 200, schema: Type.Object({ rows: Type.Array(AccessTokenRow) }) },
})

export const endToken = defineOperation({
  id: 'token.end',
  method: 'DELETE',
  path: '/api/v1/tokens/{token}',
  summary: { zh: '撤销接口令牌', en: 'Revoke an access token of one’s own' },
  params: Type.Object({ token: Id }),
  answer: { kind: 'empty', status: 204 },
  errors: ['resource_missing'],
})

export const accessTokenOperations = [
  createToken,
  listTokens,
  endToken,
] as const satisfies readonly Operation[]
