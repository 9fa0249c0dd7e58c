import { existsSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '@duibiao/base'
import type { Config } from '@duibiao/server'
import { openEmbedded, openPostgres } from '@duibiao/store'
import type { Database, Scheduler } from '@duibiao/store'

/**
 * Opens a database with the rights of its owner and as it is: nothing is migrated, and no statement is cut off.
 * @throws AppError those of `openPostgres` and `openEmbedded`
 */
export function openAsOwner({ database }: Config, scheduler: Scheduler): Promise<Database> {
  return 'url' in database
    ? openPostgres({ url: database.url, connections: 2, statementTimeout: 0 })
    : openEmbedded({ folder: database.folder, scheduler })
}

/** @throws AppError `data_missing` when an embedded database is meant that is not there */
export function requireData({ database }: Config): void {
  if ('folder' in database && !existsSync(path.join(database.folder, 'postgres'))) {
    throw new AppError('data_missing', { folder: path.dirname(database.folder) })
  }
}
