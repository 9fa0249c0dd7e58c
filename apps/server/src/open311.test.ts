import { instantOf } from '@duibiao/base'
import { XMLParser } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import { readForm } from './form.ts'
import { argumentOf, listArgument, numberArgument, spanOf } from './open311-argument.ts'
import { readAttributes } from './open311-attribute.ts'
import { writeOpen311 } from './open311-document.ts'

describe('a document of Open311', () => {
  const hostile = `<b>&"'\u0000\u001b\ud800\ufffe]]></b>\r\n路灯`

  test('[V1.2.1] holds text as text in XML, and leaves out what no XML may hold', () => {
    const xml = writeOpen311({ root: 'services', value: [{ description: hostile }] }, 'xml')
    expect(xml).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<services><service><description>&lt;b&gt;/,
    )
    const read = new XMLParser({ htmlEntities: true, trimValues: false }).parse(xml)
    expect(read.services.service.description).toBe(`<b>&"']]></b>\r\n路灯`)
  })

  test('lists have an element for each, in JSON only the list', () => {
    const value = { values: [{ key: '1' }, { key: '2' }], order: 1, variable: true, group: null }
    expect(writeOpen311({ root: 'attribute', value }, 'xml')).toContain(
      '<attribute><values><value><key>1</key></value><value><key>2</key></value></values><order>1</order><variable>true</variable><group/></attribute>',
    )
    expect(JSON.parse(writeOpen311({ root: 'attribute', value }, 'json'))).toEqual(value)
    expect(writeOpen311({ root: 'services', value: [] }, 'xml')).toContain('<services/>')
  })
})

describe('arguments', () => {
  const now = instantOf(Date.UTC(2026, 2, 2))
  const day = 86_400_000

  test('an empty one counts as not given; lists come with commas or several times', () => {
    const form = readForm('a=&b=+x+&c=1,2&c=3&d=,&__proto__=7')
    expect([argumentOf(form, 'a'), argumentOf(form, 'b'), argumentOf(form, 'none')]).toEqual([
      undefined,
      'x',
      undefined,
    ])
    expect(listArgument(form, 'c')).toEqual(['1', '2', '3'])
    expect(listArgument(form, 'd')).toBeUndefined()
    expect(argumentOf(form, 'toString')).toBeUndefined()
  })

  test('without dates the most recent 90 days are meant, with one of them 90 days from it', () => {
    expect(spanOf({}, now)).toEqual({ from: now - 90 * day, to: now })
    expect(spanOf({ start_date: '2026-01-01T00:00:00Z' }, now)).toEqual({
      from: Date.UTC(2026, 0, 1),
      to: now,
    })
    expect(spanOf({ start_date: '2025-01-01T00:00:00Z' }, now).to).toBe(Date.UTC(2025, 0, 1) + 90 * day)
    expect(spanOf({ end_date: '2025-06-01T08:00:00 08:00' }, now).from).toBe(Date.UTC(2025, 5, 1) - 90 * day)
  })

  test.each([
    [{ start_date: '2026-01-01T00:00:00Z', end_date: '2026-04-02T00:00:00Z' }],
    [{ start_date: '2026-02-01T00:00:00Z', end_date: '2026-01-02T00:00:00Z' }],
    [{ start_date: '2026-01-01T00:00:00' }],
    [{ start_date: '2026-13-01T00:00:00Z' }],
    [{ start_date: 'yesterday' }],
  ])('%j is refused', (given) => {
    expect(() => spanOf(given, now)).toThrow(expect.objectContaining({ code: 'request_malformed' }))
  })

  test('numbers are numbers within their limits', () => {
    const latitude = { name: 'lat', least: -90, most: 90 }
    expect(numberArgument({ lat: '-36.5' }, latitude)).toBe(-36.5)
    for (const lat of ['91', '1e1', 'NaN', '0x10', '1,5'])
      expect(() => numberArgument({ lat }, latitude)).toThrow(
        expect.objectContaining({ code: 'request_malformed' }),
      )
  })
})

describe('attributes', () => {
  const wording = { zh: '问', en: 'question' }
  const list = [
    { key: 'a', name: wording },
    { key: 'b', name: wording },
  ]
  const attributes = [
    { code: 'INFO', datatype: 'string', required: true, description: wording },
    {
      code: 'KIND',
      variable: 'kind',
      datatype: 'singlevaluelist',
      required: true,
      description: wording,
      values: list,
    },
    {
      code: 'PARTS',
      variable: 'parts',
      datatype: 'multivaluelist',
      required: false,
      description: wording,
      values: list,
    },
    { code: 'DEPTH', variable: 'depth', datatype: 'number', required: false, description: wording },
    { code: 'SEEN', variable: 'seen', datatype: 'datetime', required: false, description: wording },
    { code: 'NAME', variable: 'label', datatype: 'string', required: false, description: wording },
  ] as const

  test('become variables; those that the service does not have are passed over', () => {
    const given = readForm(
      'attribute[KIND]=a&attribute[PARTS][]=a&attribute[PARTS][]=b&attribute[DEPTH]=1.5&attribute[OTHER]=x&attribute[NAME]=',
    )
    expect(readAttributes(attributes, given)).toEqual({ kind: 'a', parts: ['a', 'b'], depth: 1.5 })
  })

  test('every fault is told at once', () => {
    const given = readForm(
      'attribute[PARTS]=c&attribute[DEPTH]=deep&attribute[SEEN]=today&attribute[NAME]=a%0Ab',
    )
    expect(() => readAttributes(attributes, given)).toThrow(
      expect.objectContaining({
        params: {
          reason: [
            'attribute[KIND] is required',
            'attribute[PARTS] is no multivaluelist of this service',
            'attribute[DEPTH] is no number of this service',
            'attribute[SEEN] is no datetime of this service',
            'attribute[NAME] is no string of this service',
          ].join('; '),
        },
      }),
    )
  })
})
