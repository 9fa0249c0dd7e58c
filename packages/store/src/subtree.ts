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
import type { Queryable, Statement } from './database.ts'
import { sha256 } from './digest.ts'

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
  const tail = await readLeaves(queryable, district, { after: frame?.tail_after ?? 0, bound, limit: width })
  if (tail.length !== size - blocks * width) return undefined
  const isInTail = frame?.block === null || frame === undefined || frame.block >= blocks
  const first = isInTail ? blocks * width : (frame.block ?? 0) * width
  const leaves = isInTail
    ? tail
    : await readLeaves(queryable, district, {
        after: frame.block_after ?? 0,
        bound: frame.block_bound ?? 0,
        limit: width,
      })
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
  /** Number of the block that holds the entry, and its bound; null while no block does. */
  readonly block: number | null
  readonly block_bound: number | null
  /** Bound of the block before it. */
  readonly block_after: number | null
  /** Bound of the last whole block of the checkpoint. */
  readonly tail_after: number | null
}

const lastSubtreeStatement: Statement = {
  name: 'read_last_subtree',
  text: `select number, bound
from ledger_subtree
where district_id = $1
  and level = $2
order by number desc
limit 1`,
}

const addSubtreesStatement: Statement = {
  name: 'add_subtrees',
  text: `insert into ledger_subtree (district_id, level, number, bound, root)
select $1, $2, made.number, made.bound, decode(made.root, 'hex')
from unnest($3::bigint[], $4::bigint[], $5::text[]) as made(number, bound, root)
on conflict (district_id, level, number) do nothing`,
}

const sealedHashesStatement: Statement = {
  name: 'read_sealed_hashes',
  text: `select position, encode(hash, 'hex') as hash
from every_entry as entry
where district_id = $1
  and position > $2
  and position <= $3
order by position
limit $4`,
}

const belowStatement: Statement = {
  name: 'read_subtrees_below',
  text: `select bound, encode(root, 'hex') as root
from ledger_subtree
where district_id = $1
  and level = $2
  and number >= $3
order by number
limit $4`,
}

const frameStatement: Statement = {
  name: 'read_subtree_frame',
  text: `select block.number as block,
  block.bound as block_bound,
  before.bound as block_after,
  (
    select bound
    from ledger_subtree
    where district_id = $1
      and level = $2
      and number = $4
  ) as tail_after
from (
  select number, bound
  from ledger_subtree
  where district_id = $1
    and level = $2
    and bound >= $3
  order by bound
  limit 1
) as block
full join (
  select bound
  from ledger_subtree
  where district_id = $1
    and level = $2
    and bound < $3
  order by bound desc
  limit 1
) as before on true`,
}

const subtreesStatement: Statement = {
  name: 'read_subtrees',
  text: `select node.level, node.number, node.bound, encode(node.root, 'hex') as root
from unnest($2::int[], $3::bigint[], $4::bigint[]) as wanted(level, first, beyond)
join ledger_subtree as node on node.district_id = $1
  and node.level = wanted.level
  and node.number >= wanted.first
  and node.number < wanted.beyond`,
}

/** For review: `packages/store/emitted`. */
export const subtreeStatements: readonly Statement[] = [
  lastSubtreeStatement,
  addSubtreesStatement,
  sealedHashesStatement,
  belowStatement,
  frameStatement,
  subtreesStatement,
]
