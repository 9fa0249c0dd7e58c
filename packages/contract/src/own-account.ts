import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { Secret, SessionEnds, SixDigits } from './session.ts'

const NewPassword = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'At least 8 characters of any kind',
})

export const changePassword = defineOperation({
  id: 'password.change',
  method: 'POST',
  path: '/api/v1/me/password',
  summary: {
    zh: '修改自己的口令',
    en: 'Change one’s own password; every session ends and this one goes on as a new one',
  },
  body: Type.Object({ old: Secret, new: NewPassword }, { additionalProperties: false }),
  answer: { kind: 'json', status: 200, schema: SessionEnds },
  errors: ['sign_in_refused', 'sign_in_locked', 'password_weak'],
})

export const redeemPasswordLink = defineOperation({
  id: 'password.redeem',
  method: 'POST',
  path: '/api/v1/password-links',
  summary: { zh: '凭链接设置新口令', en: 'Set a new password with a link; it works once' },
  body: Type.Object(
    { link: Type.String({ minLength: 1, maxLength: 100 }), new: NewPassword },
    { additionalProperties: false },
  ),
  answer: { kind: 'empty', status: 204 },
  errors: ['link_ended', 'password_weak', 'requests_too_many'],
})

export const startSecondFactor = defineOperation({
  id: 'second_factor.start',
  method: 'POST',
  path: '/api/v1/me/second-factor',
  summary: {
    zh: '绑定身份验证器',
    en: 'Begin to set up an authenticator; its secret is shown this once',
  },
  answer: {
    kind: 'json',
    status: 201,
    schema: Type.Object({
      secret: Type.String({ description: 'Base32' }),
      address: Type.String({ description: 'otpauth: address, for a picture to scan' }),
    }),
  },
  errors: ['reauthentication_required'],
})

export const confirmSecondFactor = defineOperation({
  id: 'second_factor.confirm',
  method: 'POST',
  path: '/api/v1/me/second-factor/confirmations',
  summary: {
    zh: '用验证码确认身份验证器',
    en: 'Confirm the authenticator by one of its codes; other sessions end',
  },
  body: Type.Object({ code: SixDigits }, { additionalProperties: false }),
  answer: { kind: 'json', status: 200, schema: SessionEnds },
  errors: ['sign_in_refused', 'sign_in_locked', 'resource_missing'],
})

export const removeSecondFactor = defineOperation({
  id: 'second_factor.remove',
  method: 'DELETE',
  path: '/api/v1/me/second-factor',
  summary: { zh: '解除身份验证器', en: 'Remove one’s own authenticator; other sessions end' },
  answer: { kind: 'json', status: 200, schema: SessionEnds },
  errors: ['reauthentication_required', 'resource_missing'],
})

export const ownAccountOperations = [
  changePassword,
  redeemPasswordLink,
  startSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
] as const satisfies readonly Operation[]
