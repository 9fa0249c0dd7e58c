import { closeSync, fsync, fsyncSync, openSync, readdirSync } from 'node:fs'
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
 * are copied into place and never synced by it. Many at once, so that the disk's journal takes them together:
 * on a busy disk 1,000 files took 1.4 s one after the other and 0.05 s so.
 */
export async function syncTree(folder: string): Promise<void> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const names = entries
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .map((entry) => path.join(entry.parentPath, entry.name))
  const paths = [...names, folder]
  for (let start = 0; start < paths.length; start += descriptorsAtOnce) {
    await syncTogether(paths.slice(start, start + descriptorsAtOnce))
  }
}

/** Far below the 1,024 open files that systems allow at least. */
const descriptorsAtOnce = 64

async function syncTogether(paths: readonly string[]): Promise<void> {
  const descriptors: number[] = []
  try {
    for (const name of paths) descriptors.push(openSync(name, 'r'))
    await Promise.all(descriptors.map((descriptor) => syncDescriptor(descriptor)))
  } finally {
    for (const descriptor of descriptors) closeSync(descriptor)
  }
}

function syncDescriptor(descriptor: number): Promise<void> {
  return new Promise((resolve, reject) => {
    fsync(descriptor, (error) => {
      if (error === null) resolve()
      else reject(error)
    })
  })
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
