import { instantAt, isLegalDate, type LegalDate } from '@duibiao/base'
import { describe, expect, test } from 'vitest'
import { breaksLaw } from './pack-law.ts'
import type { Parameter, ParameterValue } from './pack-parameter.ts'
import { choiceAt, findVoid, readOverride, type DistrictSetting } from './pack-setting.ts'
import { isUnconfirmed, lookUpParameters, valueOn, type PackChoice } from './pack-value.ts'

function day(text: string): LegalDate {
  if (!isLegalDate(text)) throw new Error(text)
  return text
}

function at(date: string, time = '12:00') {
  return instantAt(day(date), time, { utcOffsetMinutes: 480 })
}

const statute = { law: '济南市12345市民服务热线条例', article: '24(1)' }
const minutes = { law: '区政府常务会议纪要', article: '2026-7' }

function aParameter(parts: Partial<Parameter> = {}, value: Partial<ParameterValue> = {}): Parameter {
  const said = { from: day('2020-01-01'), value: 5, unit: 'working_day', legal_basis: statute, ...value }
  return { title: { zh: '办理', en: 'Handling' }, values: [said], ...parts }
}

function aSetting(parts: Partial<DistrictSetting> = {}): DistrictSetting {
  const recordedAt = at('2026-03-01')
  const plain = { kind: 'parameter', name: 'limit', value: 3, unit: 'working_day' } as const
  return { ...plain, from: day('2026-04-01'), basis: minutes, recordedAt, ...parts }
}

describe('the last decision of the district counts that is in force', () => {
  const look = (settings: readonly DistrictSetting[]) =>
    lookUpParameters({ limit: aParameter() }, (when) => choiceAt(settings, when))

  test('from its date on, and the pack says what holds before', () => {
    const limit = look([aSetting()])
    expect(limit('limit', at('2026-03-31', '23:59'))).toMatchObject({ amount: 5, legalBasis: statute })
    expect(limit('limit', at('2026-04-01', '00:00'))).toEqual({
      amount: 3,
      unit: 'working_day',
      legalBasis: minutes,
    })
  })

  test('not before it was recorded, although its date is past', () => {
    const limit = look([aSetting({ from: day('2026-01-01'), recordedAt: at('2026-03-01', '09:00') })])
    expect(limit('limit', at('2026-03-01', '08:59'))).toMatchObject({ amount: 5 })
    expect(limit('limit', at('2026-03-01', '09:00'))).toMatchObject({ amount: 3 })
  })

  test('until its last day, and a later decision replaces an earlier one', () => {
    const limit = look([aSetting(), aSetting({ value: 2, from: day('2026-05-01'), to: day('2026-05-31') })])
    expect(
      ['2026-04-30', '2026-05-01', '2026-05-31', '2026-06-01'].map((on) => limit('limit', at(on))),
    ).toMatchObject([{ amount: 3 }, { amount: 2 }, { amount: 2 }, { amount: 3 }])
  })

  test('also when it says that the pack counts again', () => {
    const limit = look([aSetting(), aSetting({ value: null, from: day('2026-06-01') })])
    expect(limit('limit', at('2026-05-31'))).toMatchObject({ amount: 3 })
    expect(limit('limit', at('2026-06-01'))).toMatchObject({ amount: 5 })
  })

  test('for place and preset as for values', () => {
    const settings = [
      aSetting({ kind: 'place', name: '', value: '济南市' }),
      aSetting({ kind: 'preset', name: '', value: 'anyang', from: day('2026-05-01') }),
    ]
    expect(choiceAt(settings, at('2026-03-15'))).toEqual({ overrides: {} })
    expect(choiceAt(settings, at('2026-04-15'))).toEqual({ place: '济南市', overrides: {} })
    expect(choiceAt(settings, at('2026-05-15'))).toMatchObject({ place: '济南市', preset: 'anyang' })
  })
})

