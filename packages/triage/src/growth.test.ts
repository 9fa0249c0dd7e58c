import fc from 'fast-check'
import { expect, test } from 'vitest'
import { growthStep, peopleOfStep, plainAlertRule, rememberedStep } from './growth.ts'

test('each step takes twice as many people as the one before', () => {
  const steps = [0, 4, 5, 9, 10, 19, 20, 40].map((people) => growthStep(people, plainAlertRule))
  expect(steps).toEqual([0, 0, 1, 1, 2, 2, 3, 4])
  expect([0, 1, 2, 3].map((step) => peopleOfStep(step, plainAlertRule))).toEqual([0, 5, 10, 20])
})

test('however people come and go, a step is told once until fewer than half of its people are left', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 200 }), (moves) => {
      let [people, step] = [0, 0]
      for (const move of moves) {
        people = Math.max(0, people + move)
        const next = rememberedStep(step, people, plainAlertRule)
        if (next > step) expect(people).toBeGreaterThanOrEqual(peopleOfStep(next, plainAlertRule))
        if (next < step) expect(people * 2).toBeLessThan(peopleOfStep(step, plainAlertRule))
        step = next
      }
    }),
  )
})
