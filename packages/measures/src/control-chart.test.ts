import { expect, test } from 'vitest'
import { drawChart } from './control-chart.ts'
import type { ChartChoice, ControlChart } from './control-chart.ts'

const choice: ChartChoice = { better: 'higher' }

function marked(chart: ControlChart, sign: string): readonly number[] {
  return chart.points.flatMap(({ index, signs }) => (signs.some((one) => one.sign === sign) ? [index] : []))
}

test('limits are the mean and 2.66 mean moving ranges', () => {
  const [phase] = drawChart([10, 12, 11, 13, 9], choice).phases
  // Moving ranges 2, 1, 2, 4: mean 2.25.
  expect(phase).toMatchObject({ from: 0, to: 4, mean: 11, upper: 11 + 2.66 * 2.25, lower: 11 - 2.66 * 2.25 })
})

test('each of the four signs is found where it is, and nowhere else', () => {
  const calm = [10, 11, 9, 10, 11, 9, 10, 11, 9, 10, 11, 9]
  expect(drawChart(calm, choice).points.every(({ signs }) => signs.length === 0)).toBe(true)
  expect(marked(drawChart([...calm, 20], { ...choice, baseline: 12 }), 'beyond_limit')).toEqual([12])
  const shifted = [...calm, 10.6, 11, 10.7, 11.1, 10.5, 10.9, 11]
  expect(marked(drawChart(shifted, { ...choice, baseline: 12 }), 'shift')).toEqual([
    12, 13, 14, 15, 16, 17, 18,
  ])
  expect(marked(drawChart(shifted.slice(0, 18), { ...choice, baseline: 12 }), 'shift')).toEqual([])
  const rising = [...calm, 9.1, 9.2, 9.3, 9.4, 9.5, 9.6]
  expect(marked(drawChart(rising, { ...choice, baseline: 12 }), 'trend')).toEqual([
    11, 12, 13, 14, 15, 16, 17,
  ])
  // Mean 10, mean moving range 15/11: two thirds of the way to the limit is 12.42.
  expect(marked(drawChart([...calm, 12.6, 9, 12.6], { ...choice, baseline: 12 }), 'near_limit')).toEqual([
    12, 14,
  ])
  expect(marked(drawChart([...calm, 12.6, 9, 10, 12.6], { ...choice, baseline: 12 }), 'near_limit')).toEqual(
    [],
  )
})

test('a trend is judged by the way it goes, not by the side of the mean it lies on', () => {
  const falling = [20, 21, 20, 21, 20, 21, 30, 29, 28, 27, 26, 25, 24]
  const signals = drawChart(falling, choice)
    .points.at(-3)
    ?.signs.filter(({ sign }) => sign === 'trend')
  expect(signals).toEqual([{ sign: 'trend', way: 'down', meaning: 'worse' }])
  const less = drawChart(falling, { better: 'lower' })
    .points.at(-3)
    ?.signs.filter(({ sign }) => sign === 'trend')
  expect(less?.[0]?.meaning).toBe('better')
})

test('limits are counted anew only where a person says so, and a target is judged in each phase', () => {
  const values = [10, 11, 10, 11, 10, 11, 20, 21, 20, 21, 20, 21]
  const chart = drawChart(values, { ...choice, rebaseAt: [6], target: 15 })
  expect(chart.phases.map(({ mean, assurance }) => [mean, assurance])).toEqual([
    [10.5, 'never'],
    [20.5, 'always'],
  ])
  expect(chart.points.every(({ signs }) => signs.length === 0)).toBe(true)
  expect(drawChart(values, { ...choice, target: 15 }).phases).toMatchObject([{ assurance: 'by_chance' }])
  expect(drawChart(values, { better: 'lower', target: 30, rebaseAt: [6] }).phases[0]?.assurance).toBe(
    'always',
  )
})

test('missing values, one value and equal values draw no false sign', () => {
  expect(drawChart([undefined, NaN, 3], choice)).toMatchObject({
    phases: [],
    points: [{}, {}, { value: 3, signs: [] }],
  })
  const equal = drawChart([5, 5, 5, undefined, 5, 5, 5, 5, 5], choice)
  expect(equal.phases).toMatchObject([{ mean: 5, lower: 5, upper: 5 }])
  expect(equal.points.every(({ signs }) => signs.length === 0)).toBe(true)
})
