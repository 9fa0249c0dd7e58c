import { expect, test } from 'vitest'
import { findByCode, findByName, openUnits } from './unit-register.ts'
import type { UnitEntry } from './unit-register.ts'

function anEntry(code: string, name: string, change: Partial<UnitEntry> = {}): UnitEntry {
  return { code, name, parents: ['甲市'], ...change }
}

/** At the end of 2019 the east was split, and two others merged under the code that it had had. */
const splitAndMerged = openUnits([
  anEntry('990201', '东区', { to: 2019, successors: ['990211', '990212'] }),
  anEntry('990201', '新区', { from: 2020 }),
  anEntry('990202', '西区', { to: 2019, successors: ['990201'] }),
  anEntry('990203', '南区', { to: 2019, successors: ['990201'] }),
  anEntry('990211', '东一区', { from: 2020 }),
  anEntry('990212', '东二区', { from: 2020 }),
])

const everywhere = { parents: [] }

test('a split and a merge on one day that share a code do not become one', () => {
  const split = findByName(splitAndMerged, '东区', { ...everywhere, year: 2021 })
  expect(split).toEqual({ kind: 'split', codes: ['990211', '990212'] })
  for (const name of ['西区', '南区']) {
    const match = findByName(splitAndMerged, name, { ...everywhere, year: 2021 })
    expect(match).toMatchObject({ kind: 'former', entry: { code: '990201', name: '新区' } })
  }
  expect(findByCode(splitAndMerged, '990201', 2019)).toMatchObject({ kind: 'found', entry: { name: '东区' } })
  expect(findByCode(splitAndMerged, '990201', 2020)).toMatchObject({ kind: 'found', entry: { name: '新区' } })
})

test('a chain goes on from the entry into which a unit went, whatever its code was before', () => {
  const units = openUnits([
    anEntry('990201', '旧区', { from: 2000, to: 2010, successors: ['990299'] }),
    anEntry('990201', '中区', { from: 2016, to: 2020, successors: ['990203'] }),
    anEntry('990202', '边区', { to: 2015, successors: ['990201'] }),
    anEntry('990203', '今区', { from: 2021 }),
    anEntry('990299', '别区'),
  ])
  expect(findByCode(units, '990202', 2022)).toMatchObject({ kind: 'former', entry: { name: '今区' } })
  // A code that ceased twice leads to where it went last before the year, also by its name.
  expect(findByCode(units, '990201', 2022)).toMatchObject({ kind: 'former', entry: { name: '今区' } })
  expect(findByCode(units, '990201', 2012)).toMatchObject({ kind: 'former', entry: { name: '别区' } })
})

test('in a year that two entries of a code share the later one holds', () => {
  const units = openUnits([
    anEntry('990201', '北屏区', { to: 2022 }),
    anEntry('990201', '松籁区', { from: 2022 }),
  ])
  expect(findByCode(units, '990201', 2022)).toMatchObject({ entry: { name: '松籁区' } })
  expect(findByCode(units, '990201', 2021)).toMatchObject({ entry: { name: '北屏区' } })
})

test('codes that went over into each other on one day, and circles, lead nowhere by chance', () => {
  const swapped = openUnits([
    anEntry('990201', '甲区', { to: 2019, successors: ['990202'] }),
    anEntry('990202', '甲区', { from: 2020 }),
    anEntry('990202', '乙区', { to: 2019, successors: ['990201'] }),
    anEntry('990201', '乙区', { from: 2020 }),
  ])
  const named = findByName(swapped, '甲区', { ...everywhere, year: 2021 })
  expect(named).toMatchObject({ kind: 'found', entry: { code: '990202' } })
  const circle = openUnits([
    anEntry('990201', '甲区', { to: 2019, successors: ['990202'] }),
    anEntry('990202', '乙区', { to: 2019, successors: ['990201'] }),
  ])
  expect(findByCode(circle, '990201', 2021)).toEqual({ kind: 'unknown' })
})
