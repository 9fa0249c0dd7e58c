import type { DistrictId } from '@duibiao/base'
import {
  emptyTree,
  growTree,
  isIncluded,
  leafHash,
  perfectSpans,
  proveInclusion,
  spansOfPath,
  treeRoot,
} from '@duibiao/kernel'
import type { Checkpoint, LeafSpan } from '@duibiao/kernel'
import type { Queryable } from './database.ts'
import { sha256 } from './digest.ts'
import {
  addSubtreesStatement,
  belowStatement,
  frameStatement,
  lastSubtreeStatement,
  sealedHashesStatement,
  subtreesStatement,
} from './subtree-statement.ts'

/** Each level of subtrees is eight higher than the one below: 256 of that make one of this. */
const step = 8
const width = 2 ** step
/** Rows from which subtrees are made at once. */
const pageSize = 64 * width

/**
 * Makes the subtrees of what is sealed (RFC 9162 2.1), from where they end. Two processes may do it at once.
 * @param bound up to which position everything is sealed
 */
export async function growSubtrees(queryable: Queryable, district: DistrictId, bound: number): Promise<void> {
  for (let level = step; await growLevel(queryable, district, { level, bound }); level += step);
}

/** @returns whether there is any subtree of the level */
async function growLevel(
  queryable: Queryable,
  district: DistrictId,
  { level, bound }: { readonly level: number; readonly bound: number },
): Promise<boolean> {
  let [last] = await queryable.query<SubtreePlace>(lastSubtreeStatement, [district, level])
  for (;;) {
    const below =
      level === step
        ? await readLeaves(queryable, district, { after: last?.bound ?? 0, bound, limit: pageSize })
        : await readBelow(queryable, district, {
            level: level - step,
            from: ((last?.number ?? -1) + 1) * width,
          })
    const made = Array.from({ length: Math.floor(below.length / width) }, (_, index) => {
      const children = below.slice(index * width, (index + 1) * width)
      const number = (last?.number ?? -1) + 1 + index
      return { number, bound: children.at(-1)?.bound ?? 0, root: rootOf(children) }
    })
    if (made.length === 0) return last !== undefined
    await queryable.execute(addSubtreesStatement, [
      district,
      level,
      made.map(({ number }) => number),
      made.map((one) => one.bound),
      made.map(({ root }) => root),
    ])
    last = made.at(-1)
  }
}

/** The place of an entry in its district's tree, and the path from there to the root that a checkpoint signs. */
export interface InclusionPath {
  readonly position: number
  readonly path: readonly string[]
}

/** Which entry, and under which checkpoint. */
export interface ProvedPlace {
  /** `entry.position` of the entry. */
  readonly at: number
  readonly hash: string
  readonly checkpoint: Pick<Checkpoint, 'size' | 'root'>
  /** `entry.position` up to which the checkpoint seals. */
  readonly bound: number
}

/**
 * The path of an entry to the root of the checkpoint that seals it. It reads some hundred rows for each power of 256 of what is
 * sealed. Where that leads to another root, all hashes are read: what is given out depends on the entries alone.
 */
export async function findPath(
  queryable: Queryable,
  district: DistrictId,
  place: ProvedPlace,
): Promise<InclusionPath> {
  const short = await climbSubtrees(queryable, district, place)
  const { size, root } = place.checkpoint
  const leaf = leafHash(place.hash, sha256.digestBytes)
  if (short !== undefined) {
    const claim = { leaf, index: short.position, size, root, path: short.path }
    if (isIncluded(claim, sha256.digestBytes)) return short
  }
  const leaves = await readLeaves(queryable, district, { after: 0, bound: place.bound, limit: size })
  const position = leaves.findIndex(({ bound }) => bound === place.at)
  const path = proveInclusion(
    leaves.map((one) => one.root),
    position,
    sha256.digestBytes,
  )
  return { position, path }
}

