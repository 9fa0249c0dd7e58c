import { describe, expect, test } from 'vitest'
import type { Entry } from '@duibiao/kernel'
import { chainEntry, formatExportLine } from '@duibiao/kernel'
import { exportSample } from '@duibiao/testkit'
import {
  checkpointOf,
  digest,
  entryAt,
  expectFault,
  forgeFrom,
  ledger,
  lineOf,
  nameAt,
  random,
  sealedCount,
  texts,
  textWith,
  verify,
} from './verify-ledger-harness.ts'

// F17 of reliability.md: every tampering with every one of 1,000 random entries is found, and the first bad entry named,
// by the package and by the stand-alone file alike.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const tamperings: readonly ((position: number) => void)[] = [
  function changeField(position) {
    const entry = entryAt(position)
    const change = random.pick<Partial<Record<keyof Entry, unknown>>>([
      { at: entry.at + 1 },
      { kind: 'cancel' },
      { actor: { ...entry.actor, person: 'somebody' } },
      { input: { task: 1 } },
      { facts: [] },
      { patch: { ...entry.patch, next: 1000 } },
      { set: {} },
      { previous: 'cd'.repeat(32) },
      { hash: digest('') },
      { matter: matterElsewhere },
      { seq: entry.seq + 1 },
      { seq: entry.seq + 1000 },
      { district: ledger.district + 1 },
    ])
    expectFault(texts.with(lineOf(position), textWith(position, change)), {
      kind: 'changed',
      ...nameAt(position),
    })
  },
  function flipBit(position) {
    const line = lineOf(position)
    const bytes = Buffer.from(texts[line] ?? '')
    const index = random.integer(0, bytes.length - 1)
    bytes[index] = (bytes[index] ?? 0) ^ (1 << random.integer(0, 7))
    const flipped = splitLines(bytes)
    expectFault([...texts.slice(0, line), ...flipped, ...texts.slice(line + 1)], {
      kind: expect.stringMatching(/^(changed|backdated|reordered|missing)$/),
      ...nameAt(position),
    })
  },
  function deleteEntry(position) {
    expectFault(texts.toSpliced(lineOf(position), 1), { kind: 'missing', ...nameAt(position) })
  },
  function insertCopy(position) {
    const source = random.integer(0, sealedCount - 1)
    const lines = texts.toSpliced(lineOf(position), 0, texts[lineOf(source)] ?? '')
    expectFault(lines, { kind: 'inserted', ...nameAt(source) })
  },
  function insertForgery(position) {
    const matter = entryAt(position).matter
    const last = ledger.entries.findLast((entry) => entry.matter === matter) ?? entryAt(position)
    const forged = chainEntry(last, { ...last, kind: 'cancel' }, digest)
    const text = formatExportLine({ line: 'entry', entry: forged, position })
    expectFault(texts.toSpliced(lineOf(position), 0, text), { kind: 'inserted', matter, seq: forged.seq })
  },
  function swapTwo(position) {
    const other = random.integer(0, sealedCount - 1)
    const [first, second] = [Math.min(position, other), Math.max(position, other)]
    if (first === second) return
    const lines = texts
      .with(lineOf(first), texts[lineOf(second)] ?? '')
      .with(lineOf(second), texts[lineOf(first)] ?? '')
    const kind = checkpointOf(first) === checkpointOf(second) ? 'reordered' : 'changed'
    expectFault(lines, { kind, ...nameAt(first) })
  },
  function moveLater(position) {
    const end = ledger.checkpoints[checkpointOf(position)]?.checkpoint.size ?? 0
    const target = random.integer(position, end - 1)
    if (target === position) return
    const lines = texts.toSpliced(lineOf(position), 1)
    lines.splice(lineOf(target), 0, texts[lineOf(position)] ?? '')
    expectFault(lines, { kind: 'reordered', ...nameAt(position) })
  },
  function backdate(position) {
    const { matter, seq, at } = entryAt(position)
    const before = ledger.entries.find((entry) => entry.matter === matter && entry.seq === seq - 1)
    const earlier = at - random.integer(1, 40 * 86_400_000)
    const kind = before !== undefined && earlier < before.at ? 'backdated' : 'changed'
    expectFault(texts.with(lineOf(position), textWith(position, { at: earlier })), { kind, matter, seq })
  },
  function rechain(position) {
    const entries = forgeFrom(position)
    expectFault(exportSample({ ...ledger, entries }).map(formatExportLine), {
      kind: 'forged',
      ...nameAt(position),
    })
  },
  function truncateEntries(position) {
    const kept = texts.filter((_, line) => line < lineOf(position) || ledger.lines[line]?.line !== 'entry')
    expectFault(kept, { kind: 'missing', ...nameAt(position) })
  },
]

const matterElsewhere = '01956000-0000-7000-8000-000000000000'

function splitLines(bytes: Buffer): readonly (string | undefined)[] {
  const cut = bytes.indexOf(10)
  if (cut >= 0) return [...splitLines(bytes.subarray(0, cut)), ...splitLines(bytes.subarray(cut + 1))]
  try {
    return [decoder.decode(bytes)]
  } catch {
    return [undefined]
  }
}

test('an untouched ledger verifies', () => {
  expect(verify(texts)).toEqual({
    ok: true,
    district: ledger.district,
    matters: new Set(ledger.entries.map(({ matter }) => matter)).size,
    entries: 1000,
    sealed: sealedCount,
    checkpoints: ledger.checkpoints.length,
  })
})

test('each of the entries is tampered with once, and each time the first bad entry is named', () => {
  for (const position of ledger.entries.keys()) {
    if (position >= sealedCount) continue
    tamperings[position % tamperings.length]?.(position)
  }
  // A thousand times half a ledger, by both verifiers: 10 s, more when other tests run beside it.
}, 300_000)

describe('entries that no checkpoint seals yet', () => {
  const position = random.integer(sealedCount, 999)
  test('a change and a removal are named', () => {
    const { matter, seq } = entryAt(position)
    const text = formatExportLine({ line: 'entry', entry: { ...entryAt(position), set: {} } })
    expectFault(texts.with(lineOf(position), text), { kind: 'changed', matter, seq })
    const isLast = ledger.entries.findLast((entry) => entry.matter === matter)?.seq === seq
    expectFault(
      texts.toSpliced(lineOf(position), 1),
      isLast ? { kind: 'truncated' } : { kind: 'missing', matter, seq },
    )
  })
  test('one cut from the end is seen by the closing line only', () => {
    expectFault(texts.toSpliced(lineOf(999), 1), { kind: 'truncated' })
  })
})

test('a matter removed whole is named by its first entry', () => {
  const position = random.integer(0, sealedCount - 1)
  const { matter } = entryAt(position)
  const first = ledger.entries.findIndex((entry) => entry.matter === matter)
  const entries = ledger.entries.filter((entry) => entry.matter !== matter)
  const lines = ledger.lines.filter((line) => line.line !== 'entry' || line.entry.matter !== matter)
  const counted = lines.map((line) => (line.line === 'end' ? { ...line, entries: entries.length } : line))
  expectFault(counted.map(formatExportLine), { kind: 'missing', ...nameAt(first) })
})
