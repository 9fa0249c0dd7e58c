import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkDuty, itemKinds, makeDutyList } from '@duibiao/registry'
import { parseLegalDate } from '@duibiao/base'
import { makeGeography } from './geography.ts'
import { makeOffices } from './office-tree.ts'
import { readWrittenDistrict } from './written-file.ts'

const { skeleton, stock, organisation, catalogue } = readWrittenDistrict()
const offices = makeOffices(organisation, makeGeography(skeleton, stock, 1).areas).map(({ office }) => office)
const known = new Set(offices.map(({ id }) => id))

describe('the power list', () => {
  test('has all ten kinds of power, and public services', () => {
    const found = new Set(catalogue.items.filter(({ level }) => level === 'district').map(({ kind }) => kind))
    expect([...found].toSorted()).toEqual(Object.keys(itemKinds).toSorted())
  })

  test('names offices that exist, each item once, each power with a statute', () => {
    expect(new Set(catalogue.items.map(({ code }) => code)).size).toBe(catalogue.items.length)
    expect(new Set(catalogue.items.map(({ name }) => name)).size).toBe(catalogue.items.length)
    for (const { office } of catalogue.items) if (office !== undefined) expect(known.has(office)).toBe(true)
    const powers = catalogue.items.filter(({ code }) => !/^(JD|SQ)/.test(code))
    expect(powers.length).toBeGreaterThan(150)
    expect(powers.filter(({ legalBasis }) => legalBasis.length === 0)).toEqual([])
  })
})

describe('street duties', () => {
  const street = catalogue.duties.filter(({ list }) => list === 'street')

  test('are 215 in 19 classes and three lists', () => {
    expect(catalogue.classes).toHaveLength(19)
    expect(street).toHaveLength(215)
    const counts = Map.groupBy(street, ({ kind }) => kind)
    expect([...counts.keys()].toSorted()).toEqual(['assisting', 'basic', 'taken_back'])
    expect(new Set(catalogue.duties.map(({ name }) => name)).size).toBe(catalogue.duties.length)
  })

  test('lead to departments and operators that exist', () => {
    const leads = catalogue.duties.flatMap((row) => (row.kind === 'basic' ? [] : [row.leadOffice]))
    expect(leads.filter((id) => !known.has(id))).toEqual([])
  })

  test('are obeyed by dispatch: lead, assist, taken back, and nothing beyond its list to a community', () => {
    const list = makeDutyList(catalogue.duties)
    const on = parseLegalDate('2026-06-01')
    const office = offices.find(({ kind }) => kind === 'street_office')
    const community = offices.find(({ kind }) => kind === 'community')
    if (office === undefined || community === undefined) throw new Error('there are streets and communities')
    const ask = (item: string, as: 'lead' | 'assist', to = office) =>
      checkDuty(list, { office: to, item, as, on })
    expect(ask('JD08-B02', 'lead').ok).toBe(true)
    expect(ask('JD13-A03', 'lead')).toMatchObject({ ok: false, code: 'duty_assisting_only' })
    expect(ask('JD13-A03', 'assist')).toMatchObject({ ok: true, act: '到场核实并告知居民许可情况' })
    expect(ask('JD09-T01', 'assist')).toMatchObject({ ok: false, code: 'duty_taken_back' })
    expect(ask('JD08-B02', 'lead', community)).toMatchObject({ ok: false, code: 'duty_beyond_community' })
    expect(ask('SQ-B02', 'lead', community).ok).toBe(true)
  })
})

const laws = new URL('../../../../../shared/practice/laws/', import.meta.url)

test.skipIf(!existsSync(laws))(
  'every article that is cited stands in the law (skipped without ../shared)',
  () => {
    const files = readdirSync(laws)
    const cited = new Set(
      catalogue.items.flatMap(({ legalBasis }) => legalBasis.map(({ law, article }) => `${law} ${article}`)),
    )
    const missing = [...cited].filter((citation) => {
      const [law = '', article = ''] = citation.split(' ')
      const file = files.find((name) => name.startsWith(law === '民法典' ? '物权编' : law))
      if (file === undefined) return true
      return !new RegExp(`^第${chinese(Number(article))}条`, 'm').test(
        readFileSync(new URL(file, laws), 'utf8'),
      )
    })
    expect(cited.size).toBeGreaterThan(60)
    expect(missing).toEqual([])
  },
)

function chinese(number: number): string {
  const digits = '零一二三四五六七八九'
  const [hundreds, tens, ones] = [Math.floor(number / 100), Math.floor(number / 10) % 10, number % 10]
  const unit = ones === 0 ? '' : digits[ones]
  if (hundreds === 0 && tens === 0) return unit ?? ''
  if (hundreds === 0) return `${tens === 1 ? '' : digits[tens]}十${unit}`
  const middle = tens === 0 ? (ones === 0 ? '' : '零') : `${digits[tens]}十`
  return `${digits[hundreds]}百${middle}${unit}`
}
