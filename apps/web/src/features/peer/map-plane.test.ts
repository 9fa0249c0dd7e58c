import { expect, test } from 'vitest'
import { drawMap, middleOf, nextPlace } from './map-plane.ts'
import type { MapShape } from './map-plane.ts'

function aSquare(code: string, [x, y]: readonly [number, number], side = 1): MapShape {
  const ring = [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
    [x, y],
  ]
  return { code, coordinates: [ring] }
}

/** Three by three, named by column and row from the south-west. */
const nine = [0, 1, 2].flatMap((x) => [0, 1, 2].map((y) => aSquare(`${x}${y}`, [110 + x, 30 + y])))
const frame = { width: 400, mostHeight: 300, near: new Set<string>() }

test('all is seen whole, north above and east at the right, as wide as it is at its latitude', () => {
  const { height, places } = drawMap(nine, frame)
  expect(height).toBeLessThanOrEqual(300)
  const boxes = places.map(({ box }) => box)
  expect(Math.min(...boxes.map(({ left }) => left))).toBeGreaterThanOrEqual(8)
  expect(Math.max(...boxes.map(({ right }) => right))).toBeLessThanOrEqual(392)
  const [north, south, east] = ['12', '10', '21'].map((code) => places.find((one) => one.code === code))
  if (north === undefined || south === undefined || east === undefined) throw new Error('all are drawn')
  expect(middleOf(north)[1]).toBeLessThan(middleOf(south)[1])
  const { left, right, top, bottom } = east.box
  expect((right - left) / (bottom - top)).toBeCloseTo(Math.cos((31.5 * Math.PI) / 180), 6)
})

test('a part may fill the frame, and what is not there leaves the whole', () => {
  const whole = drawMap(nine, frame)
  const part = drawMap(nine, { ...frame, near: new Set(['00', '01']) })
  const widthOf = (map: typeof whole) => {
    const box = map.places.find(({ code }) => code === '00')?.box
    return box === undefined ? 0 : box.right - box.left
  }
  expect(widthOf(part)).toBeGreaterThan(1.3 * widthOf(whole))
  expect(drawMap(nine, { ...frame, near: new Set(['99']) })).toEqual(whole)
  expect(drawMap([], frame)).toEqual({ height: 0, places: [] })
  expect(drawMap([{ code: 'x', coordinates: null }], frame).places).toEqual([])
})

test('what is large is drawn first, holes and parts are one path', () => {
  const city = {
    code: 'city',
    coordinates: [aSquare('', [110, 30], 3).coordinates, aSquare('', [120, 30]).coordinates],
  }
  const { places } = drawMap([aSquare('county', [111, 31]), city], frame)
  expect(places.map(({ code }) => code)).toEqual(['city', 'county'])
  expect(places[0]?.path.match(/M/g)).toHaveLength(2)
})

test.each([
  ['ArrowRight', '21'],
  ['ArrowLeft', '01'],
  ['ArrowUp', '12'],
  ['ArrowDown', '10'],
  ['Enter', undefined],
])('%s leads from the middle to %s', (key, expected) => {
  expect(nextPlace(drawMap(nine, frame).places, '11', key)).toBe(expected)
})

test('at the edge an arrow leads nowhere, and from nowhere to the first', () => {
  const { places } = drawMap(nine, frame)
  expect(nextPlace(places, '22', 'ArrowRight')).toBeUndefined()
  expect(nextPlace(places, undefined, 'ArrowRight')).toBe(places[0]?.code)
  expect(nextPlace([], undefined, 'ArrowUp')).toBeUndefined()
})
