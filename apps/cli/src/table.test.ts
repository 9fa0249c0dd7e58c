import { expect, test } from 'vitest'
import { formatPairs, formatTable } from './table.ts'
import { cut, pad, widthOf } from './text-width.ts'

test('Chinese characters and full-width signs fill two columns, marks none', () => {
  expect(widthOf('ab')).toBe(2)
  expect(widthOf('时限（天）')).toBe(10)
  expect(widthOf('é')).toBe(1)
  expect(widthOf('𠮷')).toBe(2)
  expect(widthOf('①')).toBe(1)
})

test('a text is filled up and cut by its width, never through a wide character', () => {
  expect(pad('时限', 6)).toBe('时限  ')
  expect(pad('12', 4, 'left')).toBe('  12')
  expect(cut('超期工作日', 10)).toBe('超期工作日')
  expect(cut('超期工作日', 8)).toBe('超期工…')
  expect(widthOf(cut('超期工作日', 7))).toBeLessThanOrEqual(7)
})

test('columns stand under one another, numbers on the right', () => {
  const lines = formatTable(
    ['项', '件'],
    [
      ['收到', 4326],
      ['late', 5],
    ],
  )
  expect(lines).toEqual(['项      件', '────  ────', '收到  4326', 'late     5'])
  expect(new Set(lines.map(widthOf))).toEqual(new Set([10]))
  expect(formatTable(['空'], [])).toEqual(['空', '──'])
})

test('names and values stand in two columns', () => {
  expect(
    formatPairs([
      ['编号', 'A-1'],
      ['id', ''],
    ]),
  ).toEqual(['编号  A-1', 'id'])
})
