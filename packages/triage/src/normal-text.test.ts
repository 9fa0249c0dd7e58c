import { expect, test } from 'vitest'
import { longestText, normalForm, normalizeText } from './normal-text.ts'

test('width, case, blanks, accents, digits and traditional characters do not count', () => {
  expect(normalForm('ＢＵＳ 线　é 12号 電梯壞了')).toBe('bus线e0号电梯坏了')
})

test('what cannot be seen is no disguise, nor are letters that look like others', () => {
  expect(normalForm('电\u200b梯\u00ad坏\ufe0f了')).toBe('电梯坏了')
  expect(normalForm('Сорy')).toBe(normalForm('copy'))
})

test('a character knows where it stood', () => {
  const { units, origins } = normalizeText('第 １２ 号㎡😀完')
  expect(String.fromCharCode(...units)).toBe('第0号m0😀完')
  expect([...origins]).toEqual([0, 2, 5, 6, 6, 7, 7, 9])
})

test('a hundred thousand characters are read to a bound, seen or not', () => {
  expect(normalizeText('路'.repeat(100_000)).units).toHaveLength(longestText)
  expect(normalizeText('\u200b'.repeat(100_000) + '路').units).toHaveLength(0)
})

test('half a pair of surrogates is nothing', () => {
  expect(normalForm('坏\ud83d了')).toBe('坏了')
})
