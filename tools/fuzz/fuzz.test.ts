import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { isAppError } from '@duibiao/base'
import { readPackFiles } from '@duibiao/packfile'
import type { PackSource } from '@duibiao/packfile'
import { makeRandom, openTestDatabase } from '@duibiao/testkit'
import { readConfig } from '../../apps/server/src/config.ts'
import { openInstallation } from '../../apps/cli/src/installation.ts'
import { makeMemoryTerminal } from '../../apps/cli/src/memory-terminal.ts'
import { readCorpus } from './corpus.ts'
import { mutatePack } from './pack-mutation.ts'
import { runFuzz } from './run.ts'
import { targets } from './target.ts'

// `npm run fuzz` is the long run; here some hundred inputs of each kind. DUIBIAO_TEST_SEED plays a run again.
const counts: { readonly [target: string]: number } = { pack: 25 }
const limit = 30_000
const home = mkdtempSync(path.join(tmpdir(), 'duibiao-fuzz-test-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

test.each(Object.keys(targets))(
  'damaged %s gives findings with their places, and nothing crashes or hangs',
  async (target) => {
    const { seed } = makeRandom(`fuzz ${target}`)
    const count = counts[target] ?? 300
    const { inputs, findings, failures } = await runFuzz(target, { seed, count, limit })
    expect(failures).toEqual([])
    expect(inputs).toBe(count)
    expect(findings).toBeGreaterThan(count / 10)
  },
)

describe('the fuzzer itself', () => {
  const module = new URL('./bad-target.ts', import.meta.url).href
  test.each([
    ['hangs', /^took longer than/, 1500],
    ['throws', /^threw TypeError/, limit],
    ['dies', /^ended the thread/, limit],
  ])('finds software that %s, and goes on with the next input', async (target, problem, patience) => {
    // Every failure takes a thread and its corpus with it, which is most of the time.
    const count = 4
    const { inputs, failures } = await runFuzz(target, { seed: 7, count, limit: patience, module })
    expect(inputs).toBe(count)
    expect(failures.length).toBeGreaterThan(0)
    expect(failures.length).toBeLessThan(count)
    for (const failure of failures) expect(failure.problem).toMatch(problem)
  })
})

describe('a pack with faults in many files', () => {
  const [pack] = readCorpus().packs
  if (pack === undefined) throw new Error('there are no packs')

  test('names all of them at once', () => {
    const isDamaged = (file: string) => /^(procedures|decisions|parameters|forms|cases|text)\//.test(file)
    const files = new Map(
      [...pack.files].map(([file, bytes]) => [file, isDamaged(file) ? damage(file, bytes) : bytes]),
    )
    const { pack: read, findings } = readPackFiles({ ...pack, files })
    expect(read).toBeUndefined()
    const named = new Set(findings.filter(({ severity }) => severity === 'error').map(({ file }) => file))
    expect([...files.keys()].filter((file) => isDamaged(file) && !named.has(file))).toEqual([])
  })

  test('is never installed in part', async () => {
    const random = makeRandom('half-installed packs')
    const opened = await openTestDatabase()
    const count = () => opened.database.execute('select from procedure')
    let [refusals, round] = [0, 0]
    /** A district of its own each time: one that has packs reads no folder any more. @returns whether it was refused */
    async function isRefused(name: string, source: PackSource): Promise<boolean> {
      round += 1
      const folder = path.join(home, `packs-${round}`)
      writePack(path.join(folder, name), source)
      const terminal = makeMemoryTerminal(home)
      const environment = { DUIBIAO_PACKS: folder, DUIBIAO_DATA: home, DUIBIAO_DISTRICT: String(round) }
      const config = readConfig({ ...terminal, environment, language: 'en' })
      try {
        await openInstallation(terminal, config, { database: opened.database })
        return false
      } catch (error) {
        if (!isAppError(error, 'pack_faulty')) throw error
        return true
      }
    }
    // Some damage does no harm; how much of it there is depends on the seed.
    while (refusals < 6 && round < 60) {
      const before = await count()
      const refused = await isRefused(pack.name, mutatePack(random, pack))
      refusals += refused ? 1 : 0
      if (refused) expect(await count()).toBe(before)
      else expect(await count()).toBeGreaterThan(before)
    }
    expect(refusals).toBe(6)
    const before = await count()
    expect(await isRefused(pack.name, pack)).toBe(false)
    expect(await count()).toBeGreaterThan(before)
    await opened.close()
  })
})

/** Cuts a file short inside, so that what is left cannot be read as its kind. */
function damage(file: string, bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('utf8')
  return Buffer.from(/\.(bpmn|dmn)$/.test(file) ? text.slice(0, text.length / 2) : `${text}\n{[}: *x\n`)
}

function writePack(folder: string, { files }: PackSource): void {
  for (const [file, bytes] of files) {
    const target = path.join(folder, file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, bytes)
  }
}
