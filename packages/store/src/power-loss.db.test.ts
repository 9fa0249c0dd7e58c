import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { deserialize } from 'node:v8'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeFixedClock, makeRandom } from '@duibiao/testkit'
import type { DiskModel } from './disk-model.ts'
import { makeDiskModel } from './disk-model.ts'
import type { DiskOperation } from './disk-recording.ts'
import { openEmbedded } from './embedded.ts'
import { readDisk } from './free-space.ts'

const commits = 200
const minute = 60_000
/** How many moments of power loss are played. Each takes about a second in memory, more on a busy disk. */
const moments = Number(process.env['DUIBIAO_TEST_POWER_LOSS_MOMENTS'] ?? 6)

describe('power loss in embedded mode', () => {
  const home = mkdtempSync(path.join(findFastFolder(), 'duibiao-power-loss-'))
  let durable: readonly DiskOperation[] = []
  let stock: readonly DiskOperation[] = []
  beforeAll(() => {
    durable = record(home, 'durable')
    stock = record(home, 'stock')
  }, 5 * minute)
  afterAll(() => {
    rmSync(home, { recursive: true, force: true })
  })

  test('every commit is synced; on PGlite as it comes, none', () => {
    const during = (operations: readonly DiskOperation[]) =>
      operations.slice(operations.findIndex((operation) => operation.kind === 'note'))
    expect(countOf(during(durable), 'write')).toBeGreaterThanOrEqual(commits)
    expect(countOf(during(durable), 'sync')).toBeGreaterThanOrEqual(commits)
    expect(countOf(during(stock), 'write')).toBeGreaterThanOrEqual(commits)
    expect(countOf(stock, 'sync')).toBe(0)
  })

  test('the record holds all that was done to the files', () => {
    const model = makeDiskModel()
    for (const operation of durable) model.apply(operation)
    const copy = path.join(home, 'copy')
    model.writeSurvivors(copy, () => true)
    const names = readdirSync(copy, { recursive: true, encoding: 'utf8' }).filter(isKept)
    const real = path.join(home, 'durable')
    expect(names.toSorted()).toEqual(
      readdirSync(real, { recursive: true, encoding: 'utf8' }).filter(isKept).toSorted(),
    )
    expect(names.length).toBeGreaterThan(900)
    const differing = names.filter((name) => !isSame(path.join(copy, name), path.join(real, name)))
    expect(differing).toEqual([])
  })

  test(
    'whenever the power goes, the database opens with every acknowledged row',
    async () => {
      const random = makeRandom('power loss')
      const created = durable.findIndex((operation) => operation.kind === 'note')
      // A third of the moments lie in the creation, the last one behind everything.
      const cuts = Array.from({ length: moments - 1 }, (_, index) =>
        index % 3 === 0 ? random.integer(0, created) : random.integer(created, durable.length),
      )
      const model = makeDiskModel()
      let applied = 0
      for (const cut of [...cuts, durable.length].toSorted((a, b) => a - b)) {
        for (const operation of durable.slice(applied, cut)) model.apply(operation)
        applied = cut
        const acknowledged = lastCommit(durable.slice(0, cut))
        // Once with nothing of what was not synced, once with any half of it; both say the same before the first
        // acknowledged row, so there one is enough.
        const nothing = () => false
        const half = () => random.next() < 0.5
        for (const survives of cut < created ? [random.pick([nothing, half])] : [nothing, half]) {
          const found = await openAfter(home, model, survives)
          expect(found, `operation ${cut} of ${durable.length}`).toBeGreaterThanOrEqual(acknowledged)
          expect(found).toBeLessThanOrEqual(acknowledged + 1)
        }
      }
    },
    minute + moments * minute,
  )

  test('the same on PGlite as it comes loses rows, even when its new folder had reached the disk', async () => {
    const model = makeDiskModel()
    for (const operation of stock) {
      model.apply(operation)
      if (operation.kind === 'note' && operation.text === 'created') model.syncAll()
    }
    expect(lastCommit(stock)).toBe(commits)
    expect(await openAfter(home, model, () => false)).toBeLessThan(commits)
  })

  test('without the sync of the whole new folder the rows would be lost with it', async () => {
    const model = makeDiskModel()
    const isMark = (operation: DiskOperation, name: string) =>
      operation.kind === 'create' && operation.path === path.join('db', name)
    const end = durable.findIndex((operation) => isMark(operation, 'durable'))
    durable.forEach((operation, index) => {
      const isSync = operation.kind === 'sync' || operation.kind === 'sync_folder'
      if (!(isSync && index < end)) model.apply(operation)
    })
    expect(await openAfter(home, model, () => false)).toBeLessThan(commits)
  })
})

/**
 * What reached the disk is the model's to say, so the folders themselves may lie in memory, where the thousand
 * syncs of a recovery cost nothing.
 */
function findFastFolder(): string {
  const memory = '/dev/shm'
  const gigabyte = 1024 ** 3
  return existsSync(memory) && readDisk(memory).freeBytes > gigabyte ? memory : tmpdir()
}

function record(home: string, kind: 'durable' | 'stock'): readonly DiskOperation[] {
  const folder = path.join(home, kind)
  mkdirSync(folder)
  const file = path.join(home, `${kind}.record`)
  const program = fileURLToPath(new URL('./embedded-program.ts', import.meta.url))
  execFileSync(process.execPath, [program, 'record', folder, kind, String(commits), file])
  const operations: readonly DiskOperation[] = deserialize(readFileSync(file))
  return operations
}

/** Lock files mean nothing after a power loss and are not recorded. */
function isKept(name: string): boolean {
  return !path.basename(name).startsWith('lock.')
}

function isSame(one: string, other: string): boolean {
  return statSync(one).isDirectory() || readFileSync(one).equals(readFileSync(other))
}

function countOf(operations: readonly DiskOperation[], kind: DiskOperation['kind']): number {
  return operations.filter((operation) => operation.kind === kind).length
}

/** The number of the last row whose commit had been acknowledged. */
function lastCommit(operations: readonly DiskOperation[]): number {
  const note = operations.findLast((operation) => operation.kind === 'note')
  return note?.kind === 'note' ? Number(/^committed (\d+)$/.exec(note.text)?.[1] ?? 0) : 0
}

/** Opens what survived and returns the number up to which the rows are there without a gap. */
async function openAfter(home: string, model: DiskModel, survives: () => boolean): Promise<number> {
  const folder = mkdtempSync(path.join(home, 'after-'))
  model.writeSurvivors(folder, survives)
  const database = await openEmbedded({ folder: path.join(folder, 'db'), scheduler: makeFixedClock() })
  try {
    const [table] = await database.query(`select to_regclass('kept') is not null as there`)
    if (table?.['there'] !== true) return 0
    const rows = await database.query<{ readonly id: number }>('select id from kept order by id')
    expect(rows.map((row) => row.id)).toEqual(rows.map((_, index) => index + 1))
    return rows.length
  } finally {
    await database.close()
    rmSync(folder, { recursive: true })
  }
}
