import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import type { QueryOf, readIndicatorSeries } from '@duibiao/contract'
import { fireDueTimers } from '@duibiao/store'
import { describeOnBoth, makeFixedClock, readShippedPack } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { indicatorRoutes } from './indicator-route.ts'
import { makeIndicatorJob } from './indicator-job.ts'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'

const day = 24 * 3_600_000
const solved = 'hotline.solved_rate'
const onTime = 'hotline.handling_on_time'

type Outcome<Value> = Promise<
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: object }
>

describeOnBoth('computed indicators', (open) => {
  let desk: TestDesk
  let clock: FixedClock
  let keys = 0

  beforeAll(async () => {
    const { database } = await open()
    clock = makeFixedClock()
    const packs = [readShippedPack('hotline'), readShippedPack('city-events')]
    desk = await openTestDesk({ database, now: () => clock.now(), packs, routes: indicatorRoutes })
  }, 120_000)

  afterAll(() => desk.close())

  function aKey(): string {
    keys += 1
    return `indicator-${keys}`
  }

  async function valueOf<Value>(outcome: Outcome<Value>): Promise<Value> {
    const answer = await outcome
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
    return answer.value
  }

  async function complete(as: DeskPerson, matter: string, variables: object): Promise<void> {
    const page = await valueOf(desk.as(as).call('matter.read', { params: { matter } }))
    const task = page.tasks.find(({ allowed }) => allowed.length > 0)?.task ?? 0
    const body = { kind: 'completeTask', task, variables: { ...variables } } as const
    await valueOf(desk.as(as).call('matter.act', { params: { matter }, body, key: aKey() }))
  }

  /** An order of the hotline, with the office at work. */
  async function ordered(): Promise<string> {
    const body = { pack: 'hotline', variables: { subject: '三号楼水压不足' } }
    const { id } = await valueOf(desk.as('resident').call('matter.start', { body, key: aKey() }))
    const order = { urgency: 'ordinary', receiver_kind: 'utility', units: ['water'], unit: 'water' }
    await complete('clerk', id, { channel_in: 'web', demand_type: 'complaint', ...order })
    await complete('handler', id, { receipt: 'signed' })
    const contact = { contact_way: 'phone', contact_reached: true }
    await complete('handler', id, { contacted_at: '2026-03-02T09:00:00+08:00', ...contact })
    return id
  }

  async function fedBack(matter: string): Promise<void> {
    await complete('handler', matter, { outcome: 'done', measures: '更换水泵' })
    await complete('handler', matter, { reply_text: '水泵已更换', claimed: 'solved' })
  }

  async function calledBack(matter: string, answer: object): Promise<void> {
    await complete('clerk', matter, { attempts: 1, ...answer })
  }

  async function wait(days: number): Promise<void> {
    clock.jumpTo(instantOf(clock.now() + days * day))
    await fireDueTimers(desk.tenant.engine)
  }

  async function follow(): Promise<void> {
    await makeIndicatorJob(desk.tenant, desk.tenant.database).run(() => false)
  }

  function series(
    indicator: string,
    query: QueryOf<typeof readIndicatorSeries> = {},
    as: DeskPerson = 'leader',
  ) {
    return valueOf(desk.as(as).call('indicator.series', { params: { indicator }, query }))
  }

  async function march(indicator: string, query: QueryOf<typeof readIndicatorSeries> = {}) {
    const { rows } = await series(indicator, { from: '2026-03', to: '2026-03', ...query })
    return rows[0]
  }

  test('count from the first day of the pack, and are followed with each change', async () => {
    const first = await ordered()
    await fedBack(first)
    await calledBack(first, { reached: true, solved: 'yes', satisfied: 'yes' })
    expect(await series(solved)).toMatchObject({ is_complete: false })
    await follow()
    const counted = await series(solved)
    expect(counted).toMatchObject({ is_complete: true, waiting: 0, unit: { kind: 'district' } })
    expect(await march(solved)).toMatchObject({
      numerator: 1,
      denominator: 1,
      matters: 1,
      value: 1,
      upper: 1,
      method: 'wilson',
      is_closed: false,
      revisions: 0,
    })
    const [second, third] = [await ordered(), await ordered()]
    await fedBack(second)
    await calledBack(second, { reached: false })
    expect(await series(solved)).toMatchObject({ is_complete: false, waiting: 2 })
    await follow()
    expect(await march(onTime)).toMatchObject({ numerator: 2, denominator: 2, pending: 1 })
    await fedBack(third)
    await follow()
    expect(await march(onTime)).toMatchObject({ numerator: 3, denominator: 3, pending: 0 })
    // Longer periods are sums of months.
    const { rows: years } = await series(onTime, { grain: 'year', from: '2026', to: '2026' })
    expect(years).toMatchObject([{ period: '2026', until: '2027-01-01', numerator: 3, denominator: 3 }])
  })

  test('what is counted after the month is closed changes what was told, and the change is kept', async () => {
    const late = await ordered()
    await follow()
    expect(await march(onTime)).toMatchObject({ numerator: 3, denominator: 3, pending: 1 })
    // It was done in time; the day after the cut-off is the first on which that is counted.
    clock.jumpTo(instantOf(Date.UTC(2026, 2, 3, 1)))
    await fedBack(late)
    clock.jumpTo(instantOf(Date.UTC(2026, 3, 20)))
    expect((await march(onTime))?.is_closed).toBe(true)
    await follow()
    const counted = await series(onTime, { from: '2026-03', to: '2026-03' })
    expect(counted.rows[0]).toMatchObject({ numerator: 4, denominator: 4, revisions: 1 })
    expect(counted.revisions).toMatchObject([
      {
        period: '2026-03',
        reason: 'late_event',
        numerator: { before: 3, after: 4 },
        denominator: { before: 3, after: 4 },
        matter: { id: late },
      },
    ])
    // Whoever may not see the matter is told of the change, and not of the matter.
    const [told] = (await series(onTime, { from: '2026-03', to: '2026-03' }, 'administrator')).revisions
    expect(told).toMatchObject({ numerator: { after: 4 } })
    expect(told).not.toHaveProperty('matter')
  })

  test('what falls due without an answer counts as late, and opens to its matter', async () => {
    const missed = await ordered()
    await wait(40)
    await follow()
    const { rows } = await series(onTime, { from: '2026-04', to: '2026-06' })
    const [found] = rows.filter(({ denominator }) => denominator > 0)
    expect(found).toMatchObject({ numerator: 0, denominator: 1, value: 0 })
    const query = { period: found?.period ?? '', part: 'missed' } as const
    const behind = (as: DeskPerson) =>
      valueOf(desk.as(as).call('indicator.matters', { params: { indicator: onTime }, query }))
    expect((await behind('leader')).rows).toMatchObject([{ id: missed, numerator: 0, denominator: 1 }])
    expect((await behind('head')).rows).toHaveLength(1)
    expect((await behind('street')).rows).toEqual([])
    for (const as of ['administrator', 'resident', 'nobody'] as const) {
      const answer = await desk.as(as).call('indicator.matters', { params: { indicator: onTime }, query })
      expect(answer).toMatchObject({ ok: false })
    }
  })

  test('offices are compared with all that makes a rank honest', async () => {
    const params = { indicator: onTime }
    const query = { period: '2026', by: 'office' } as const
    const compared = await valueOf(desk.as('leader').call('indicator.units', { params, query }))
    expect(compared).toMatchObject({
      period: '2026',
      whole: { numerator: 4, denominator: 5 },
      rows: [
        {
          unit: 'water',
          rank: 1,
          denominator: 5,
          flags: ['few_cases', 'inside_limits'],
          may_be_named: false,
        },
      ],
      faults: [],
    })
    const areas = await desk
      .as('leader')
      .call('indicator.units', { params, query: { period: '2026', by: 'area', below: 'nowhere' } })
    expect(areas).toMatchObject({ ok: false, problem: { code: 'resource_missing' } })
  })

  /** A file as its rows of cells; no cell of these has a comma. */
  async function exported(path: string, as: DeskPerson = 'leader') {
    const answer = await desk.application.inject({
      url: `/api/v1/indicators/${onTime}/${path}`,
      headers: { authorization: `Bearer ${as}`, 'accept-language': 'zh' },
    })
    const lines = answer.body.replace('\uFEFF', '').trim().split('\r\n')
    return { status: answer.statusCode, lines: lines.map((line) => line.split(',')) }
  }

  test('a file holds the numbers of the page, shares as they are, and is told to the audit', async () => {
    const { rows } = await series(onTime, { from: '2026-03', to: '2026-06' })
    const file = await exported('series-export?format=csv&from=2026-03&to=2026-06')
    const [head = [], ...lines] = file.lines
    expect(head.slice(0, 5)).toEqual(['指标', '公式版本', '单位', '时期', '值'])
    expect(lines.map((line) => line[3])).toEqual(rows.map(({ period }) => period))
    expect(lines.map((line) => line[4])).toEqual(
      rows.map(({ value }) => (value === undefined ? '' : `${value}`)),
    )
    const units = await exported('units-export?format=csv&period=2026&by=office')
    expect(units.lines).toHaveLength(2)
    expect(units.lines[1]).toEqual(expect.arrayContaining(['water', '0.8', '5', '件数少; 与整体分不出差别']))
    expect((await exported('series-export', 'resident')).status).not.toBe(200)
    expect((await exported('units-export?period=2026&by=office', 'nobody')).status).not.toBe(200)
    const told = await desk.tenant.database.query<{ readonly subject: string }>({
      name: 'test_exports',
      text: "select subject from audit_event where kind = 'data.exported' order by subject",
    })
    expect(told.map(({ subject }) => subject)).toEqual(['indicator-series', 'indicator-units'])
  })

  test('the list says what is counted and how it stands, the definition how', async () => {
    const list = await valueOf(desk.as('analyst').call('indicator.list', {}))
    expect(list.rows.map(({ id }) => id)).toContain('city-events.handling_on_time')
    expect(list.rows.find(({ id }) => id === solved)).toMatchObject({
      better: 'higher',
      basis: { zh: expect.stringContaining('条例') },
      latest: {
        period: '2026-03',
        numerator: 1,
        denominator: 1,
        excluded: [{ reason: 'not_reached', matters: 1 }],
      },
    })
    const read = await valueOf(desk.as('analyst').call('indicator.read', { params: { indicator: onTime } }))
    expect(read.formula.zh).toContain('按时反馈 ÷ 应反馈；不计入：')
    expect(read.instant).toMatchObject({
      kind: 'due',
      clock: 'handle',
      name: { zh: expect.stringContaining('办理时限') },
    })
    expect(read.versions).toMatchObject([{ version: read.version, is_current: true }])
    const missing = await desk
      .as('leader')
      .call('indicator.read', { params: { indicator: 'hotline.nothing' } })
    expect(missing).toMatchObject({ ok: false, problem: { code: 'resource_missing' } })
  })

  test('periods that cannot be are refused', async () => {
    const wrong: readonly QueryOf<typeof readIndicatorSeries>[] = [
      { from: '2026-05', to: '2026-03' },
      { from: '1990-01', to: '2026-01' },
      { unit_kind: 'office' },
      { from: '0001' },
    ]
    for (const query of wrong) {
      const answer = await desk
        .as('leader')
        .call('indicator.series', { params: { indicator: onTime }, query })
      expect(answer).toMatchObject({ ok: false, problem: { code: 'request_malformed' } })
    }
  })
})
