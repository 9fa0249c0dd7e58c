import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'

export const startProviderSignIn = defineOperation({
  id: 'provider_sign_in.start',
  method: 'POST',
  path: '/api/v1/provider-sign-ins',
  summary: {
    zh: '统一认证登录',
    en: 'Begin to sign in at the provider of single sign-on: the address to go to',
  },
  body: Type.Object(
    {
      return_to: Type.Optional(
        Type.String({
          maxLength: 500,
          pattern: '^/(?![/\\\\])[\\x21-\\x5b\\x5d-\\x7e]*$',
          description: 'Path of a page of ours to come back to',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  answer: { kind: 'json', status: 200, schema: Type.Object({ address: Type.String({ format: 'uri' }) }) },
  errors: ['route_unknown'],
})

export const finishProviderSignIn = defineOperation({
  id: 'provider_sign_in.finish',
  method: 'GET',
  path: '/api/v1/provider-sign-ins/callback',
  summary: {
    zh: '统一认证回调',
    en: 'Where the provider sends the browser back to; opens a session and goes on to the page',
  },
  query: Type.Object({
    code: Type.Optional(Type.String({ maxLength: 4000 })),
    state: Type.Optional(Type.String({ maxLength: 200 })),
    iss: Type.Optional(Type.String({ maxLength: 500 })),
    error: Type.Optional(Type.String({ maxLength: 200 })),
  }),
  answer: { kind: 'redirect', status: 303 },
  errors: ['provider_refused', 'identity_unknown', 'sign_in_refused', 'route_unknown'],
})

export const providerSignInOperations = [
  startProviderSignIn,
  finishProviderSignIn,
] as const satisfies readonly Operation[]
