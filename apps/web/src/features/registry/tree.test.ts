import { expect, test } from 'vitest'
import { idsAbove, treeOf } from './tree.ts'

const rows = [
  { id: 'd', name: '区' },
  { id: 's', name: '街道', parent: 'd' },
  { id: 'c', name: '社区', parent: 's' },
  { id: 'x', name: '失散', parent: 'gone' },
]

test('rows become a tree, and one whose parent is not there stands at the top', () => {
  const tree = treeOf(rows)
  expect(tree.map(({ row }) => row.id)).toEqual(['d', 'x'])
  expect(tree[0]?.children[0]?.children.map(({ row }) => row.id)).toEqual(['c'])
})

test('the way down to a node is known, and a circle ends', () => {
  expect(idsAbove(rows, 'c')).toEqual(['d', 's'])
  expect(idsAbove(rows, undefined)).toEqual([])
  const circle = [
    { id: 'a', name: '', parent: 'b' },
    { id: 'b', name: '', parent: 'a' },
  ]
  expect(idsAbove(circle, 'a').length).toBeLessThanOrEqual(2)
})
