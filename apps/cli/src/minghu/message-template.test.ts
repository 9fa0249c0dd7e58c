import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { makeOffices } from './office-tree.ts'
import { makeGeography } from './geography.ts'
import { demands, fitsSeason, marks, voices } from './message-template.ts'
import { slotNames, slotsOf } from './place-slot.ts'
import { readWrittenDistrict } from './written-file.ts'

const {
  templates,
  following,
  hotIssue,
  patrolTemplates,
  categories,
  catalogue,
  skeleton,
  stock,
  organisation,
} = readWrittenDistrict()
const all = [...templates, ...following, ...hotIssue.phases.flatMap((phase) => phase.templates)]

describe('messages', () => {
  test('are more than 300 texts, for every category, demand, voice and mark', () => {
    expect(all.length).toBeGreaterThan(350)
    expect(new Set(templates.map(({ category }) => category))).toEqual(new Set(categories.keys()))
    expect(new Set(all.map(({ demand }) => demand))).toEqual(new Set(demands))
    expect(new Set(all.map(({ voice }) => voice))).toEqual(new Set(voices))
    expect(new Set(all.flatMap((template) => template.marks))).toEqual(new Set(marks))
  })

  test('hold some with two demands, some vague, some about weather, a time of day or a season', () => {
    expect(all.filter(({ also }) => also !== undefined).length).toBeGreaterThan(30)
    expect(all.filter(({ marks: found }) => found.includes('vague')).length).toBeGreaterThan(3)
    expect(all.filter(({ season }) => season.weather.length > 0).length).toBeGreaterThan(25)
    expect(all.filter(({ season }) => season.months.length > 0).length).toBeGreaterThan(8)
    for (const { also } of all) if (also !== undefined) expect(categories.has(also)).toBe(true)
  })

  test('no text twice, and none that is nearly another', () => {
    const bodies = all.map(({ id, body }) => ({ id, grams: gramsOf(body) }))
    const pairs = bodies.flatMap((one, index) =>
      bodies.slice(index + 1).map((other) => ({
        pair: `${one.id} ~ ${other.id}`,
        likeness: likenessOf(one.grams, other.grams),
      })),
    )
    const likest = pairs.toSorted((a, b) => b.likeness - a.likeness)
    console.log('likest texts:', likest.slice(0, 3))
    expect(likest.filter(({ likeness }) => likeness > 0.5)).toEqual([])
    expect(new Set(all.map(({ body }) => body)).size).toBe(all.length)
    expect(new Set(patrolTemplates.map(({ text }) => text)).size).toBe(patrolTemplates.length)
  })

  test('use only slots that are filled, and landmarks that exist', () => {
    const known = new Set(skeleton.landmarks.map(({ id }) => id))
    for (const { id, subject, body, at } of all) {
      const foreign = slotsOf(subject + body).filter((slot) => !slotNames.has(slot))
      expect({ id, foreign }).toEqual({ id, foreign: [] })
      if (at !== undefined) expect(known.has(at)).toBe(true)
    }
    for (const { text, at } of patrolTemplates) {
      expect(slotsOf(text).filter((slot) => !slotNames.has(slot))).toEqual([])
      if (at !== undefined) expect(known.has(at)).toBe(true)
    }
  })
})

describe('categories', () => {
  const offices = new Set(
    makeOffices(organisation, makeGeography(skeleton, stock, 1).areas).map(({ office }) => office.id),
  )

  test('name offices, duties and codes of events that exist', () => {
    const duties = new Map(catalogue.duties.map((row) => [row.id, row]))
    const file = new URL('../../../../packs/city-events/codes/gbt47678.5.csv', import.meta.url)
    const rows = readFileSync(file, 'utf8').split('\n')
    const codes = new Set(rows.filter((row) => row.startsWith('event')).map((row) => row.split(',')[3] ?? ''))
    for (const { id, office, duty, event } of categories.values()) {
      expect(office === 'street' || offices.has(office), id).toBe(true)
      if (duty !== undefined) expect(duties.has(duty), id).toBe(true)
      if (event !== undefined) expect(codes.has(event), id).toBe(true)
    }
    for (const { event } of patrolTemplates) expect(codes.has(event)).toBe(true)
  })

  test('are led by the street only where its list lets it lead', () => {
    const duties = new Map(catalogue.duties.map((row) => [row.id, row]))
    for (const { id, office, duty } of categories.values()) {
      if (office !== 'street') continue
      expect({ id, kind: duties.get(duty ?? '')?.kind }).toEqual({ id, kind: 'basic' })
    }
  })
})

test('a text fits its hours over midnight, its weather, month and days off', () => {
  const season = { weather: ['clear'], months: [5], hours: [22, 6], weekendOnly: true } as const
  const now = { weather: 'cloud', month: 5, hour: 23, isWeekend: true } as const
  expect(fitsSeason(season, now)).toBe(true)
  expect(fitsSeason(season, { ...now, hour: 3 })).toBe(true)
  expect(fitsSeason(season, { ...now, hour: 12 })).toBe(false)
  expect(fitsSeason(season, { ...now, weather: 'rain' })).toBe(false)
  expect(fitsSeason(season, { ...now, month: 6 })).toBe(false)
  expect(fitsSeason(season, { ...now, isWeekend: false })).toBe(false)
})

function gramsOf(text: string): ReadonlySet<string> {
  const plain = text.replaceAll(/\{\w+\}|[，。！？、“”]/g, '')
  return new Set(
    Array.from(plain).flatMap((_, index) => (index < 2 ? [] : [plain.slice(index - 2, index + 1)])),
  )
}

function likenessOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = one.intersection(other).size
  return shared / Math.max(1, one.size + other.size - shared)
}
