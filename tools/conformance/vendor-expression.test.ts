import { describe, expect, test } from 'vitest'
import { ForeignExpression, translateExpression, translateTemplate } from './vendor-expression.ts'

describe('vendor expressions become FEEL', () => {
  test.each([
    ['true', 'true'],
    ['-1', '-1'],
    ['integerVariable<3', '(integerVariable < 3)'],
    ['test.contains("a")', 'contains(test, "a")'],
    ['!test.contains("a")', 'not(contains(test, "a"))'],
    ['not cancelTx', 'not(cancelTx)'],
    ['input == 1', '(if input = null then null else input = 1)'],
    ['input != null', '(input != null)'],
    ["a == 'x' || b", '((if a = null then null else a = "x") or b)'],
    ['a && b || c', '((a and b) or c)'],
    [
      'nrOfCompletedInstances/nrOfInstances >= 0.6 ',
      '((numberOfCompletedInstances / numberOfInstances) >= 0.6)',
    ],
    ['a ? 1 : 2', '(if a then 1 else 2)'],
    ['(1 + 2) * 3', '((1 + 2) * 3)'],
    ['a.b eq 3 and not c', '((if a.b = null then null else a.b = 3) and not(c))'],
  ])('%s', (vendor, feel) => {
    expect(translateExpression(vendor)).toBe(feel)
  })

  test.each(['bean.decide(x)', 'execution.setVariable("a", 1)', 'a ===', 'a b', '(a', 'a -> b'])(
    '%s is code',
    (text) => {
      expect(() => translateExpression(text)).toThrow(ForeignExpression)
    },
  )
})

describe('texts with expressions in them', () => {
  test.each([
    ['PT1H', '"PT1H"'],
    ['${5-2}', '(5 - 2)'],
    ['#{dueDate}', 'dueDate'],
    ['PT${minutes}M', '"PT" + string(minutes) + "M"'],
    ["${a == '}'}", '(if a = null then null else a = "}")'],
  ])('%s', (text, feel) => {
    expect(translateTemplate(text)).toBe(feel)
  })

  test('a brace that is never closed is refused', () => {
    expect(() => translateTemplate('PT${a')).toThrow(ForeignExpression)
  })
})
