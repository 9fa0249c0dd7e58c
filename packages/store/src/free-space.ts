import { statfsSync } from 'node:fs'
import { AppError } from '@duibiao/base'

/** What the disk under a folder is and has left. */
export interface DiskState {
  readonly freeBytes: number
  /** The file system's magic number, as `statfs` gives it; 0 where there is none. */
  readonly type: number
}

/** Asks the system about the disk under a folder; injected in tests. */
export type ReadDisk = (folder: string) => DiskState

/** The real one: what an ordinary user may still write. */
export function readDisk(folder: string): DiskState {
  const { bavail, bsize, type } = statfsSync(folder)
  return { freeBytes: bavail * bsize, type }
}

/**
 * Refuses a folder before the database is opened in it: opening PGlite on a full disk aborts without a word, and
 * locks and syncs were never proved on network file systems.
 * @throws AppError `disk_space_low`, `database_folder_unsuitable`
 */
export function checkDisk(folder: string, neededBytes: number, read: ReadDisk): void {
  const { freeBytes, type } = read(folder)
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

/**
 * Tells before a write whether the disk still has the reserve. PostgreSQL ends, reads and all, when it cannot
 * add the next 16 MB to its log, so writing stops while that much and more is left. The answer is kept for a
 * number of questions, since asking the system costs some microseconds.
 */
export function makeRoomCheck(folder: string, reserveBytes: number, read: ReadDisk): () => boolean {
  let questions = 0
  let room = true
  return () => {
    if (questions % questionsPerLook === 0 || !room) room = read(folder).freeBytes >= reserveBytes
    questions += 1
    return room
  }
}

const questionsPerLook = 16

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
