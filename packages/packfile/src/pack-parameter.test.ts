import { isLegalDate, parseInstant, type LegalDate } from '@duibiao/base'
import { describe, expect, test } from 'vitest'
import { readParameters, type ParameterValue } from './pack-parameter.ts'
import { isUnconfirmed, lookUpParameters } from './pack-value.ts'
import { readYaml } from './pack-yaml.ts'

function day(text: string): LegalDate {
  if (!isLegalDate(text)) throw new Error(text)
  return text
}

function aValue(overrides: Partial<ParameterValue> = {}): ParameterValue {
  return { from: day('2020-01-01'), value: 5, unit: 'working_day', unconfirmed: true, ...overrides }
}

const title = { zh: '办理', en: 'Handling' }
const noon = parseInstant('2026-03-02T12:00:00+08:00')

describe('lookup', () => {
  const parameters = {
    limit: {
      title,
      values: [aValue({ to: day('2026-03-02') }), aValue({ from: day('2026-03-03'), value: 7 })],
      presets: { short: [aValue({ value: 2, unit: 'hour' })] },
    },
    share: { title, values: [aValue({ value: 0.2, unit: 'ratio' })] },
  }

  test('a limit is an amount with its unit; the value of the day counts, to midnight of its last day in the district', () => {
    const look = lookUpParameters(parameters)
    expect(look('limit', noon)).toEqual({ amount: 5, unit: 'working_day' })
    expect(look('limit', parseInstant('2026-03-02T23:59:59+08:00'))).toEqual({
      amount: 5,
      unit: 'working_day',
    })
    expect(look('limit', parseInstant('2026-03-03T00:00:00+08:00'))).toEqual({
      amount: 7,
      unit: 'working_day',
    })
  })

  test('any other value is plain; what is not there, or not yet, is undefined', () => {
    const look = lookUpParameters(parameters)
    expect(look('share', noon)).toBe(0.2)
    expect(look('limit', parseInstant('2019-12-31T12:00:00+08:00'))).toBeUndefined()
    expect(look('none', noon)).toBeUndefined()
    expect(look('constructor', noon)).toBeUndefined()
  })

  test("the district's own value comes first, then the preset, then the pack", () => {
    expect(lookUpParameters(parameters, { preset: 'short' })('limit', noon)).toEqual({
      amount: 2,
      unit: 'hour',
    })
    expect(lookUpParameters(parameters, { preset: 'short' })('share', noon)).toBe(0.2)
    const own = lookUpParameters(parameters, {
      preset: 'short',
      overrides: { limit: [aValue({ value: 3 })] },
    })
    expect(own('limit', noon)).toEqual({ amount: 3, unit: 'working_day' })
  })
})

test('a value is unconfirmed without a ground, and with a statute of another place', () => {
  const jinan = {
    from: day('2018-09-01'),
    value: 5,
    legal_basis: { law: '济南市12345市民服务热线条例', article: '24' },
    binds: '济南市、潍坊市',
  }
  expect(isUnconfirmed(aValue())).toBe(true)
  expect(isUnconfirmed(jinan, '潍坊市')).toBe(false)
  expect(isUnconfirmed(jinan, '明湖区')).toBe(true)
  expect(isUnconfirmed(jinan)).toBe(true)
})

describe('a file of parameters is refused', () => {
  function codes(values: string): readonly string[] {
    const text = `limit:\n  title: { zh: 限, en: Limit }\n  values:\n${values}`
    const { findings } = readParameters(readYaml(new TextEncoder().encode(text), 'parameters/a.yaml'))
    return findings.map(({ code, line }) => `${line} ${code}`)
  }

  test.each([
    ['with neither ground nor mark', '    - { from: 2020-01-01, value: 1 }', ['4 parameter_ground']],
    [
      'with both',
      '    - { from: 2020-01-01, value: 1, unconfirmed: true, legal_basis: { law: 法, article: "1" } }',
      ['4 parameter_ground'],
    ],
    [
      'with an end before its beginning',
      '    - { from: 2020-01-01, to: 2019-01-01, value: 1, unconfirmed: true }',
      ['4 parameter_dates'],
    ],
    [
      'with overlapping values',
      '    - { from: 2020-01-01, value: 1, unconfirmed: true }\n    - { from: 2021-01-01, value: 2, unconfirmed: true }',
      ['5 parameter_dates'],
    ],
    [
      'with a date that is none',
      '    - { from: 2021-02-29, value: 1, unconfirmed: true }',
      ['4 parameter_invalid'],
    ],
    [
      'with a limit that is no number',
      '    - { from: 2020-01-01, value: five, unit: hour, unconfirmed: true }',
      ['4 parameter_invalid'],
    ],
  ])('%s', (_name, values, expected) => {
    expect(codes(values)).toEqual(expected)
  })
})
