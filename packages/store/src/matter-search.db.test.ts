import { beforeAll, expect, test } from 'vitest'
import { instantOf, parseDistrictId } from '@duibiao/base'
import type { MatterId } from '@duibiao/base'
import type { Value } from '@duibiao/kernel'
import { literal, makeRandom, openSampleEngine, sketchRow } from '@duibiao/testkit'
import { describeOnBoth } from '@duibiao/testkit'
import type { FixedClock, TestDatabase } from '@duibiao/testkit'
import type { Engine } from './engine.ts'
import { areaSight, personSight } from './listing.ts'
import type { Listing } from './listing.ts'
import type { MatterFilter, Sight } from './matter-filter.ts'
import { findListed, readMatters, searchMatters, tallyMatters } from './matter-search.ts'
import { rebuild } from './rebuild.ts'
import type { ListedMatter } from './matter-search.ts'
import { findMatter } from './worklist.ts'

const district = parseDistrictId(1)
const hour = 3_600_000
const everything: Sight = { kind: 'district' }

/** A procedure whose only task is one of the office that the variables name. */
const handled = sketchRow('handled', {
  id: 'handle',
  kind: 'user',
  operations: { allow: ['transfer'], returnTargets: [], resubmit: 'continue' },
  assign: {
    posts: literal(['clerk']),
    office: {
      text: 'unit',
      evaluate: (variables: { readonly [name: string]: Value }) => ({
        value: variables['unit'] ?? null,
        warnings: [],
      }),
    },
  },
})

function describeMatter(
  _: string,
  data: { readonly [scope: string]: { readonly [name: string]: unknown } },
): Listing {
  const { category, street, reporter, unit } = data[0] ?? {}
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
  const [kind, area, person, office] = [text(category), text(street), text(reporter), text(unit)]
  return {
    pack: 'sample',
    process: 'handled',
    ...(kind !== undefined && { category: kind }),
    ...(area !== undefined && { area, place: { longitude: 120.5, latitude: 36.25 } }),
    ...(office !== undefined && { office }),
    sights: [
      ...(area === undefined ? [] : [areaSight(area)]),
      ...(person === undefined ? [] : [personSight(person)]),
    ],
  }
}

function keys(...held: readonly string[]): Sight {
  return { kind: 'keys', keys: held }
}

