import { expect, test } from 'vitest'
import { cellsOf, faultyCells, numberIn } from './value-input.ts'

const recipe = {
  recipe: 'zones',
  version: 1,
  hash: '',
  name: { zh: '', en: '' },
  from: '2026-04-01',
  to: '2026-06-30',
  shown: 'bands',
  indicators: [
    { code: 'rate', name: { zh: '', en: '' }, source: 'computed' },
    { code: 'projects', name: { zh: '', en: '' }, source: 'entered' },
  ],
} as const

test('only what no record tells is asked for, of every zone', () => {
  const zones = [1, 2].map((no) => ({ no, name: '', office: '', office_name: '', areas: [], policy: '' }))
  const cells = cellsOf({ zones, recipe: { ...recipe, indicators: [...recipe.indicators] } })
  expect(cells).toEqual([
    { zone: 1, indicator: 'projects' },
    { zone: 2, indicator: 'projects' },
  ])
  const typed = new Map([
    ['1 projects', '3.5'],
    ['2 projects', '三'],
  ])
  expect(faultyCells(cells, typed)).toEqual([{ zone: 2, indicator: 'projects' }])
})

test('an empty field is no value, and what is no number is none', () => {
  expect([' 12 ', '-0.5', '', 'e', 'Infinity'].map(numberIn)).toEqual([12, -0.5, null, undefined, undefined])
})
