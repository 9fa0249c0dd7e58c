import { expect, test } from 'vitest'
import { suggestOffice } from './suggestion.ts'

const nothing = { street: 'street-1', duty: undefined, alike: [], streets: new Set(['street-1', 'street-2']) }

test('the street of the place gets what its own list has', () => {
  const duty = { is_allowed: true, row: { id: 'JD06-B02', name: '飞线充电' } }
  expect(suggestOffice({ ...nothing, duty })).toEqual({ office: 'street-1', why: 'listed', row: 'JD06-B02' })
})

test('what a street only assists in goes to the department that leads', () => {
  const duty = { is_allowed: false, row: { id: 'JD06-A01', name: '检查' }, next: { office: 'emergency' } }
  expect(suggestOffice({ ...nothing, duty })).toEqual({ office: 'emergency', why: 'lead', row: 'JD06-A01' })
})

test('without an item it is the office that has most of the category, but never another street', () => {
  const alike = [
    { office: 'street-2', open: 9 },
    { office: 'lighting', open: 2 },
    { office: 'housing', open: 3 },
  ]
  expect(suggestOffice({ ...nothing, alike })).toEqual({ office: 'housing', why: 'alike', open: 3 })
  expect(suggestOffice(nothing)).toBeUndefined()
})
