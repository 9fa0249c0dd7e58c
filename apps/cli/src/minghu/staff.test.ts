import { chinaCalendar, parseLegalDate, parseLocalInstant } from '@duibiao/base'
import { actorsOfPost, findOnDuty, findTreeFaults, isCreditCode } from '@duibiao/registry'
import { describe, expect, test } from 'vitest'
import { makeGeography } from './geography.ts'
import { makeOffices } from './office-tree.ts'
import { makeStaff } from './staff.ts'
import { readWrittenDistrict } from './written-file.ts'
import { staffRoles } from './written-office.ts'

const { skeleton, stock, organisation } = readWrittenDistrict()
const { areas } = makeGeography(skeleton, stock, 1)
const from = parseLegalDate('2026-05-18')
const offices = makeOffices(organisation, areas)
const staff = makeStaff(organisation, areas, { stock, seed: 1, from })

describe('offices', () => {
  test('there are 32 departments, 8 street offices, 64 communities, 9 intake and 2 output windows, 10 operators', () => {
    const all = offices.map(({ office }) => office)
    const below = (parent: string) => all.filter((office) => office.parent === parent)
    const top = below('district-government')
    const departments = top.filter(({ kind }) => kind === 'department' || kind === 'supervision_office')
    expect(departments).toHaveLength(32)
    expect(top.filter(({ kind }) => kind === 'street_office')).toHaveLength(8)
    expect(all.filter(({ kind }) => kind === 'community')).toHaveLength(64)
    const windows = all.filter(({ kind }) => kind === 'window').map(({ name }) => name.slice(0, 4))
    expect(windows.filter((name) => name === '综合受理')).toHaveLength(9)
    expect(windows.filter((name) => name === '统一出件')).toHaveLength(2)
    expect(all.filter(({ kind }) => kind === 'operator')).toHaveLength(10)
    for (const { id } of top.filter(({ kind }) => kind === 'street_office')) {
      expect(below(id).filter(({ kind }) => kind === 'street_office')).toHaveLength(7)
    }
  })

  test('make a tree, with codes of the right form and areas that exist', () => {
    expect(findTreeFaults(offices.map(({ office }) => office))).toEqual([])
    const codes = offices.flatMap(({ office }) => office.creditCode ?? [])
    expect(codes.every(isCreditCode)).toBe(true)
    expect(new Set(codes).size).toBe(codes.length)
    const known = new Set(areas.map(({ area }) => area.id))
    for (const { office } of offices) expect(known.has(office.area ?? skeleton.code)).toBe(true)
  })
})

describe('people', () => {
  test('about 600 work in offices that exist, none with the name or the number of another', () => {
    expect(staff.people.length).toBeGreaterThan(580)
    expect(staff.people.length).toBeLessThan(640)
    const known = new Set(offices.map(({ office }) => office.id))
    expect(staff.people.filter(({ office }) => !known.has(office))).toEqual([])
    expect(new Set(staff.people.map(({ name }) => name)).size).toBe(staff.people.length)
    const values = staff.contacts.map(({ value }) => value)
    expect(new Set(values).size).toBe(values.length)
  })

  test('their numbers reach nobody', () => {
    for (const { kind, value } of staff.contacts) {
      if (kind === 'mobile') expect(value).toMatch(/^143\d{8}$/)
      if (kind === 'office_phone') expect(value).toMatch(/^0900-\d{7}$/)
      if (kind === 'email') expect(value).toMatch(/\.example$/)
    }
  })

  test('every grid is walked by one grid worker', () => {
    const walked = [...staff.rounds.values()].flat().toSorted()
    const grids = areas.filter(({ area }) => area.level === 'grid').map(({ area }) => area.id)
    expect(walked).toEqual(grids.toSorted())
  })

  test('every post has a holder, and a deputy acts in it while the holder is away', () => {
    const table = {
      people: new Map(staff.people.map((person) => [person.id, person])),
      posts: new Map(staff.posts.map((post) => [post.id, post])),
      holdings: staff.holdings,
      deputies: staff.deputies,
    }
    for (const { id } of staff.posts) expect(actorsOfPost(table, id, from).length).toBeGreaterThan(0)
    expect(staff.deputies.length).toBeGreaterThan(8)
    for (const { post, person, deputyFor, validFrom } of staff.deputies) {
      expect(actorsOfPost(table, post, validFrom)).toContainEqual({ post, person, deputyFor })
    }
  })

  test('there is somebody for every role', () => {
    expect([...new Set(staff.posts.map(({ role }) => role))].toSorted()).toEqual(staffRoles.toSorted())
  })

  test('at night and on a holiday somebody is on duty in every street, in the grid centre and at the operators', () => {
    const calendar = chinaCalendar()
    const duties = staff.dutyTimes
    const asked = offices
      .map(({ office }) => office)
      .filter(({ id, kind }) => kind === 'operator' || id === 'grid-centre' || /^street-\d+$/.test(id))
    for (const time of ['2026-05-20T03:00', '2026-05-23T15:00', '2026-06-19T23:30']) {
      const at = parseLocalInstant(time, 480)
      for (const { id } of asked) {
        expect(findOnDuty(duties, { office: id, at, calendar }).length).toBeGreaterThan(0)
      }
    }
  })

  test('the same seed gives the same people', () => {
    expect(makeStaff(organisation, areas, { stock, seed: 1, from })).toEqual(staff)
    expect(makeStaff(organisation, areas, { stock, seed: 2, from }).people).not.toEqual(staff.people)
  })
})
