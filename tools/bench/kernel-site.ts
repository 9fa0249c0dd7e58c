import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instantOf, parseDistrictId } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import type { Database, Engine, GroupRule } from '@duibiao/store'
import {
  applicationRole,
  enterDistrict,
  makeEngine,
  makeScheduler,
  migrate,
  openDatabase,
  openEmbedded,
  openLibrary,
  openPostgres,
  sha256,
} from '@duibiao/store'
import { plainCalendar, sampleProcedure, startPostgresServer } from '@duibiao/testkit'

/** A new database with a district and the sample procedure, where commits reach the disk. */
export interface Site {
  readonly database: Database
  readonly district: DistrictId
  readonly clock: { now: Instant }
  /** Runs a script past the grants of the application. */
  asOwner(script: string): Promise<void>
  /** An engine on this database; the group rule is at issue. */
  makeEngine(group?: GroupRule): Promise<Engine>
  close(): Promise<void>
}

/** Where a measurement runs: a PostgreSQL server of its own, or the embedded database on disk. */
export type SiteKind = 'embedded' | 'postgres'

export async function openSite(kind: SiteKind): Promise<Site> {
  const district = parseDistrictId(1)
  const clock = { now: instantOf(Date.UTC(2026, 2, 2, 1)) }
  const { database, asOwner, close } = kind === 'embedded' ? await openFolder(clock) : await openServer()
  await enterDistrict(database, { district, code: '110101', name: '样例区' })
  const procedure = { ...sampleProcedure(), hash: sha256.digest('sample') }
  const calendar = plainCalendar()
  return {
    database,
    district,
    clock,
    asOwner,
    async makeEngine(group) {
      const library = await openLibrary(database, { district, compile: () => procedure })
      const installed = [{ hash: procedure.hash, process: procedure.id }]
      await library.install(installed, { pack: 'sample', at: clock.now })
      return makeEngine({
        database,
        district,
        library,
        now: () => clock.now,
        random: (length) => new Uint8Array(randomBytes(length)),
        calendar: () => calendar,
        ...(group && { group }),
      })
    },
    close,
  }
}

type Opened = Pick<Site, 'database' | 'asOwner' | 'close'>

async function openFolder(clock: { readonly now: Instant }): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'duibiao-bench-'))
  const database = await openEmbedded({ folder, scheduler: makeScheduler(() => clock.now) })
  await migrate(database)
  await database.assumeRole(applicationRole)
  return {
    database,
    asOwner: (script) => database.asOwner((owner) => owner.runScript(script)),
    async close() {
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function openServer(): Promise<Opened> {
  const server = await startPostgresServer()
  const address = server.url
  const database = await openDatabase({ url: address, connections: 32, statementTimeout: 600_000 })
  const owner = await openPostgres({ url: address, connections: 1, statementTimeout: 0 })
  return {
    database,
    asOwner: (script) => owner.runScript(script),
    async close() {
      await owner.close()
      await database.close()
      await server.stop()
    },
  }
}
