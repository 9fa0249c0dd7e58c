import { expect, test } from 'vitest'
import { markText } from './marked-text.ts'
import { wordsOfProbability } from './probability.ts'

test('a text is cut at its marks and stays whole', () => {
  const text = '楼道里有燃气味，请来人'
  const pieces = markText(text, [
    { from: 0, to: 2, kind: 'speaks' },
    { from: 4, to: 7, kind: 'danger' },
  ])
  expect(pieces.map(({ text: part, kind }) => [part, kind])).toEqual([
    ['楼道', 'speaks'],
    ['里有', undefined],
    ['燃气味', 'danger'],
    ['，请来人', undefined],
  ])
  expect(pieces.map(({ text: part }) => part).join('')).toBe(text)
})

test('a danger goes before what only speaks for a category, and what lies outside is passed over', () => {
  const pieces = markText('着火了', [
    { from: 0, to: 3, kind: 'speaks' },
    { from: 0, to: 2, kind: 'danger' },
    { from: 2, to: 9, kind: 'speaks' },
    { from: -1, to: 1, kind: 'speaks' },
  ])
  expect(pieces).toEqual([
    { text: '着火', from: 0, kind: 'danger' },
    { text: '了', from: 2, kind: undefined },
  ])
  expect(markText('', [{ from: 0, to: 1, kind: 'danger' }])).toEqual([])
})

test('a probability is said in words', () => {
  const said = [1, 0.95, 0.94, 0.8, 0.6, 0.4, 0.39, 0].map(wordsOfProbability)
  expect(said).toEqual(['certain', 'certain', 'high', 'high', 'fair', 'possible', 'low', 'low'])
})
