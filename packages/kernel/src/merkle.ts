import { assert } from '@duibiao/base'
import { digestLength, writeHex } from './hashing.ts'
import type { DigestBytes } from './hashing.ts'

/**
 * The Merkle tree of RFC 9162 section 2.1 over digests of entries: a leaf's data is the 32 bytes of an entry's hash. All
 * hashes are lower-case hex, and every function here that takes `leaves` takes the hashes of leaves (`leafHash`).
 */
export type MerkleTree = {
  /** Number of leaves, up to 2^53. */
  readonly size: number
  /** Roots of the perfect subtrees, the largest first: all that is needed to append (the compact range). */
  readonly peaks: readonly string[]
}

export const emptyTree: MerkleTree = { size: 0, peaks: [] }

/** Hash of a leaf whose data is a digest in hex: HASH(0x00 ‖ data). */
export function leafHash(data: string, digestBytes: DigestBytes): string {
  leafInput[0] = 0
  writeHex(leafInput, data, 1)
  return digestBytes(leafInput)
}

/** Appends leaves. Costs one node hash per leaf on average, whatever the size of the tree. */
export function growTree(tree: MerkleTree, leaves: Iterable<string>, digestBytes: DigestBytes): MerkleTree {
  const peaks = [...tree.peaks]
  let size = tree.size
  for (const leaf of leaves) {
    let hash = leaf
    // Every trailing 1 bit of the size is a perfect subtree that the new leaf completes to the next one.
    for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2)
      hash = nodeHash(peaks.pop(), hash, digestBytes)
    peaks.push(hash)
    size++
  }
  return { size, peaks }
}

/** The root; of the empty tree the digest of nothing. */
export function treeRoot(tree: MerkleTree, digestBytes: DigestBytes): string {
  const last = tree.peaks.at(-1)
  if (last === undefined) return digestBytes(new Uint8Array(0))
  return tree.peaks.slice(0, -1).reduceRight((right, left) => nodeHash(left, right, digestBytes), last)
}

/** Root over the leaves given (MTH of RFC 9162 2.1.1). */
export function merkleRoot(leaves: readonly string[], digestBytes: DigestBytes): string {
  return rangeRoot({ leaves, from: 0, to: leaves.length }, digestBytes)
}

/** A run of leaves: from `from` up to, and without, `to`. */
export type LeafSpan = { readonly from: number; readonly to: number }

/** The spans whose roots are the path of leaf `index` in a tree of `size` leaves (RFC 9162 2.1.3.1), from the leaf upwards. */
export function spansOfPath(size: number, index: number): readonly LeafSpan[] {
  assert(isCount(index) && index < size, `leaf ${index} is not in the tree`)
  const spans: LeafSpan[] = []
  let from = 0
  let to = size
  while (to - from > 1) {
    const middle = from + largestPowerBelow(to - from)
    const inLeft = index < middle
    spans.push(inLeft ? { from: middle, to } : { from, to: middle })
    if (inLeft) to = middle
    else from = middle
  }
  return spans.reverse()
}

/** The perfect subtrees of a span of a path, the largest first: their roots are the peaks of a tree with the span's root. */
export function perfectSpans({ from, to }: LeafSpan): readonly LeafSpan[] {
  const spans: LeafSpan[] = []
  for (let start = from; start < to;) {
    const next = start + largestPowerBelow(to - start + 1)
    spans.push({ from: start, to: next })
    start = next
  }
  return spans
}

/** Path that proves leaf `index` to be in the tree over `leaves` (PATH of RFC 9162 2.1.3.1), from the leaf upwards. */
export function proveInclusion(
  leaves: readonly string[],
  index: number,
  digestBytes: DigestBytes,
): readonly string[] {
  return spansOfPath(leaves.length, index).map((span) => rangeRoot({ leaves, ...span }, digestBytes))
}

