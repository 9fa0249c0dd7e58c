import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { AppError, dateAt, yearOf } from '@duibiao/base'
import type { Calendar, DistrictId, Instant } from '@duibiao/base'
import { matterNumber, readPack } from '@duibiao/packfile'
import type { Pack } from '@duibiao/packfile'
import {
  enterDistrict,
  makeEngine,
  makeSerialSource,
  openDatabase,
  openLibrary,
  openSigner,
} from '@duibiao/store'
import type { Database, Engine, OutboxPort, ProcedureLibrary, Signer } from '@duibiao/store'
import type { Config } from './config.ts'
import { makeDistrictPacks, makePackReader, newPackOf } from './district-pack.ts'
import type { DistrictPacks } from './district-pack.ts'
import { readCalendar } from './known-calendar.ts'
import type { Terminal } from './terminal.ts'

/** A district at work in this process: its database, its packs, its engine. */
export interface Installation {
  readonly database: Database
  readonly district: DistrictId
  readonly engine: Engine
  readonly library: ProcedureLibrary
  /** The calendar as it is now; a notice that is loaded makes another one. */
  readonly calendar: Calendar
  /** The packs as they are installed in the database. */
  readonly packs: DistrictPacks
  readonly outbox: OutboxPort
  readonly now: () => Instant
  /** The next number of a matter, in the form its pack asks for. @throws AppError `pack_not_installed` */
  readonly nextNumber: (pack: string) => Promise<string>
  /** The key that seals the ledger; made at its first use. */
  readonly signer: () => Signer
  /** Reads the calendar again, after a notice was kept; the engine reckons with it from then on. */
  readonly reloadCalendar: () => Promise<Calendar>
  readonly close: () => Promise<void>
}

/** What may stand in for the real thing. */
export interface InstallationOptions {
  /** A simulated clock. */
  readonly now?: () => Instant
  /** A database that is open already, and stays so. */
  readonly database?: Database
  /** What a district without any pack installs: those of the settings' folder, when not said otherwise. */
  readonly first?: 'folder' | 'none'
}

/**
 * Opens the district of the settings: brings the database up to date and works with the packs installed there. A district
 * that has none yet installs those of the folder; from then on only `pack install` brings others.
 * @throws AppError of the database, `pack_missing`, `pack_faulty`
 */
export async function openInstallation(
  terminal: Terminal,
  config: Config,
  options: InstallationOptions = {},
): Promise<Installation> {
  const { scheduler } = terminal
  const database = options.database ?? (await openDatabase({ ...config.database, scheduler }))
  try {
    return await assemble({ terminal, config, options, database })
  } catch (error) {
    if (options.database === undefined) await database.close()
    throw error
  }
}

/**
 * Opens a district that must be there already: a command that reads makes no database of a mistyped folder.
 * @throws AppError `data_missing`, and as `openInstallation`
 */
export async function openKnownInstallation(terminal: Terminal, config: Config): Promise<Installation> {
  const { database } = config
  if ('folder' in database && !existsSync(path.join(database.folder, 'postgres'))) {
    throw new AppError('data_missing', { folder: path.dirname(database.folder) })
  }
  return openInstallation(terminal, config, { first: 'none' })
}

interface Parts {
  readonly terminal: Terminal
  readonly config: Config
  readonly options: InstallationOptions
  readonly database: Database
}

async function assemble({ terminal, config, options, database }: Parts): Promise<Installation> {
  const { district } = config
  const now = options.now ?? (() => terminal.scheduler.now())
  // Until districts are entered by their administrators, each has a code that no other has.
  const code = String(district).padStart(6, '0').slice(-6)
  await enterDistrict(database, { district, code, name: '样例区', nameEn: 'Sample district' })
  const reader = makePackReader()
  const library = await openLibrary(database, {
    district,
    compile: (installed, shelf) => reader.procedure(shelf, installed),
  })
  if (library.packs.list().length === 0 && options.first !== 'none') {
    const first = readPacks(config.packs).map(newPackOf)
    await library.installPacks(first, { at: now(), by: 'duibiao' })
  }
  const packs = makeDistrictPacks(library, reader)
  let { calendar } = await readCalendar(database, district)
  const serials = makeSerialSource(database, { district })
  const engine = makeEngine({
    database,
    district,
    library,
    now,
    random: terminal.randomBytes,
    calendar: () => calendar,
    parameter: (name, at, procedure) => packs.compiledOf(procedure)?.parameter(name, at),
    decision: (reference, procedure) => packs.compiledOf(procedure)?.decision(reference),
  })
  return {
    database,
    district,
    engine,
    library,
    get calendar() {
      return calendar
    },
    packs,
    outbox,
    now,
    async nextNumber(name) {
      const { number } = packs.newest(name).manifest
      const { counter, format } = matterNumber(number, yearOf(dateAt(now(), calendar)))
      return format(await serials.next(counter))
    },
    signer() {
      mkdirSync(path.dirname(config.ledgerKey), { recursive: true })
      return openSigner(config.ledgerKey)
    },
    async reloadCalendar() {
      ;({ calendar } = await readCalendar(database, district))
      return calendar
    },
    async close() {
      await engine.drain()
      if (options.database === undefined) await database.close()
    },
  }
}

/** Every pack of a folder. */
function readPacks(folder: string): readonly Pack[] {
  const names = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
        .map((entry) => entry.name)
    : []
  if (names.length === 0) throw new AppError('pack_missing', { pack: '*', folder })
  return names.toSorted().map((name) => {
    const { pack, findings } = readPack(path.join(folder, name))
    if (pack !== undefined) return pack
    const count = findings.filter((finding) => finding.severity === 'error').length
    throw new AppError('pack_faulty', { pack: path.join(folder, name), count })
  })
}

/** Services are taken to have been done and notices go nowhere: the systems they would reach do not exist yet. */
const outbox: OutboxPort = {
  callService: async ({ token }) => (token === undefined ? [] : [{ kind: 'answerService', token }]),
  notify: async () => {},
  publish: async () => true,
}
