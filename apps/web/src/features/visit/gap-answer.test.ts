import { expect, test } from 'vitest'
import { gapAnswers } from './gap-answer.ts'
import type { VisitFinding } from './queries.ts'

const finding: VisitFinding = {
  no: 2,
  experience: '到期前两次提醒',
  insight: '我区只在超期后提醒',
  action: {
    title: '建立到期前两次提醒',
    owner: { office: 'water', name: '水务局' },
    due_on: '2027-06-30',
    target_value: 95,
    target_unit: '%',
    state: 'planned',
    is_overdue: false,
  },
}

test('a gap fills in what it says, and aims at the value of the peer where nothing else is said', () => {
  const gap = { indicator: '按期办结率', better: 'higher', own: 82, peer: '乙区', peerValue: 91 } as const
  expect(gapAnswers(gap, { title: '提高按期办结率', finding: undefined })).toEqual({
    gap_title: '提高按期办结率',
    indicator: '按期办结率',
    better: 'higher',
    own_value: 82,
    peer: '乙区',
    peer_value: 91,
    target_value: 91,
  })
  expect(gapAnswers({ ...gap, target: 88 }, { title: undefined, finding: undefined })['target_value']).toBe(
    88,
  )
})

test('a finding of a visit brings its practice, its owner and its target', () => {
  expect(gapAnswers({}, { title: undefined, finding })).toEqual({
    gap_title: '建立到期前两次提醒',
    target_value: 95,
    value_unit: '%',
    by_when: '2027-06-30',
    practice: '到期前两次提醒\n我区只在超期后提醒',
    gap_unit: 'water',
  })
})