describe('what a law sets is not loosened', () => {
  const pack = (limit: Parameter) => ({ pack: 'hotline', parameters: { limit } })
  const wanted = { name: 'limit', text: '7', from: day('2026-04-01') }
  const refusal = (limit: Parameter, choice: PackChoice = {}, more: object = {}) => {
    try {
      return readOverride(pack(limit), { ...wanted, ...more }, choice)
    } catch (error) {
      return Reflect.get(Object(error), 'code') as unknown
    }
  }

  test('a law of the whole country sets the most; a district may be stricter', () => {
    expect(refusal(aParameter())).toBe('parameter_loosens_law')
    expect(refusal(aParameter(), {}, { text: '3' })).toEqual({ value: 3, unit: 'working_day' })
  })

  test('a statute of a place is law there and a template elsewhere', () => {
    const local = aParameter({}, { binds: '济南市、潍坊市' })
    expect(refusal(local, { place: '潍坊市' })).toBe('parameter_loosens_law')
    expect(refusal(local, { place: '明湖区' })).toEqual({ value: 7, unit: 'working_day' })
    expect(refusal(local)).toEqual({ value: 7, unit: 'working_day' })
  })

  test('time that the law gives people is not shortened, and what it says exactly is not changed', () => {
    expect(refusal(aParameter({ bound: 'minimum' }))).toEqual({ value: 7, unit: 'working_day' })
    expect(refusal(aParameter({ bound: 'minimum' }), {}, { text: '3' })).toBe('parameter_loosens_law')
    expect(refusal(aParameter({ bound: 'exact' }), {}, { text: '3' })).toBe('parameter_loosens_law')
  })

  test('a law that begins or ended at another time than the value is not in the way', () => {
    const old = aParameter({}, { to: day('2025-12-31') })
    expect(refusal(old)).toEqual({ value: 7, unit: 'working_day' })
    const coming = aParameter({}, { from: day('2027-01-01') })
    expect(refusal(coming)).toBe('parameter_loosens_law')
    expect(refusal(coming, {}, { to: day('2026-12-31') })).toEqual({ value: 7, unit: 'working_day' })
  })

  test('a parameter that is fixed, unknown or of another type is refused', () => {
    expect(refusal(aParameter({ fixed: { zh: '全国统一', en: 'the same everywhere' } }))).toBe(
      'parameter_fixed',
    )
    expect(refusal(aParameter(), {}, { name: 'constructor' })).toBe('parameter_unknown')
    for (const more of [
      { text: 'soon' },
      { text: '0' },
      { text: '1.5' },
      { unit: 'percent' },
      { text: '-3' },
    ])
      expect(refusal(aParameter(), {}, more)).toBe('parameter_value_invalid')
    expect(refusal(aParameter(), {}, { text: '1.5', unit: 'hour' })).toEqual({ value: 1.5, unit: 'hour' })
  })

  test('a value that a new version of the pack brings a law against does not count under that version', () => {
    const overrides = {
      limit: [{ from: day('2026-04-01'), value: 7, unit: 'working_day', legal_basis: minutes }],
    }
    const free = { limit: aParameter({}, { legal_basis: statute, binds: '济南市' }) }
    const bound = { limit: aParameter() }
    const on = day('2026-05-01')
    expect(valueOn(free, { name: 'limit', on }, { overrides })?.value).toBe(7)
    expect(valueOn(bound, { name: 'limit', on }, { overrides })?.value).toBe(5)
    expect(findVoid(free, { overrides })).toEqual([])
    expect(findVoid(bound, { overrides })).toMatchObject([{ name: 'limit', law: { value: 5 } }])
  })

  test('a preset does not either', () => {
    const week = { from: day('2007-01-01'), value: 7, unit: 'calendar_day', unconfirmed: true }
    const local = aParameter({ presets: { draft: [week] } }, { binds: '济南市' })
    const value = (place: string) =>
      valueOn({ limit: local }, { name: 'limit', on: day('2026-05-01') }, { preset: 'draft', place })
    expect(value('明湖区')).toBe(week)
    expect(value('济南市')?.value).toBe(5)
  })
})

test('a statute that binds at the place is confirmed there', () => {
  const value = { from: day('2020-01-01'), value: 5, legal_basis: statute, binds: '济南市' }
  expect(isUnconfirmed(value, '济南市')).toBe(false)
  expect(isUnconfirmed(value, '明湖区')).toBe(true)
})

test.each([
  { own: [5, 'working_day'], law: [5, 'working_day'], beyond: false },
  { own: [6, 'working_day'], law: [5, 'working_day'], beyond: true },
  { own: [5, 'calendar_day'], law: [5, 'working_day'], beyond: false },
  { own: [6, 'calendar_day'], law: [5, 'working_day'], beyond: true },
  { own: [1, 'working_day'], law: [30, 'calendar_day'], beyond: true },
  { own: [48, 'hour'], law: [2, 'working_day'], beyond: false },
  { own: [49, 'hour'], law: [2, 'calendar_day'], beyond: true },
  { own: [2, 'hour'], law: [2, 'working_hour'], beyond: false },
  { own: [2, 'working_hour'], law: [20, 'hour'], beyond: true },
  { own: [1, 'urgent_day'], law: [48, 'hour'], beyond: false },
  { own: [1, 'urgent_day'], law: [47, 'hour'], beyond: true },
  { own: [28, 'calendar_day'], law: [1, 'month'], beyond: false },
  { own: [29, 'calendar_day'], law: [1, 'month'], beyond: true },
  { own: [12, 'month'], law: [1, 'year'], beyond: false },
  { own: [13, 'month'], law: [1, 'year'], beyond: true },
] as const)('$own against at most $law: beyond is $beyond', ({ own, law, beyond }) => {
  const [most, value] = [law, own].map(([amount, unit]) => ({ value: amount, unit }))
  expect(most && value && breaksLaw(aParameter(), most, value)).toBe(beyond)
})
