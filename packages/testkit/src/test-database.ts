import { createHash, randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Database, Queryable } from '@duibiao/store'
import {
  applicationRole,
  migrate,
  openInMemory,
  openPostgres,
  pgliteVersion,
  readMigrations,
} from '@duibiao/store'
import { findSharedPostgres } from './shared-postgres.ts'

/** A database of a test file's own, migrated and empty. */
export interface TestDatabase {
  /** As the application sees it, bound by the grants of `duibiao_app`. */
  readonly database: Database
  /** For set-up and tampering, past the grants. */
  readonly asOwner: <T>(work: (owner: Queryable) => Promise<T>) => Promise<T>
  /** Where another process can reach it; undefined on PGlite. */
  readonly url: string | undefined
  readonly close: () => Promise<void>
}

/** Which database, and whether its tables are there already. */
export interface TestDatabaseSettings {
  readonly kind?: 'embedded' | 'postgres'
  /** False gives an empty database and the owner's rights. */
  readonly migrated?: boolean
}

/** Opens a new database, in memory of this process when not said otherwise. */
export function openTestDatabase(settings: TestDatabaseSettings = {}): Promise<TestDatabase> {
  const migrated = settings.migrated ?? true
  return settings.kind === 'postgres' ? openOnPostgres(migrated) : openClone(migrated)
}

async function openClone(migrated: boolean): Promise<TestDatabase> {
  const database = await openInMemory(await loadSnapshot(migrated))
  if (migrated) await database.assumeRole(applicationRole)
  return {
    database,
    asOwner: (work) => database.asOwner(work),
    url: undefined,
    close: () => database.close(),
  }
}

/**
 * Creating a PGlite takes 1.5 to 5 s and cloning a snapshot 0.3 to 0.6 s, so the snapshot is kept between runs,
 * under a name that changes with PGlite and with the migrations.
 */
async function loadSnapshot(migrated: boolean): Promise<Blob> {
  const folder = path.join(tmpdir(), `duibiao-test-snapshot-${process.getuid?.() ?? 'user'}`)
  const file = path.join(folder, `${snapshotDigest(migrated)}.tar`)
  if (existsSync(file)) return new Blob([readFileSync(file)])
  const database = await openInMemory()
  if (migrated) await migrate(database)
  const snapshot = await database.takeSnapshot()
  await database.close()
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const draft = `${file}.${randomUUID()}`
  writeFileSync(draft, new Uint8Array(await snapshot.arrayBuffer()))
  renameSync(draft, file)
  removeOldSnapshots(file)
  return snapshot
}

/** Every change of a migration leaves 40 MB behind; those of the last hour may be another branch's. */
function removeOldSnapshots(newest: string): void {
  const hour = 3_600_000
  const limit = statSync(newest).mtimeMs - hour
  for (const name of readdirSync(path.dirname(newest))) {
    const file = path.join(path.dirname(newest), name)
    const status = statSync(file, { throwIfNoEntry: false })
    if (status !== undefined && status.mtimeMs < limit) rmSync(file, { force: true })
  }
}

function snapshotDigest(migrated: boolean): string {
  const hash = createHash('sha256').update(pgliteVersion)
  if (migrated) for (const migration of readMigrations()) hash.update(migration.text)
  return hash.digest('hex').slice(0, 24)
}

async function openOnPostgres(migrated: boolean): Promise<TestDatabase> {
  const server = await findSharedPostgres()
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await onServer(server, (database) => database.execute(`create database ${name}`))
  const url = server.replace(/\/postgres$/, `/${name}`)
  const owner = await openPostgres({ url, connections: 2 })
  if (migrated) await migrate(owner)
  const database = migrated ? await openPostgres({ url, role: applicationRole }) : owner
  return {
    database,
    asOwner: (work) => work(owner),
    url,
    async close() {
      await database.close()
      if (database !== owner) await owner.close()
      await onServer(server, (maintenance) => maintenance.execute(`drop database ${name} with (force)`))
    },
  }
}

async function onServer<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openPostgres({ url, connections: 1, statementTimeout: 60_000 })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}
