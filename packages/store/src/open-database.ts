import type { Database } from './database.ts'
import type { EmbeddedSettings } from './embedded.ts'
import { openEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'
import { openPostgres } from './postgres.ts'
import type { PostgresSettings } from './postgres.ts'
import type { RetentionRule } from './retention.ts'
import { startRetention } from './retention.ts'
import type { Scheduler } from './scheduler.ts'

/** The role whose grants bind the application; made by the first migration. */
export const applicationRole = 'duibiao_app'

/** A server by its URL. */
export interface ServerSettings extends Omit<PostgresSettings, 'role'> {
  /** Drives the clearing of what is kept for a span; when not said, nothing is cleared. */
  readonly scheduler?: Scheduler
}

/** Which database a program runs on: a server by its URL, or else the folder of the embedded one. */
export type DatabaseSettings = (ServerSettings | EmbeddedSettings) & Retained

interface Retained {
  /** What is kept how long; `retentionRule` when not said. */
  readonly retention?: RetentionRule
}

/**
 * Opens the database of a program: brings its schema up to date as the owner, then binds every session to the
 * application's grants, so that not even a mistake of ours can change the record, and looks after what is kept for a span.
 * @throws AppError as `openPostgres`, `openEmbedded` and `migrate`
 */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  return 'url' in settings ? openServer(settings) : openFolder(settings)
}

async function openServer(settings: ServerSettings & Retained): Promise<Database> {
  // Migrations of a large district may take their time.
  const owner = await openPostgres({ ...settings, connections: 1, statementTimeout: 0 })
  try {
    await migrate(owner)
  } finally {
    await owner.close()
  }
  const database = await openPostgres({ ...settings, role: applicationRole })
  const { scheduler, retention } = settings
  if (scheduler === undefined) return database
  const stop = startRetention(database, scheduler, retention)
  const close = database.close.bind(database)
  return Object.assign(database, {
    async close() {
      await stop()
      await close()
    },
  })
}

async function openFolder(settings: EmbeddedSettings & Retained): Promise<Database> {
  const database = await openEmbedded(settings)
  try {
    await migrate(database)
    await database.assumeRole(applicationRole)
    database.beforeClose(startRetention(database, settings.scheduler, settings.retention))
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}
