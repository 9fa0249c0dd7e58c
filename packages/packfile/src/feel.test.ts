import type { Variables } from '@duibiao/kernel'
import { expect, test } from 'vitest'
import { compileExpression, compileUnaryTests } from './feel.ts'

const place = { file: 'test.dmn', line: 7 }

function evaluate(text: string, variables: Variables = {}) {
  const { compiled, findings } = compileExpression(text, place)
  expect(findings).toEqual([])
  if (compiled === undefined) throw new Error(text)
  return compiled.evaluate(variables)
}

test.each<readonly [string, unknown]>([
  ['0.1 + 0.2', 0.3],
  ['0.1 + 0.2 = 0.3', true],
  ['1 / 0', null],
  ['date("2026-02-27") + duration("P2D")', '2026-03-01'],
  ['date and time("2026-02-27T10:00:00+08:00") - date and time("2026-02-27T01:00:00Z")', 'PT1H'],
  ['@"2026-02-27".weekday', 5],
  ['for i in 1..3 return i * i', [1, 4, 9]],
  ['for i in 3..1 return i', [3, 2, 1]],
  ['[1, 2, 3][item > 1]', [2, 3]],
  ['[1, 2, 3][-1]', 3],
  ['[{a: 1}, {a: 2}].a', [1, 2]],
  ['some x in [1, null] satisfies x > 5', null],
  ['1 in [1..3)', true],
  ['"a" in ("a", "b")', true],
  ['not(true)', false],
  ['substring("区县政务", 2, 2)', '县政'],
  ['sort([3, 1, 2], function(a, b) a < b)', [1, 2, 3]],
  ['{a: 1, b: a + 1}', { a: 1, b: 2 }],
  ['matches("2026-001", "^\\d{4}-\\d{3}$")', true],
  ['string([1, "a", null])', '[1, "a", null]'],
  ['1 instance of number', true],
  ['if "x" then 1 else 2', 2],
  ['[1..3]', '[1..3]'],
  ['function(x) x', null],
])('%s', (text, expected) => {
  expect(evaluate(text).value).toEqual(expected)
})

test('variables are read by name, also Chinese names and names of the prototype', () => {
  expect(evaluate('事项.办理天数 > 15', { 事项: { 办理天数: 20 } }).value).toBe(true)
  expect(evaluate('constructor').value).toBeNull()
  expect(evaluate('a.__proto__', { a: {} }).value).toBeNull()
})

test('what is missing is null, with a warning', () => {
  expect(evaluate('amount > 1')).toEqual({
    value: null,
    warnings: ['no variable "amount"', 'null and number have no order'],
  })
})

test('a syntax error is a finding on its own line', () => {
  const { compiled, findings } = compileExpression('1 +\n2 +', place)
  expect(compiled).toBeUndefined()
  expect(findings).toMatchObject([{ file: 'test.dmn', line: 8, code: 'feel_syntax', severity: 'error' }])
})

test('the names that a text reads are told, its own loop variables are not', () => {
  expect(compileExpression('for x in list of return x + amount', place).reads).toEqual(['list of', 'amount'])
})

test('the clock is refused, unless it is allowed', () => {
  expect(compileExpression('today()', place).findings).toMatchObject([{ code: 'feel_clock' }])
  expect(compileExpression('today()', place, { clock: 'allowed' }).findings).toEqual([])
  expect(evaluate('now', { now: '2026-02-27T09:00:00Z' }).value).toBe('2026-02-27T09:00:00Z')
  expect(evaluate('{f: now, r: f()}.r').value).toBeNull()
})

test('unary tests compare with their input', () => {
  const { compiled } = compileUnaryTests('[1..limit], > 100', place)
  expect(compiled?.evaluate(5, { limit: 10 }).value).toBe(true)
  expect(compiled?.evaluate(50, { limit: 10 }).value).toBe(false)
  expect(compiled?.evaluate('five', { limit: 10 }).value).toBeNull()
})

test.each([
  'for i in 1..1000000000 return i',
  'some a in 1..1000000000 satisfies a < 0',
  'for i in 1..60 return if i = 1 then "aaaaaaaa" else partial[-1] + partial[-1]',
  '{f: function(g) g(g), r: f(f)}.r',
  'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a|aa)+$")',
  `{a0: [1, 1], ${Array.from({ length: 30 }, (_, at) => `a${at + 1}: [a${at}, a${at}]`).join(', ')}}`,
])('a bomb is stopped: %s', (text) => {
  const { value, warnings } = evaluate(text)
  expect(value).toBeNull()
  expect(warnings.at(-1)).toMatch(/^stopped: /)
})

test('nesting beyond reason is refused before it is parsed', () => {
  expect(compileExpression('('.repeat(10_000), place).findings).toMatchObject([{ code: 'feel_syntax' }])
})
