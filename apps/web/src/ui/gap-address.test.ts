import { expect, test } from 'vitest'
import { gapIn, gapWorkAddress, lags } from './gap-address.ts'
import type { Gap } from './gap-address.ts'

const gap: Gap = {
  indicator: '按期办结率 & 其他',
  better: 'higher',
  period: '2026-10',
  own: 82.3,
  peer: '甲市乙区',
  peerValue: 91,
  valueUnit: '%',
  finding: 2,
}

test('what an address is made of is read from it again', () => {
  const [path, search] = gapWorkAddress(gap).split('?')
  expect(path).toBe('/gap-work/new')
  expect(gapIn(new URLSearchParams(search))).toEqual(gap)
})

test('an address may say nothing, and what it says wrongly is left out', () => {
  expect(gapWorkAddress({})).toBe('/gap-work/new')
  const search = new URLSearchParams('own=many&better=best&by=soon&peer=%20&target=0&period=2026')
  expect(gapIn(search)).toEqual({ target: 0, period: '2026' })
})

test('who is not behind has no gap', () => {
  expect(lags(gap)).toBe(true)
  expect(lags({ ...gap, better: 'lower' })).toBe(false)
  expect(lags({ ...gap, own: 91 })).toBe(false)
})
