import { assert, canonicalJson, canonicalMembers } from '@duibiao/base'
import type { Digest, Instant } from '@duibiao/base'
import type { Value } from './expression.ts'
import type { EntryBody } from './transition.ts'

/** One line of a matter's record, chained. The form and what is hashed: docs/reference/ledger.md. */
export type Entry = EntryBody & {
  readonly district: number
  readonly matter: string
  /** 1, 2, 3 … inside the matter: the matter's revision after this entry. */
  readonly seq: number
  /** `hash` of the entry before, of the first one `genesisHash`. */
  readonly previous: string
  readonly hash: string
}

/** What the next entry of a matter is chained to: its last entry, or `genesisLink`. */
export type Link = Pick<Entry, 'district' | 'matter' | 'seq' | 'hash'>

/** The version of the hashed form. It is part of what is hashed. */
export const ledgerVersion = 1

/** What the first entry of a matter is chained to; it binds district and matter. */
export function genesisLink(district: number, matter: string, digest: Digest): Link {
  return { district, matter, seq: 0, hash: genesisHash(district, matter, digest) }
}

/** The `previous` of a matter's first entry. */
export function genesisHash(district: number, matter: string, digest: Digest): string {
  return digest(canonicalJson({ v: ledgerVersion, genesis: 'matter', district, matter }))
}

/** The entry that follows `previous`. The body's instant is not before that of the previous entry: the engine sees to it. */
export function chainEntry(previous: Link, body: EntryBody, digest: Digest): Entry {
  return chainWritten(previous, body, digest).entry
}

/**
 * The entry that follows `previous`, and the canonical JSON of its actor, facts, input, patch and set, which is what is
 * stored of it besides its columns. Both are put together from the same texts: writing a body twice costs more than its hash.
 */
export function chainWritten(
  previous: Link,
  body: EntryBody,
  digest: Digest,
): { readonly entry: Entry; readonly body: string } {
  assert(Number.isSafeInteger(previous.seq) && previous.seq >= 0, 'an entry follows an entry or the genesis')
  const { district, matter, hash: link } = previous
  const { at, kind, actor, input, facts, patch, set } = body
  const seq = previous.seq + 1
  const texts = canonicalMembers({
    district,
    matter,
    seq,
    at,
    kind,
    actor,
    input,
    facts,
    patch,
    set,
    previous: link,
  })
  const hash = digest(hashedText(texts))
  const entry = { district, matter, seq, at, kind, actor, input, facts, patch, set, previous: link, hash }
  return { entry, body: storedText(texts) }
}

/** The canonical JSON of the members of an entry that have no column: actor, facts, input, patch and set. */
export function bodyText({ actor, facts, input, patch, set }: EntryBody): string {
  return storedText(canonicalMembers({ actor, facts, input, patch, set }))
}

/** The hash that the contents of an entry give. An entry is unchanged when it equals its `hash`. */
export function entryHash(entry: Omit<Entry, 'hash'>, digest: Digest): string {
  const { district, matter, seq, previous } = entry
  return digest(hashedText(canonicalMembers({ district, matter, seq, ...bodyOf(entry), previous })))
}

type Texts = ReturnType<typeof canonicalMembers>

function hashedText({
  actor,
  at,
  district,
  facts,
  input,
  kind,
  matter,
  patch,
  previous,
  seq,
  set,
}: Texts): string {
  const first = `{"actor":${actor},"at":${at},"district":${district},"facts":${facts},"input":${input},"kind":${kind}`
  return `${first},"matter":${matter},"patch":${patch},"previous":${previous},"seq":${seq},"set":${set},"v":${ledgerVersion}}`
}

function storedText({ actor, facts, input, patch, set }: Texts): string {
  return `{"actor":${actor},"facts":${facts},"input":${input},"patch":${patch},"set":${set}}`
}

/** Stands in an entry for a value that the law may want deleted. The value and its salt are kept outside the ledger. */
export type Commitment = { readonly sealed: string; readonly digest: string }

/** A personal value with the random salt that keeps it from being guessed: 64 lower-case hex digits (256 bits). */
export type SealedValue = { readonly value: Value; readonly salt: string }

/**
 * Commits to a value under the id of the row that keeps it: digest(salt ‖ canonical JSON of the value). Destroying the
 * row erases the value, while every hash over the commitment stays valid (个人信息保护法 47).
 */
export function commit(sealed: string, secret: SealedValue, digest: Digest): Commitment {
  // A salt of one length only, so that salt ‖ value can be read in one way.
  assert(/^[0-9a-f]{64}$/.test(secret.salt), 'a salt is 256 random bits in hex')
  return { sealed, digest: digest(secret.salt + canonicalJson(secret.value)) }
}

/** True when the value and salt are those that were committed to. */
export function opens(commitment: Commitment, secret: SealedValue, digest: Digest): boolean {
  if (!/^[0-9a-f]{64}$/.test(secret.salt)) return false
  return commit(commitment.sealed, secret, digest).digest === commitment.digest
}

/** What the first fault of a chain is. What each kind means: docs/reference/ledger.md. */
export type ChainFaultKind = 'changed' | 'backdated' | 'missing' | 'inserted' | 'reordered' | 'broken_link'

export type ChainFault = {
  readonly kind: ChainFaultKind
  readonly district: number
  readonly matter: string
  readonly seq: number
}

/** Last entry of each matter so far, by matter. */
export type ChainState = Map<string, ChainEnd>
export type ChainEnd = { readonly seq: number; readonly hash: string; readonly at: Instant }

/**
 * The first fault in whole chains, each from its first entry; entries of several matters of a district may be mixed.
 * Entries removed from the end, and a tail forged with all its hashes, only a checkpoint shows.
 */
export function verifyChain(entries: readonly Entry[], digest: Digest): ChainFault | undefined {
  return walkChain(new Map(), entries, digest)
}

/** Like verifyChain, continuing from `state`, which it brings up to the last sound entry. */
export function walkChain(
  state: ChainState,
  entries: readonly Entry[],
  digest: Digest,
): ChainFault | undefined {
  for (const [index, entry] of entries.entries()) {
    const { district, matter, seq } = entry
    const expected = (state.get(matter)?.seq ?? 0) + 1
    if (seq < expected) return { kind: 'inserted', district, matter, seq }
    if (seq > expected) {
      const isLater = entries.some(
        (other, at) => at > index && other.matter === matter && other.seq === expected,
      )
      return { kind: isLater ? 'reordered' : 'missing', district, matter, seq: expected }
    }
    const kind = entryFault(state.get(matter), entry, digest)
    if (kind !== undefined) return { kind, district, matter, seq }
    state.set(matter, { seq, hash: entry.hash, at: entry.at })
  }
  return undefined
}

/** What is wrong with an entry that stands at its place after `end`, undefined for the first of a matter. */
export function entryFault(
  end: ChainEnd | undefined,
  entry: Entry,
  digest: Digest,
): 'changed' | 'backdated' | 'broken_link' | undefined {
  if (end !== undefined && entry.at < end.at) return 'backdated'
  if (entryHash(entry, digest) !== entry.hash) return 'changed'
  const previous = end?.hash ?? genesisHash(entry.district, entry.matter, digest)
  return entry.previous === previous ? undefined : 'broken_link'
}

function bodyOf({ at, kind, actor, input, facts, patch, set }: EntryBody): EntryBody {
  return { at, kind, actor, input, facts, patch, set }
}
