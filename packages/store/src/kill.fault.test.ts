import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { instantOf, parseDistrictId } from '@duibiao/base'
import {
  checkLoad,
  makeLoadLog,
  makeRandom,
  openTestDatabase,
  pendingOf,
  startLoadProcess,
} from '@duibiao/testkit'
import type { LoadLog, LoadOrder, Random } from '@duibiao/testkit'
import type { Database } from './database.ts'
import { verifyLedger } from './ledger.ts'
import { applicationRole, openDatabase } from './open-database.ts'
import { openPostgres } from './postgres.ts'

// Processes are killed at any moment. DUIBIAO_TEST_KILLS=200 is the long run of a release; DUIBIAO_TEST_SEED plays one again.
const kills = Number(process.env['DUIBIAO_TEST_KILLS'] ?? '5')
const minutes = 60_000
const hour = 3_600_000
const begin = Date.UTC(2026, 2, 2, 1)
const closers: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

describe('kill -9 while commands are in flight', () => {
  test(
    `PGlite: nothing acknowledged is lost and nothing is done twice (${kills} kills)`,
    async () => {
      const home = makeHome()
      const folder = path.join(home, 'db')
      const scheduler = { now: () => instantOf(begin), every: () => () => {} }
      await killAgainAndAgain(makeRandom('kill PGlite'), {
        target: { folder, keyFile: path.join(home, 'key.pem') },
        count: kills,
        open: () => openDatabase({ folder, scheduler }),
      })
    },
    5 * minutes + kills * minutes,
  )

  test(
    `PostgreSQL: nothing acknowledged is lost and nothing is done twice (${2 * kills} kills)`,
    async () => {
      const opened = await openTestDatabase({ kind: 'postgres' })
      closers.push(() => opened.close())
      await killAgainAndAgain(makeRandom('kill PostgreSQL'), {
        target: { url: opened.url ?? '', keyFile: path.join(makeHome(), 'key.pem') },
        count: 2 * kills,
        open: () => openPostgres({ url: opened.url ?? '', role: applicationRole }),
      })
    },
    5 * minutes + kills * minutes,
  )
})

interface KillRun {
  readonly target: Pick<LoadOrder, 'url' | 'folder' | 'keyFile'>
  readonly count: number
  readonly open: () => Promise<Database>
}

async function killAgainAndAgain(random: Random, { target, count, open }: KillRun): Promise<void> {
  const log = makeLoadLog()
  let slowest = 0
  for (let round = 0; round < count; round += 1) {
    const child = startLoadProcess({ ...orderOf(log, target), startAt: startOf(random, round) }, log)
    closers.push(() => child.kill())
    // One in six dies before it is ready: while it opens, recovers or migrates. The others die after so much work (some
    // 60 bytes told for each acknowledgement) and not after so much time: a quick machine does not heap up what is
    // checked in the end, and a slow one does not die idle.
    if (round > 0 && random.next() < 1 / 6) await setTimeout(random.integer(50, 1500))
    else {
      slowest = Math.max(slowest, await child.waitUntilTold(1))
      const isLate = round === 0 || random.next() < 0.5
      await child.waitUntilTold(isLate ? random.integer(20_000, 150_000) : random.integer(1, 5_000))
      await setTimeout(random.integer(0, 50))
    }
    await child.kill()
  }
  const startAt = begin + (count + 1) * 100 * hour
  const last = startLoadProcess({ ...orderOf(log, target), end: 0, startAt, isLast: true }, log)
  closers.push(() => last.kill())
  expect(await last.ended, last.complaints()).toBe(0)
  const database = await open()
  const check = await checkLoad(database, log)
  const verdict = await verifyLedger(database, parseDistrictId(1))
  await database.close()
  const again = log.count - log.acknowledged.size
  process.stdout.write(
    `${count} kills, ${log.acknowledged.size} commands, ${again} given again, ${check.entries} entries, ` +
      `${check.faults.length} faults, ready within ${Math.round(slowest)} ms\n`,
  )
  expect(check.faults).toEqual([])
  expect(verdict).toMatchObject({ ok: true, entries: check.entries, sealed: check.entries })
  expect(log.acknowledged.size).toBeGreaterThan(100)
}

/** What was begun is taken up again, then new lives follow. */
function orderOf(log: LoadLog, target: KillRun['target']): Omit<LoadOrder, 'startAt'> {
  const first = Math.max(-1, ...log.begun) + 1
  const pending = pendingOf(log)
  return {
    ...target,
    pending,
    first,
    end: first + 1_000_000,
    clients: target.url === undefined ? 400 : 1000,
    isLast: false,
  }
}

/** The clock of a process: some days after the one before, so that timers fell due in between; at times it is back. */
function startOf(random: Random, round: number): number {
  return begin + round * 100 * hour - (random.next() < 0.2 ? random.integer(1, 400) * 24 * hour : 0)
}

function makeHome(): string {
  const home = mkdtempSync(path.join(tmpdir(), 'duibiao-kill-'))
  closers.push(() => rmSync(home, { recursive: true, force: true }))
  return home
}
