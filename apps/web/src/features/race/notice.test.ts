import { expect, test } from 'vitest'
import { aRace } from '../../browser-test/sample-race.ts'
import { hasNotice } from './notice.ts'
import type { Stage } from './queries.ts'

function stageWith(change: Partial<Stage>): Stage {
  const [stage] = aRace.stages
  if (stage === undefined) throw new Error('the sample has no stage')
  return { ...stage, ...change }
}

test.each([
  ['planned', false],
  ['commenting', false],
  ['open', true],
  ['reviewing', true],
  ['known', true],
] as const)('a stage that is %s can be posted up: %s', (state, expected) => {
  expect(hasNotice(stageWith({ state }))).toBe(expected)
})

test('what has no result, or one that is not what was computed last, is not posted up', () => {
  expect(hasNotice(stageWith({ results: [] }))).toBe(false)
  const results = stageWith({}).results.map((result, place, all) => ({
    ...result,
    is_sound: place < all.length - 1,
  }))
  expect(results).toHaveLength(2)
  expect(hasNotice(stageWith({ results }))).toBe(false)
})
