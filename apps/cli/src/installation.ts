import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '@duibiao/base'
import type { Instant } from '@duibiao/base'
import {
  enterHome,
  makeSecretBox,
  openKeyFile,
  openTenant,
  plainOutbox,
  readPackFolder,
} from '@duibiao/server'
import type { Config, Tenant } from '@duibiao/server'
import { openDatabase, openSigner } from '@duibiao/store'
import type { Database, OutboxPort, Signer } from '@duibiao/store'
import type { Terminal } from './terminal.ts'

/** A district at work in this process, on a database of its own. */
export interface Installation extends Tenant {
  readonly outbox: OutboxPort
  /** The key that seals the ledger; made at its first use. */
  readonly signer: () => Signer
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
  await enterHome(database, district)
  const tenant = await openTenant({
    database,
    district,
    now: options.now ?? (() => terminal.scheduler.now()),
    random: terminal.randomBytes,
    secrets: makeSecretBox(() => openKeyFile(config.secretKey, terminal.randomBytes)),
    signIn: config.signIn,
    ...(options.first !== 'none' && { firstPacks: () => readPackFolder(config.packs) }),
  })
  return {
    ...tenant,
    outbox: plainOutbox,
    signer() {
      mkdirSync(path.dirname(config.ledgerKey), { recursive: true })
      return openSigner(config.ledgerKey)
    },
    async close() {
      await tenant.engine.drain()
      if (options.database === undefined) await database.close()
    },
  }
}
