import { dictionary } from '@zxcvbn-ts/language-common'
import { expect, test } from 'vitest'
import { signInRule } from './sign-in-rule.ts'
import { findPasswordFault, hashPassword, isOutdated, verifyPassword } from './password.ts'

const known = ['wang', '王芳', '明湖区', 'Minghu', 'duibiao', '对标']

/** Passwords that came to light in breaches, the commonest first. */
const breached: readonly string[] = dictionary['passwords-common'] ?? []

test('has eight characters at least, and may have 64 and more [V6.2.1] [V6.2.9]', () => {
  expect(findPasswordFault('k9#Tz-q', known)).toBe('short')
  expect(findPasswordFault('湖边柳树今年绿', known)).toBe('short')
  // Of eight characters the estimate takes none for strong enough, however they were chosen.
  expect(findPasswordFault('湖边柳树今年绿桥', known)).toBe('guessable')
  expect(findPasswordFault('湖边柳树今年绿桥红', known)).toBeUndefined()
  expect(
    findPasswordFault('abandon ability able about above absent absorb abstract'.padEnd(64, ' x'), known),
  ).toBeUndefined()
  expect(findPasswordFault('k9#Tz-qL'.repeat(16), known)).toBeUndefined()
  expect(findPasswordFault(`${'k9#Tz-qL'.repeat(16)}x`, known)).toBe('long')
})

test('is none of the three thousand commonest of its length, nor, as every ninth shows, another of the list of breached ones [V6.2.4] [V6.2.12]', () => {
  const fitting = breached.filter((password) => Array.from(password).length >= 8)
  expect(breached.length).toBeGreaterThan(20_000)
  expect(fitting.length).toBeGreaterThan(3000)
  expect(
    fitting
      .filter((_, rank) => rank < 3000 || rank % 9 === 0)
      .filter((password) => findPasswordFault(password, known) !== 'guessable'),
  ).toEqual([])
}, 120_000)

test('may be of any characters: no rule asks for some or forbids others [V6.2.5]', () => {
  for (const password of [
    'vjqmwhzkxtrbnyd',
    'VJQMWHZKXTRBNYD',
    '907135264817340925',
    '湖边的柳树今年又绿了',
    '#;{%^*|"<>`$~@!',
    'löß þúr ñandú çağ',
    '🦆🌊🌿🏮🚲🍵🎋🥢🪁🧧',
  ])
    expect([password, findPasswordFault(password, known)]).toEqual([password, undefined])
})

test('is compared as it was typed: not cut, its case not changed, blanks kept [V6.2.8]', async () => {
  const password = ` ${'Qk9#Tz-qL柳'.repeat(12)} `
  const digest = await hashPassword(password)
  expect(await verifyPassword(password, digest)).toBe(true)
  for (const other of [
    password.trim(),
    password.slice(0, -2),
    password.slice(0, 72),
    password.toLowerCase(),
    `${password}x`,
  ])
    expect(await verifyPassword(other, digest)).toBe(false)
})

test('may not be made of the names of account, district, office and product [V6.2.11]', () => {
  for (const password of [
    'wangwang1',
    '明湖区明湖区明湖区',
    'Minghu2026',
    'duibiao123',
    '对标对标对标对标',
    'DuiBiaoMinghu',
    'm1nghu-wang',
  ])
    expect([password, findPasswordFault(password, known)]).toEqual([password, 'guessable'])
})

test('holds until it is changed: only initial ones end [V6.2.10]', () => {
  const spans = Object.keys(signInRule)
  expect(spans).not.toContain('passwordAge')
  expect(spans).toEqual([
    'idle',
    'absolute',
    'most',
    'confirmation',
    'ofAccount',
    'ofAddress',
    'needsSecondFactor',
    'trustsProvider',
    'initial',
    'phoneCode',
    'ofReporter',
  ])
})

test('is kept as argon2id with a salt of its own, and one made with less work counts as outdated [V11.2.2] [V11.4.4]', async () => {
  const [one, other] = [await hashPassword('湖边的柳树'), await hashPassword('湖边的柳树')]
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(one).not.toBe(other)
  expect(isOutdated(one)).toBe(false)
  expect(isOutdated(one.replace('m=19456', 'm=4096'))).toBe(true)
})
