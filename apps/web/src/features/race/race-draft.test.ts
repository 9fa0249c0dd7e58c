import { expect, test } from 'vitest'
import { blankDraft, blankZone, bodyOf, isWhole, lastDayOf } from './race-draft.ts'

test('a draft is whole when every zone and stage is', () => {
  const zone = { name: '东街', office: 'o', areas: ['s1'], policy: '一片一策' }
  const draft = {
    ...blankDraft('lead'),
    name: ' 赛马 ',
    recipe: 'zones 2',
    zones: [zone, { ...zone, name: '西街' }],
    stages: [{ name: '一季度', from: '2027-01', to: '2027-02' }],
  }
  expect(isWhole(draft)).toBe(true)
  expect(isWhole({ ...draft, zones: [zone, blankZone] })).toBe(false)
  expect(isWhole({ ...draft, stages: [{ name: '', from: '2027-01', to: '2027-02' }] })).toBe(false)
  expect(isWhole({ ...draft, recipe: '' })).toBe(false)
  expect(bodyOf(draft)).toMatchObject({
    name: '赛马',
    lead_office: 'lead',
    recipe: 'zones',
    version: 2,
    stages: [{ name: '一季度', from: '2027-01-01', to: '2027-02-28' }],
  })
})

test('months end with their last day', () => {
  expect(['2028-02', '2026-04', '2026-12'].map(lastDayOf)).toEqual(['2028-02-29', '2026-04-30', '2026-12-31'])
})
