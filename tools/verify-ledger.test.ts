import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Anchor, ExportLine } from '@duibiao/kernel'
import {
  checkpointText,
  describeVerdict,
  draftCheckpoint,
  findProofFault,
  formatExportLine,
  formatHead,
  formatProof,
  headOf,
  proveEntry,
} from '@duibiao/kernel'
import { exportSample, makeLedgerKey } from '@duibiao/testkit'
import {
  digest,
  entryAt,
  expectFault,
  forgeFrom,
  ledger,
  lineOf,
  nameAt,
  random,
  resealFrom,
  sealedCount,
  standaloneAnchor,
  texts,
  textWith,
  verify,
} from './verify-ledger-harness.ts'
import * as standalone from './verify-ledger.mjs'

describe('checkpoints', () => {
  const index = random.integer(1, ledger.checkpoints.length - 2)
  const sealed = ledger.checkpoints[index]
  if (sealed === undefined) throw new RangeError('too few checkpoints')
  const { checkpoint, roll } = sealed
  const line = ledger.lines.findIndex((item) => item.line === 'checkpoint' && item.checkpoint === checkpoint)
  const named = {
    ...nameAt(checkpoint.first),
    unsealedFrom: checkpoint.first,
    checkpoint: checkpoint.number,
  }

  function withCheckpoint(change: Partial<Extract<ExportLine, { line: 'checkpoint' }>>): readonly string[] {
    return texts.with(line, formatExportLine({ line: 'checkpoint', checkpoint, roll, ...change }))
  }

  test.each([
    { root: digest('x') },
    { size: checkpoint.size + 1 },
    { first: 0 },
    { at: ledger.entries[0]?.at ?? checkpoint.at },
    { previous: digest('x') },
    { roll: digest('x') },
    { district: ledger.district + 1 },
    { signature: 'ab'.repeat(64) },
  ])('a changed field breaks the signature: %o', (change) => {
    const lines = withCheckpoint({ checkpoint: { ...checkpoint, ...change } })
    expectFault(lines, { kind: 'signature_invalid', ...named })
  })
  test('a changed roll does not fit its digest', () => {
    const marks = `${roll.marks.startsWith('0') ? '1' : '0'}${roll.marks.slice(1)}`
    expectFault(withCheckpoint({ roll: { ...roll, marks } }), { kind: 'checkpoint_changed', ...named })
  })
  test('one that is signed with the right key but follows another is refused', () => {
    const previous = ledger.checkpoints[index - 1]
    const entries = ledger.entries.slice(checkpoint.first, checkpoint.size)
    const batch = { district: ledger.district, at: checkpoint.at, key: ledger.key.id, entries }
    const draft = draftCheckpoint(previous, batch, ledger.port)
    const unsigned = { ...draft.unsigned, previous: digest('another') }
    const signature = ledger.port.sign(checkpointText(unsigned))
    const lines = withCheckpoint({ checkpoint: { ...unsigned, signature }, roll: draft.roll })
    expectFault(lines, { kind: 'checkpoint_changed', ...named })
  })
  test('one that is signed over a wrong root is refused', () => {
    const unsigned = { ...checkpoint, root: digest('x') }
    const signature = ledger.port.sign(checkpointText(unsigned))
    const lines = withCheckpoint({ checkpoint: { ...unsigned, signature } })
    expectFault(lines, { kind: 'root_mismatch', ...named })
  })
  test('a removed one is missed', () => {
    expectFault(texts.toSpliced(line, 1), { kind: 'checkpoint_missing', ...named })
  })
  test('a tail forged whole, hashes and checkpoints, fails at the first checkpoint without the key', () => {
    const entries = forgeFrom(checkpoint.first)
    const thief = makeLedgerKey()
    const forged = resealFrom(index, entries, { ...thief.port, key: ledger.key.id })
    const lines = exportSample({ ...ledger, entries, checkpoints: forged }).map(formatExportLine)
    expectFault(lines, { kind: 'signature_invalid', ...named })
  })
  test('a tail forged with a key of its own agrees with itself, and fails against a kept head or a known key', () => {
    const entries = forgeFrom(checkpoint.first)
    const thief = makeLedgerKey()
    const forged = resealFrom(index, entries, { ...thief.port, key: thief.key.id })
    const lines = exportSample({ ...ledger, entries, checkpoints: forged }).map(formatExportLine)
    const withKey = lines.toSpliced(1, 0, formatExportLine({ line: 'key', ...thief.key }))
    expect(verify(withKey).ok).toBe(true)
    expectFault(withKey, { kind: 'key_unknown', ...named }, { keys: [ledger.key.id] })
    const heads = [headOf(checkpoint, digest)]
    expectFault(withKey, { kind: 'head_differs', ...named }, { heads })
  })
  test('a ledger cut off after a checkpoint agrees with itself, and fails against a kept head', () => {
    const kept = { ...ledger, entries: ledger.entries.slice(0, checkpoint.size) }
    const checkpoints = ledger.checkpoints.slice(0, index + 1)
    const lines = exportSample({ ...kept, checkpoints }).map(formatExportLine)
    const last = ledger.checkpoints.at(-1)?.checkpoint ?? checkpoint
    expect(verify(lines, { heads: [headOf(checkpoint, digest)] }).ok).toBe(true)
    expectFault(lines, { kind: 'truncated' }, { heads: [headOf(last, digest)] })
  })
  test('checkpoints cut off while their entries stay are missed at the first entry they sealed', () => {
    const lines = texts.filter((_, at) => at < line || ledger.lines[at]?.line !== 'checkpoint')
    expectFault(lines, {
      kind: 'truncated',
      unsealedFrom: checkpoint.first,
      ...nameAt(checkpoint.first),
    })
    const verdict = verify(lines)
    const { matter, seq } = nameAt(checkpoint.first)
    expect(describeVerdict(verdict, 'zh')).toBe(
      `台账被截尾：区县 ${ledger.district}，自位置 ${checkpoint.first} 起均未封存，首条属事项 ${matter}，为其第 ${seq} 条`,
    )
    expect(describeVerdict(verdict, 'en')).toBe(
      `the ledger was cut off: district ${ledger.district}, from position ${checkpoint.first} on nothing is sealed, the first of matter ${matter}, its entry ${seq}`,
    )
  })
})

