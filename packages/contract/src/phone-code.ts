import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { InstantText } from './scalar.ts'
import { SessionEnds, SixDigits } from './session.ts'

const Phone = Type.String({
  pattern: '^(\\+?86)?1[3-9][0-9]{9}$',
  description: 'Mobile number of the mainland, eleven digits',
})

export const requestPhoneCode = defineOperation({
  id: 'phone_code.request',
  method: 'POST',
  path: '/api/v1/phone-codes',
  summary: {
    zh: '获取短信验证码',
    en: 'Have a code sent to a telephone; the answer is the same for every number',
  },
  body: Type.Object({ phone: Phone }, { additionalProperties: false }),
  answer: { kind: 'json', status: 202, schema: Type.Object({ ends_at: InstantText }) },
  errors: ['requests_too_many'],
})

export const openByPhone = defineOperation({
  id: 'session.open_by_phone',
  method: 'POST',
  path: '/api/v1/phone-sessions',
  summary: {
    zh: '短信验证码登录',
    en: 'Sign in as a resident with the code; the first time makes the account',
  },
  body: Type.Object({ phone: Phone, code: SixDigits }, { additionalProperties: false }),
  answer: { kind: 'json', status: 201, schema: SessionEnds },
  errors: ['sign_in_refused', 'sign_in_locked'],
})

export const phoneCodeOperations = [requestPhoneCode, openByPhone] as const satisfies readonly Operation[]
