import { expect, test } from 'vitest'
import { ruleOf, textsOf } from './rule-form.ts'

const rule = {
  formula: { person: 1, growing: 2.5, liking: 0, half_life_days: 30 },
  alert: { people: 5, days: 7 },
}

test('a rule is written and read again', () => {
  expect(ruleOf(textsOf(rule))).toEqual({ rule, faults: [] })
})

test('what the service would refuse is not sent', () => {
  const texts = { ...textsOf(rule), person: '', growing: '-1', half_life_days: '0', people: '2.5' }
  expect(ruleOf(texts)).toEqual({
    rule: undefined,
    faults: ['person', 'growing', 'half_life_days', 'people'],
  })
})
