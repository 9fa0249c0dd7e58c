import { expect, test } from 'vitest'
import { readState, writeCharacteristics, writeChosen, writeSupposed } from './peer-state.ts'

test('what is written into the address is read again', () => {
  const characteristics = [
    { indicator: 'people', per: undefined, weight: 1, scale: 'log' },
    { indicator: '人口数_合计', per: 'area', weight: 2.5, scale: 'plain' },
  ] as const
  const indicators = [{ code: 'hotline.solved_rate', better: 'lower', weight: 3 }] as const
  const supposed = [{ indicator: 'people', value: -1.5 }] as const
  const address = new URLSearchParams()
  const changes = {
    ...writeCharacteristics(characteristics),
    ...writeChosen(indicators),
    ...writeSupposed(supposed),
  }
  for (const [name, value] of Object.entries(changes)) address.set(name, value ?? '')
  const state = readState(new URLSearchParams(address.toString()))
  expect(state).toMatchObject({ characteristics, indicators, supposed })
  expect(writeChosen([])).toEqual({ i: undefined })
})

test('an address that says nothing sensible says nothing', () => {
  const address =
    'view=x&units=town&period=2026-13&c=~~2&i=,income~up~-4&s=income~abc&horizon=99&nearest=16&method=mean'
  expect(readState(new URLSearchParams(address))).toEqual({
    view: 'gap',
    units: 'area',
    period: undefined,
    own: undefined,
    peer: undefined,
    characteristics: [],
    list: undefined,
    indicators: [{ code: 'income', better: 'higher', weight: 1 }],
    method: 'arithmetic',
    ranking: undefined,
    supposed: [],
    indicator: undefined,
    horizon: 5,
    shown: undefined,
    at: undefined,
    isNear: false,
    nearest: undefined,
  })
})
