import type { Database } from './database.ts'
import type { EmbeddedSettings } from './embedded.ts'
import { openEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'
import { openPostgres } from './postgres.ts'
import type { PostgresSettings } from './postgres.ts'

/** The role whose grants bind the application; made by the first migration. */
export const applicationRole = 'duibiao_app'

/** A server by its URL. */
export type ServerSettings = Omit<PostgresSettings, 'role'>

/** Which database a program runs on: a server by its URL, or else the folder of the embedded one. */
export type DatabaseSettings = ServerSettings | EmbeddedSettings

/**
 * Opens the database of a program: brings its schema up to date as the owner, then binds every session to the
 * application's grants, so that not even a mistake of ours can change the record.
 * @throws AppError as `openPostgres`, `openEmbedded` and `migrate`
 */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  return 'url' in settings ? openServer(settings) : openFolder(settings)
}

async function openServer(settings: ServerSettings): Promise<Database> {
  // Migrations of a large district may take their time.
  const owner = await openPostgres({ ...settings, connections: 1, statementTimeout: 0 })
  try {
    await migrate(owner)
  } finally {
    await owner.close()
  }
  return openPostgres({ ...settings, role: applicationRole })
}

async function openFolder(settings: EmbeddedSettings): Promise<Database> {
  const database = await openEmbedded(settings)
  try {
    await migrate(database)
    await database.assumeRole(applicationRole)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}
