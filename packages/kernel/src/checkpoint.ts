import { assert, canonicalJson } from '@duibiao/base'
import type { Digest, Instant } from '@duibiao/base'
import type { DigestPort } from './hashing.ts'
import { ledgerVersion } from './ledger.ts'
import type { Entry } from './ledger.ts'
import { emptyTree, growTree, leafHash, treeRoot } from './merkle.ts'
import type { MerkleTree } from './merkle.ts'

/** A signed head over all entries of a district up to `size`. Form and meaning: docs/reference/ledger.md. */
export type Checkpoint = {
  readonly district: number
  /** 1, 2, 3 … inside the district. */
  readonly number: number
  /** Position of the first entry sealed here, counted from 0; the last is `size - 1`. Equal to `size`: nothing new. */
  readonly first: number
  /** Entries sealed so far, this checkpoint's included. */
  readonly size: number
  /** Root of the Merkle tree over the hashes of the entries 0 … size - 1. */
  readonly root: string
  /** Digest of the canonical JSON of the roll. */
  readonly roll: string
  /** `checkpointHash` of the checkpoint before, of the first one a value that binds the district. */
  readonly previous: string
  readonly at: Instant
  readonly digest: DigestPort['algorithm']
  /** Id of the key that signed: `keyId` of the public key. */
  readonly key: string
  /** Over `checkpointText`, in lower-case hex: base64 would have several spellings of one signature. */
  readonly signature: string
}

export type UnsignedCheckpoint = Omit<Checkpoint, 'signature'>

/**
 * Names the entries a checkpoint seals, so that a removed entry can be named although nothing else of it is left. It
 * costs about 12 bytes per entry and 40 per matter; the proof itself is the root.
 */
export type Roll = {
  readonly matters: readonly string[]
  /** For each sealed entry, in sealing order, the index of its matter in `matters`. */
  readonly order: readonly number[]
  /** The first 8 hex digits of each sealed entry's hash, one after the other. */
  readonly marks: string
}

export const markLength = 8

/** A checkpoint with what the next one needs: the store keeps all three together. */
export type SealedCheckpoint = {
  readonly checkpoint: Checkpoint
  readonly roll: Roll
  readonly tree: MerkleTree
}

/** Entries to seal, in the order that gives them their positions; those of one matter in the order of `seq`. */
export type SealingBatch = {
  readonly district: number
  readonly at: Instant
  readonly key: string
  readonly entries: readonly Pick<Entry, 'matter' | 'seq' | 'hash'>[]
}

/** The unsigned checkpoint over a batch that follows `previous` (undefined: the district's first). */
export function draftCheckpoint(
  previous: Pick<SealedCheckpoint, 'checkpoint' | 'tree'> | undefined,
  batch: SealingBatch,
  port: DigestPort,
): { readonly unsigned: UnsignedCheckpoint; readonly roll: Roll; readonly tree: MerkleTree } {
  const { district, at, key, entries } = batch
  const before = previous?.checkpoint
  assert(before === undefined || before.district === district, 'a checkpoint follows one of its district')
  assert(before === undefined || before.at <= at, 'checkpoints do not go back in time')
  const roll = rollOf(entries)
  const tree = growTree(
    previous?.tree ?? emptyTree,
    entries.map(({ hash }) => leafHash(hash, port.digestBytes)),
    port.digestBytes,
  )
  const first = before?.size ?? 0
  assert(tree.size === first + entries.length, 'the tree of the previous checkpoint has its size')
  const unsigned: UnsignedCheckpoint = {
    district,
    number: (before?.number ?? 0) + 1,
    first,
    size: tree.size,
    root: treeRoot(tree, port.digestBytes),
    roll: rollDigest(roll, port.digest),
    previous:
      before === undefined
        ? firstCheckpointPrevious(district, port.digest)
        : checkpointHash(before, port.digest),
    at,
    digest: port.algorithm,
    key,
  }
  return { unsigned, roll, tree }
}

/** Seals a batch with a key at hand. `sign` gets the text of `checkpointText` and returns the signature in hex. */
export function sealCheckpoint(
  previous: Pick<SealedCheckpoint, 'checkpoint' | 'tree'> | undefined,
  batch: SealingBatch,
  port: DigestPort & { readonly sign: (text: string) => string },
): SealedCheckpoint {
  const { unsigned, roll, tree } = draftCheckpoint(previous, batch, port)
  return { checkpoint: { ...unsigned, signature: port.sign(checkpointText(unsigned)) }, roll, tree }
}

/** The text that is signed, and whose digest is the hash of the checkpoint. */
export function checkpointText(checkpoint: UnsignedCheckpoint): string {
  const { district, number, first, size, root, roll, previous, at, digest, key } = checkpoint
  return canonicalJson({
    v: ledgerVersion,
    district,
    number,
    first,
    size,
    root,
    roll,
    previous,
    at,
    digest,
    key,
  })
}

/** The hash that the next checkpoint holds as `previous`. The signature is not part of it. */
export function checkpointHash(checkpoint: UnsignedCheckpoint, digest: Digest): string {
  return digest(checkpointText(checkpoint))
}

/** The `previous` of a district's first checkpoint. */
export function firstCheckpointPrevious(district: number, digest: Digest): string {
  return digest(canonicalJson({ v: ledgerVersion, genesis: 'district', district }))
}

/** The digest of a roll in canonical JSON (RFC 8785), by which a checkpoint seals it. */
export function rollDigest(roll: Roll, digest: Digest): string {
  const { matters, order, marks } = roll
  return digest(canonicalJson({ matters, order, marks }))
}

/** The id of a public key: the first 32 hex digits of the digest of its text (base64 of the SPKI form). */
export function keyId(publicKey: string, digest: Digest): string {
  return digest(publicKey).slice(0, 32)
}

function rollOf(entries: SealingBatch['entries']): Roll {
  const indices = new Map<string, { readonly index: number; seq: number }>()
  const order: number[] = []
  let marks = ''
  for (const { matter, seq, hash } of entries) {
    let known = indices.get(matter)
    if (known === undefined) {
      known = { index: indices.size, seq }
      indices.set(matter, known)
    } else {
      // The roll does not hold seq: it follows from counting.
      assert(seq === known.seq + 1, `matter ${matter}: entries are sealed in the order of seq, without a gap`)
      known.seq = seq
    }
    order.push(known.index)
    marks += hash.slice(0, markLength)
  }
  return { matters: [...indices.keys()], order, marks }
}
