import { AppError } from '@duibiao/base'
import type { DistrictId, Instant } from '@duibiao/base'
import { isStartedBy } from '@duibiao/kernel'
import type { Context, Procedure } from '@duibiao/kernel'
import type { Database, Queryable } from './database.ts'
import { toTimestamp } from './parameter.ts'

/** A version of a procedure as a district has installed it. */
export interface InstalledProcedure {
  readonly hash: string
  /** Id of the BPMN process. */
  readonly process: string
  /** 1, 2, 3 … inside the process. */
  readonly version: number
  /** Procedures installed together have the same number. */
  readonly deployment: number
  readonly pack: string
  readonly source: string
}

/** Makes the executable form; the composition root passes it, as this package does not read packs. */
export type Compile = (installed: InstalledProcedure) => Procedure

/** The procedures of a district, compiled once each, when first asked for. */
export interface ProcedureLibrary {
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
  latest(process: string): Procedure | undefined
  /** Latest procedures that a message or signal of that name starts. */
  startedBy(kind: 'message' | 'signal', name: string): readonly Procedure[]
  /**
   * Makes these the latest versions of their processes. One whose content is installed already is left as it is.
   * @returns what is new
   */
  install(
    procedures: readonly Pick<InstalledProcedure, 'hash' | 'process' | 'source'>[],
    circumstances: { readonly pack: string; readonly at: Instant },
  ): Promise<readonly InstalledProcedure[]>
  list(): readonly InstalledProcedure[]
}

/** Opens the library of a district with what is installed now. */
export async function openLibrary(
  database: Database,
  { district, compile }: { readonly district: DistrictId; readonly compile: Compile },
): Promise<ProcedureLibrary> {
  const shelf: Shelf = { installed: new Map(), versions: new Map(), compiled: new Map(), compile }
  async function refresh(queryable: Queryable = database): Promise<void> {
    const rows = await queryable.query<InstalledProcedure>(listStatement.text, [district])
    for (const row of rows) addInstalled(shelf, row)
  }
  await refresh()
  return {
    find: (hash) => findProcedure(shelf, hash),
    async ensure(hashes, queryable) {
      for (const hash of hashes) if (!shelf.installed.has(hash)) return refresh(queryable)
    },
    refresh: () => refresh(),
    called: (reference) => findCalled(shelf, reference),
    latest: (process) => procedureOf(shelf, shelf.versions.get(process)?.at(-1)),
    startedBy: (kind, name) =>
      [...shelf.versions.values()]
        .flatMap((versions) => procedureOf(shelf, versions.at(-1)) ?? [])
        .filter((procedure) => isStartedBy(procedure, kind, name)),
    async install(procedures, { pack, at }) {
      const given = [procedures.map(({ hash }) => hash), procedures.map(({ process }) => process)]
      const sources = procedures.map(({ source }) => source)
      const parameters = [district, pack, toTimestamp(at), ...given, sources]
      const rows = await database.query<InstalledProcedure>(installStatement.text, parameters)
      await refresh()
      return rows
    },
    list: () => [...shelf.installed.values()],
  }
}

interface Shelf {
  readonly installed: Map<string, InstalledProcedure>
  readonly versions: Map<string, InstalledProcedure[]>
  readonly compiled: Map<string, Procedure>
  readonly compile: Compile
}

export const listStatement = {
  name: 'list_procedures',
  text: `select hash, process, version, deployment, pack, source
from procedure
where district_id = $1
order by process, version`,
}

/** Two installations at once meet at the unique version: one of them fails with `row_exists` and is given again. */
export const installStatement = {
  name: 'install_procedures',
  text: `insert into procedure (district_id, hash, process, version, deployment, pack, source, installed_at)
select $1::int, given.hash, given.process,
  coalesce((
    select max(version)
    from procedure
    where district_id = $1
      and process = given.process
  ), 0) + row_number() over (partition by given.process order by given.place),
  coalesce((
    select max(deployment)
    from procedure
    where district_id = $1
  ), 0) + 1,
  $2::text, given.source, $3::timestamptz
from unnest($4::text[], $5::text[], $6::text[]) with ordinality as given(hash, process, source, place)
where not exists (
  select
  from procedure
  where district_id = $1
    and procedure.hash = given.hash
)
returning hash, process, version, deployment, pack, source`,
}

function addInstalled(shelf: Shelf, row: InstalledProcedure): void {
  if (shelf.installed.has(row.hash)) return
  shelf.installed.set(row.hash, row)
  const versions = shelf.versions.get(row.process) ?? []
  versions.push(row)
  versions.sort((one, other) => one.version - other.version)
  shelf.versions.set(row.process, versions)
}

function procedureOf(shelf: Shelf, installed: InstalledProcedure | undefined): Procedure | undefined {
  if (installed === undefined) return undefined
  let procedure = shelf.compiled.get(installed.hash)
  if (procedure === undefined) {
    procedure = shelf.compile(installed)
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
