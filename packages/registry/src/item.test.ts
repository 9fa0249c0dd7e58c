import { expect, test } from 'vitest'
import { parseLegalDate } from '@duibiao/base'
import { findItemFaults, itemKinds, readItemKind } from './item.ts'
import type { Item } from './item.ts'

const begin = parseLegalDate('2026-01-01')
const change = parseLegalDate('2026-03-01')

function anItem(fields: Partial<Item> = {}): Item {
  return {
    district: 1,
    code: 'A',
    version: 1,
    name: '占道许可',
    kind: 'permit',
    authority: '明湖区城市管理局',
    level: 'district',
    legalBasis: [],
    validFrom: begin,
    ...fields,
  }
}

test('a kind is told by code, letters, Chinese or English, and by nothing else', () => {
  for (const [kind, { code, letters, zh }] of Object.entries(itemKinds)) {
    const names = [kind, code, String(Number(code)), letters, letters.toLowerCase(), zh, zh.slice(2)]
    const known = zh.startsWith('行政') ? names : names.slice(0, -1)
    expect(known.map(readItemKind)).toEqual(known.map(() => kind))
  }
  expect(readItemKind('其他权力')).toBe('other_power')
  expect(readItemKind('NS')).toBeUndefined()
  expect(readItemKind('')).toBeUndefined()
})

test('versions follow one another', () => {
  const first = anItem({ validUntil: change })
  expect(findItemFaults([first, anItem({ version: 2, validFrom: change })])).toEqual([])
  expect(findItemFaults([anItem(), anItem({ version: 2, validFrom: change })])).toEqual([
    { kind: 'validity_overlaps', code: 'A', version: 2 },
  ])
  expect(findItemFaults([first, anItem({ version: 2 })])).toEqual([
    { kind: 'version_early', code: 'A', version: 2 },
  ])
  expect(findItemFaults([anItem(), anItem()]).map(({ kind }) => kind)).toEqual([
    'version_doubled',
    'version_doubled',
  ])
  expect(findItemFaults([anItem({ parent: 'nowhere', validUntil: begin })]).map(({ kind }) => kind)).toEqual([
    'validity_empty',
    'parent_missing',
  ])
})
