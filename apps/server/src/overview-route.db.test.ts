import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '@duibiao/contract'
import { readPackFiles } from '@duibiao/packfile'
import { describeOnBoth, makeFixedClock, makeRandom, shippedPack } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { matterExportRoutes } from './matter-export.ts'
import { overviewRoutes } from './overview-route.ts'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'
import { watchRoutes } from './watch-route.ts'

const hour = 3_600_000

describeOnBoth('what looks over a district', (open) => {
  let desk: TestDesk
  let clock: FixedClock
  let count = 0
  const matters: string[] = []

  beforeAll(async () => {
    const opened = await open()
    clock = makeFixedClock()
    const { pack } = readPackFiles(shippedPack('hotline'))
    if (pack === undefined) throw new Error('the pack has faults')
    const routes = [...overviewRoutes, ...watchRoutes, ...matterExportRoutes]
    desk = await openTestDesk({ database: opened.database, now: () => clock.now(), packs: [pack], routes })
    await play()
  }, 180_000)

  afterAll(() => desk.close())

  function as(name: DeskPerson): Client {
    return desk.as(name)
  }

  function aKey(): string {
    count += 1
    return `overview-${count}`
  }

  async function valueOf<Value>(
    outcome: Promise<
      { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: object }
    >,
  ): Promise<Value> {
    const answer = await outcome
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
    return answer.value
  }

  /** Forty matters of all kinds over three weeks, some accepted and sent to offices, some watched. */
  async function play(): Promise<void> {
    const random = makeRandom('overview')
    for (let n = 0; n < 40; n += 1) {
      await clock.advance(random.integer(1, 20) * hour)
      const place =
        random.next() < 0.7
          ? { longitude: 120 + random.next() / 10, latitude: 36 + random.next() / 10, grid: `g${n % 3}` }
          : {}
      const variables = { subject: '水压不足', ...place }
      const body = { pack: 'hotline', title: `第${n}件`, variables }
      const { id } = await valueOf(as('clerk').call('matter.start', { body, key: aKey() }))
      matters.push(id)
      if (random.next() < 0.6) await accept(id, random.next() < 0.5 ? 'water' : 'parks')
      for (const name of ['handler', 'leader', 'clerk'] as const) {
        if (random.next() < 0.4) await as(name).call('matter.watch', { params: { matter: id } })
      }
    }
  }

  async function accept(matter: string, unit: string): Promise<void> {
    const page = await valueOf(as('clerk').call('matter.read', { params: { matter } }))
    const variables = {
      channel_in: 'phone',
      demand_type: 'complaint',
      urgency: 'ordinary',
      category: unit === 'water' ? '供水' : '绿化',
      units: [unit],
      unit,
      receiver_kind: 'utility',
      reporter_name: '李秀英',
      reporter_phone: '13800001234',
    }
    const body = { kind: 'completeTask', task: page.tasks[0]?.task ?? 0, variables } as const
    await valueOf(as('clerk').call('matter.act', { params: { matter }, body, key: aKey() }))
  }

  type Query = { readonly [name: string]: string | boolean }

  async function listed(name: DeskPerson, query: Query) {
    return (await valueOf(as(name).call('matter.list', { query: { ...query, limit: 200 } }))).rows
  }

  const people = ['clerk', 'handler', 'stranger', 'leader'] as const
  const narrowings: readonly Query[] = [
    {},
    { watched: true },
    { category: '供水' },
    { office: 'parks' },
    { lamp: 'yellow' },
    { lamp: 'red' },
    { due: 'soon' },
    { box: '120,36,120.05,36.05' },
    { watched: true, lamp: 'red' },
    { number: 'HL' },
  ]

  test.each(people)('%s: every count is the length of its list', async (name) => {
    for (const query of narrowings) {
      const counts = await valueOf(as(name).call('matter.count', { query }))
      const rows = await listed(name, { ...query, open: true })
      const overdue = rows.filter(({ lamp }) => lamp === 'red').length
      const warned = rows.filter(({ lamp }) => lamp === 'yellow').length
      expect(counts).toMatchObject({ overdue, warned })
      expect(counts.open + counts.suspended).toBe(rows.length)
      if (query['lamp'] === undefined && query['due'] === undefined) {
        expect((await listed(name, { ...query, due: 'overdue' })).length).toBe(overdue)
        expect((await listed(name, { ...query, due: 'soon' })).length).toBe(counts.due_soon)
        expect((await listed(name, { ...query, lamp: 'yellow' })).length).toBe(warned)
      }
    }
  })

  test.each(people)('%s: groups and points add up to the list', async (name) => {
    for (const query of narrowings) {
      const rows = await listed(name, { ...query, open: true })
      for (const by of ['area', 'office', 'category', 'lamp', 'pack'] as const) {
        const groups = (await valueOf(as(name).call('matter.group', { query: { ...query, by } }))).rows
        const sums = groups.map(({ open: running, suspended }) => running + suspended)
        expect(sums.reduce((sum, one) => sum + one, 0)).toBe(rows.length)
      }
      const two = await valueOf(
        as(name).call('matter.group', { query: { ...query, by: 'office', then_by: 'lamp' } }),
      )
      for (const { key, then_key: lamp, open: running } of two.rows) {
        expect(rows.filter((row) => row.office === key && row.lamp === lamp).length).toBe(running)
      }
      const points = await valueOf(as(name).call('matter.points', { query: { ...query, limit: 10_000 } }))
      const placed = rows.filter(({ place }) => place !== undefined)
      // A list of what is due stands in that order, a map in none.
      const told = (some: readonly { readonly id: string; readonly lamp: string }[]) =>
        some.map(({ id, lamp }) => `${id} ${lamp}`).toSorted()
      expect(told(points.rows)).toEqual(told(placed))
    }
  })

  test.each(people)('%s: the badges of the list of work are the lengths of its parts', async (name) => {
    const counts = await valueOf(as(name).call('task.count', {}))
    const length = async (query: Query) =>
      (await valueOf(as(name).call('task.list', { query: { ...query, limit: 200 } }))).rows.length
    expect(counts).toEqual({
      held: await length({ view: 'held' }),
      offered: await length({ view: 'offered' }),
      overdue: await length({ due: 'overdue' }),
      due_soon: await length({ due: 'soon' }),
      warned: await length({ lamp: 'yellow' }),
      returned: await length({ returned: true }),
      approvals: await length({ approval: true }),
      watching: (await listed(name, { watched: true, open: true })).length,
    })
    expect(await length({ lamp: 'red' })).toBe(counts.overdue)
  })

  test.each(['clerk', 'leader', 'analyst'] as const)(
    '%s: an export holds what its list shows',
    async (name) => {
      for (const query of narrowings) {
        const rows = await listed(name, { ...query, open: true })
        const search = new URLSearchParams({ open: 'true', format: 'csv' })
        for (const [key, value] of Object.entries(query)) search.set(key, String(value))
        const answer = await desk.application.inject({
          url: `/api/v1/matter-export?${search.toString()}`,
          headers: { authorization: `Bearer ${name}`, 'accept-language': 'en' },
        })
        expect(answer.statusCode).toBe(200)
        const [head, ...lines] = answer.body.trim().split('\r\n')
        expect(head).toContain('Number,Title,State')
        expect(lines.map((line) => line.split(',')[0])).toEqual(rows.map(({ number }) => number))
      }
      const refused = await desk.application.inject({
        url: '/api/v1/matter-export?format=csv',
        headers: { authorization: 'Bearer handler' },
      })
      expect(refused.statusCode).toBe(403)
    },
  )

  test('points go on page by page', async () => {
    const whole = await valueOf(as('leader').call('matter.points', { query: {} }))
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await valueOf(
        as('leader').call('matter.points', { query: { limit: 5, ...(after && { after }) } }),
      )
      seen.push(...page.rows.map(({ id }) => id))
      after = page.next
    } while (after !== undefined)
    expect(seen).toEqual(whole.rows.map(({ id }) => id))
    expect(seen.length).toBeGreaterThan(0)
  })

  test('what is left is the same in the list of work and on the page of the matter', async () => {
    const { rows } = await valueOf(as('clerk').call('task.list', { query: { limit: 200 } }))
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows.slice(0, 10)) {
      const page = await valueOf(as('clerk').call('matter.read', { params: { matter: row.matter } }))
      const task = page.tasks.find(({ task: number }) => number === row.task)
      expect(task).toMatchObject({ lamp: row.lamp, due_at: row.due_at, remaining: row.remaining })
      const clocks = await valueOf(as('clerk').call('matter.clocks', { params: { matter: row.matter } }))
      expect(clocks.rows.map(({ remaining }) => remaining)).toContainEqual(row.remaining)
    }
  })

  test('one follows what one may see and nothing else, and ends it again', async () => {
    const own = (await listed('handler', {}))[0]?.id ?? ''
    const foreign = matters.find((id) => id !== own) ?? ''
    const hidden = (await listed('stranger', {})).some(({ id }) => id === own) ? foreign : own
    expect(await as('resident').call('matter.watch', { params: { matter: own } })).toMatchObject({
      status: 404,
    })
    expect(hidden).not.toBe('')
    await valueOf(as('handler').call('matter.watch', { params: { matter: own } }))
    await valueOf(as('handler').call('matter.watch', { params: { matter: own } }))
    expect(await valueOf(as('handler').call('matter.read', { params: { matter: own } }))).toMatchObject({
      is_watched: true,
    })
    await valueOf(as('handler').call('matter.unwatch', { params: { matter: own } }))
    expect((await listed('handler', { watched: true })).map(({ id }) => id)).not.toContain(own)
  })

  test('views are kept by their owner, replaced by their id, and shown to nobody else', async () => {
    const body = { name: '红灯', screen: 'pool', query: 'lamp=red' }
    const params = { view: 'v1' }
    await valueOf(as('handler').call('view.keep', { params, body }))
    await valueOf(as('handler').call('view.keep', { params, body: { ...body, name: '超期' } }))
    const { rows } = await valueOf(as('handler').call('view.list', {}))
    expect(rows).toMatchObject([{ view: 'v1', name: '超期', screen: 'pool', query: 'lamp=red' }])
    expect((await valueOf(as('stranger').call('view.list', {}))).rows).toEqual([])
    await valueOf(as('handler').call('view.remove', { params }))
    expect((await valueOf(as('handler').call('view.list', {}))).rows).toEqual([])
  })
})
