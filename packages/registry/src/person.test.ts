import { expect, test } from 'vitest'
import { contactKinds, isIdentityNumber, maskContact } from './person.ts'
import type { ContactKind, DataLevel } from './person.ts'

function mask(kind: ContactKind, value: string, clearance: DataLevel = 1): string {
  return maskContact({ district: 1, person: 'li', kind, value, level: contactKinds[kind].level }, clearance)
}

test('who is cleared for the level sees the value, others only enough to recognise it', () => {
  expect(mask('mobile', '13800001234')).toBe('138****1234')
  expect(mask('mobile', '13800001234', 2)).toBe('138****1234')
  expect(mask('mobile', '13800001234', 3)).toBe('13800001234')
  expect(mask('identity_number', '11010519491231002X', 3)).toBe('1****************X')
  expect(mask('email', 'li.wei@minghu.example')).toBe('l*****@minghu.example')
  expect(mask('address', '明湖区东海街道一号')).toBe('明湖区******')
  expect(mask('office_phone', '0000-12345678')).toBe('0000-12345678')
})

test('what is too short to hide anything is hidden altogether', () => {
  expect(mask('mobile', '1381234')).toBe('*******')
  expect(mask('email', 'li')).toBe('*i')
})

test('an identity number is known by its check character', () => {
  // The example of GB 11643.
  expect(isIdentityNumber('11010519491231002X')).toBe(true)
  expect(isIdentityNumber('110105194912310021')).toBe(false)
  expect(isIdentityNumber('11010519491331002X')).toBe(false)
})
