import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { AppError } from '@duibiao/base'
import { PGlite } from '@electric-sql/pglite'
import {
  DurableFileSystem,
  durableStartParameters,
  pgliteVersion,
  syncPath,
  syncTree,
} from './durable-file-system.ts'
import type { FolderLock } from './folder-lock.ts'
import { lockFolder } from './folder-lock.ts'
import type { ReadDisk } from './free-space.ts'
import { checkDisk, makeRoomCheck, readDisk } from './free-space.ts'
import { startMaintenance } from './maintenance.ts'
import type { EmbeddedDatabase } from './pglite-database.ts'
import { makeEmbeddedDatabase } from './pglite-database.ts'
import type { Scheduler } from './scheduler.ts'

/** Where the embedded database lives and what it needs. */
export interface EmbeddedSettings {
  /** The folder, made when absent. It holds `postgres/`, `lock.json` and nothing of others. */
  readonly folder: string
  /** Least free space to start with, in bytes; 200 MB when not said. */
  readonly neededBytes?: number
  /** Free space below which writes are refused while it runs, in bytes; 64 MB when not said. */
  readonly reserveBytes?: number
  /** Drives heartbeat and maintenance. */
  readonly scheduler: Scheduler
  readonly readDisk?: ReadDisk
}

const defaultNeededBytes = 200 * 1024 * 1024
const defaultReserveBytes = 64 * 1024 * 1024
const heartbeatInterval = 5_000

/**
 * Opens the database inside this process: locked to it, synced to the disk at every commit, and kept small by
 * its own maintenance. Nothing is answered before a new folder has reached the disk whole.
 * @throws AppError `database_folder_in_use`, `database_folder_unsuitable`, `disk_space_low`,
 * `database_not_durable`
 */
export async function openEmbedded(settings: EmbeddedSettings): Promise<EmbeddedDatabase> {
  const folder = path.resolve(settings.folder)
  const { scheduler } = settings
  const read = settings.readDisk ?? readDisk
  makeFolder(folder)
  checkDisk(folder, settings.neededBytes ?? defaultNeededBytes, read)
  const lock = lockFolder(folder, scheduler.now())
  try {
    const database = await openLocked(folder, lock, scheduler)
    database.guardWrites(makeRoomCheck(folder, settings.reserveBytes ?? defaultReserveBytes, read))
    return database
  } catch (error) {
    lock.release()
    throw error
  }
}

async function openLocked(folder: string, lock: FolderLock, scheduler: Scheduler): Promise<EmbeddedDatabase> {
  checkVersion()
  const data = path.join(folder, 'postgres')
  const isNew = prepareCreation(folder, data)
  const pglite = await PGlite.create({
    fs: new DurableFileSystem(data),
    startParams: [...durableStartParameters],
  })
  const database = await makeEmbeddedDatabase(pglite, () => {
    lock.release()
  })
  try {
    await checkDurable(database)
    if (isNew) await finishCreation(folder, data)
  } catch (error) {
    await database.close()
    throw error
  }
  database.beforeClose(startMaintenance(database, scheduler))
  database.beforeClose(startHeartbeat(database, lock, scheduler))
  return database
}

/** Makes the folder and syncs every folder that got a new entry, up to the first that was there before. */
function makeFolder(folder: string): void {
  const first = tryMakeFolder(folder)
  if (first === undefined) return
  for (let parent = path.dirname(folder); parent.length >= path.dirname(first).length;) {
    syncPath(parent)
    const next = path.dirname(parent)
    if (next === parent) break
    parent = next
  }
}

function tryMakeFolder(folder: string): string | undefined {
  try {
    const first = mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return first
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    throw new AppError('database_folder_unsuitable', { folder, problem }, { cause: error })
  }
}

/**
 * The mark `creating` reaches the disk before the first file of a new database and leaves it after the last, so
 * a folder that still carries it holds a creation that was cut short, of which nobody was told anything.
 */
function prepareCreation(folder: string, data: string): boolean {
  const mark = path.join(folder, 'creating')
  if (existsSync(mark)) rmSync(data, { recursive: true, force: true })
  if (existsSync(path.join(data, 'PG_VERSION'))) return !existsSync(path.join(folder, 'durable'))
  writeFileSync(mark, pgliteVersion)
  syncPath(mark)
  syncPath(folder)
  return true
}

/** Syncs a new database, or one that was made without syncs, and marks the folder as `durable`. */
async function finishCreation(folder: string, data: string): Promise<void> {
  await syncTree(data)
  const durable = path.join(folder, 'durable')
  writeFileSync(durable, pgliteVersion)
  syncPath(durable)
  syncPath(folder)
  rmSync(path.join(folder, 'creating'), { force: true })
  syncPath(folder)
}

interface SettingRow {
  readonly value: string
}

async function checkDurable(database: EmbeddedDatabase): Promise<void> {
  const needed = { fsync: 'on', wal_sync_method: 'fsync', full_page_writes: 'on' }
  for (const [setting, value] of Object.entries(needed)) {
    const rows = await database.query<SettingRow>('select current_setting($1) as value', [setting])
    const found = rows[0]?.value ?? ''
    if (found !== value) throw new AppError('database_not_durable', { setting, value: found, needed: value })
  }
}

/** The sync is added to an inner interface of one release; on another it might silently not be called. */
function checkVersion(): void {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const manifest = path.join(path.dirname(entry), '..', 'package.json')
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }
  if (version !== pgliteVersion) {
    throw new AppError('database_not_durable', { setting: 'PGlite', value: version, needed: pgliteVersion })
  }
}

function startHeartbeat(database: EmbeddedDatabase, lock: FolderLock, scheduler: Scheduler): () => void {
  return scheduler.every(heartbeatInterval, async () => {
    if (lock.beat(scheduler.now())) return
    // Somebody removed the lock file by hand: another process may be writing now.
    database.refuse(new AppError('database_folder_in_use', { folder: lock.folder, pid: '?' }))
  })
}
