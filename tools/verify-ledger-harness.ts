import { expect } from 'vitest'
import type { Anchor, DigestPort, Entry, Verdict } from '@duibiao/kernel'
import {
  chainEntry,
  describeVerdict,
  formatExportLine,
  formatHead,
  genesisLink,
  sealCheckpoint,
  verifyExport,
} from '@duibiao/kernel'
import { canonicalJson } from '@duibiao/base'
import type { SampleLedger } from '@duibiao/testkit'
import { makeRandom, makeSampleLedger } from '@duibiao/testkit'
import * as standalone from './verify-ledger.mjs'

/** One random ledger a test file, and the two verifiers side by side. DUIBIAO_TEST_SEED plays a run again. */
export const random = makeRandom('verify-ledger')
export const ledger = makeSampleLedger(random)
export const texts = ledger.lines.map(formatExportLine)
export const { digest } = ledger.port

export type Named = {
  readonly kind: string
  readonly matter?: string
  readonly seq?: number
  readonly unsealedFrom?: number
}

/** The verdict of both implementations, which must be the same, texts for people included. */
export function verify(lines: readonly (string | undefined)[], anchor: Anchor = {}): Verdict {
  const verdict = verifyExport(lines, ledger.port, anchor)
  const other = standalone.verifyExport(
    lines.map((line) => line ?? null),
    standaloneAnchor(anchor),
  )
  expect(other).toEqual(other?.ok ? { ...verdict, key: expect.any(String) } : verdict)
  if (verdict === undefined) throw new Error('not an export')
  const told = (['zh', 'en'] as const).map((language) => describeVerdict(verdict, language))
  if (other) expect(standalone.describeVerdict(other).slice(0, 2)).toEqual(told)
  return verdict
}

export function expectFault(lines: readonly (string | undefined)[], named: Named, anchor: Anchor = {}): void {
  expect(verify(lines, anchor)).toMatchObject({ ok: false, fault: { district: ledger.district, ...named } })
}

/** The heads and keys of an anchor as the stand-alone verifier takes them. */
export function standaloneAnchor({ heads, keys }: Anchor): standalone.Anchor {
  return {
    ...(heads && { heads: standalone.readHeads(heads.map(formatHead).join('\n')) }),
    ...(keys && { keys }),
  }
}

const entryLines = texts.flatMap((_, line) => (ledger.lines[line]?.line === 'entry' ? [line] : []))
export const sealedCount = ledger.checkpoints.at(-1)?.checkpoint.size ?? 0

export function entryAt(position: number): Entry {
  const entry = ledger.entries[position]
  if (entry === undefined) throw new RangeError(`no entry at ${position}`)
  return entry
}

export function nameAt(position: number): { readonly matter: string; readonly seq: number } {
  const { matter, seq } = entryAt(position)
  return { matter, seq }
}

/** Index in `texts` of the entry at a position. */
export function lineOf(position: number): number {
  return entryLines[position] ?? -1
}

/** Index of the checkpoint that seals the entry at a position. */
export function checkpointOf(position: number): number {
  return ledger.checkpoints.findIndex(({ checkpoint }) => position < checkpoint.size)
}

/** The line of an entry with some members changed and its hash left as it was. */
export function textWith(position: number, change: Partial<Record<keyof Entry, unknown>>): string {
  return canonicalJson({ line: 'entry', position, entry: { ...entryAt(position), ...change } })
}

/** The entries with those of one matter chained anew from a changed entry on: what a thorough forger writes. */
export function forgeFrom(position: number): readonly Entry[] {
  const { matter, seq } = entryAt(position)
  const first = ledger.entries.find((entry) => entry.matter === matter && entry.seq === seq - 1)
  let end = first ?? genesisLink(ledger.district, matter, digest)
  return ledger.entries.map((entry) => {
    if (entry.matter !== matter || entry.seq < seq) return entry
    const forged = chainEntry(end, { ...entry, actor: { person: 'nobody' } }, digest)
    end = forged
    return forged
  })
}

/** The checkpoints from one on made anew over other entries. */
export function resealFrom(
  from: number,
  entries: readonly Entry[],
  port: DigestPort & { readonly sign: (text: string) => string; readonly key: string },
): SampleLedger['checkpoints'] {
  const checkpoints = ledger.checkpoints.slice(0, from)
  for (const { checkpoint: old } of ledger.checkpoints.slice(from)) {
    const batch = {
      district: ledger.district,
      at: old.at,
      key: port.key,
      entries: entries.slice(old.first, old.size),
    }
    checkpoints.push(sealCheckpoint(checkpoints.at(-1), batch, port))
  }
  return checkpoints
}
