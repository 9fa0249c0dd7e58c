import { canonicalJson } from '@duibiao/base'
import { findProofFault, proveEntry } from '@duibiao/kernel'
import { makeRandom, makeSampleLedger } from '@duibiao/testkit'
import { expect, test } from 'vitest'
import { canonical, checkProof } from './proof-check.ts'
import type { Proof } from './proof-check.ts'

const ledger = makeSampleLedger(makeRandom('proofs of a ledger', 5), {
  entries: 150,
  matters: 9,
  unsealed: 3,
})
const last = ledger.checkpoints.at(-1)?.checkpoint
const hashes = ledger.entries.map(({ hash }) => hash)

function proofAt(position: number) {
  const entry = ledger.entries[position]
  if (entry === undefined || last === undefined) throw new Error('no such entry')
  return proveEntry(entry, { position, hashes, checkpoint: last, key: ledger.key }, ledger.port)
}

/** As it comes over the wire. */
function wire(proof: object): Proof {
  return JSON.parse(JSON.stringify(proof)) as Proof
}

async function check(proof: Proof, keys = [ledger.key.id]) {
  return checkProof(proof, keys, globalThis.crypto.subtle)
}

test('every sealed entry is shown to be in the ledger, as the kernel shows it', async () => {
  for (let position = 0; position < 147; position += 7) {
    const proof = proofAt(position)
    expect(findProofFault(proof, ledger.port)).toBeUndefined()
    expect((await check(wire(proof))).verdict).toBe('sound')
  }
})

test('whatever is changed is found, at the step that it breaks', async () => {
  const sound = wire(proofAt(64))
  const flip = (hex: string) => `${hex.startsWith('0') ? '1' : '0'}${hex.slice(1)}`
  const changed = { ...sound, entry: { ...sound.entry, at: Number(sound.entry['at']) + 1 } }
  expect((await check(changed)).steps).toMatchObject({ content: 'broken', path: 'sound', signature: 'sound' })
  const path = sound.path.with(0, flip(sound.path[0] ?? ''))
  expect((await check({ ...sound, path })).steps).toMatchObject({ content: 'sound', path: 'broken' })
  expect((await check({ ...sound, path: sound.path.slice(1) })).steps.path).toBe('broken')
  expect((await check({ ...sound, position: 65 })).steps.path).toBe('broken')
  expect((await check({ ...sound, position: 5000 })).steps.path).toBe('broken')
  const root = flip(String(sound.checkpoint['root']))
  const checkpoint = { ...sound.checkpoint, root }
  expect((await check({ ...sound, checkpoint })).steps).toMatchObject({ path: 'broken', signature: 'broken' })
  const other = makeSampleLedger(makeRandom('another ledger', 6), { entries: 4, unsealed: 0 }).key
  expect((await check({ ...sound, key: other })).steps).toMatchObject({ signature: 'broken', key: 'broken' })
  expect((await check(sound, [other.id])).steps).toMatchObject({ signature: 'sound', key: 'broken' })
  for (const one of [changed, { ...sound, path }, { ...sound, checkpoint }]) {
    expect((await check(one)).verdict).toBe('broken')
  }
})

test('what a browser cannot do is said to be open, and no proof', async () => {
  const proof = wire(proofAt(3))
  const subtle = {
    digest: globalThis.crypto.subtle.digest.bind(globalThis.crypto.subtle),
    verify: globalThis.crypto.subtle.verify.bind(globalThis.crypto.subtle),
    importKey: () => Promise.reject(new DOMException('Ed25519', 'NotSupportedError')),
  }
  const told = await checkProof(proof, [ledger.key.id], subtle)
  expect(told).toMatchObject({ verdict: 'unknown', steps: { content: 'sound', signature: 'unknown' } })
  const checkpoint = { ...proof.checkpoint, digest: 'sm3' }
  expect((await check({ ...proof, checkpoint })).verdict).toBe('unknown')
})

test('it writes JSON as the ledger does', () => {
  const value = { b: [1, 'ä\u2028"', null, 1e21, -0], a: { é: true, z: {} }, 10: 'x', 9: [] }
  expect(canonical(value)).toBe(canonicalJson(value))
})
