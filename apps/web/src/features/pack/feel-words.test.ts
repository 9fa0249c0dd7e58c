import { expect, test } from 'vitest'
import { sayTest } from './feel-words.ts'
import type { FeelWords } from './feel-words.ts'

const words: FeelWords = {
  any: 'any',
  yes: 'yes',
  no: 'no',
  nothing: 'nothing',
  or: ' or ',
  not: (said) => `not ${said}`,
  compare: (sign, value) => `${sign} ${value}`,
  between: (from, to) => `${from} to ${to}`,
  choice: (value, field) => (field === 'receiver_kind' && value === 'street' ? 'Street' : value),
}

test.each([
  ['-', 'any'],
  ['', 'any'],
  ['true', 'yes'],
  ['null', 'nothing'],
  ['"street"', 'Street'],
  ['"street", "a, b"', 'Street or a, b'],
  ['not("street", "x")', 'not Street or x'],
  ['>= 3', 'least 3'],
  ['< 2, null', 'less 2 or nothing'],
  ['[1..5]', '1 to 5'],
  ['""', 'nothing'],
  // What is no test of values stays as it was written.
  ['count(units) > 1', 'count(units) > 1'],
  ['not(count(units) > 1)', 'not(count(units) > 1)'],
  ['"a" + "b"', '"a" + "b"'],
  ['p("x")', 'p("x")'],
])('%j reads %j', (text, said) => {
  expect(sayTest(text, { words, of: 'receiver_kind' })).toBe(said)
})
