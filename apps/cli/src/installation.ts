import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { AppError, dateAt, yearOf } from '@duibiao/base'
import type { Calendar, DistrictId, Instant } from '@duibiao/base'
import type { Procedure } from '@duibiao/kernel'
import { compilePack, loadProcedures, matterNumber, readPack } from '@duibiao/packfile'
import type { CompiledPack, Pack } from '@duibiao/packfile'
import {
  enterDistrict,
  makeEngine,
  makeSerialSource,
  openDatabase,
  openLibrary,
  openSigner,
} from '@duibiao/store'
import type {
  Database,
  Engine,
  InstalledProcedure,
  OutboxPort,
  ProcedureLibrary,
  Signer,
} from '@duibiao/store'
import type { Config } from './config.ts'
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
  readonly packs: ReadonlyMap<string, Pack>
  readonly outbox: OutboxPort
  readonly now: () => Instant
  /** The next number of a matter, in the form its pack asks for. */
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
}

/**
 * Opens the district of the settings: brings the database up to date, reads the packs and installs what is new of them.
 * @throws AppError of the database, `pack_missing`, `pack_faulty`
 */
export async function openInstallation(
  terminal: Terminal,
  config: Config,
  options: InstallationOptions = {},
): Promise<Installation> {
  const packs = readPacks(config.packs)
  const { scheduler } = terminal
  const now = options.now ?? (() => scheduler.now())
  const database = options.database ?? (await openDatabase({ ...config.database, scheduler }))
  try {
    return await assemble({ terminal, config, packs, now, database, isOwn: options.database === undefined })
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
  return openInstallation(terminal, config)
}

interface Parts {
  readonly terminal: Terminal
  readonly config: Config
  readonly packs: ReadonlyMap<string, Pack>
  readonly now: () => Instant
  readonly database: Database
  readonly isOwn: boolean
}

async function assemble({ terminal, config, packs, now, database, isOwn }: Parts): Promise<Installation> {
  const { district } = config
  await enterDistrict(database, { district, code: '000000', name: '样例区', nameEn: 'Sample district' })
  const compiled = new Map([...packs].map(([name, pack]) => [name, compilePack(pack)]))
  const library = await openLibrary(database, {
    district,
    compile: (installed) => compile(compiled, installed),
  })
  for (const pack of packs.values()) await install(library, pack, now())
  let { calendar } = await readCalendar(database, district)
  const packOf = makePackFinder(library, compiled)
  const serials = makeSerialSource(database, { district })
  const engine = makeEngine({
    database,
    district,
    library,
    now,
    random: terminal.randomBytes,
    calendar: () => calendar,
    parameter: (name, at, procedure) => packOf(procedure)?.parameter(name, at),
    decision: (reference, procedure) => packOf(procedure)?.decision(reference),
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
      const form = packs.get(name)?.manifest.number
      if (form === undefined) throw new AppError('pack_missing', { pack: name, folder: config.packs })
      const { counter, format } = matterNumber(form, yearOf(dateAt(now(), calendar)))
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
      if (isOwn) await database.close()
    },
  }
}

/** Every pack of a folder. */
function readPacks(folder: string): ReadonlyMap<string, Pack> {
  const names = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
        .map((entry) => entry.name)
    : []
  if (names.length === 0) throw new AppError('pack_missing', { pack: '*', folder })
  return new Map(
    names.toSorted().map((name) => {
      const { pack, findings } = readPack(path.join(folder, name))
      if (pack !== undefined) return [pack.manifest.name, pack]
      const count = findings.filter((finding) => finding.severity === 'error').length
      throw new AppError('pack_faulty', { pack: path.join(folder, name), count })
    }),
  )
}

async function install(
  library: ProcedureLibrary,
  { manifest, logic, source }: Pack,
  at: Instant,
): Promise<void> {
  const procedures = [...logic.procedures.values()].map((procedure) => {
    const model = logic.models.find(({ byId }) => byId.has(procedure.id))
    const bytes = source.files.get(model?.file ?? '')
    return { hash: procedure.hash, process: procedure.id, source: new TextDecoder().decode(bytes) }
  })
  await library.install(procedures, { pack: `${manifest.name} ${manifest.version}`, at })
}

/** The executable form of an installed procedure: of the pack as it is now, else from the source that was installed. */
function compile(packs: ReadonlyMap<string, CompiledPack>, installed: InstalledProcedure): Procedure {
  for (const pack of packs.values()) {
    const found = pack.procedures.find(({ hash }) => hash === installed.hash)
    if (found !== undefined) return found
  }
  const { procedures } = loadProcedures(installed.source, `${installed.process}.bpmn`)
  const found = procedures.find(({ hash }) => hash === installed.hash)
  if (found === undefined) throw new AppError('procedure_unknown', { procedure: installed.process })
  return found
}

/** The pack that a procedure came from. Older versions are served by the pack as it is now. */
function makePackFinder(
  library: ProcedureLibrary,
  packs: ReadonlyMap<string, CompiledPack>,
): (procedure: string) => CompiledPack | undefined {
  const known = new Map<string, CompiledPack | undefined>()
  return (procedure) => {
    if (!known.has(procedure)) {
      const installed = library.list().find(({ hash }) => hash === procedure)
      known.set(procedure, packs.get(installed?.pack.split(' ')[0] ?? ''))
    }
    return known.get(procedure)
  }
}

/** Services are taken to have been done and notices go nowhere: the systems they would reach do not exist yet. */
const outbox: OutboxPort = {
  callService: async ({ token }) => (token === undefined ? [] : [{ kind: 'answerService', token }]),
  notify: async () => {},
  publish: async () => true,
}
