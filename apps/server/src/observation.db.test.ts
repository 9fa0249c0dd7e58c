import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseLegalDate } from '@duibiao/base'
import { describeOnBoth, makeFixedClock, readShippedPack } from '@duibiao/testkit'
import { makeIndicatorJob } from './indicator-job.ts'
import { loadObservations, loadSeries } from './observation.ts'
import type { ObservationWish } from './observation-wish.ts'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'
import { aDefinition, fillSmallRegistry, keepDivisions, keepStatistics } from './test-statistic.ts'

const answered = 'hotline.response_rate'
const march = { from: parseLegalDate('2026-03-01'), to: parseLegalDate('2026-03-31') }
const year = { from: parseLegalDate('2025-01-01'), to: parseLegalDate('2025-12-31') }

describeOnBoth('observations', (open) => {
  let desk: TestDesk
  let keys = 0

  beforeAll(async () => {
    const { database } = await open()
    const clock = makeFixedClock()
    desk = await openTestDesk({ database, now: () => clock.now(), packs: [readShippedPack('hotline')] })
    await fillSmallRegistry(desk.tenant)
    await keepDivisions(desk.tenant, [
      ['110101', '东城区', '北京市'],
      ['110102', '西城区', '北京市'],
      ['120101', '和平区', '天津市'],
    ])
    await keepStatistics(desk.tenant, {
      units: 'division',
      definitions: [aDefinition('gdp'), aDefinition('debt', { direction: 'less' }), aDefinition('people')],
      values: [
        ['gdp', '110101', '2025', 3000],
        ['gdp', '110102', '2025', 5000],
        ['gdp', '110101', '2024', 2900],
        ['debt', '110102', '2025', 40],
        ['people', '110101', '2025', 70],
        ['people', '110102', '2025', 110],
      ],
    })
    await keepStatistics(desk.tenant, { units: 'office', values: [['staff', 'parks', '2026-03', 12]] })
    await contacted('water')
    await contacted('water')
    await makeIndicatorJob(desk.tenant, desk.tenant.database).run(() => false)
  }, 120_000)

  afterAll(() => desk.close())

  /** An order whose caller was reached in time. */
  async function contacted(office: string): Promise<void> {
    keys += 1
    const body = { pack: 'hotline', variables: { subject: '水压不足' } }
    const started = await desk.as('resident').call('matter.start', { body, key: `observed-${keys}` })
    if (!started.ok) throw new Error(started.problem.detail)
    const { id } = started.value
    const sent = { urgency: 'ordinary', receiver_kind: 'utility', units: [office], unit: office }
    await complete('clerk', id, { channel_in: 'web', demand_type: 'complaint', ...sent })
    await complete('handler', id, { receipt: 'signed' })
    const contact = { contact_way: 'phone', contact_reached: true }
    await complete('handler', id, { contacted_at: '2026-03-02T09:00:00+08:00', ...contact })
  }

  async function complete(as: DeskPerson, matter: string, variables: object): Promise<void> {
    const page = await desk.as(as).call('matter.read', { params: { matter } })
    const tasks = page.ok ? page.value.tasks : []
    const task = tasks.find(({ allowed }) => allowed.length > 0)?.task ?? 0
    const body = { kind: 'completeTask', task, variables: { ...variables } } as const
    keys += 1
    const told = await desk
      .as(as)
      .call('matter.act', { params: { matter }, body, key: `observed-act-${keys}` })
    if (!told.ok) throw new Error(told.problem.detail)
  }

  function imported(change: Partial<ObservationWish> = {}): ObservationWish {
    return {
      units: 'division',
      indicators: [
        { code: 'gdp', source: 'imported', direction: 'more' },
        { code: 'debt', source: 'imported' },
      ],
      period: year,
      ...change,
    }
  }

  test('of divisions are what was imported of the period; a cell that is missing is null and told', async () => {
    const { table, units, faults } = await loadObservations(desk.tenant, imported())
    expect(table).toEqual({
      units: [{ code: '110101' }, { code: '110102' }],
      indicators: ['gdp', 'debt'],
      values: [
        [3000, null],
        [5000, 40],
      ],
    })
    expect(units.map(({ name }) => name)).toEqual(['东城区', '西城区'])
    expect(faults).toMatchObject([
      { path: '/values/110101/debt', code: 'value_missing', severity: 'warning' },
    ])
  })

  test('carry the attributes that steps ask for, from the list of divisions and from statistics', async () => {
    const { table } = await loadObservations(
      desk.tenant,
      imported({ attributes: ['parent', 'people'], among: ['110101', '120101'] }),
    )
    expect(table?.units).toEqual([
      { code: '110101', attributes: { parent: '北京市', people: 70 } },
      { code: '120101', attributes: { parent: '天津市', people: null } },
    ])
    expect(table?.values).toEqual([
      [3000, null],
      [null, null],
    ])
  })

  test('of another period than the one of the recipe are asked for by its name', async () => {
    const { table } = await loadObservations(desk.tenant, imported({ period: march, statistics: '2024' }))
    expect(table?.values).toEqual([[2900, null]])
    const half = { from: year.from, to: parseLegalDate('2025-06-30') }
    const none = await loadObservations(desk.tenant, imported({ period: half }))
    expect(none).toMatchObject({ table: undefined })
    expect(none.faults).toContainEqual(expect.objectContaining({ code: 'period_not_named' }))
  })

  test('of offices come from entries, from statistics and by hand in one table', async () => {
    const { table, faults } = await loadObservations(desk.tenant, {
      units: 'office',
      indicators: [
        { code: answered, source: 'computed' },
        { code: 'staff', source: 'imported' },
        { code: 'opinion', source: 'entered' },
      ],
      period: march,
      attributes: ['kind', 'size'],
      entered: {
        units: [{ code: 'water', attributes: { size: 'large' } }],
        indicators: ['opinion'],
        values: [[88]],
      },
    })
    expect(table).toEqual({
      units: [
        { code: 'parks', attributes: { kind: 'department', size: null } },
        { code: 'water', attributes: { kind: 'department', size: 'large' } },
      ],
      indicators: [answered, 'staff', 'opinion'],
      values: [
        [null, 12, null],
        [1, null, 88],
      ],
    })
    const warned = faults.map(({ code }) => code)
    expect(warned).toContain('period_open')
    expect(warned.filter((code) => code === 'value_missing')).toHaveLength(3)
  })

  test('of areas are those of all streets, with or without cases', async () => {
    const { table } = await loadObservations(desk.tenant, {
      units: 'area',
      indicators: [{ code: answered, source: 'computed' }],
      period: march,
    })
    expect(table).toMatchObject({ units: [{ code: 's1' }, { code: 's2' }], values: [[null], [null]] })
  })

  test.each([
    [{ indicators: [{ code: 'joy', source: 'imported' }] }, '/indicators/joy', 'indicator_unknown'],
    [
      { indicators: [{ code: 'hotline.joy', source: 'computed' }] },
      '/indicators/hotline.joy',
      'indicator_unknown',
    ],
    [{ indicators: [{ code: answered, source: 'computed' }] }, `/indicators/${answered}`, 'not_by_units'],
    [{ attributes: ['colour'] }, '/steps', 'attribute_unknown'],
    [{ among: ['110101', '999999'] }, '/units/999999', 'unit_unknown'],
    [{ statistics: '2019' }, '/units', 'no_units'],
  ] as const)(
    'are refused whole where something asked for does not exist: %j',
    async (change, path, code) => {
      const { table, faults } = await loadObservations(desk.tenant, imported(change))
      expect(table).toBeUndefined()
      const found = faults.find((fault) => fault.path === path)
      expect(found?.code).toContain(code)
      expect(found?.severity).toBe('error')
    },
  )

  test('say so where a recipe turns the direction of a definition round', async () => {
    const indicators = [{ code: 'debt', source: 'imported', direction: 'more' }] as const
    const { faults } = await loadObservations(desk.tenant, imported({ indicators }))
    expect(faults).toMatchObject([{ path: '/indicators/debt', code: 'direction_unlike' }])
  })

  test('over several periods are those that are known, of either source', async () => {
    const { values } = await loadSeries(desk.tenant, {
      units: 'division',
      indicators: [{ code: 'gdp', source: 'imported' }],
      periods: ['2023', '2024', '2025'],
      among: ['110101'],
    })
    expect(values.map(({ period, value }) => [period, value])).toEqual([
      ['2024', 2900],
      ['2025', 3000],
    ])
    const counted = await loadSeries(desk.tenant, {
      units: 'office',
      indicators: [{ code: answered, source: 'computed' }],
      periods: ['2025', '2026'],
      among: ['water'],
    })
    expect(counted.values).toEqual([{ indicator: answered, unit: 'water', period: '2026', value: 1 }])
  })
})