/** Undefined where a subtree that it takes is not there. */
async function climbSubtrees(
  queryable: Queryable,
  district: DistrictId,
  { at, checkpoint: { size }, bound }: ProvedPlace,
): Promise<InclusionPath | undefined> {
  const blocks = Math.floor(size / width)
  const [frame] = await queryable.query<FrameRow>(frameStatement, [district, step, at, blocks - 1])
  if (frame === undefined) return undefined
  const tail = await readLeaves(queryable, district, { after: frame.tail_after, bound, limit: width })
  if (tail.length !== size - blocks * width) return undefined
  const { block, block_after: after, block_bound: end } = frame
  const isInTail = block === null || block >= blocks
  const first = (isInTail ? blocks : block) * width
  const leaves = isInTail ? tail : await readLeaves(queryable, district, { after, bound: end, limit: width })
  const offset = leaves.findIndex((leaf) => leaf.bound === at)
  if (offset < 0) return undefined
  const position = first + offset
  const path = await joinPath(queryable, district, {
    spans: spansOfPath(size, position),
    leafAt: (index) => (index >= blocks * width ? tail[index - blocks * width] : leaves[index - first]),
  })
  return path && { position, path }
}

async function joinPath(
  queryable: Queryable,
  district: DistrictId,
  {
    spans,
    leafAt,
  }: { readonly spans: readonly LeafSpan[]; readonly leafAt: (index: number) => Node | undefined },
): Promise<readonly string[] | undefined> {
  const pieces = spans.map((span) => ({ span, parts: perfectSpans(span).map(partsOf) }))
  const stored = await readSubtrees(
    queryable,
    district,
    pieces.flatMap(({ parts }) => parts.filter(({ level }) => level > 0)),
  )
  const path: string[] = []
  for (const { span, parts } of pieces) {
    const peaks: string[] = []
    for (const { level, from, to } of parts) {
      const nodes = Array.from({ length: to - from }, (_, index) =>
        level === 0 ? leafAt(from + index) : stored.get(`${level}:${from + index}`),
      ).filter((node) => node !== undefined)
      if (nodes.length !== to - from) return undefined
      peaks.push(rootOf(nodes))
    }
    path.push(treeRoot({ size: span.to - span.from, peaks }, sha256.digestBytes))
  }
  return path
}

/** The nodes of one level from which a perfect subtree is put together: subtrees of a level, or leaves of level 0. */
interface Parts extends LeafSpan {
  readonly level: number
}

function partsOf({ from, to }: LeafSpan): Parts {
  let level = 0
  let size = 1
  while (size * width <= to - from) {
    level += step
    size *= width
  }
  return { level, from: from / size, to: to / size }
}

/** A node of the tree: its root, and the position of its last entry. */
interface Node {
  readonly bound: number
  readonly root: string
}

/** Root over nodes of one level, which make a perfect subtree. */
function rootOf(nodes: readonly Node[]): string {
  const tree = growTree(
    emptyTree,
    nodes.map(({ root }) => root),
    sha256.digestBytes,
  )
  return treeRoot(tree, sha256.digestBytes)
}

async function readLeaves(
  queryable: Queryable,
  district: DistrictId,
  { after, bound, limit }: { readonly after: number; readonly bound: number; readonly limit: number },
): Promise<readonly Node[]> {
  const rows = await queryable.query<{ readonly position: number; readonly hash: string }>(
    sealedHashesStatement,
    [district, after, bound, limit],
  )
  return rows.map(({ position, hash }) => ({ bound: position, root: leafHash(hash, sha256.digestBytes) }))
}

async function readBelow(
  queryable: Queryable,
  district: DistrictId,
  { level, from }: { readonly level: number; readonly from: number },
): Promise<readonly Node[]> {
  return queryable.query<Node & { readonly root: string }>(belowStatement, [district, level, from, pageSize])
}

async function readSubtrees(
  queryable: Queryable,
  district: DistrictId,
  wanted: readonly Parts[],
): Promise<ReadonlyMap<string, Node>> {
  if (wanted.length === 0) return new Map()
  const rows = await queryable.query<SubtreePlace & { readonly level: number; readonly root: string }>(
    subtreesStatement,
    [district, wanted.map(({ level }) => level), wanted.map(({ from }) => from), wanted.map(({ to }) => to)],
  )
  return new Map(rows.map((row) => [`${row.level}:${row.number}`, row]))
}

interface SubtreePlace {
  readonly number: number
  readonly bound: number
}

interface FrameRow {
  /** Number of the block that holds the entry; null while no block does. */
  readonly block: number | null
  readonly block_bound: number
  /** Bound of the block before it; 0 where there is none. */
  readonly block_after: number
  /** Bound of the last whole block of the checkpoint; 0 where there is none. */
  readonly tail_after: number
}
