import { AppError } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import { isStartedBy } from '@duibiao/kernel'
import type { Context, Procedure } from '@duibiao/kernel'
import type { Database, Queryable } from './database.ts'
import { installPacks } from './pack-installation.ts'
import type { NewPack, PackDeed } from './pack-installation.ts'
import { makePackShelf } from './pack-shelf.ts'
import type { InstalledPack, PackShelf } from './pack-shelf.ts'
import { toTimestamp } from './parameter.ts'
import { deployStarts } from './start-deployment.ts'
import { installStatement, listStatement } from './procedure-statement.ts'

/** A version of a procedure as a district has installed it. */
export interface InstalledProcedure {
  /** Covers the source and the pack: the same source with other tables is another version. */
  readonly hash: string
  /** Id of the BPMN process. */
  readonly process: string
  /** 1, 2, 3 … inside the process. */
  readonly version: number
  /** Procedures installed together have the same number. */
  readonly deployment: number
  /** Name and version of its pack, for people. */
  readonly pack: string
  /** The installed pack that serves it; undefined when it was installed alone. */
  readonly packHash: string | undefined
}

/** Makes the executable form; the composition root passes it, as this package does not read packs. */
export type Compile = (installed: InstalledProcedure, packs: PackShelf) => Procedure

/** The procedures of a district, compiled once each, when first asked for. */
export interface ProcedureLibrary {
  /** The packs the procedures belong to. */
  readonly packs: PackShelf
  /** @throws AppError `procedure_unknown` */
  find(hash: string): Procedure
  /**
   * Reads again what was installed when one of these is not known yet: another process may have installed it.
   * @param queryable the transaction, when one is open
   */
  ensure(hashes: Iterable<string>, queryable?: Queryable): Promise<void>
  refresh(): Promise<void>
  /** The procedure a call activity calls, by its version binding. */
  readonly called: Context['called']
  /** What a new matter begins with: undefined when the newest version of its pack has it no longer. */
  latest(process: string): Procedure | undefined
  /** Latest procedures that a message or signal of that name starts. */
  startedBy(kind: 'message' | 'signal', name: string): readonly Procedure[]
  /**
   * Makes these the latest versions of their processes. One whose content is installed already is left as it is.
   * @returns what is new
   */
  install(
    procedures: readonly Pick<InstalledProcedure, 'hash' | 'process'>[],
    circumstances: { readonly pack: string; readonly at: Instant },
  ): Promise<readonly InstalledProcedure[]>
  /** Installs whole packs, all or none of them. @returns hashes of those that are new */
  installPacks(packs: readonly NewPack[], deed: PackDeed): Promise<readonly string[]>
  list(): readonly InstalledProcedure[]
}

export interface LibrarySetting {
  readonly district: DistrictId
  readonly compile: Compile
  /** Minutes east of UTC, for the times of timer start events; 480 when not said. */
  readonly utcOffsetMinutes?: number
}

