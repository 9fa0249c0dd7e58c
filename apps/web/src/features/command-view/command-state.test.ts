import { expect, test } from 'vitest'
import { amountOf, dayStart, listPath, narrowingOf, readState, writeView } from './command-state.ts'

test('an address that says nothing, or nonsense, shows open matters as points by street', () => {
  const plain = { measure: 'open', level: 'street', layer: 'points', view: undefined, wall: undefined }
  expect(readState(new URLSearchParams())).toMatchObject(plain)
  const odd = 'count=all&level=planet&show=3d&days=9&at=1,2&wall=dusk&area='
  expect(readState(new URLSearchParams(odd))).toMatchObject({ ...plain, area: undefined, days: undefined })
  expect(readState(new URLSearchParams('at=200,91,3')).view).toBeUndefined()
})

test('what the map shows goes into the address and comes out of it', () => {
  const view = { longitude: 115.49123, latitude: 33.52, zoom: 12.25 }
  expect(readState(new URLSearchParams({ at: writeView(view) })).view).toEqual(view)
})

test('seven days begin at the midnight six days ago in China, also before eight in the morning', () => {
  const early = Date.parse('2026-11-22T07:30:00+08:00')
  expect(dayStart(early, 1)).toBe('2026-11-21T16:00:00.000Z')
  expect(dayStart(early, 7)).toBe('2026-11-15T16:00:00.000Z')
  expect(dayStart(Date.parse('2026-11-22T23:59:00+08:00'), 7)).toBe('2026-11-15T16:00:00.000Z')
})

test('the list behind a number is asked for what the number counts', () => {
  const state = readState(new URLSearchParams('pack=hotline&area=990106001&count=overdue'))
  const narrowing = narrowingOf(state, 0)
  expect(listPath(narrowing, state.measure)).toBe(
    '/matters?open=true&pack=hotline&area=990106001&due=overdue',
  )
  expect(listPath(narrowing, 'open', { area: '990106001002' })).toBe(
    '/matters?open=true&pack=hotline&area=990106001002',
  )
  const tally = { open: 5, suspended: 2, overdue: 1, due_soon: 3, warned: 0 }
  expect(amountOf(tally, 'open')).toBe(7)
  expect(amountOf(tally, 'due_soon')).toBe(3)
})
