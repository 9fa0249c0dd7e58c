import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearestOfAll, nearestPeers, openPeers } from './peer.ts'
import type { PeerSpace } from './peer.ts'
import { rivalsOf } from './rival.ts'

const rows = fc.array(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 3, maxLength: 3 }), {
  minLength: 4,
  maxLength: 12,
})

function spaceOf(
  values: readonly (readonly (number | undefined)[])[],
  weights: readonly number[] = [1, 2, 0.5],
): PeerSpace {
  return openPeers({
    units: values.map((_, index) => `u${index}`),
    variables: weights.map((weight, index) => ({ code: `v${index}`, weight })),
    values,
  }).space
}

function distances(space: PeerSpace): ReadonlyMap<string, number> {
  const all = nearestOfAll(space, { count: space.units.length })
  return new Map(
    all.flatMap(({ unit, peers }) => peers.map((peer) => [`${unit}-${peer.unit}`, peer.distance])),
  )
}

test('distances are symmetric, leave the place itself out, and keep the triangle', () => {
  fc.assert(
    fc.property(rows, (values) => {
      const space = spaceOf(values)
      const met = distances(space)
      for (const one of space.units) {
        expect(met.has(`${one}-${one}`)).toBe(false)
        for (const other of space.units) {
          if (one === other || space.variables.length === 0) continue
          const direct = met.get(`${one}-${other}`) ?? NaN
          expect(direct).toBe(met.get(`${other}-${one}`))
          for (const third of space.units) {
            if (third === one || third === other) continue
            const around = (met.get(`${one}-${third}`) ?? NaN) + (met.get(`${third}-${other}`) ?? NaN)
            expect(direct).toBeLessThanOrEqual(around + 1e-9)
          }
        }
      }
    }),
    { verbose: true, numRuns: 60, seed: 5 },
  )
})

test('other units of measure and another zero change no distance', () => {
  fc.assert(
    fc.property(
      rows,
      fc.double({ min: 0.01, max: 1000, noNaN: true }),
      fc.integer({ min: -50, max: 50 }),
      (values, by, plus) => {
        const plain = distances(spaceOf(values))
        const changed = distances(spaceOf(values.map((cells) => cells.map((cell) => cell * by + plus))))
        for (const [pair, distance] of plain) expect(changed.get(pair)).toBeCloseTo(distance, 6)
      },
    ),
    { verbose: true, seed: 5 },
  )
})

test('parts name the characteristics and add up to the squared distance; the farthest is at 1', () => {
  const space = spaceOf([
    [1, 10, 5],
    [2, 10, 9],
    [9, 40, 1],
    [4, 20, undefined],
  ])
  const { peers = [] } = nearestPeers(space, 'u0', { count: 3 }) ?? {}
  for (const { parts } of peers) {
    expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
  }
  expect(Math.max(...peers.map(({ rebased }) => rebased))).toBe(1)
  expect(peers[0]).toMatchObject({ unit: 'u1', compared: 3 })
  expect(peers.find(({ unit }) => unit === 'u3')).toMatchObject({ compared: 2 })
  expect(peers[0]?.parts[0]?.variable).toBe('v2')
})

test('an own list is kept to, and its strangers are named', () => {
  const space = spaceOf([
    [1, 2, 3],
    [2, 3, 4],
    [5, 6, 7],
    [8, 9, 10],
  ])
  expect(nearestPeers(space, 'u0', { count: 5, among: ['u3', 'u0', 'elsewhere'] })).toMatchObject({
    peers: [{ unit: 'u3' }],
    unknown: ['elsewhere'],
  })
  expect(nearestPeers(space, 'elsewhere', { count: 5 })).toBeUndefined()
})

test('what cannot tell places apart is left out and named', () => {
  const { space, findings } = openPeers({
    units: ['a', 'b', 'b'],
    variables: [
      { code: 'flat' },
      { code: 'empty' },
      { code: 'people', scale: 'log' },
      { code: 'heavy', weight: -1 },
      { code: 'odd' },
    ],
    values: [
      [1, undefined, 10, 1, Infinity],
      [1, undefined, 0, 2, 1],
      [1, undefined, 1000, 3, 2],
    ],
  })
  expect(space.variables.map(({ code }) => code)).toEqual(['people', 'odd'])
  expect(findings.map(({ code, unit, indicator }) => [code, unit ?? indicator])).toEqual([
    ['duplicate_unit', 'b'],
    ['zero_variance', 'flat'],
    ['all_missing', 'empty'],
    ['value_not_usable', 'b'],
    ['weight_not_usable', 'heavy'],
    ['not_a_number', 'a'],
  ])
  expect(
    openPeers({ units: ['a'], variables: [{ code: 'v' }], values: [[1]] }).findings.map(({ code }) => code),
  ).toEqual(['one_unit', 'zero_variance'])
})

test('rivals: those ahead and those behind, nearest first, whichever way is better', () => {
  const scores = new Map([
    ['a', 90],
    ['b', 80],
    ['c', 75],
    ['d', 75],
    ['e', 60],
    ['f', undefined],
  ])
  const rivals = rivalsOf(scores, 'c', { count: 1, better: 'higher' })
  expect(rivals).toEqual({
    ahead: [{ unit: 'b', score: 80, away: 5 }],
    level: ['d'],
    behind: [{ unit: 'e', score: 60, away: 15 }],
  })
  expect(rivalsOf(scores, 'c', { count: 1, better: 'lower' })?.ahead[0]?.unit).toBe('e')
  expect(rivalsOf(scores, 'f', { count: 1, better: 'higher' })).toBeUndefined()
})
