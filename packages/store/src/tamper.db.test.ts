import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf, parseDistrictId } from '@duibiao/base'
import { formatExportLine, formatHead, verifyExport } from '@duibiao/kernel'
import type { Anchor, Entry } from '@duibiao/kernel'
import { describeOnBoth, makeRandom, openSampleEngine } from '@duibiao/testkit'
import type { Random, SampleEngine, TestDatabase } from '@duibiao/testkit'
import * as standalone from '../../../tools/verify-ledger.mjs'
import { sealEntries } from './checkpoint.ts'
import type { Queryable } from './database.ts'
import { exportLedger, verifyLedger } from './ledger.ts'
import { tamperings } from './ledger-tampering.ts'
import type { Found, Ledger, Tamper } from './ledger-tampering.ts'
import { receiptOf } from './order.ts'
import { openPostgres } from './postgres.ts'
import { generateSigner, verificationPort } from './signer.ts'

// F17 of reliability.md, in the database: by its superuser, past triggers. DUIBIAO_TEST_TAMPERS=100 is the long run.
const times = Number(process.env['DUIBIAO_TEST_TAMPERS'] ?? '8')
const { signer } = generateSigner()
const program = fileURLToPath(new URL('../../../tools/verify-ledger.mjs', import.meta.url))

const district = parseDistrictId(1)

interface Tampered {
  readonly found: Found
  /** The export of what was tampered with. */
  readonly lines: readonly string[]
  /** What the ledger is found to be where it lies. */
  readonly verdict: unknown
}

describeOnBoth('tampering in the database', (open) => {
  let opened: TestDatabase
  let ledger: Ledger
  const home = mkdtempSync(path.join(tmpdir(), 'duibiao-tamper-'))
  beforeAll(async () => {
    opened = await open()
    const sample = await openSampleEngine(opened)
    const random = makeRandom('tampering')
    await fill(sample, random, 24)
    const at = sample.clock.now()
    const sealed = (await sealEntries(opened.database, district, { signer, at, size: 40 })).at(-1)?.size ?? 0
    await fill(sample, random, 3)
    const rows: Entry[] = []
    for await (const line of exportLedger(opened.database, district, at)) {
      if (line.line === 'entry') rows.push(line.entry)
    }
    const positions = await opened.database.query<{ readonly position: number }>(
      'select position from entry order by position',
    )
    const entries = positions.flatMap(({ position }, place) => {
      const entry = rows[place]
      return entry === undefined ? [] : [{ entry, place, position }]
    })
    ledger = { entries, sealed, random }
  })
  afterAll(() => rmSync(home, { recursive: true }))

  /** Tampers in a transaction that is undone, and exports from inside it. */
  async function exportTampered(tamper: Tamper): Promise<Tampered> {
    const work = async (owner: Queryable): Promise<Tampered> => {
      await owner.runScript(`begin;
        set local session_replication_role = replica;
        alter table entry alter position drop identity`)
      try {
        const found = await tamper(owner, ledger)
        const lines: string[] = []
        for await (const line of exportLedger(owner, district, instantOf(0)))
          lines.push(formatExportLine(line))
        const { anchor = {} } = found
        const verdict = await verifyLedger(owner, district, { keys: [signer.key.id], ...anchor })
        return { found, lines, verdict }
      } finally {
        await owner.runScript('rollback')
      }
    }
    if (opened.url === undefined) return opened.asOwner(work)
    const superuser = await openPostgres({ url: opened.url, connections: 1 })
    try {
      return await work(superuser)
    } finally {
      await superuser.close()
    }
  }

  test('an untouched ledger is sound', async () => {
    const { lines } = await exportTampered(async () => ({ kind: 'sound' }))
    expect(verifyExport(lines, verificationPort)).toMatchObject({ ok: true, sealed: ledger.sealed })
    expect(runProgram(home, lines, {})).toMatchObject({ ok: true })
  })

  test.each(Object.keys(tamperings))(
    `%s: both verifiers name the first bad entry (${times} times)`,
    async (title) => {
      const tamper = tamperings[title]
      if (tamper === undefined) return expect.unreachable()
      for (let time = 0; time < times; time += 1) {
        const { found, lines, verdict: inside } = await exportTampered(tamper)
        if (found.kind === 'sound') continue
        const { anchor = {} } = found
        const verdict = verifyExport(lines, verificationPort, { keys: [signer.key.id], ...anchor })
        expectNamed(verdict, found)
        expectNamed(inside, found)
        const heads = standalone.readHeads((anchor.heads ?? []).map(formatHead).join('\n'))
        const other = standalone.verifyExport(lines, {
          keys: [signer.key.id],
          ...(heads.length > 0 && { heads }),
        })
        expect(other).toEqual(verdict)
        // Once as a program of its own, as an auditor runs it.
        if (time === 0) expectNamed(runProgram(home, lines, anchor), found)
      }
    },
  )
})

function expectNamed(verdict: unknown, { kind, at }: Found): void {
  const entry = at === undefined || !('entry' in at) ? at : at.entry
  const named = entry === undefined ? {} : { matter: entry.matter, seq: entry.seq }
  const wanted = typeof kind === 'string' ? kind : expect.stringMatching(kind)
  expect(verdict).toMatchObject({ ok: false, fault: { kind: wanted, ...named } })
}

function runProgram(home: string, lines: readonly string[], { heads = [] }: Anchor): unknown {
  const [file, headFile] = [path.join(home, 'export.jsonl'), path.join(home, 'heads.txt')]
  writeFileSync(file, lines.join('\n'))
  writeFileSync(headFile, heads.map(formatHead).join('\n'))
  const options = ['--json', '--key', signer.key.id, ...(heads.length > 0 ? ['--head', headFile] : [])]
  try {
    return JSON.parse(execFileSync(process.execPath, [program, file, ...options], { encoding: 'utf8' }))
  } catch (error) {
    // Exit code 1 is a fault that was found.
    if (error instanceof Error && 'status' in error && error.status === 1 && 'stdout' in error)
      return JSON.parse(String(error.stdout))
    throw error
  }
}

/** Some matters with notes, mixed; each call adds others. */
async function fill({ engine, clock }: SampleEngine, random: Random, count: number): Promise<void> {
  let keys = 0
  function make(): { readonly key: string; readonly actor: { readonly person: string } } {
    keys += 1
    return { key: `tamper:${count}:${keys}`, actor: { person: random.pick(['li', 'wang', 'zhao']) } }
  }
  const starting = Array.from({ length: count }, () => engine.start({ procedure: 'sample', ...make() }))
  const matters = (await Promise.all(starting)).map((answer) => receiptOf(answer).matter)
  for (let index = 0; index < 9 * count; index += 1) {
    await clock.advance(random.integer(0, 100) * 60_000)
    await engine.act(random.pick(matters), { kind: 'note', text: `第 ${index} 次` }, make())
  }
}
