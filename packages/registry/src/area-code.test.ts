import { expect, test } from 'vitest'
import { parseLegalDate } from '@duibiao/base'
import type { Area } from './area.ts'
import { findAreaByCode, makeAreaDirectory } from './area-code.ts'

const opened = parseLegalDate('2010-01-01')
const merged = parseLegalDate('2020-06-01')
const split = parseLegalDate('2025-01-01')

function aStreet(id: string, code: string, days: Partial<Area> = {}): Area {
  return { district: 1, id, path: `/${id}/`, level: 'street', name: id, code, validFrom: opened, ...days }
}

/** Two streets were merged into one, which was split again later; then an old code was given to a new street. */
const directory = makeAreaDirectory([
  aStreet('east', '990101001', { validUntil: merged, successors: ['lake'] }),
  aStreet('west', '990101002', { validUntil: merged, successors: ['lake'] }),
  aStreet('lake', '990101003', { validFrom: merged, validUntil: split, successors: ['north', 'south'] }),
  aStreet('north', '990101004', { validFrom: split }),
  aStreet('south', '990101002', { validFrom: split }),
  aStreet('gone', '990101009', { validUntil: merged }),
])

function find(code: string, on: string): readonly [string, ...string[]] {
  const found = findAreaByCode(directory, code, parseLegalDate(on))
  return found.kind === 'unknown' ? [found.kind] : [found.kind, ...found.areas.map(({ id }) => id)]
}

test('a code means what it meant on the day', () => {
  expect(find('990101001', '2015-01-01')).toEqual(['current', 'east'])
  expect(find('990101001', '2020-06-01')).toEqual(['succeeded', 'lake'])
  expect(find('990101003', '2020-06-01')).toEqual(['current', 'lake'])
})

test('an old code is followed through every change since', () => {
  const [kind, ...ids] = find('990101001', '2026-01-01')
  expect([kind, ids.toSorted()]).toEqual(['succeeded', ['north', 'south']])
})

test('a code given to another area is that area, and before, what it was', () => {
  expect(find('990101002', '2015-01-01')).toEqual(['current', 'west'])
  expect(find('990101002', '2021-01-01')).toEqual(['succeeded', 'lake'])
  expect(find('990101002', '2026-01-01')).toEqual(['current', 'south'])
})

test('a code that is not in use yet, was dissolved, or never was', () => {
  expect(find('990101004', '2021-01-01')).toEqual(['future', 'north'])
  expect(find('990101009', '2021-01-01')).toEqual(['succeeded'])
  expect(find('990101999', '2021-01-01')).toEqual(['unknown'])
})
