import type { Instant } from '@duibiao/base'
import { checkpointHash, checkpointText, markLength, rollDigest } from './checkpoint.ts'
import type { Checkpoint, Roll } from './checkpoint.ts'
import type { DigestPort } from './hashing.ts'
import type { ExportLine, PublicKey } from './ledger-export.ts'
import type { LedgerFault, LedgerFaultKind } from './ledger-fault.ts'
import { isHeadOf } from './ledger-head.ts'
import type { Head } from './ledger-head.ts'
import { entryFault, walkChain } from './ledger.ts'
import type { ChainState, Entry } from './ledger.ts'
import { growTree, leafHash, treeRoot } from './merkle.ts'
import type { MerkleTree } from './merkle.ts'

/** What a verification needs from outside. */
export type VerificationPort = DigestPort & {
  readonly verifySignature: (text: string, signature: string, key: PublicKey) => boolean
}

/** What is known from elsewhere. Without it a ledger forged whole, with a key of its own, agrees with itself. */
export type Anchor = {
  readonly heads?: readonly Head[]
  /** Ids of the keys to be trusted; undefined: every key of the export. */
  readonly keys?: readonly string[]
}

/** A verification under way. Its members are its own business. */
export type Verification = {
  readonly port: VerificationPort
  readonly anchor: Anchor
  readonly district: number
  readonly keys: Map<string, PublicKey>
  readonly chain: ChainState
  /** What was read since the last checkpoint. */
  slots: Slot[]
  entries: number
  lineNumber: number
  tree: MerkleTree
  last: { readonly number: number; readonly at: Instant; readonly hash: string }
  end: Extract<ExportLine, { readonly line: 'end' }> | undefined
  fault: LedgerFault | undefined
}

/** A line of which a checkpoint has to show that it stands where it was sealed. */
export type Slot = {
  readonly line: number
  /** Undefined when the line cannot be read. */
  readonly entry: Entry | undefined
  readonly position: number | undefined
}

/** Verifies what was read since the last checkpoint against this one. */
export function verifySegment(
  verification: Verification,
  checkpoint: Checkpoint,
  roll: Roll,
): LedgerFault | undefined {
  const { port, anchor, district, slots } = verification
  const kind = checkpointFault(verification, checkpoint, roll)
  if (kind !== undefined) {
    // The roll cannot be trusted: whatever the chains show names the place better than the checkpoint does.
    const number = kind === 'checkpoint_missing' ? verification.last.number + 1 : checkpoint.number
    return walkUnproved(verification) ?? segmentFault(verification, kind, number)
  }
  const fault = walkRoll(verification, roll)
  if (fault !== undefined) return fault
  const leaves = slots.flatMap(({ entry }) =>
    entry === undefined ? [] : [leafHash(entry.hash, port.digestBytes)],
  )
  const tree = growTree(verification.tree, leaves, port.digestBytes)
  if (tree.size !== checkpoint.size || treeRoot(tree, port.digestBytes) !== checkpoint.root) {
    return segmentFault(verification, 'root_mismatch', checkpoint.number)
  }
  const head = anchor.heads?.find(({ number }) => number === checkpoint.number)
  if (head !== undefined && (head.district !== district || !isHeadOf(head, checkpoint, port.digest))) {
    return segmentFault(verification, 'head_differs', checkpoint.number)
  }
  const { number, at } = checkpoint
  verification.tree = tree
  verification.last = { number, at, hash: checkpointHash(checkpoint, port.digest) }
  verification.slots = []
  return undefined
}

/** What is wrong with a checkpoint itself, its entries apart. */
function checkpointFault(
  { port, anchor, district, keys, last, tree }: Verification,
  checkpoint: Checkpoint,
  roll: Roll,
): LedgerFaultKind | undefined {
  if (checkpoint.number !== last.number + 1) return 'checkpoint_missing'
  const key = keys.get(checkpoint.key)
  if (key === undefined || anchor.keys?.includes(key.id) === false) return 'key_unknown'
  if (!port.verifySignature(checkpointText(checkpoint), checkpoint.signature, key)) return 'signature_invalid'
  const count = checkpoint.size - checkpoint.first
  const isExpected = [
    checkpoint.district === district,
    checkpoint.previous === last.hash,
    checkpoint.first === tree.size,
    checkpoint.at >= last.at,
    checkpoint.digest === port.algorithm,
    checkpoint.roll === rollDigest(roll, port.digest),
    roll.order.length === count,
    roll.marks.length === count * markLength,
  ]
  return isExpected.includes(false) ? 'checkpoint_changed' : undefined
}