/** Opens the library of a district with what is installed now. */
export async function openLibrary(
  database: Database,
  { district, compile, utcOffsetMinutes = 480 }: LibrarySetting,
): Promise<ProcedureLibrary> {
  const packs = makePackShelf(district)
  const maps = { installed: new Map(), versions: new Map(), compiled: new Map(), newest: new Map() }
  const shelf: Shelf = { ...maps, packs, compile }
  async function refresh(queryable: Queryable = database): Promise<void> {
    const rows = await queryable.query<ProcedureRow>(listStatement.text, [district])
    // Packs after procedures: whoever finds a procedure then finds its pack.
    await packs.refresh(queryable)
    for (const row of rows) addInstalled(shelf, installedOf(row))
  }
  async function ensure(hashes: Iterable<string>, queryable?: Queryable): Promise<void> {
    for (const hash of hashes) if (!shelf.installed.has(hash)) return refresh(queryable)
  }
  function latest(process: string): Procedure | undefined {
    return procedureOf(shelf, offered(shelf, process))
  }
  async function deploy(now: Instant): Promise<void> {
    await refresh()
    await deployStarts(database, { district, library: { ensure, latest }, zone: { utcOffsetMinutes }, now })
  }
  await refresh()
  return {
    packs,
    find: (hash) => findProcedure(shelf, hash),
    ensure,
    refresh: () => refresh(),
    called: (reference) => findCalled(shelf, reference),
    latest,
    startedBy: (kind, name) =>
      [...shelf.versions.keys()]
        .flatMap((process) => procedureOf(shelf, offered(shelf, process)) ?? [])
        .filter((procedure) => isStartedBy(procedure, kind, name)),
    async install(procedures, { pack, at }) {
      const given = [procedures.map(({ hash }) => hash), procedures.map(({ process }) => process)]
      const parameters = [district, pack, toTimestamp(at), ...given, null]
      const rows = await database.query<ProcedureRow>(installStatement.text, parameters)
      await deploy(at)
      return rows.map(installedOf)
    },
    async installPacks(wanted, deed) {
      const added = await installPacks(database, district, { packs: wanted, deed })
      await deploy(deed.at)
      return added
    },
    list: () => [...shelf.installed.values()],
  }
}

interface ProcedureRow extends Omit<InstalledProcedure, 'packHash'> {
  readonly pack_hash: string | null
}

function installedOf({ pack_hash: packHash, ...rest }: ProcedureRow): InstalledProcedure {
  return { ...rest, packHash: packHash ?? undefined }
}

interface Shelf {
  readonly packs: PackShelf
  readonly installed: Map<string, InstalledProcedure>
  readonly versions: Map<string, InstalledProcedure[]>
  /** By name, the newest pack of those whose procedures are here: the shelf may be a moment ahead. */
  readonly newest: Map<string, InstalledPack>
  readonly compiled: Map<string, Procedure>
  readonly compile: Compile
}

function addInstalled(shelf: Shelf, row: InstalledProcedure): void {
  if (shelf.installed.has(row.hash)) return
  shelf.installed.set(row.hash, row)
  const versions = shelf.versions.get(row.process) ?? []
  versions.push(row)
  versions.sort((one, other) => one.version - other.version)
  shelf.versions.set(row.process, versions)
  const pack = row.packHash === undefined ? undefined : shelf.packs.find(row.packHash)
  if (pack !== undefined && pack.number > (shelf.newest.get(pack.name)?.number ?? 0))
    shelf.newest.set(pack.name, pack)
}

/** The last version of a process that stands in the newest version of its pack, which may have gone on without it. */
function offered({ versions, packs, newest }: Shelf, process: string): InstalledProcedure | undefined {
  return versions.get(process)?.findLast(({ packHash }) => {
    if (packHash === undefined) return true
    return newest.get(packs.find(packHash)?.name ?? '')?.hash === packHash
  })
}

function procedureOf(shelf: Shelf, installed: InstalledProcedure | undefined): Procedure | undefined {
  if (installed === undefined) return undefined
  let procedure = shelf.compiled.get(installed.hash)
  if (procedure === undefined) {
    procedure = shelf.compile(installed, shelf.packs)
    shelf.compiled.set(installed.hash, procedure)
  }
  return procedure
}

function findProcedure(shelf: Shelf, hash: string): Procedure {
  const found = shelf.compiled.get(hash) ?? procedureOf(shelf, shelf.installed.get(hash))
  if (found === undefined) throw new AppError('procedure_unknown', { procedure: hash })
  return found
}

function findCalled(shelf: Shelf, called: Parameters<Context['called']>[0]): Procedure | undefined {
  const versions = shelf.versions.get(called.element) ?? []
  switch (called.binding) {
    case 'latest':
      return procedureOf(shelf, versions.at(-1))
    case 'version':
      return procedureOf(
        shelf,
        versions.find((installed) => String(installed.version) === called.version),
      )
    case 'deployment': {
      const deployment = shelf.installed.get(called.caller)?.deployment
      return procedureOf(
        shelf,
        versions.findLast((installed) => installed.deployment === deployment),
      )
    }
  }
}
