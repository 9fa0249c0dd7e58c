import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  emptyTree,
  growTree,
  isConsistent,
  isIncluded,
  leafHash,
  merkleRoot,
  perfectSpans,
  proveConsistency,
  proveInclusion,
  spansOfPath,
  treeRoot,
} from './merkle.ts'

function digestBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

// The slow twin: the recursive definitions of RFC 9162 2.1.1, 2.1.3.1 and 2.1.4.1, word for word.
function hashOf(...parts: readonly string[]): string {
  return digestBytes(Buffer.from(parts.join(''), 'hex'))
}

function splitPoint(count: number): number {
  return 2 ** Math.floor(Math.log2(count - 1))
}

function slowRoot(data: readonly string[]): string {
  if (data.length === 0) return hashOf()
  if (data.length === 1) return hashOf('00', data[0] ?? '')
  const k = splitPoint(data.length)
  return hashOf('01', slowRoot(data.slice(0, k)), slowRoot(data.slice(k)))
}

function slowPath(m: number, data: readonly string[]): readonly string[] {
  if (data.length === 1) return []
  const k = splitPoint(data.length)
  return m < k
    ? [...slowPath(m, data.slice(0, k)), slowRoot(data.slice(k))]
    : [...slowPath(m - k, data.slice(k)), slowRoot(data.slice(0, k))]
}

function slowSubproof(m: number, data: readonly string[], isWhole: boolean): readonly string[] {
  if (m === data.length) return isWhole ? [] : [slowRoot(data)]
  const k = splitPoint(data.length)
  return m <= k
    ? [...slowSubproof(m, data.slice(0, k), isWhole), slowRoot(data.slice(k))]
    : [...slowSubproof(m - k, data.slice(k), false), slowRoot(data.slice(0, k))]
}

function dataOf(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => hashOf(index.toString(16).padStart(8, '0')))
}

function leavesOf(data: readonly string[]): readonly string[] {
  return data.map((text) => leafHash(text, digestBytes))
}

const sizes = fc.integer({ min: 1, max: 70 })

test('the tree, grown in any number of steps, has the root of the definition', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 6 }), (steps) => {
      const data = dataOf(steps.reduce((sum, step) => sum + step, 0))
      const leaves = leavesOf(data)
      let tree = emptyTree
      for (const step of steps) {
        tree = growTree(tree, leaves.slice(tree.size, tree.size + step), digestBytes)
        expect(treeRoot(tree, digestBytes)).toBe(slowRoot(data.slice(0, tree.size)))
      }
      expect(merkleRoot(leaves, digestBytes)).toBe(slowRoot(data))
    }),
    { numRuns: 60 },
  )
})

test('every inclusion proof is that of the definition, and holds for its leaf, place, size and root only', () => {
  fc.assert(
    fc.property(sizes, fc.nat(), fc.nat(), (size, pick, other) => {
      const data = dataOf(size)
      const leaves = leavesOf(data)
      const index = pick % size
      const path = proveInclusion(leaves, index, digestBytes)
      expect(path).toEqual(slowPath(index, data))
      const claim = { leaf: leaves[index] ?? '', index, size, root: slowRoot(data), path }
      expect(isIncluded(claim, digestBytes)).toBe(true)
      const wrongIndex = (index + 1 + (other % size)) % (size + 1)
      if (wrongIndex !== index) expect(isIncluded({ ...claim, index: wrongIndex }, digestBytes)).toBe(false)
      expect(isIncluded({ ...claim, leaf: hashOf('ff') }, digestBytes)).toBe(false)
      expect(isIncluded({ ...claim, root: hashOf('ff') }, digestBytes)).toBe(false)
      expect(isIncluded({ ...claim, path: [...path, hashOf('ff')] }, digestBytes)).toBe(false)
      if (path.length > 0) expect(isIncluded({ ...claim, path: path.slice(1) }, digestBytes)).toBe(false)
    }),
    { numRuns: 150 },
  )
})

test('a path is made from the roots of perfect subtrees alone, each of a power of two and in its place', () => {
  fc.assert(
    fc.property(sizes, fc.nat(), (size, pick) => {
      const data = dataOf(size)
      const index = pick % size
      const path = spansOfPath(size, index).map((span) => {
        const pieces = perfectSpans(span)
        expect(pieces.every(({ from, to }) => Number.isInteger(Math.log2(to - from)))).toBe(true)
        expect(pieces.every(({ from, to }) => from % (to - from) === 0)).toBe(true)
        const peaks = pieces.map(({ from, to }) => slowRoot(data.slice(from, to)))
        return treeRoot({ size: span.to - span.from, peaks }, digestBytes)
      })
      expect(path).toEqual(slowPath(index, data))
    }),
    { numRuns: 100 },
  )
})

test('every consistency proof is that of the definition, and holds for its two roots only', () => {
  fc.assert(
    fc.property(sizes, fc.nat(), (size, pick) => {
      const data = dataOf(size)
      const leaves = leavesOf(data)
      const size1 = 1 + (pick % size)
      const path = proveConsistency(leaves, size1, digestBytes)
      expect(path).toEqual(slowSubproof(size1, data, true))
      const first = { size: size1, root: slowRoot(data.slice(0, size1)) }
      const second = { size, root: slowRoot(data) }
      expect(isConsistent({ first, second, path }, digestBytes)).toBe(true)
      const wrong = hashOf('ff')
      expect(isConsistent({ first: { ...first, root: wrong }, second, path }, digestBytes)).toBe(false)
      expect(isConsistent({ first, second: { ...second, root: wrong }, path }, digestBytes)).toBe(false)
      expect(isConsistent({ first, second, path: [...path, wrong] }, digestBytes)).toBe(false)
      for (const index of path.keys()) {
        expect(isConsistent({ first, second, path: path.with(index, wrong) }, digestBytes)).toBe(false)
      }
    }),
    { numRuns: 150 },
  )
})

test('proofs of impossible places are refused, not followed', () => {
  const claim = { leaf: hashOf('00'), index: 0, size: 0, root: hashOf(), path: [] }
  expect(isIncluded(claim, digestBytes)).toBe(false)
  expect(isIncluded({ ...claim, index: -1, size: 1 }, digestBytes)).toBe(false)
  expect(isIncluded({ ...claim, index: 0.5, size: 1 }, digestBytes)).toBe(false)
  const tree = { size: 3, root: hashOf('01') }
  const larger = { size: 4, root: hashOf('02') }
  expect(isConsistent({ first: larger, second: tree, path: [] }, digestBytes)).toBe(false)
  expect(isConsistent({ first: tree, second: larger, path: [] }, digestBytes)).toBe(false)
})
