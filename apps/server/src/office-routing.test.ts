import { expect, test } from 'vitest'
import { parseDistrictId, parseLegalDate } from '@duibiao/base'
import type { Area, DutyRow, Office } from '@duibiao/registry'
import { chooseOffice, streetOfficeOf } from './office-routing.ts'

const on = parseLegalDate('2026-03-02')
const validity = { district: parseDistrictId(1), validFrom: parseLegalDate('2020-01-01') }

function anOffice(id: string, kind: Office['kind'], more: Partial<Office> = {}): readonly [string, Office] {
  return [id, { ...validity, id, name: id, kind, path: id, ...more }]
}

const office = new Map([
  anOffice('street-1', 'street_office'),
  anOffice('street-2', 'street_office'),
  anOffice('emergency', 'department'),
  anOffice('lighting', 'department'),
  anOffice('housing', 'department'),
  anOffice('former', 'department', { validUntil: parseLegalDate('2025-12-31') }),
])

function aRow(id: string, more: Partial<DutyRow>): readonly [string, DutyRow] {
  // A row of any kind: the parts of the kinds stand in `more`.
  return [id, { ...validity, id, item: id, name: id, list: 'street', ...more } as DutyRow]
}

const duty = new Map([
  aRow('JD06-B02', { kind: 'basic' }),
  aRow('JD06-A01', { kind: 'assisting', leadOffice: 'emergency', act: '劝导' }),
  aRow('JD06-T01', { kind: 'taken_back', leadOffice: 'former' }),
])
const street = office.get('street-1')
const nothing = { street, item: undefined, alike: [], least: 0.2, except: undefined }

function choose(ground: Partial<Parameters<typeof chooseOffice>[0]>) {
  return chooseOffice({ ...nothing, ...ground }, { office, duty }, on)
}

test('the street of the place gets what its own list has', () => {
  expect(choose({ item: 'JD06-B02' })).toEqual({ office: 'street-1', ground: 'listed', row: 'JD06-B02' })
})

test('what a street only assists in goes to the department that leads', () => {
  expect(choose({ item: 'JD06-A01' })).toEqual({ office: 'emergency', ground: 'lead', row: 'JD06-A01' })
})

test('without an item it is the office that has most of the category, but never another street', () => {
  const alike = [
    { office: 'street-2', open: 9 },
    { office: 'lighting', open: 2 },
    { office: 'housing', open: 3 },
  ]
  expect(choose({ alike })).toEqual({ office: 'housing', ground: 'alike', open: 3, probability: 3 / 15 })
  expect(choose({})).toBeUndefined()
})

test('of a single matter nothing follows, and whoever gave it back is no answer', () => {
  const alike = [
    { office: 'lighting', open: 1 },
    { office: 'housing', open: 0 },
  ]
  expect(choose({ alike })?.probability).toBe(0.5)
  const [first] = alike
  const others = [...(first === undefined ? [] : [first]), { office: 'housing', open: 3 }]
  expect(choose({ alike: others, except: 'lighting' })).toMatchObject({
    office: 'housing',
    probability: 3 / 4,
  })
})

test('an office with few of the category is not suggested', () => {
  const alike = [
    { office: 'street-2', open: 10 },
    { office: 'housing', open: 2 },
  ]
  expect(choose({ alike })).toBeUndefined()
  // How few is few, the district settles.
  expect(choose({ alike, least: 0.1 })).toMatchObject({ office: 'housing' })
  expect(choose({ alike: [{ office: 'housing', open: 0 }], least: 0 })).toBeUndefined()
})

test('an office that is no more is suggested by nothing', () => {
  expect(choose({ item: 'JD06-T01' })).toBeUndefined()
  expect(choose({ alike: [{ office: 'former', open: 5 }] })).toBeUndefined()
})

function anArea(id: string, path: string): readonly [string, Area] {
  return [id, { ...validity, id, name: id, level: 'community', code: id, path } as Area]
}

test('the office of a street is the one above those that it has in its communities', () => {
  const area = new Map([anArea('a1', '/d/a1'), anArea('a1-2', '/d/a1/a1-2'), anArea('a2', '/d/a2')])
  const streets = new Map([
    anOffice('branch', 'street_office', { parent: 'street-1', area: 'a1-2' }),
    anOffice('street-1', 'street_office', { area: 'a1' }),
    anOffice('closed', 'street_office', { area: 'a2', validUntil: parseLegalDate('2025-12-31') }),
  ])
  expect(streetOfficeOf({ area, office: streets }, 'a1-2', on)?.id).toBe('street-1')
  expect(streetOfficeOf({ area, office: streets }, 'a2', on)).toBeUndefined()
  expect(streetOfficeOf({ area, office: streets }, undefined, on)).toBeUndefined()
})
