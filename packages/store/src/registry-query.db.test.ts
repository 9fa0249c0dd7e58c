import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chinaCalendar, dateAt, instantAt, parseLegalDate } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import { findAreaByCode, findOnDuty, makeAreaDirectory, postsOfPerson } from '@duibiao/registry'
import type { Area } from '@duibiao/registry'
import {
  aSheet,
  changeRegistry,
  describeOnBoth,
  importSheet,
  makeRegistrySites,
  sampleMorning,
  sampleDay,
  aSquare,
} from '@duibiao/testkit'
import { makeGridSource } from './grid-source.ts'
import { findAreasByCode, findPosts, readAreas, readDutyTimes, readOffices } from './registry-query.ts'
import { readRegistry } from './registry.ts'

const calendar = chinaCalendar()

describeOnBoth('queries of the registry', (open) => {
  const { empty, filled } = makeRegistrySites(open)

  test('shows trees as they stand on a day, from a node down', async () => {
    const opened = await filled()
    const { database, district } = opened
    const split = parseLegalDate('2026-06-01')
    await importSheet(opened, [
      'areas',
      aSheet(
        '代码|名称|层级|失效日期|承继者|生效日期',
        '990101002|西海街道|街道|2026-06-01|990101003|',
        '990101003|新海街道|街道|||2026-06-01',
      ),
    ])
    const names = (list: readonly Area[]) => list.map(({ name }) => name)
    expect(names(await readAreas(database, district, { on: sampleDay }))).toEqual([
      '明湖区',
      '东海街道',
      '西海街道',
    ])
    expect(names(await readAreas(database, district, { on: split }))).toEqual([
      '明湖区',
      '东海街道',
      '新海街道',
    ])
    const below = { on: split, path: '/990101/990101003/' }
    expect(names(await readAreas(database, district, below))).toEqual(['新海街道'])
    expect((await readAreas(database, district, { on: sampleDay }))[0]?.geometry).toBeUndefined()
    expect((await readAreas(database, district, { on: sampleDay, shapes: true }))[0]?.geometry?.type).toBe(
      'Polygon',
    )
    expect(
      (await readOffices(database, district, { on: sampleDay, path: '/GOV/DH/' })).map(({ id }) => id),
    ).toEqual(['DH'])

    const source = makeGridSource(database, { district, level: 'street' })
    expect(await source.find({ longitude: 121.5, latitude: 36.5 }, sampleDay)).toBe('990101002')
    expect(await source.find({ longitude: 121.5, latitude: 36.5 }, split)).toBeUndefined()
    const moved = aSheet('代码|名称|层级', '990101003|新海街道|街道').map((record) => ({
      ...record,
      geometry: aSquare(121, 1),
    }))
    await importSheet(opened, ['areas', moved])
    expect(await source.find({ longitude: 121.5, latitude: 36.5 }, split)).toBe('990101003')
    expect(await source.find({ longitude: 10, latitude: 36.5 }, split)).toBeUndefined()
  })

  test('knows the posts of a person at an instant, as deputy too, in the zone of the district', async () => {
    const opened = await filled()
    const { database, district } = opened
    const validUntil = parseLegalDate('2026-03-05')
    await changeRegistry(opened, [
      {
        part: 'deputy',
        row: { post: 'P1', person: '0002', deputyFor: '0001', validFrom: sampleDay, validUntil },
      },
    ])
    const at = (day: string, time: string) => instantAt(parseLegalDate(day), time, calendar)
    const find = async (person: string, instant: Instant) =>
      (await findPosts(database, district, { person, at: instant })).map(({ post, deputyFor }) => [
        post,
        deputyFor,
      ])
    expect(await find('0001', sampleMorning)).toEqual([['P1', undefined]])
    expect(await find('0002', at('2026-03-02', '00:00'))).toEqual([
      ['P2', undefined],
      ['P1', '0001'],
    ])
    expect(await find('0002', at('2026-03-01', '23:59'))).toEqual([['P2', undefined]])
    expect(await find('0002', at('2026-03-05', '00:00'))).toEqual([['P2', undefined]])
    await importSheet(opened, ['people', aSheet('工号|姓名|离职日期', '0001|李明|2026-03-04')])
    expect(await find('0002', at('2026-03-04', '08:00'))).toEqual([['P2', undefined]])
  })

  test('knows who is on duty', async () => {
    const opened = await filled()
    const { district } = opened
    const shift = { district, office: 'DH', person: '0001', from: '17:30', to: '08:30' }
    const recurring = {
      ...shift,
      id: 'N',
      kind: 'recurring',
      days: 'every_day',
      validFrom: sampleDay,
    } as const
    await changeRegistry(opened, [
      { part: 'duty_time', row: recurring },
      { part: 'duty_time', row: { ...shift, id: 'R', person: '0002', kind: 'rostered', on: sampleDay } },
    ])
    const duties = await readDutyTimes(opened.database, district, 'DH')
    const night = instantAt(sampleDay, '23:00', calendar)
    expect(findOnDuty(duties, { office: 'DH', at: night, calendar }).map(({ person }) => person)).toEqual([
      '0002',
    ])
  })

  test('an old code is followed as in memory, however areas were split and merged', async () => {
    const opened = await empty()
    const { district } = opened
    const days = ['2020-01-01', '2022-01-01', '2024-01-01', '2026-01-01'].map(parseLegalDate)
    const random = fc.sample(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 3 }), fc.nat()), {
        minLength: 12,
        maxLength: 12,
      }),
      { numRuns: 1, seed: 7 },
    )[0]
    // A row of each generation begins when the one before has ended; a code may be given anew.
    const rows = (random ?? []).map(([generation, number, successor], index): Area => {
      const id = `g${generation}-${index}`
      const later = (random ?? []).flatMap(([other], place) =>
        other > generation ? [`g${other}-${place}`] : [],
      )
      const successors = later.length === 0 ? [] : [later[successor % later.length] ?? '']
      const validUntil = days[generation + 1]
      return {
        district,
        id,
        path: `/${id}/`,
        level: 'district',
        name: id,
        code: `99010${number}`,
        validFrom: days[generation] ?? sampleDay,
        ...(validUntil !== undefined && generation < 2 && { validUntil }),
        ...(generation < 2 && successors.length > 0 && { successors }),
      }
    })
    await changeRegistry(
      opened,
      rows.map((row) => ({ part: 'area', row })),
    )
    const directory = makeAreaDirectory(rows)
    for (const code of ['990100', '990101', '990102', '990103', '990109']) {
      for (const day of days) {
        const expected = findAreaByCode(directory, code, day)
        const ids =
          'areas' in expected && expected.kind !== 'future' ? expected.areas.map(({ id }) => id) : []
        const found = await findAreasByCode(opened.database, district, { code, on: day })
        expect(found.map(({ id }) => id)).toEqual(ids.toSorted())
      }
    }
  })

  test('posts of a person are those of the table in memory', async () => {
    const opened = await filled()
    const { district } = opened
    const [first, second] = [parseLegalDate('2026-03-10'), parseLegalDate('2026-03-20')]
    await changeRegistry(opened, [
      { part: 'holding', row: { post: 'P2', person: '0001', validFrom: first, validUntil: second } },
      { part: 'deputy', row: { post: 'P2', person: '0002', deputyFor: '0001', validFrom: sampleDay } },
      { part: 'deputy', row: { post: 'P1', person: '0002', deputyFor: '0001', validFrom: first } },
    ])
    const { state } = await readRegistry(opened.database, district)
    const table = {
      people: state.person,
      posts: state.post,
      holdings: [...state.holding.values()],
      deputies: [...state.deputy.values()],
    }
    for (const day of ['2026-03-02', '2026-03-09', '2026-03-10', '2026-03-19', '2026-03-20']) {
      for (const person of ['0001', '0002']) {
        const at = instantAt(parseLegalDate(day), '12:00', calendar)
        const found = await findPosts(opened.database, district, { person, at })
        const key = ({ post, deputyFor = '' }: { readonly post: string; readonly deputyFor?: string }) =>
          `${post} ${deputyFor}`
        const expected = postsOfPerson(table, person, dateAt(at, calendar))
        expect(found.map(key).toSorted()).toEqual(expected.map(key).toSorted())
      }
    }
  })
})
