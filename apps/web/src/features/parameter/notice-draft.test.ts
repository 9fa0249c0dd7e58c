import { expect, test } from 'vitest'
import { missingIn, noticeOf } from './notice-draft.ts'
import type { DraftLine } from './notice-draft.ts'

function line(given: Partial<DraftLine>): DraftLine {
  return { key: 0, name: '', from: '', to: '', ...given }
}

test('a draft is sent without the lines that nobody filled in', () => {
  const off = [line({ name: ' 元旦 ', from: '2027-01-01', to: '2027-01-03' }), line({ name: '春节' })]
  const work = [line({ name: '元旦', from: '2027-01-09' }), line({})]
  expect(noticeOf({ year: 2027, source: ' 国办发明电 ', off, work })).toEqual({
    year: 2027,
    sources: ['国办发明电'],
    off: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }],
    work: [{ name: '元旦', date: '2027-01-09' }],
  })
})

test('what is missing is told before anything is sent', () => {
  expect(missingIn({ year: 2027, source: '', off: [line({ name: '元旦' })], work: [] })).toEqual([
    'source',
    'off',
  ])
  const nameless = [line({ from: '2027-01-01' })]
  expect(missingIn({ year: 2027, source: 'x', off: nameless, work: [] })).toEqual(['name'])
})
