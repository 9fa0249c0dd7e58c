import { expect, test } from 'vitest'
import { withNeighbours } from './neighbour.ts'

function square(id: string, west: number, south: number) {
  const ring = [
    [west, south],
    [west + 1, south],
    [west + 1, south + 1],
    [west, south + 1],
    [west, south],
  ]
  const geometry = { type: 'Polygon', coordinates: [ring] }
  return { type: 'Feature' as const, id, properties: { name: id }, geometry }
}

test('those that share a side are neighbours; a corner, or nothing, makes none', () => {
  const bare = { ...square('bare', 0, 0), geometry: null }
  const shapes = {
    type: 'FeatureCollection' as const,
    features: [square('own', 0, 0), square('east', 1, 0), square('corner', 1, 1), square('far', 5, 5), bare],
  }
  expect(withNeighbours(shapes, 'own').neighbours.map(({ id }) => id)).toEqual(['east'])
  expect(withNeighbours(shapes, 'bare')).toMatchObject({ own: { id: 'bare' }, neighbours: [] })
  expect(withNeighbours(shapes, 'none').own).toBeUndefined()
})
