import { createPublicKey, generateKeyPairSync, hash, sign, verify } from 'node:crypto'
import { instantOf, matterIdOf } from '@duibiao/base'
import type {
  Entry,
  EntryBody,
  ExportLine,
  Link,
  PublicKey,
  SealedCheckpoint,
  VerificationPort,
} from '@duibiao/kernel'
import { chainEntry, genesisLink, keyId, sealCheckpoint } from '@duibiao/kernel'
import type { Random } from './random.ts'

/** A key pair with the ports that use it: SHA-256 and Ed25519 of Node. */
export interface LedgerKey {
  readonly key: PublicKey
  readonly port: VerificationPort & { readonly sign: (text: string) => string }
}

/** A ledger as it would be exported, every line apart. */
export interface SampleLedger extends LedgerKey {
  readonly district: number
  /** In sealing order. */
  readonly entries: readonly Entry[]
  readonly checkpoints: readonly SealedCheckpoint[]
  readonly lines: readonly ExportLine[]
}

export interface SampleLedgerSettings {
  readonly entries?: number
  readonly matters?: number
  /** Entries a checkpoint seals: a random number up to this. */
  readonly sealEvery?: number
  /** Entries left without a checkpoint at the end. */
  readonly unsealed?: number
}

/** Makes a key pair for a test. */
export function makeLedgerKey(): LedgerKey {
  const pair = generateKeyPairSync('ed25519')
  const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
  return {
    key: { id: keyId(publicKey, sha256), algorithm: 'ed25519', publicKey },
    port: {
      algorithm: 'sha-256',
      digest: sha256,
      digestBytes: (bytes) => hash('sha256', bytes, 'hex'),
      sign: (text) => sign(null, Buffer.from(text), pair.privateKey).toString('hex'),
      verifySignature: (text, signature, key) =>
        verify(null, Buffer.from(text), readKey(key), Buffer.from(signature, 'hex')),
    },
  }
}

/** Makes a ledger of random entries of mixed matters, sealed by checkpoints of random sizes. */
export function makeSampleLedger(random: Random, settings: SampleLedgerSettings = {}): SampleLedger {
  const { entries: count = 1000, matters: matterCount = 80, sealEvery = 60, unsealed = 30 } = settings
  const ledgerKey = makeLedgerKey()
  const district = random.integer(1, 999_999)
  const entries = makeEntries(random, { district, count, matterCount, digest: ledgerKey.port.digest })
  const checkpoints: SealedCheckpoint[] = []
  let size = 0
  while (size < count - unsealed) {
    const batch = entries.slice(size, Math.min(size + random.integer(1, sealEvery), count - unsealed))
    size += batch.length
    const at = batch.at(-1)?.at ?? instantOf(0)
    checkpoints.push(
      sealCheckpoint(
        checkpoints.at(-1),
        { district, at, key: ledgerKey.key.id, entries: batch },
        ledgerKey.port,
      ),
    )
  }
  const ledger = { ...ledgerKey, district, entries, checkpoints }
  return { ...ledger, lines: exportSample(ledger) }
}

/** The lines of an export of these entries and checkpoints. */
export function exportSample(ledger: Omit<SampleLedger, 'lines'>): readonly ExportLine[] {
  const { district, entries, checkpoints, key } = ledger
  const sealed = checkpoints.flatMap(({ checkpoint, roll }): ExportLine[] => [
    ...entries
      .slice(checkpoint.first, checkpoint.size)
      .map((entry, index): ExportLine => ({ line: 'entry', entry, position: checkpoint.first + index })),
    { line: 'checkpoint', checkpoint, roll },
  ])
  const size = checkpoints.at(-1)?.checkpoint.size ?? 0
  const at = entries.at(-1)?.at ?? instantOf(0)
  return [
    { line: 'header', format: 'duibiao-ledger', version: 1, district, digest: 'sha-256', at },
    { line: 'key', ...key },
    ...sealed,
    ...entries.slice(size).map((entry): ExportLine => ({ line: 'entry', entry })),
    { line: 'end', entries: entries.length, sealed: size, checkpoints: checkpoints.length },
  ]
}

function makeEntries(
  random: Random,
  wanted: {
    readonly district: number
    readonly count: number
    readonly matterCount: number
    readonly digest: (text: string) => string
  },
): readonly Entry[] {
  const { district, count, matterCount, digest } = wanted
  let at = Date.UTC(2026, 2, 2, 1)
  const ends = Array.from({ length: matterCount }, (): Link => {
    const id = matterIdOf(
      instantOf(at),
      Uint8Array.from({ length: 10 }, () => random.integer(0, 255)),
    )
    return genesisLink(district, id, digest)
  })
  return Array.from({ length: count }, () => {
    const index = random.integer(0, ends.length - 1)
    at += random.integer(1, 3_600_000)
    const previous = ends[index]
    if (previous === undefined) throw new RangeError('no such matter')
    const entry = chainEntry(previous, makeBody(random, at), digest)
    ends[index] = entry
    return entry
  })
}

function makeBody(random: Random, at: number): EntryBody {
  const task = random.integer(1, 9)
  return {
    kind: random.pick(['start', 'completeTask', 'claim', 'return', 'note'] as const),
    at: instantOf(at),
    actor: random.pick([
      { person: `p${random.integer(1, 50)}`, post: 'dispatcher' },
      { system: 'timer' },
      { person: 'p1', deputyFor: 'p2' },
    ]),
    input: {
      task,
      variables: {
        description: random.pick(['路灯不亮', '井盖缺失，请尽快处理', '噪声扰民 \u2028 "夜间"', '😀\\\t𠮷']),
        amount: random.next() * 10 ** random.integer(-8, 22),
        reporter: { sealed: `s${random.integer(1, 99)}`, digest: 'ab'.repeat(32) },
        urgent: random.pick([true, false, null]),
      },
    },
    facts: [
      { kind: 'task_completed', element: `Task_${task}`, token: task },
      { kind: 'passed', element: 'Gateway_1' },
    ],
    patch: { tokens: { [task]: null, [task + 1]: { node: 3, scope: 0 } }, next: task + 2 },
    set: { 0: { outcome: random.pick(['solved', 'refused', '']) } },
  }
}

function sha256(text: string): string {
  return hash('sha256', text, 'hex')
}

function readKey({ publicKey }: PublicKey): ReturnType<typeof createPublicKey> {
  return createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
}