/** An entry as a roll names it. */
type RollItem = { readonly matter: string; readonly seq: number; readonly mark: string }

/** Compares the entries one by one with those that a trusted roll names, and moves the chains on. */
function walkRoll(verification: Verification, roll: Roll): LedgerFault | undefined {
  const { chain, slots, tree, district, port } = verification
  const items = rollItems(chain, roll)
  for (const [index, item] of items.entries()) {
    const { matter, seq, mark } = item
    const slot = slots[index]
    const named = { district, matter, seq, position: tree.size + index }
    if (slot?.entry === undefined || !isSame(slot.entry, item)) {
      return misplacedFault(verification, items, index)
    }
    const { entry, position } = slot
    if (entry.district !== district) return { kind: 'changed', ...named }
    const kind = entryFault(chain.get(matter), entry, port.digest)
    if (kind !== undefined) return { kind, ...named }
    if (!entry.hash.startsWith(mark)) return { kind: 'forged', ...named }
    if (position !== named.position) return { kind: 'reordered', ...named }
    chain.set(matter, { seq, hash: entry.hash, at: entry.at })
  }
  const surplus = slots[items.length]
  return surplus === undefined ? undefined : slotFault(verification, 'inserted', surplus)
}

/** The kind of fault when the slot at `index` does not hold the entry that the roll names there. */
function misplacedFault(
  verification: Verification,
  items: readonly RollItem[],
  index: number,
): LedgerFault | undefined {
  const { district, tree, slots } = verification
  const item = items[index]
  const slot = slots[index]
  if (item === undefined) return undefined
  const place = { district, matter: item.matter, seq: item.seq, position: tree.size + index }
  if (slot === undefined) return { kind: 'missing', ...place }
  const rest = slots.slice(index).flatMap(({ entry }) => (entry === undefined ? [] : [entry]))
  const isGone = !rest.some((entry) => isSame(entry, item))
  const { entry } = slot
  if (entry === undefined) return { kind: isGone ? 'changed' : 'unreadable', ...place, line: slot.line }
  const found = rest.filter((other) => isSame(entry, other)).length
  const wanted = items.slice(index).filter((other) => isSame(entry, other)).length
  if (isGone) return { kind: found > wanted ? 'changed' : 'missing', ...place }
  return found > wanted ? slotFault(verification, 'inserted', slot) : { kind: 'reordered', ...place }
}

function rollItems(chain: ChainState, { matters, order, marks }: Roll): readonly RollItem[] {
  const seqs = matters.map((matter) => chain.get(matter)?.seq ?? 0)
  return order.map((matterIndex, index) => {
    const seq = (seqs[matterIndex] ?? 0) + 1
    seqs[matterIndex] = seq
    const mark = marks.slice(index * markLength, (index + 1) * markLength)
    return { matter: matters[matterIndex] ?? '', seq, mark }
  })
}

/** Verifies entries that no trusted checkpoint vouches for: what their chains show, and lines that cannot be read. */
export function walkUnproved({ district, slots, chain, port }: Verification): LedgerFault | undefined {
  const entries = slots.flatMap(({ entry }) => (entry === undefined ? [] : [entry]))
  const foreign = entries.find((entry) => entry.district !== district)
  if (foreign !== undefined) {
    return { kind: 'inserted', district, matter: foreign.matter, seq: foreign.seq }
  }
  const fault = walkChain(chain, entries, port.digest)
  if (fault !== undefined) return fault
  const unreadable = slots.find(({ entry }) => entry === undefined)
  return unreadable === undefined ? undefined : { kind: 'unreadable', district, line: unreadable.line }
}

/** A fault of a checkpoint, naming the first entry that it would have to vouch for. */
function segmentFault(verification: Verification, kind: LedgerFaultKind, checkpoint: number): LedgerFault {
  const { district, slots, tree } = verification
  const entry = slots[0]?.entry
  const place = { unsealedFrom: tree.size, checkpoint }
  if (entry === undefined) return { kind, district, ...place }
  return { kind, district, matter: entry.matter, seq: entry.seq, ...place }
}

export function slotFault(
  { district }: Verification,
  kind: LedgerFaultKind,
  { entry, line }: Slot,
): LedgerFault {
  if (entry === undefined) return { kind, district, line }
  return { kind, district, matter: entry.matter, seq: entry.seq }
}

function isSame(a: Pick<Entry, 'matter' | 'seq'>, b: Pick<Entry, 'matter' | 'seq'>): boolean {
  return a.matter === b.matter && a.seq === b.seq
}
