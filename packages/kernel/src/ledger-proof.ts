import { canonicalJson } from '@duibiao/base'
import { checkpointText, keyId } from './checkpoint.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { DigestPort } from './hashing.ts'
import type { PublicKey } from './ledger-export.ts'
import type { LedgerFault, LedgerFaultKind } from './ledger-fault.ts'
import { isHeadOf } from './ledger-head.ts'
import type { Anchor, VerificationPort } from './ledger-segment.ts'
import { entryHash } from './ledger.ts'
import type { Entry } from './ledger.ts'
import { isIncluded, leafHash, proveInclusion } from './merkle.ts'

/** Shows one entry to be in the ledger without showing any other; a file of its own (docs/reference/ledger.md). */
export type EntryProof = {
  readonly format: 'duibiao-proof'
  readonly version: 1
  readonly entry: Entry
  readonly position: number
  readonly path: readonly string[]
  readonly checkpoint: Checkpoint
  readonly key: PublicKey
}

/** What a proof is made from: the hashes of all entries of the district up to the checkpoint's size, in sealing order. */
export type ProofSource = {
  readonly position: number
  readonly hashes: readonly string[]
  readonly checkpoint: Checkpoint
  readonly key: PublicKey
}

/** The proof that an entry is in the ledger: its audit path (RFC 9162, 2.1.3) to the root that a checkpoint signs. */
export function proveEntry(entry: Entry, source: ProofSource, { digestBytes }: DigestPort): EntryProof {
  const { position, hashes, checkpoint, key } = source
  const leaves = hashes.slice(0, checkpoint.size).map((hash) => leafHash(hash, digestBytes))
  const path = proveInclusion(leaves, position, digestBytes)
  return { format: 'duibiao-proof', version: 1, entry, position, path, checkpoint, key }
}

/** The text of a proof's file. */
export function formatProof(proof: EntryProof): string {
  return `${canonicalJson(proof)}\n`
}

/** What is wrong with a proof: undefined when the entry is unchanged and stands in a tree signed by a trusted key. */
export function findProofFault(
  proof: EntryProof,
  port: VerificationPort,
  anchor: Anchor = {},
): LedgerFault | undefined {
  const kind = proofFaultKind(proof, port, anchor)
  if (kind === undefined) return undefined
  const { entry, position, checkpoint } = proof
  const { district, matter, seq } = entry
  return { kind, district, matter, seq, position, checkpoint: checkpoint.number }
}

function proofFaultKind(
  { entry, position, path, checkpoint, key }: EntryProof,
  port: VerificationPort,
  { keys, heads }: Anchor,
): LedgerFaultKind | undefined {
  if (entryHash(entry, port.digest) !== entry.hash) return 'changed'
  const isOwn = checkpoint.key === key.id && keyId(key.publicKey, port.digest) === key.id
  if (!isOwn || keys?.includes(key.id) === false) return 'key_unknown'
  if (!port.verifySignature(checkpointText(checkpoint), checkpoint.signature, key)) return 'signature_invalid'
  const leaf = leafHash(entry.hash, port.digestBytes)
  const { district, size, root, digest } = checkpoint
  if (entry.district !== district || digest !== port.algorithm) return 'checkpoint_changed'
  if (!isIncluded({ leaf, index: position, size, root, path }, port.digestBytes)) return 'root_mismatch'
  const isLost = heads?.every((head) => !isHeadOf(head, checkpoint, port.digest))
  return isLost === true ? 'head_differs' : undefined
}
