import type { LegalDate } from '@duibiao/base'

/** Somebody who signs in (人员). Only what every colleague may see: how to reach them stands apart, as `PersonContact`. */
export type Person = {
  readonly district: number
  /** Number at work (工号). */
  readonly id: string
  readonly name: string
  /** The office they belong to; they may hold posts in others too. */
  readonly office?: string
  /** The first day on which they sign in no more; what they did stays theirs. */
  readonly left?: LegalDate
}

/** 1 public 公开, 2 internal 内部, 3 sensitive 敏感, 4 most sensitive 重要 (个人信息保护法 28, 51). */
export type DataLevel = 1 | 2 | 3 | 4

/** How a person is reached or told apart, each with the level it has when nothing else is said. */
export const contactKinds = {
  office_phone: { level: 1, zh: '办公电话' },
  email: { level: 2, zh: '电子邮箱' },
  mobile: { level: 3, zh: '手机号' },
  address: { level: 3, zh: '住址' },
  identity_number: { level: 4, zh: '公民身份号码' },
} as const satisfies Readonly<Record<string, { readonly level: DataLevel; readonly zh: string }>>

export type ContactKind = keyof typeof contactKinds

/** Personal data of a person (个人信息): kept apart so that it can be masked, revealed as a recorded act, and erased. */
export type PersonContact = {
  readonly district: number
  readonly person: string
  readonly kind: ContactKind
  readonly value: string
  readonly level: DataLevel
}

/** The value for somebody cleared up to a level: in clear, or masked so that a colleague still recognises it. */
export function maskContact({ kind, value, level }: PersonContact, clearance: DataLevel): string {
  if (level <= clearance) return value
  switch (kind) {
    case 'mobile':
    case 'office_phone':
      return maskMiddle(value, 3, 4)
    case 'identity_number':
      return maskMiddle(value, 1, 1)
    case 'email':
      return maskMiddle(value.slice(0, value.lastIndexOf('@')), 1, 0) + value.slice(value.lastIndexOf('@'))
    case 'address':
      return maskMiddle(value, 3, 0)
  }
}

/** Of a value too short to hide anything between its ends nothing is shown. */
function maskMiddle(value: string, head: number, tail: number): string {
  const characters = Array.from(value)
  if (characters.length <= head + tail) return '*'.repeat(characters.length)
  const hidden = '*'.repeat(characters.length - head - tail)
  return characters.slice(0, head).join('') + hidden + characters.slice(characters.length - tail).join('')
}

/** True for 18 characters with a date of birth inside and the right check character (GB 11643). */
export function isIdentityNumber(text: string): boolean {
  const match = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/.exec(text)
  if (match === null || Number(match[2]) < 1 || Number(match[2]) > 12 || Number(match[3]) > 31) return false
  let sum = 0
  for (let place = 0; place < 17; place++) sum += Number(text[place]) * (2 ** (17 - place) % 11)
  return '10X98765432'[sum % 11] === text[17]
}
