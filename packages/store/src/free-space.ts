import { statfs } from 'node:fs/promises'
import { AppError } from '@duibiao/base'

/** What the disk under a folder is and has left. */
export interface DiskState {
  readonly freeBytes: number
  /** The file system's magic number, as `statfs` gives it; 0 where there is none. */
  readonly type: number
}

/** Asks the system about the disk under a folder; injected in tests. */
export type ReadDisk = (folder: string) => Promise<DiskState>

/** The real one: what an ordinary user may still write. */
export async function readDisk(folder: string): Promise<DiskState> {
  const { bavail, bsize, type } = await statfs(folder)
  return { freeBytes: bavail * bsize, type }
}

/**
 * Refuses a folder before the database is opened in it: opening PGlite on a full disk aborts without a word, and
 * locks and syncs were never proved on network file systems.
 * @throws AppError `disk_space_low`, `database_folder_unsuitable`
 */
export async function checkDisk(folder: string, neededBytes: number, read: ReadDisk): Promise<void> {
  const { freeBytes, type } = await read(folder)
  const network = networkFileSystems.get(type)
  if (network !== undefined) {
    const problem = `${network}; 请使用本机磁盘 / use a local disk`
    throw new AppError('database_folder_unsuitable', { folder, problem })
  }
  if (freeBytes < neededBytes) {
    const free = Math.floor(freeBytes / bytesPerMegabyte)
    throw new AppError('disk_space_low', { folder, free, needed: Math.ceil(neededBytes / bytesPerMegabyte) })
  }
}

const bytesPerMegabyte = 1024 * 1024

// Magic numbers of Linux, include/uapi/linux/magic.h and the file systems' own sources.
const networkFileSystems: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x5346414f, 'AFS'],
  [0x00c36400, 'Ceph'],
  [0x73757245, 'Coda'],
  [0x0bd00bd0, 'Lustre'],
])
