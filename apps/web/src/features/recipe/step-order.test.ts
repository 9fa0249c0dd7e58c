import { expect, test } from 'vitest'
import { blankContent, blankStep } from './blank.ts'
import { addStep, changeStep, moveStep, removeStep } from './step-order.ts'

const plain = blankContent({ from: '2027-01-01', to: '2027-03-31' })
const [, marks = blankStep('normalise')] = plain.steps
const other = { kind: 'normalise', method: { kind: 'rank' } } as const
/** Screen, normalise, aggregate, rank; the second may be done otherwise. */
const content = {
  ...plain,
  uncertainty: {
    ...plain.uncertainty,
    of: [...plain.uncertainty.of, { kind: 'switch' as const, step: 1, options: [marks, other] }],
  },
}

function doubted(changed: typeof content): unknown {
  return changed.uncertainty.of.map((one) =>
    one.kind === 'switch' ? changed.steps[one.step]?.kind : one.kind,
  )
}

test('other ways of a step stay with it when steps are moved, added and removed', () => {
  expect(doubted(moveStep(content, 0, 1))).toEqual(['weights', 'normalise'])
  expect(doubted(moveStep(content, 1, 1))).toEqual(['weights', 'normalise'])
  expect(doubted(removeStep(content, 0))).toEqual(['weights', 'normalise'])
  expect(doubted(addStep(content, blankStep('round')))).toEqual(['weights', 'normalise'])
  expect(addStep(content, blankStep('round')).steps.map(({ kind }) => kind)).toEqual([
    'screen',
    'normalise',
    'aggregate',
    'round',
    'rank',
  ])
})

test('of a step that is gone there is no other way', () => {
  expect(doubted(removeStep(content, 1))).toEqual(['weights'])
})

test('the way a step is done now changes with it, the others stay', () => {
  const changed = changeStep(content, 1, { kind: 'normalise', method: { kind: 'borda' } })
  expect(changed.uncertainty.of[1]).toMatchObject({
    options: [{ method: { kind: 'borda' } }, { method: { kind: 'rank' } }],
  })
})

test('a step at the end goes no farther', () => {
  expect(moveStep(content, 3, 1)).toBe(content)
})
