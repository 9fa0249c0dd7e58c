import { expect, test } from 'vitest'
import { mostParts, stepsOf } from './waterfall.ts'

test('bars go from one score to the other without a break, whatever the signs', () => {
  const steps = stepsOf(40, [
    { key: 'a', part: 15 },
    { key: 'b', part: -20 },
    { key: 'c', part: 2 },
  ])
  expect(steps).toEqual([
    { kind: 'own', key: 'own', from: 0, to: 40 },
    { kind: 'part', key: 'a', from: 40, to: 55 },
    { kind: 'part', key: 'b', from: 55, to: 35 },
    { kind: 'part', key: 'c', from: 35, to: 37 },
    { kind: 'peer', key: 'peer', from: 0, to: 37 },
  ])
})

test('small parts are drawn as one, and the bars still end where the peer stands', () => {
  const parts = Array.from({ length: 30 }, (_, place) => ({ key: `p${place}`, part: 30 - place }))
  const steps = stepsOf(0, parts)
  expect(steps).toHaveLength(mostParts + 2)
  expect(steps.at(-2)).toMatchObject({ kind: 'rest' })
  expect(steps.at(-1)?.to).toBe(parts.reduce((sum, { part }) => sum + part, 0))
})
