import { expect, test } from 'vitest'
import { findOffices, officesBelow } from './office-tree.ts'

const offices = [
  { id: 'government', name: '区政府', kind: 'department' },
  { id: 'housing', name: '住房和城乡建设委员会', kind: 'department', parent: 'government' },
  { id: 'housing.1', name: '住房物业科', kind: 'department', parent: 'housing' },
  { id: 'street-1', name: '柳岸街道办事处', kind: 'street_office', parent: 'government', area: 'a1' },
  { id: 'street-1.city', name: '城市管理办公室', kind: 'street_office', parent: 'street-1', area: 'a1' },
]

test('typing finds offices by a part of the name, those on top first', () => {
  expect(findOffices(offices, '住房').map(({ id }) => id)).toEqual(['housing', 'housing.1'])
  expect(findOffices(offices, '街道').map(({ id }) => id)).toEqual(['street-1'])
  expect(findOffices(offices, 'housing.1').map(({ id }) => id)).toEqual(['housing.1'])
})

test('the tree begins below the government and goes down', () => {
  expect(officesBelow(offices, undefined).map(({ id }) => id)).toEqual(['housing', 'street-1'])
  expect(officesBelow(offices, 'housing').map(({ id }) => id)).toEqual(['housing.1'])
})