describeOnBoth('what is listed of matters', (open) => {
  let opened: TestDatabase
  let engine: Engine
  let clock: FixedClock
  const numbers = new Map<MatterId, string>()

  beforeAll(async () => {
    opened = await open()
    ;({ engine, clock } = await openSampleEngine(opened, { procedures: [handled], describe: describeMatter }))
  }, 60_000)

  async function begin(number: string, variables: { readonly [name: string]: string }): Promise<MatterId> {
    await clock.advance(hour)
    const answer = await engine.start({
      procedure: 'handled',
      number,
      title: `matter ${number}`,
      key: `start ${number}`,
      actor: { system: 'test' },
      variables,
    })
    if (!answer.ok) throw new Error(answer.refusal.code)
    numbers.set(answer.receipt.matter, number)
    return answer.receipt.matter
  }

  async function act(matter: MatterId, command: Parameters<Engine['act']>[1], key: string): Promise<void> {
    const answer = await engine.act(matter, command, { key, actor: { person: 'wang' } })
    if (!answer.ok) throw new Error(answer.refusal.code)
  }

  async function listed(sight: Sight, filter: MatterFilter = {}): Promise<readonly string[]> {
    const rows = await searchMatters(opened.database, district, { sight, filter })
    return rows.map(({ number }) => number)
  }

  test('a matter is seen by its reporter, its area and the offices that were asked to act, and by nobody else', async () => {
    const matter = await begin('A1', { unit: 'water', street: 'north', reporter: 'li', category: '积水' })
    for (const sight of [
      keys('p:li'),
      keys('a:north'),
      keys('o:water'),
      keys('o:parks', 'o:water'),
      everything,
    ]) {
      expect(await listed(sight)).toContain('A1')
    }
    for (const sight of [keys('p:zhao'), keys('a:south'), keys('o:parks'), keys()]) {
      expect(await listed(sight)).not.toContain('A1')
    }
    const found = await findListed(opened.database, district, matter)
    expect(found?.sights.toSorted()).toEqual(['a:north', 'o:water', 'p:li'])
    expect(await findListed(opened.database, parseDistrictId(2), matter)).toBeUndefined()
    // Read with others in one statement it is the same, as a matter and as a line.
    const other = '00000000-0000-4000-8000-000000000000'
    const read = await readMatters(opened.database, district, [other, matter])
    expect([...read]).toEqual([
      [matter, { found: await findMatter(opened.database, district, matter), listed: found }],
    ])
    expect(await readMatters(opened.database, parseDistrictId(2), [matter])).toEqual(new Map())
  })

  test('an office that joins later sees it from then on, and the first one still does', async () => {
    const matter = await begin('A2', { unit: 'water' })
    const to = { office: 'roads', posts: ['clerk'] }
    await act(matter, { kind: 'transfer', task: 2, to, reason: '管网属道路部门' }, 'A2 transfer')
    expect(await listed(keys('o:roads'))).toContain('A2')
    expect(await listed(keys('o:water'))).toContain('A2')
  })

  test('a category that changes is found under the new one', async () => {
    const matter = await begin('A3', { unit: 'parks', category: '绿化' })
    await act(matter, { kind: 'setVariables', variables: { category: '积水' }, reason: '更正类别' }, 'A3 set')
    expect(await listed(keys('o:parks'), { category: '绿化' })).not.toContain('A3')
    expect(await listed(keys('o:parks'), { category: '积水' })).toContain('A3')
    expect(await listed(everything, { category: '积水' })).toEqual(expect.arrayContaining(['A3', 'A1']))
  })

  test('a matter that concerns nobody yet can change as any other', async () => {
    const matter = await begin('A0', {})
    await act(matter, { kind: 'setVariables', variables: { category: '绿化' }, reason: '更正' }, 'A0 set')
    expect(await listed(everything, { category: '绿化' })).toContain('A0')
  })

  test('a matter that ends leaves the open ones and is found among all', async () => {
    const matter = await begin('A4', { unit: 'lamps' })
    expect(await listed(keys('o:lamps'), { isOpen: true })).toEqual(['A4'])
    await act(matter, { kind: 'completeTask', task: 2 }, 'A4 complete')
    expect(await listed(keys('o:lamps'), { isOpen: true })).toEqual([])
    expect(await listed(everything, { isOpen: true })).not.toContain('A4')
    expect(await listed(keys('o:lamps'))).toEqual(['A4'])
    expect(await listed(everything, { status: 'completed' })).toContain('A4')
  })

  test('an area narrows a list to what somebody may see of it', async () => {
    await begin('A5', { unit: 'water', street: 'east' })
    await begin('A6', { unit: 'roads', street: 'east' })
    expect(await listed(keys('o:water'), { area: 'a:east' })).toEqual(['A5'])
    expect(await listed(everything, { area: 'a:east' })).toEqual(['A6', 'A5'])
    expect(
      await tallyMatters(opened.database, district, {
        sight: keys('o:water'),
        filter: { area: 'a:east' },
        now: clock.now(),
        soon: clock.now(),
      }),
    ).toMatchObject({ open: 1 })
  })

  test('a number is searched by its beginning, and its signs are no wildcards', async () => {
    await begin('B_1', { unit: 'water' })
    expect(await listed(everything, { number: 'B_' })).toEqual(['B_1'])
    expect(await listed(everything, { number: '%' })).toEqual([])
  })

  test('pages of any sight follow one another without a gap and without a repetition', async () => {
    const random = makeRandom('pages of matters')
    const offices = ['water', 'roads', 'parks', 'lamps']
    for (let n = 0; n < 40; n += 1) {
      const street = random.next() < 0.5 ? 'north' : 'east'
      await begin(`P${n}`, { unit: offices[random.integer(0, 3)] ?? '', street })
    }
    for (const sight of [
      everything,
      keys('o:water', 'a:north'),
      keys('o:roads', 'o:parks', 'a:east', 'p:li'),
    ]) {
      const whole = await searchMatters(opened.database, district, { sight, limit: 200 })
      const pages: string[] = []
      let after: MatterId | undefined
      for (;;) {
        const page = await searchMatters(opened.database, district, {
          sight,
          limit: 7,
          ...(after && { after: { matter: after } }),
        })
        pages.push(...page.map(({ number }) => number))
        after = page.at(-1)?.matter
        if (page.length < 7) break
      }
      expect(pages).toEqual(whole.map(({ number }) => number))
      expect(new Set(pages).size).toBe(pages.length)
      const { open } = await tallyMatters(opened.database, district, {
        sight,
        now: instantOf(0),
        soon: instantOf(0),
      })
      expect(open).toBe(whole.filter(({ status }) => status === 'open').length)
    }
  })

  test('what ends before some time is shown by when it is due, page by page, also where many end at once', async () => {
    await opened.database.execute(
      `update matter set due_at = to_timestamp(60 * (('x' || substr(md5(number), 1, 2))::bit(8)::int % 6)) where number like 'P%'`,
    )
    const filter = { dueBefore: instantOf(5 * 60_000) }
    for (const sight of [everything, keys('o:water', 'a:north'), keys('a:east', 'p:li')]) {
      const whole = await searchMatters(opened.database, district, { sight, filter, limit: 200 })
      expect(whole.length).toBeGreaterThan(10)
      const order = whole.map(({ dueAt = 0, matter }) => `${dueAt.toString().padStart(9, '0')} ${matter}`)
      expect(order).toEqual(order.toSorted())
      expect(order.at(-1)?.slice(0, 9)).toBe('000240000')
      const pages: string[] = []
      for (let after: ListedMatter | undefined; ;) {
        const given = { sight, filter, limit: 4, ...(after && { after }) }
        const page = await searchMatters(opened.database, district, given)
        pages.push(...page.map(({ number }) => number))
        after = page.at(-1)
        if (page.length < 4) break
      }
      expect(pages).toEqual(whole.map(({ number }) => number))
    }
  })

  test('is what a rebuild from the entries makes again', async () => {
    const find = engine.workshop.around.find
    const setting = { district, find, describe: describeMatter }
    const report = await rebuild(opened.database, setting)
    expect(report.corrected).toMatchObject({ matter_listing: 0, matter_sight: 0 })
    await opened.database.execute(`delete from matter_sight where district_id = 1 and sight = 'o:water'`)
    await opened.database.execute(`update matter_listing set category = 'x' where district_id = 1`)
    const mended = await rebuild(opened.database, setting)
    expect(mended.corrected.matter_sight).toBeGreaterThan(0)
    expect(mended.corrected.matter_listing).toBeGreaterThan(40)
    expect((await rebuild(opened.database, setting)).corrected).toMatchObject({
      matter_listing: 0,
      matter_sight: 0,
    })
  })
})
