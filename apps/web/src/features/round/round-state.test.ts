import { expect, test } from 'vitest'
import { distanceOf, filterOf, nearestFirst, readRound } from './round-state.ts'

test('an address says how one looks at what is open; what it does not know is left out', () => {
  expect(readRound(new URLSearchParams('view=map&grid=g-1&due=soon'))).toEqual({
    view: 'map',
    grid: 'g-1',
    due: 'soon',
  })
  expect(readRound(new URLSearchParams('view=wall&due=never'))).toEqual({
    view: 'list',
    grid: undefined,
    due: undefined,
  })
})

test('list, map and number are asked for with one filter: of a grid, or of the whole area', () => {
  expect(filterOf({ view: 'map', grid: undefined, due: 'overdue' }, 'c-1')).toEqual({
    open: true,
    area: 'c-1',
    due: 'overdue',
  })
  expect(filterOf({ view: 'list', grid: 'g-1', due: undefined }, 'c-1')).toEqual({ open: true, area: 'g-1' })
})

test('a minute of latitude is a nautical mile', () => {
  const from = { longitude: 119.5, latitude: 29.5 }
  const distance = distanceOf(from, { longitude: 119.5, latitude: 29.5 + 1 / 60 })
  expect(Math.abs(distance - 1852)).toBeLessThan(5)
  expect(distanceOf(from, from)).toBe(0)
})

test('what is nearest comes first, and what has no place last', () => {
  const own = { longitude: 119.5, latitude: 29.5 }
  const rows = [
    { id: 'nowhere' },
    { id: 'far', place: { longitude: 119.6, latitude: 29.5 } },
    { id: 'near', place: { longitude: 119.501, latitude: 29.5 } },
    { id: 'nowhere too' },
  ]
  expect(nearestFirst(rows, own).map(({ id }) => id)).toEqual(['near', 'far', 'nowhere', 'nowhere too'])
})