describe('the proof of one entry', () => {
  const position = random.integer(0, sealedCount - 1)
  const last = ledger.checkpoints.at(-1)?.checkpoint
  if (last === undefined) throw new RangeError('no checkpoint')
  const hashes = ledger.entries.map((entry) => entry.hash)
  const source = { position, hashes, checkpoint: last, key: ledger.key }
  const proof = proveEntry(entryAt(position), source, ledger.port)
  const heads = [headOf(last, digest)]

  function faultKinds(changed: typeof proof, anchor: Anchor = {}): readonly unknown[] {
    const other = standalone.verifyProof(formatProof(changed), standaloneAnchor(anchor))
    return [
      findProofFault(changed, ledger.port, anchor)?.kind,
      other?.ok === false ? other.fault.kind : undefined,
    ]
  }

  test('holds against its signed head', () => {
    expect(faultKinds(proof, { heads, keys: [ledger.key.id] })).toEqual([undefined, undefined])
  })
  test.each([
    ['changed', { entry: { ...proof.entry, set: {} } }],
    ['root_mismatch', { position: (position + 1) % last.size }],
    ['root_mismatch', { path: proof.path.slice(1) }],
    ['root_mismatch', { path: [...proof.path, digest('')] }],
    ['signature_invalid', { checkpoint: { ...last, root: digest('') } }],
    ['key_unknown', { key: makeLedgerKey().key }],
  ] as const)('does not hold when it is %s', (kind, change) => {
    expect(faultKinds({ ...proof, ...change })).toEqual([kind, kind])
  })
  test('does not hold against another head or another key', () => {
    const other = { ...heads[0], root: digest('') } as NonNullable<(typeof heads)[0]>
    expect(faultKinds(proof, { heads: [other] })).toEqual(['head_differs', 'head_differs'])
    expect(faultKinds(proof, { keys: ['0'.repeat(32)] })).toEqual(['key_unknown', 'key_unknown'])
  })
})

describe('the command, alone in a folder of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'duibiao-verifier '))
  afterAll(() => rmSync(folder, { recursive: true }))
  const program = join(folder, 'verify-ledger.mjs')
  copyFileSync(new URL('verify-ledger.mjs', import.meta.url), program)

  function run(...words: readonly string[]): { readonly code: number | null; readonly output: string } {
    const { status, stdout } = spawnSync(process.execPath, [program, ...words], {
      cwd: folder,
      encoding: 'utf8',
    })
    return { code: status, output: stdout }
  }

  function write(name: string, text: string): string {
    writeFileSync(join(folder, name), text)
    return name
  }

  const last = ledger.checkpoints.at(-1)
  if (last === undefined) throw new RangeError('no checkpoint')
  const head = formatHead(headOf(last.checkpoint, digest))

  test('0 for a sound export, from a file and from the standard input', () => {
    const file = write('sound.jsonl', `${texts.join('\n')}\n`)
    write('head.txt', `2026-03-31 树头\n${head}\n`)
    expect(run(file, '--head', 'head.txt', '--key', ledger.key.id)).toMatchObject({ code: 0 })
    expect(JSON.parse(run(file, '--json').output)).toMatchObject({ ok: true, entries: 1000 })
    const input = `${texts.join('\n')}\n`
    const output = execFileSync(process.execPath, [program, '-'], { cwd: folder, input, encoding: 'utf8' })
    expect(output).toMatch(/核验通过[^]*verified/)
  })
  test('1 for a fault, naming it in both languages', () => {
    const position = random.integer(0, sealedCount - 1)
    const file = write('bad.jsonl', texts.with(lineOf(position), textWith(position, { set: {} })).join('\n'))
    const { matter, seq } = entryAt(position)
    const { code, output } = run(file)
    expect(code).toBe(1)
    expect(output).toContain(`记录内容被改动：区县 ${ledger.district}，事项 ${matter}，第 ${seq} 条`)
    expect(output).toContain(
      `the entry was changed: district ${ledger.district}, matter ${matter}, entry ${seq}`,
    )
  })
  test('2 for what cannot be read', () => {
    expect(run('absent.jsonl').code).toBe(2)
    expect(run(write('text.jsonl', 'nothing\n')).code).toBe(2)
    expect(run(write('empty.jsonl', '')).code).toBe(2)
    expect(run().code).toBe(2)
    expect(run('sound.jsonl', '--head', write('no-head.txt', 'nothing')).code).toBe(2)
  })
  test('it imports nothing but Node', () => {
    const source = readFileSync(program, 'utf8')
    const imports = [...source.matchAll(/^import .* from '(.*)'|import\(/gm)].map((match) => match[1])
    expect(imports).toEqual(['node:crypto', 'node:fs'])
  })
})
