import { expect, test } from 'vitest'
import { commitmentsOf, drawTargets, ofGapWork, ofVisitAction, valueInUnit } from './commitment.ts'
import type { GapWork, VisitAction } from './queries.ts'

function work(given: Partial<GapWork>): GapWork {
  return {
    id: '0190a0a0-0000-7000-8000-000000000001',
    number: 'DB-2026-000001',
    title: '提高满意率',
    status: 'open',
    indicator: '满意率',
    own_value: 64.3,
    target_value: 75,
    value_unit: '%',
    by_when: '2026-12-31',
    owner: { office: 'hotline-centre', name: '热线中心' },
    steps: [],
    lamp: 'none',
    opened_at: '2026-09-10T01:00:00Z',
    ...given,
  }
}

const periods = ['2026-08', '2026-09', '2026-10']

function draw(rows: readonly GapWork[], scene: Partial<Parameters<typeof drawTargets>[1]> = {}) {
  return drawTargets(rows.map(ofGapWork), { periods, grain: 'month', unit: 'percent', ...scene })
}

test('a target runs from when the work began to its day, for which the axis grows', () => {
  const { targets, ahead } = draw([work({})])
  expect(ahead).toEqual(['2026-11', '2026-12'])
  expect(targets).toMatchObject([{ value: 0.75, from: 1, to: 4 }])
  // By quarters there is room already, and what began before the first period begins with it.
  const quarters = { periods: ['2026-Q4'], grain: 'quarter' } as const
  expect(draw([work({})], quarters)).toMatchObject({ ahead: [], targets: [{ from: 0, to: 0 }] })
  const years = { periods: ['2025', '2026'], grain: 'year' } as const
  expect(draw([work({ by_when: '2027-06-30' })], years)).toMatchObject({
    ahead: ['2027'],
    targets: [{ from: 1, to: 2 }],
  })
})

test('work that begins after the last period begins on the periods that were added', () => {
  const { targets } = draw([work({ opened_at: '2026-11-05T01:00:00Z' })])
  expect(targets).toMatchObject([{ from: 3, to: 4 }])
})

test('a day in the far future ends with the axis', () => {
  const { targets, ahead } = draw([work({ by_when: '2040-01-31' })])
  expect(ahead).toHaveLength(18)
  expect(targets).toMatchObject([{ from: 1, to: 20 }])
})

test('the last hours of a month in China are not its next in UTC', () => {
  const { targets } = draw([work({ opened_at: '2026-08-31T17:00:00Z' })])
  expect(targets).toMatchObject([{ from: 1 }])
})

test('what was given up, has no day or is past is not drawn', () => {
  const none = { targets: [], ahead: [] }
  expect(draw([work({ status: 'terminated' })])).toEqual(none)
  expect(draw([work({ status: 'completed' })])).toEqual(none)
  const { by_when: _, ...dayless } = work({})
  expect(draw([dayless])).toEqual(none)
  expect(draw([work({ by_when: '2026-07-31' })])).toEqual(none)
  expect(draw([work({})], { periods: [] })).toEqual(none)
  expect(draw([work({ status: 'completed', reached_value: 76 })]).targets).toHaveLength(1)
})

/** An action of a visit whose last day was the second of September. */
function action(given: Partial<VisitAction['action']>): VisitAction {
  return {
    visit: '0190a0a0-0000-7000-8000-000000000002',
    number: 'DB-2026-000002',
    since: '2026-09-02',
    no: 2,
    experience: '到期前两次提醒',
    insight: '我区只在超期以后提醒',
    action: {
      title: '建立到期前两次提醒',
      state: 'issued',
      is_overdue: false,
      due_on: '2026-12-31',
      target_value: 95,
      target_unit: '%',
      ...given,
    },
  }
}

test('an action of a visit is drawn from its last day on, as long as it is not given up', () => {
  function drawn(given: Partial<VisitAction['action']>) {
    const rows = [ofVisitAction(action(given))]
    return drawTargets(rows, { periods, grain: 'month', unit: 'percent' }).targets
  }
  const [target] = drawn({})
  expect(target).toMatchObject({ value: 0.95, from: 1, to: 4 })
  expect(ofVisitAction(action({}))).toMatchObject({
    key: target?.key,
    path: '/visits/0190a0a0-0000-7000-8000-000000000002',
  })
  for (const state of ['planned', 'proposed', 'closed'] as const) expect(drawn({ state })).toHaveLength(1)
  for (const state of ['refused', 'dropped'] as const) expect(drawn({ state })).toEqual([])
})

test('a value whose unit does not say what it is draws no line', () => {
  expect(valueInUnit(75, '%', 'percent')).toBe(0.75)
  expect(valueInUnit(75, ' ％ ', 'percent')).toBe(0.75)
  expect(valueInUnit(75, undefined, 'percent')).toBeUndefined()
  expect(valueInUnit(0.75, '件', 'percent')).toBeUndefined()
  expect(valueInUnit(1.5, undefined, 'per_matter')).toBe(1.5)
  expect(valueInUnit(1.5, '次', 'per_matter')).toBe(1.5)
  expect(valueInUnit(15, '%', 'per_matter')).toBeUndefined()
  expect(valueInUnit(undefined, '%', 'percent')).toBeUndefined()
})

test('an office is shown what it answers for, an area nothing of others', () => {
  const rows = [work({}), work({ owner: { office: 'water', name: '水务局' } })].map(ofGapWork)
  expect(commitmentsOf(rows, { unit_kind: 'district' })).toHaveLength(2)
  expect(commitmentsOf(rows, { unit_kind: 'office', unit: 'water' })).toEqual([rows[1]])
  expect(commitmentsOf(rows, { unit_kind: 'area', unit: 's1' })).toEqual([])
})
