import { describe, expect, test } from 'vitest'
import { parseLegalDate } from '@duibiao/base'
import { isAreaCode, mayStandBelow } from './area.ts'
import { findOn, findTreeFaults, idsOfPath, isBelow, pathBelow } from './tree.ts'
import type { TreeNode } from './tree.ts'

const opened = parseLegalDate('2020-01-01')
const split = parseLegalDate('2026-03-01')

function aNode(node: Partial<TreeNode> & { readonly id: string }, parentPath = ''): TreeNode {
  return { district: 1, path: pathBelow(parentPath, node.id), validFrom: opened, ...node }
}

const root = aNode({ id: 'd' })
const street = aNode({ id: 's', parent: 'd' }, '/d/')
const old = aNode({ id: 'g1', parent: 's', validUntil: split, successors: ['g2', 'g3'] }, '/d/s/')
const grids = [
  aNode({ id: 'g2', parent: 's', validFrom: split }, '/d/s/'),
  aNode({ id: 'g3', parent: 's', validFrom: split }, '/d/s/'),
]
const nodes = [root, street, old, ...grids]
const known = new Map(nodes.map((node) => [node.id, node]))

test('a path holds everything above', () => {
  expect(grids[0]?.path).toBe('/d/s/g2/')
  expect(idsOfPath('/d/s/g2/')).toEqual(['d', 's', 'g2'])
  expect(isBelow('/d/s/g2/', '/d/s/')).toBe(true)
  expect(isBelow('/d/s2/', '/d/s/')).toBe(false)
})

test('a grid that was split is found by its successors from that day on', () => {
  expect(findOn(known, 'g1', parseLegalDate('2026-02-28')).map(({ id }) => id)).toEqual(['g1'])
  expect(new Set(findOn(known, 'g1', split).map(({ id }) => id))).toEqual(new Set(['g2', 'g3']))
  expect(findOn(known, 'g2', parseLegalDate('2026-02-28'))).toEqual([])
  expect(findOn(known, 'nothing', split)).toEqual([])
})

test('successors that name each other do not hang', () => {
  const ring = ['a', 'b'].map((id, index) =>
    aNode({ id, validUntil: split, successors: [index === 0 ? 'b' : 'a'] }),
  )
  expect(findOn(new Map(ring.map((node) => [node.id, node])), 'a', split)).toEqual([])
})

describe('faults of a tree', () => {
  test('none in a sound one', () => {
    expect(findTreeFaults(nodes)).toEqual([])
  })
  test.each<[string, TreeNode]>([
    ['id_malformed', aNode({ id: 'a b' })],
    ['id_doubled', root],
    ['parent_missing', aNode({ id: 'x', parent: 'nowhere' }, '/nowhere/')],
    ['path_wrong', aNode({ id: 'x', parent: 's' }, '/d/')],
    ['validity_empty', aNode({ id: 'x', validUntil: opened })],
    ['validity_beyond_parent', aNode({ id: 'x', parent: 'g1' }, '/d/s/g1/')],
    ['successor_missing', aNode({ id: 'x', validUntil: split, successors: ['nowhere'] })],
    ['successor_premature', aNode({ id: 'x', successors: ['d'] })],
    ['successor_early', aNode({ id: 'x', validUntil: split, successors: ['g1'] })],
  ])('%s', (kind, node) => {
    expect(findTreeFaults([...nodes, node])).toMatchObject([{ kind, id: node.id }])
  })
  test('a circle of parents shows as wrong paths', () => {
    const circle = [aNode({ id: 'a', parent: 'b' }, '/b/'), aNode({ id: 'b', parent: 'a' }, '/a/')]
    expect(findTreeFaults(circle).map(({ kind }) => kind)).toContain('path_wrong')
  })
})

test('codes of areas have the digits of their level and begin with that of the area above', () => {
  expect(isAreaCode('370213', 'district')).toBe(true)
  expect(isAreaCode('370213004', 'street', '370213')).toBe(true)
  expect(isAreaCode('370214004', 'street', '370213')).toBe(false)
  expect(isAreaCode('37021300400', 'community', '370213004')).toBe(false)
  expect(mayStandBelow('grid', 'street')).toBe(true)
  expect(mayStandBelow('street', 'street')).toBe(false)
})
