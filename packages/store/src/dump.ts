import { canonicalJson } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import type { Database, Queryable } from './database.ts'
import { toTimestamp } from './parameter.ts'
import type { EmbeddedDatabase } from './pglite-database.ts'

/** A column as the catalogue of the database has it. */
export interface DumpColumn {
  readonly name: string
  /** As SQL writes it, for example `timestamp with time zone`. */
  readonly type: string
}

/** A part of a dump: JSON, one after another, the same for both kinds of database. */
export type DumpLine =
  | DumpHeader
  | { readonly line: 'table'; readonly table: string; readonly columns: readonly DumpColumn[] }
  /** Rows of the table named last, each value in PostgreSQL's text form. */
  | { readonly line: 'rows'; readonly rows: readonly (readonly (string | null)[])[] }
  | DumpEnd

/** What a database must know to take the dump. */
export interface DumpHeader {
  readonly line: 'header'
  readonly format: 'duibiao-dump'
  readonly version: 1
  readonly at: string
  /** The migrations that made the tables. */
  readonly migrations: readonly { readonly version: number; readonly digest: string }[]
  /** Months, `YYYY_MM`, for which the record has parts, and those of them that left the daily work. */
  readonly months: readonly string[]
  readonly archived: readonly string[]
}

/** What must have been read when the dump is whole. */
export interface DumpEnd {
  readonly line: 'end'
  /** Rows by table. */
  readonly counts: Readonly<Record<string, number>>
  /** Where counters stood, by the name of their sequence. */
  readonly counters: Readonly<Record<string, number>>
}

const rowsAtOnce = 500

/**
 * Writes the whole database as it stood at one instant, while others go on writing; the embedded one has a single session, and
 * others wait. It needs the rights of the owner, whom no policy on rows hides anything from.
 */
export async function dumpDatabase(
  owner: Database | EmbeddedDatabase,
  at: Instant,
  write: (line: DumpLine) => Promise<void>,
): Promise<void> {
  await readAtOnce(owner, async (transaction) => {
    await transaction.execute('set transaction isolation level repeatable read, read only')
    // The rows of all districts, whatever the session was bound to.
    await transaction.runScript(`set local app.district = '*';
set local datestyle = 'ISO';
set local timezone = 'UTC';
set local bytea_output = 'hex';
set local extra_float_digits = 1;
set local idle_in_transaction_session_timeout = 0;`)
    await write(await readHeader(transaction, at))
    const counts: Record<string, number> = {}
    for (const table of await listTables(transaction)) {
      counts[table] = await dumpTable(transaction, table, write)
    }
    await write({ line: 'end', counts, counters: await readCounters(transaction) })
  })
}

/** A transaction that sees one state; of the embedded database with the owner's rights, whatever role it has taken. */
async function readAtOnce(
  owner: Database | EmbeddedDatabase,
  work: (transaction: Queryable) => Promise<void>,
): Promise<void> {
  if (!('asOwner' in owner)) return owner.transaction(work)
  await owner.asOwner(async (session) => {
    await session.execute('begin')
    try {
      await work(session)
    } finally {
      await session.execute('rollback')
    }
  })
}

async function readHeader(queryable: Queryable, at: Instant): Promise<DumpHeader> {
  const migrations = await queryable.query<DumpHeader['migrations'][number]>(
    'select version, digest from schema_migration order by version',
  )
  const parts = await queryable.query<{ readonly whole: string; readonly part: string }>(`
    select whole.relname::text as whole, part.relname::text as part
    from pg_inherits
    join pg_class as whole on whole.oid = inhparent
    join pg_class as part on part.oid = inhrelid
    where whole.relnamespace = 'public'::regnamespace
      and whole.relname in ('entry', 'archived_entry')
      and part.relname ~ '^entry_[0-9]{4}_[0-9]{2}$'
      and part.relkind = 'r'
    order by part.relname`)
  const archived = parts.filter(({ whole }) => whole === 'archived_entry').map(({ part }) => part.slice(6))
  const months = parts.map(({ part }) => part.slice(6))
  const header = { line: 'header', format: 'duibiao-dump', version: 1 } as const
  return { ...header, at: toTimestamp(at), migrations: [...migrations], months, archived }
}

/** Tables with rows of their own; parts of a table are read through it, and migrations make their own history. */
async function listTables(queryable: Queryable): Promise<readonly string[]> {
  const rows = await queryable.query<{ readonly name: string }>(`
    select relname::text as name
    from pg_class
    where relnamespace = 'public'::regnamespace
      and relkind in ('r', 'p')
      and not relispartition
      and relname <> 'schema_migration'
    order by relname`)
  return rows.map(({ name }) => name)
}

async function dumpTable(
  queryable: Queryable,
  table: string,
  write: (line: DumpLine) => Promise<void>,
): Promise<number> {
  const columns = await queryable.query<DumpColumn>(
    `select attname::text as name, format_type(atttypid, atttypmod) as type
    from pg_attribute
    where attrelid = $1::regclass
      and attnum > 0
      and not attisdropped
      and attgenerated = ''
    order by attnum`,
    [`public.${quoteName(table)}`],
  )
  await write({ line: 'table', table, columns: columns.map(({ name, type }) => ({ name, type })) })
  const names = columns.map(({ name }) => `${quoteName(name)}::text`).join(', ')
  await queryable.execute(
    `declare dump no scroll cursor for select array[${names}] as row from public.${quoteName(table)}`,
  )
  let count = 0
  for (;;) {
    const rows = await queryable.query<{ readonly row: readonly (string | null)[] }>(
      `fetch ${rowsAtOnce} from dump`,
    )
    if (rows.length === 0) break
    count += rows.length
    await write({ line: 'rows', rows: rows.map(({ row }) => row) })
  }
  await queryable.execute('close dump')
  return count
}

async function readCounters(queryable: Queryable): Promise<Readonly<Record<string, number>>> {
  const rows = await queryable.query<{ readonly name: string; readonly last: number }>(`
    select sequencename::text as name, coalesce(last_value, 0) as last
    from pg_sequences
    where schemaname = 'public'
    order by sequencename`)
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]))
}

/** A name as SQL quotes it. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A line of a dump as its text. */
export function formatDumpLine(line: DumpLine): string {
  return canonicalJson(line)
}
