import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fenOf, formatFen, isDigestHex, parseDigestHex, parseFen, sumFen } from './index.ts'

describe('money', () => {
  test.each([
    ['1234.5', 123450n, '¥1,234.50'],
    ['-0.01', -1n, '-¥0.01'],
    ['¥1,234,567.89', 123456789n, '¥1,234,567.89'],
    ['￥0', 0n, '¥0.00'],
    ['-¥12', -1200n, '-¥12.00'],
    ['99999999999999999999.99', 9999999999999999999999n, '¥99,999,999,999,999,999,999.99'],
  ])('%s', (text, amount, shown) => {
    expect(parseFen(text)).toBe(amount)
    expect(formatFen(parseFen(text))).toBe(shown)
  })

  test.each(['', '1.234', '1,23', '1.', '.5', '1e3', '一百', '+1', '--1', '1 000'])(
    '“%s” is refused',
    (text) => {
      expect(() => parseFen(text)).toThrow('money_malformed')
    },
  )

  test('what is shown is read back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (amount) => {
        expect(parseFen(formatFen(fenOf(amount)))).toBe(amount)
      }),
    )
  })

  test('a sum is exact', () => {
    expect(sumFen([parseFen('0.1'), parseFen('0.2'), parseFen('-0.3')])).toBe(0n)
    expect(sumFen([])).toBe(0n)
  })
})

test('a digest is 64 lower-case hex digits', () => {
  const digest = '0123456789abcdef'.repeat(4)
  expect(parseDigestHex(digest)).toBe(digest)
  expect(isDigestHex(digest.toUpperCase())).toBe(false)
  expect(() => parseDigestHex(digest.slice(1))).toThrow('digest_malformed')
})
