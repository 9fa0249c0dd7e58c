/**
 * Figures of the ledger: entries chained, Merkle leaves, export lines, and entries verified per second, by the package
 * and by the stand-alone file. `node tools/bench/ledger.ts [ENTRIES]`, 100,000 when not said.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Entry } from '@duibiao/kernel'
import {
  chainEntry,
  emptyTree,
  formatExportLine,
  genesisLink,
  growTree,
  leafHash,
  treeRoot,
  verifyChain,
  verifyExport,
} from '@duibiao/kernel'
import { makeRandom, makeSampleLedger } from '@duibiao/testkit'

/** One figure: what was done, how often, in how many milliseconds. */
export interface LedgerFigure {
  readonly title: string
  readonly count: number
  readonly milliseconds: number
}

/** Measures the ledger over a random ledger of `count` entries. */
export function measureLedger(count: number): readonly LedgerFigure[] {
  const random = makeRandom('bench ledger', 1)
  const ledger = makeSampleLedger(random, {
    entries: count,
    matters: Math.ceil(count / 8),
    sealEvery: 4096,
    unsealed: 0,
  })
  const { digest, digestBytes } = ledger.port
  const texts = ledger.lines.map(formatExportLine)
  const bytes = texts.reduce((sum, text) => sum + text.length, 0)
  console.log(
    `${count} entries, ${Math.round(bytes / count)} characters a line, ${ledger.checkpoints.length} checkpoints`,
  )
  return [
    measure('chainEntry', count, () => rechain(ledger.entries, digest)),
    measure('verifyChain', count, () => verifyChain(ledger.entries, digest)),
    measure('Merkle leaves appended, with root', count, () => {
      const leaves = ledger.entries.map(({ hash }) => leafHash(hash, digestBytes))
      return treeRoot(growTree(emptyTree, leaves, digestBytes), digestBytes)
    }),
    measure('export lines written', texts.length, () => ledger.lines.map(formatExportLine).length),
    measure('verifyExport, read from text', count, () => verifyExport(texts, ledger.port)),
    measureStandalone(texts, count),
  ]
}

function rechain(entries: readonly Entry[], digest: (text: string) => string): number {
  const start = genesisLink(1, 'matter', digest)
  return entries.reduce((sum, entry) => sum + chainEntry(start, entry, digest).hash.length, 0)
}

/** The whole process, start of Node included. */
function measureStandalone(texts: readonly string[], count: number): LedgerFigure {
  const folder = mkdtempSync(join(tmpdir(), 'duibiao-bench-'))
  try {
    const file = join(folder, 'export.jsonl')
    writeFileSync(file, texts.join('\n'))
    const program = new URL('../verify-ledger.mjs', import.meta.url).pathname
    return measure('verify-ledger.mjs, whole process', count, () => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [program, file], { encoding: 'utf8' })
      if (status !== 0) throw new Error(`the stand-alone verifier failed: ${stdout}${stderr}`)
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function measure(title: string, count: number, run: () => unknown): LedgerFigure {
  const start = performance.now()
  run()
  return { title, count, milliseconds: performance.now() - start }
}

if (import.meta.main) {
  const figures = measureLedger(Number(process.argv[2] ?? 100_000))
  for (const { title, count, milliseconds } of figures) {
    const rate = Math.round((count / milliseconds) * 1000)
    console.log(`${title.padEnd(36)} ${String(rate).padStart(10)} /s`)
  }
}
