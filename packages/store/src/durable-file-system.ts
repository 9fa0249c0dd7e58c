import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** The PGlite release whose inner file operations were checked; the sync below is not a public interface. */
export const pgliteVersion = '0.5.16'

/** Error number 29 of the file system interface inside: input/output error. */
const ioError = 29

interface Stream {
  readonly nfd?: number
}

type FileSystemOptions = Parameters<NodeFS['init']>[1]
type PreparedModule = Parameters<NonNullable<FileSystemOptions['preRun']>[number]>[0]

/**
 * PGlite's Node file system with syncs that reach the disk. As it comes, `fsync` inside is answered with success
 * and never carried out (electric-sql/pglite#1107), so a commit would not survive a power loss.
 */
export class DurableFileSystem extends NodeFS {
  override async init(pglite: PGlite, options: FileSystemOptions): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pglite, options)
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), addSync] } }
  }
}

/**
 * The start parameters that go with it: without `-F`, which switches syncing off, and with the one method that
 * arrives at the file system: the `fdatasync` inside does nothing.
 */
export const durableStartParameters: readonly string[] = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  '-c',
  'fsync=on',
  '-c',
  'wal_sync_method=fsync',
]

/**
 * Syncs every file and folder below a folder, and the folder itself: the files that a new database is made of
 * are copied into place and never synced by it.
 * @returns how many were synced
 */
export function syncTree(folder: string): number {
  let count = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const name = path.join(folder, entry.name)
    if (entry.isDirectory()) count += syncTree(name)
    else if (entry.isFile()) {
      syncPath(name)
      count += 1
    }
  }
  syncPath(folder)
  return count + 1
}

/** Syncs one file, or the entries of one folder. */
export function syncPath(name: string): void {
  const descriptor = openSync(name, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function addSync(module: PreparedModule): void {
  const operations: { fsync?: (stream: Stream) => number } = module['NODEFS'].stream_ops
  operations.fsync = (stream) => {
    if (stream.nfd === undefined) return 0
    try {
      fsyncSync(stream.nfd)
      return 0
    } catch {
      // PostgreSQL stops at a failed sync, which is right: after it nobody knows what the disk holds.
      throw new module.FS.ErrnoError(ioError)
    }
  }
}