/** Path that proves the first `size` leaves to be a prefix of all (PROOF of RFC 9162 2.1.4.1). Empty for 0 and for all. */
export function proveConsistency(
  leaves: readonly string[],
  size: number,
  digestBytes: DigestBytes,
): readonly string[] {
  assert(
    Number.isInteger(size) && size >= 0 && size <= leaves.length,
    `no tree of ${size} leaves is in this one`,
  )
  if (size === 0 || size === leaves.length) return []
  const path: string[] = []
  let from = 0
  let to = leaves.length
  while (to !== size) {
    const middle = from + largestPowerBelow(to - from)
    if (size <= middle) {
      path.push(rangeRoot({ leaves, from: middle, to }, digestBytes))
      to = middle
    } else {
      path.push(rangeRoot({ leaves, from, to: middle }, digestBytes))
      from = middle
    }
  }
  // The old root itself is left out when it is a subtree of the new one: the verifier has it.
  if (from > 0) path.push(rangeRoot({ leaves, from, to }, digestBytes))
  return path.reverse()
}

export type InclusionClaim = {
  /** Hash of the leaf. */
  readonly leaf: string
  readonly index: number
  readonly size: number
  readonly root: string
  readonly path: readonly string[]
}

/** RFC 9162 2.1.3.2. */
export function isIncluded(claim: InclusionClaim, digestBytes: DigestBytes): boolean {
  if (!isCount(claim.index) || !isCount(claim.size) || claim.index >= claim.size) return false
  let index = claim.index
  let last = claim.size - 1
  let hash = claim.leaf
  for (const step of claim.path) {
    if (last === 0) return false
    if (index % 2 === 1 || index === last) {
      hash = nodeHash(step, hash, digestBytes)
      while (index % 2 === 0 && index !== 0) {
        index = half(index)
        last = half(last)
      }
    } else {
      hash = nodeHash(hash, step, digestBytes)
    }
    index = half(index)
    last = half(last)
  }
  return last === 0 && hash === claim.root
}

export type ConsistencyClaim = {
  readonly first: { readonly size: number; readonly root: string }
  readonly second: { readonly size: number; readonly root: string }
  readonly path: readonly string[]
}

/** RFC 9162 2.1.4.2; a tree of no leaves is consistent with every tree, and a tree with itself, without a path. */
export function isConsistent(claim: ConsistencyClaim, digestBytes: DigestBytes): boolean {
  const { first, second, path } = claim
  if (!isCount(first.size) || !isCount(second.size) || first.size > second.size) return false
  if (first.size === second.size) return path.length === 0 && first.root === second.root
  if (first.size === 0) return path.length === 0
  return climbConsistency(claim, digestBytes)
}

function climbConsistency({ first, second, path }: ConsistencyClaim, digestBytes: DigestBytes): boolean {
  let index = first.size - 1
  let last = second.size - 1
  while (index % 2 === 1) {
    index = half(index)
    last = half(last)
  }
  // A first tree that is a perfect subtree (index 0 now) is its own starting point.
  const [start, ...steps] = index === 0 ? [first.root, ...path] : path
  if (start === undefined) return false
  let firstHash = start
  let secondHash = start
  for (const step of steps) {
    if (last === 0) return false
    if (index % 2 === 1 || index === last) {
      firstHash = nodeHash(step, firstHash, digestBytes)
      secondHash = nodeHash(step, secondHash, digestBytes)
      while (index % 2 === 0 && index !== 0) {
        index = half(index)
        last = half(last)
      }
    } else {
      secondHash = nodeHash(secondHash, step, digestBytes)
    }
    index = half(index)
    last = half(last)
  }
  return last === 0 && firstHash === first.root && secondHash === second.root
}

type LeafRange = LeafSpan & { readonly leaves: readonly string[] }

function rangeRoot({ leaves, from, to }: LeafRange, digestBytes: DigestBytes): string {
  return treeRoot(growTree(emptyTree, leaves.slice(from, to), digestBytes), digestBytes)
}

// One buffer for all: the port may not keep it, and 65 bytes per node would be most of the garbage.
const leafInput = new Uint8Array(1 + digestLength)
const nodeInput = new Uint8Array(1 + 2 * digestLength)
nodeInput[0] = 1

/** HASH(0x01 ‖ left ‖ right). */
function nodeHash(left: string | undefined, right: string, digestBytes: DigestBytes): string {
  assert(left !== undefined, 'a tree of this size has this peak')
  writeHex(nodeInput, left, 1)
  writeHex(nodeInput, right, 1 + digestLength)
  return digestBytes(nodeInput)
}

/** The largest power of two below `size` (> 1). No bit operations: they end at 2^31. */
function largestPowerBelow(size: number): number {
  let power = 1
  while (power * 2 < size) power *= 2
  return power
}

function half(value: number): number {
  return Math.floor(value / 2)
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}
