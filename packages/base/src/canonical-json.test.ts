import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson, canonicalMembers } from './index.ts'

/** The obvious way: sort the names, then JSON. */
function slowJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(slowJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${slowJson(member)}`).join(',')}}`
}

describe('RFC 8785', () => {
  test('the example of section 3.2.2 and 3.2.3', () => {
    const value = {
      // The literal of the RFC has one digit more than a double holds.
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '€$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    }
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  test('names are sorted by UTF-16 code units (section 3.2.3)', () => {
    const value = {
      '€': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      ö: 'Latin Small Letter O With Diaeresis',
    }
    expect([...canonicalJson(value).matchAll(/:"([^"]*)"/g)].map((found) => found[1])).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ])
  })

  // Appendix B: the bits of a double and the text it must have.
  test.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('the double %s is %s', (bits, text) => {
    const view = new DataView(new ArrayBuffer(8))
    view.setBigUint64(0, BigInt(`0x${bits}`))
    expect(canonicalJson(view.getFloat64(0))).toBe(text)
  })

  test('integer-like names stand in the order of their text, not of their number', () => {
    expect(canonicalJson({ 10: 1, 9: 2, a: 3 })).toBe('{"10":1,"9":2,"a":3}')
  })
})

describe('refused, with the path', () => {
  test.each([
    [{ a: [1, Number.NaN] }, 'json_number_invalid', '$.a[1]'],
    [[Infinity], 'json_number_invalid', '$[0]'],
    [{ a: undefined }, 'json_value_unsupported', '$.a'],
    [[1, undefined], 'json_value_unsupported', '$[1]'],
    // oxlint-disable-next-line no-sparse-arrays -- the hole is what is tested
    [[1, , 2], 'json_value_unsupported', '$[1]'],
    [{ a: 1n }, 'json_value_unsupported', '$.a'],
    [{ a: () => 1 }, 'json_value_unsupported', '$.a'],
    [{ a: new Date(0) }, 'json_value_unsupported', '$.a'],
    [new Map([[1, 2]]), 'json_value_unsupported', '$'],
    [{ a: { b: '\ud800' } }, 'json_text_malformed', '$.a.b'],
    [{ '\udc00x': 1 }, 'json_text_malformed', '$'],
    [undefined, 'json_value_unsupported', '$'],
  ])('%o', (value, code, path) => {
    expect(() => canonicalJson(value)).toThrow(
      expect.objectContaining({ code, params: expect.objectContaining({ path }) }),
    )
  })

  test('nesting without end is an error and no overflow', () => {
    const loop: Record<string, unknown> = {}
    loop['self'] = loop
    expect(() => canonicalJson(loop)).toThrow('json_too_deep')
    let deep: unknown = 1
    for (let level = 0; level < 256; level++) deep = [deep]
    expect(canonicalJson(deep)).toHaveLength(513)
    expect(() => canonicalJson([deep])).toThrow('json_too_deep')
  })
})

test('the fast way writes what the obvious way writes, and JSON reads it back', () => {
  const value = fc.jsonValue({ stringUnit: 'binary', noUnicodeString: false } as fc.JsonSharedConstraints)
  const property = fc.property(value, (json) => {
    const text = canonicalJson(json)
    expect(text).toBe(slowJson(json))
    expect(canonicalJson(JSON.parse(text))).toBe(text)
  })
  const outcome = fc.check(property, { numRuns: 3000 })
  console.log(`canonical JSON property: seed ${outcome.seed}`)
  expect(outcome.failed ? fc.defaultReportMessage(outcome) : undefined).toBeUndefined()
})

test('the order in which members were written makes no difference', () => {
  const property = fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.integer()), (record) => {
    expect(canonicalJson(Object.fromEntries(Object.entries(record).toReversed()))).toBe(canonicalJson(record))
  })
  fc.assert(property, { numRuns: 1000 })
})

test('more makes of records than are remembered, met again in another order', () => {
  const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 40 })
  const property = fc.property(names, fc.nat(), (list, turn) => {
    const record = Object.fromEntries(list.map((name, index) => [name, index]))
    const rotated = [...list.slice(turn % list.length), ...list.slice(0, turn % list.length)]
    const again = Object.fromEntries(rotated.map((name) => [name, record[name]]))
    expect([canonicalJson(record), canonicalJson(again), canonicalJson(record)]).toEqual(
      Array.from({ length: 3 }, () => slowJson(record)),
    )
  })
  fc.assert(property, { numRuns: 1000 })
})

test('members are written as in the whole, and fail as the whole does', () => {
  const record = { b: [1, { d: null, c: 'x"' }], a: '和' }
  const { a, b } = canonicalMembers(record)
  expect(`{"a":${a},"b":${b}}`).toBe(canonicalJson(record))
  const malformed = { a: 1, b: { c: Number.NaN } }
  expect(() => canonicalMembers(malformed)).toThrow(
    expect.objectContaining({
      code: 'json_number_invalid',
      params: expect.objectContaining({ path: '$.b.c' }),
    }),
  )
})
