import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { canonicalJson, instantOf } from '@duibiao/base'
import { draftCheckpoint } from './checkpoint.ts'
import { formatExportLine, readExportLine } from './ledger-export.ts'
import { formatHead, headOf, isHeadOf, readHeads } from './ledger-head.ts'
import {
  bodyText,
  chainEntry,
  chainWritten,
  commit,
  entryHash,
  genesisLink,
  opens,
  verifyChain,
} from './ledger.ts'
import type { Entry, Link } from './ledger.ts'
import type { EntryBody } from './transition.ts'

const noon = Date.UTC(2026, 2, 2, 4)
const matterA = '019ba000-0000-7000-8000-00000000000a'
const matterB = '019ba000-0000-7000-8000-00000000000b'
const port = { algorithm: 'sha-256', digest, digestBytes: digest } as const

function digest(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

function aBody(body: Partial<EntryBody> = {}): EntryBody {
  const defaults: EntryBody = {
    kind: 'note',
    at: instantOf(noon),
    actor: { person: 'p1' },
    input: {},
    facts: [],
    patch: {},
    set: {},
  }
  return { ...defaults, ...body }
}

/** A chain of `count` entries, one a minute. */
function aChain(count: number, matter = matterA): readonly Entry[] {
  const chain: Entry[] = []
  let end: Link = genesisLink(1, matter, digest)
  for (let index = 0; index < count; index++) {
    const entry = chainEntry(end, aBody({ at: instantOf(noon + index * 60_000) }), digest)
    chain.push(entry)
    end = entry
  }
  return chain
}

test('the hash of an entry is the published one: the format does not drift', () => {
  const [first] = aChain(1)
  expect(first?.previous).toBe(digest(`{"district":1,"genesis":"matter","matter":"${matterA}","v":1}`))
  expect(first?.hash).toBe(
    digest(
      `{"actor":{"person":"p1"},"at":${noon},"district":1,"facts":[],"input":{},"kind":"note","matter":"${matterA}",` +
        `"patch":{},"previous":"${first?.previous}","seq":1,"set":{},"v":1}`,
    ),
  )
})

test('what is stored of an entry and what is hashed are the canonical JSON of their members', () => {
  const body = aBody({ input: { z: 1, a: ['和', null] }, patch: { next: 2 }, set: { 0: { amount: 5 } } })
  const written = chainWritten(genesisLink(1, matterA, digest), body, digest)
  const { actor, facts, input, patch, set } = body
  expect(written.body).toBe(canonicalJson({ actor, facts, input, patch, set }))
  expect(bodyText(body)).toBe(written.body)
  const { hash, ...hashed } = written.entry
  expect(hash).toBe(digest(canonicalJson({ ...hashed, v: 1 })))
  expect(written.entry).toEqual(chainEntry(genesisLink(1, matterA, digest), body, digest))
})

test('the first entry is bound to its district and matter', () => {
  const hashes = [
    genesisLink(1, matterA, digest),
    genesisLink(2, matterA, digest),
    genesisLink(1, matterB, digest),
  ].map(({ hash }) => hash)
  expect(new Set(hashes).size).toBe(3)
})

test('a chain verifies, also mixed with another', () => {
  const [a, b] = [aChain(3), aChain(3, matterB)]
  expect(verifyChain(a, digest)).toBeUndefined()
  expect(verifyChain([...a.slice(0, 2), ...b, ...a.slice(2)], digest)).toBeUndefined()
})

test.each<[string, number, (chain: readonly Entry[]) => readonly Entry[]]>([
  ['changed', 2, (chain) => chain.map((entry) => (entry.seq === 2 ? { ...entry, input: 1 } : entry))],
  [
    'backdated',
    3,
    (chain) => chain.map((entry) => (entry.seq === 3 ? { ...entry, at: instantOf(noon) } : entry)),
  ],
  ['missing', 1, (chain) => chain.slice(1)],
  ['missing', 3, (chain) => chain.filter(({ seq }) => seq !== 3)],
  ['inserted', 2, (chain) => chain.flatMap((entry) => (entry.seq === 2 ? [entry, entry] : [entry]))],
  ['reordered', 2, (chain) => chain.toSorted((a, b) => order(a) - order(b))],
  [
    'broken_link',
    4,
    (chain) => chain.map((entry) => (entry.seq === 3 ? rehash({ ...entry, input: 1 }) : entry)),
  ],
])('a chain with one entry %s is named at %i', (kind, seq, tamper) => {
  expect(verifyChain(tamper(aChain(5)), digest)).toEqual({ kind, district: 1, matter: matterA, seq })
})

function order({ seq }: Entry): number {
  return seq === 2 ? 4 : seq === 4 ? 2 : seq
}

function rehash(entry: Entry): Entry {
  return { ...entry, hash: entryHash(entry, digest) }
}

test('an entry moved to another matter breaks there', () => {
  const moved = aChain(1).map((entry) => rehash({ ...entry, matter: matterB }))
  expect(verifyChain(moved, digest)).toMatchObject({ kind: 'broken_link', matter: matterB, seq: 1 })
})

test('a sealed value opens with its own salt only, and its loss leaves the chain whole', () => {
  const secret = { value: { name: '张三', phone: '13800000000' }, salt: 'a1'.repeat(32) }
  const reporter = commit('s1', secret, digest)
  const entry = chainEntry(genesisLink(1, matterA, digest), aBody({ input: { reporter } }), digest)
  expect(opens(reporter, secret, digest)).toBe(true)
  expect(opens(reporter, { ...secret, value: { name: '李四', phone: '13800000000' } }, digest)).toBe(false)
  expect(opens(reporter, { ...secret, salt: 'a2'.repeat(32) }, digest)).toBe(false)
  expect(opens(reporter, { ...secret, salt: '' }, digest)).toBe(false)
  // Nothing of the value is in the entry, so nothing has to change in it when the row with value and salt is destroyed.
  expect(JSON.stringify(entry)).not.toContain('张三')
  expect(verifyChain([entry], digest)).toBeUndefined()
})

test('sealing refuses a gap inside a matter: the roll could not name the entries', () => {
  const [first, , third] = aChain(3)
  if (first === undefined || third === undefined) throw new RangeError('a chain of three')
  const batch = { district: 1, at: instantOf(noon), key: 'k', entries: [first, third] }
  expect(() => draftCheckpoint(undefined, batch, port)).toThrow('without a gap')
})

test('a printed head is read back and knows its checkpoint', () => {
  const batch = { district: 1, at: instantOf(noon), key: 'ab'.repeat(16), entries: aChain(3) }
  const { unsigned } = draftCheckpoint(undefined, batch, port)
  const head = headOf(unsigned, digest)
  expect(readHeads(`2026年3月2日\n  ${formatHead(head)}\r\nnothing`)).toEqual([head])
  expect(isHeadOf(head, unsigned, digest)).toBe(true)
  expect(isHeadOf(head, { ...unsigned, at: instantOf(noon + 1) }, digest)).toBe(false)
})

test('a line of an export is read only in its one spelling', () => {
  const [entry] = aChain(1)
  if (entry === undefined) throw new RangeError('a chain of one')
  const text = formatExportLine({ line: 'entry', entry })
  expect(readExportLine(text)).toEqual({ line: 'entry', entry })
  const respelled = [
    ` ${text}`,
    text.replace('"seq":1', '"seq":1.0'),
    text.replace('{"actor"', '{"actor":{},"actor"'),
    text.replace('"line":"entry"', '"line":"entry","note":1'),
    text.replace('"seq":1', '"seq":"1"'),
    text.slice(0, -1),
    '['.repeat(100_000),
    '',
  ]
  expect(respelled.map(readExportLine)).toEqual(respelled.map(() => undefined))
})
