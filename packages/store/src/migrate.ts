import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { AppError } from '@duibiao/base'
import type { Database, Queryable } from './database.ts'
import { migrationFiles } from './migration-index.ts'

/** One forward step of the schema. */
export interface Migration {
  /** The number its name begins with. They rise; there may be gaps between them. */
  readonly version: number
  readonly name: string
  readonly text: string
}

/** What a run found and did. */
export interface MigrationReport {
  /** The version before; 0 is an empty database. */
  readonly from: number
  readonly to: number
}

/** The program's own migrations, read from the files that the index names. */
export function readMigrations(): readonly Migration[] {
  return migrationFiles.map((file) => ({
    version: Number(file.slice(0, 4)),
    name: file,
    text: readFileSync(new URL(`../migrations/${file}.sql`, import.meta.url), 'utf8'),
  }))
}

/**
 * Brings the schema to the newest version the program knows, each step in a transaction of its own whose first
 * statement claims the version: of two programs that start at once the second waits for the first, finds the
 * version taken and goes on with the next.
 * @throws AppError `database_schema_newer` when the database is ahead of the program, `database_migration_changed`
 * when a step that was run had another text
 */
export async function migrate(
  database: Database,
  migrations: readonly Migration[] = readMigrations(),
): Promise<MigrationReport> {
  await ensureHistory(database)
  const run = await checkHistory(database, migrations)
  // Not "later than the last": of two branches that meet, the lower number may be the one that was not run yet.
  for (const migration of migrations.filter(({ version }) => !run.has(version))) {
    await runMigration(database, migration)
  }
  // Another program may have gone further meanwhile.
  const now = await checkHistory(database, migrations)
  return { from: Math.max(0, ...run), to: Math.max(0, ...now) }
}

/**
 * The steps of the program that were not run on a database yet; none when its schema is current.
 * @throws AppError as `migrate`
 */
export async function findPendingMigrations(
  queryable: Queryable,
  migrations: readonly Migration[] = readMigrations(),
): Promise<readonly Migration[]> {
  const [found] = await queryable.query(`select to_regclass('schema_migration') is not null as there`)
  if (found?.['there'] !== true) return migrations
  const run = await checkHistory(queryable, migrations)
  return migrations.filter(({ version }) => !run.has(version))
}

interface HistoryRow {
  readonly version: number
  readonly digest: string
}

// Any number that nothing else locks: the letters "db" and "migr".
const lockKeys = '25698, 1835624306'

async function ensureHistory(database: Database): Promise<void> {
  const [found] = await database.query(`select to_regclass('schema_migration') is not null as there`)
  if (found?.['there'] === true) return
  await database.transaction(async (transaction) => {
    // "if not exists" alone is no protection: two that create at once both find nothing, and one fails.
    await transaction.execute(`select pg_advisory_xact_lock(${lockKeys})`)
    await transaction.runScript(createHistory)
  })
}

/** The versions that were run. */
async function checkHistory(
  database: Queryable,
  migrations: readonly Migration[],
): Promise<ReadonlySet<number>> {
  const rows = await database.query<HistoryRow>(
    'select version, digest from schema_migration order by version',
  )
  const known = new Map(migrations.map((migration) => [migration.version, migration]))
  for (const { version, digest } of rows) {
    const migration = known.get(version)
    if (migration === undefined) {
      throw new AppError('database_schema_newer', { found: version, known: Math.max(0, ...known.keys()) })
    }
    if (migrationDigest(migration.text) !== digest)
      throw new AppError('database_migration_changed', { version })
  }
  return new Set(rows.map(({ version }) => version))
}

async function runMigration(database: Database, migration: Migration): Promise<void> {
  await database.transaction(async (transaction) => {
    if (await claimVersion(transaction, migration)) await transaction.runScript(migration.text)
  })
}

async function claimVersion(transaction: Queryable, migration: Migration): Promise<boolean> {
  const claimed = await transaction.execute(
    `insert into schema_migration (version, name, digest)
     values ($1, $2, $3)
     on conflict (version) do nothing`,
    [migration.version, migration.name, migrationDigest(migration.text)],
  )
  return claimed === 1
}

/** SHA-256 of the text of a migration, in hex. */
export function migrationDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

const createHistory = `
create table if not exists schema_migration (
  version int not null primary key check (version > 0),
  name text not null,
  digest text not null,
  applied_at timestamptz not null default now()
);
comment on table schema_migration is
  'Reference table: the migrations that were run on this database. A program that knows fewer does not start.';
comment on column schema_migration.version is 'Number of the migration; they rise, and there may be gaps';
comment on column schema_migration.name is 'File name without its ending';
comment on column schema_migration.digest is 'SHA-256 of the text that was run, in hex: migrations are never edited';
comment on column schema_migration.applied_at is 'When it was run, by the database''s clock';
`
