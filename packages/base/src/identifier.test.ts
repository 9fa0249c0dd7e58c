import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  instantOf,
  instantOfMatterId,
  matterIdOf,
  parseDistrictId,
  parseInstant,
  parseMatterId,
  uuidOf,
} from './index.ts'

test('a matter id is the UUIDv7 of its instant and its random bytes', () => {
  // RFC 9562, appendix A.6: 017F22E2-79B0-7CC3-98C4-DC0C0C07398F of 2022-02-22T19:22:22Z.
  const instant = parseInstant('2022-02-22T14:22:22-05:00')
  const bytes = Uint8Array.from([0xcc, 0x30, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f])
  const id = matterIdOf(instant, bytes)
  expect(id.slice(0, 18)).toBe('017f22e2-79b0-7cc3')
  expect(id.slice(-16)).toBe('8c4-dc0c0c07398f')
  expect(instantOfMatterId(id)).toBe(instant)
  expect(parseMatterId('017F22E2-79B0-7CC3-98C4-DC0C0C07398F')).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
})

test('every id is well formed, and later ones sort later', () => {
  const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 })
  const times = fc.integer({ min: 0, max: 250_000_000_000_000 })
  fc.assert(
    fc.property(times, times, bytes, (first, second, random) => {
      const [a, b] = [matterIdOf(instantOf(first), random), matterIdOf(instantOf(second), random)]
      expect(parseMatterId(a)).toBe(a)
      expect(instantOfMatterId(a)).toBe(first)
      expect(a < b).toBe(first < second)
    }),
  )
})

test('a UUID needs ten bytes and an instant after 1970', () => {
  expect(() => uuidOf(instantOf(0), new Uint8Array(9))).toThrow('bug')
  expect(() => uuidOf(instantOf(-1), new Uint8Array(10))).toThrow('bug')
})

test.each([
  '',
  'x',
  '017f22e2-79b0-4cc3-98c4-dc0c0c07398f',
  '017f22e279b07cc398c4dc0c0c07398f',
  '017f22e2-79b0-7cc3-c8c4-dc0c0c07398f',
])('“%s” is no matter id', (text) => {
  expect(() => parseMatterId(text)).toThrow('matter_id_malformed')
})

test('a district id is a positive 32-bit integer', () => {
  expect([parseDistrictId(1), parseDistrictId('2147483647')]).toEqual([1, 2147483647])
  for (const wrong of [0, -1, 1.5, 2147483648, Number.NaN, '', '01', '1e3', ' 1']) {
    expect(() => parseDistrictId(wrong)).toThrow('district_id_malformed')
  }
})
