import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { AppError } from '@duibiao/base'
import type { Instant } from '@duibiao/base'

/** Who holds a folder, as written in its `lock.json`. */
export interface LockOwner {
  readonly token: string
  readonly pid: number
  readonly host: string
  /** The system's boot and the process's start within it; empty where the system does not tell. */
  readonly startedAt: string
  /** The owner's last sign of life, milliseconds since the epoch. */
  readonly heartbeatAt: number
}

/** A folder held by this process. */
export interface FolderLock {
  readonly folder: string
  readonly owner: LockOwner
  /** Writes a sign of life. @returns false when the lock file is no longer ours: stop writing at once */
  beat(now: Instant): boolean
  release(): void
}

/**
 * Takes the lock of a folder. A live owner is never robbed, however long it has been silent: a stopped process
 * may wake up and write. An owner that is gone (`kill -9`, power loss) is replaced. Of an owner on another
 * machine nobody here can tell, so it is left alone as well.
 * @throws AppError `database_folder_in_use` naming the owner's pid
 */
export function lockFolder(folder: string, now: Instant): FolderLock {
  const file = path.join(folder, 'lock.json')
  const owner: LockOwner = {
    token: randomUUID(),
    pid: process.pid,
    host: hostname(),
    startedAt: startOf(process.pid) ?? '',
    heartbeatAt: now,
  }
  if (!writeIfAbsent(file, owner)) takeOver(folder, file, owner)
  return makeLock(folder, file, owner)
}

/** Whether the process that wrote a lock still runs: same pid, same start, and not a zombie. */
function isAlive(owner: LockOwner): boolean {
  if (owner.host !== hostname()) return true
  if (owner.pid <= 0) return false
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    // Any other refusal (EPERM) means that the process is there and belongs to somebody else.
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
  }
  const start = startOf(owner.pid)
  return start === undefined || owner.startedAt === '' || start === owner.startedAt
}

function makeLock(folder: string, file: string, owner: LockOwner): FolderLock {
  return {
    folder,
    owner,
    beat(now) {
      if (readOwner(file)?.token !== owner.token) return false
      writeSignOfLife(file, { ...owner, heartbeatAt: now })
      return true
    },
    release() {
      if (readOwner(file)?.token === owner.token) rmSync(file, { force: true })
    },
  }
}

/** On a full disk the last sign stays; the lock is ours all the same. */
function writeSignOfLife(file: string, owner: LockOwner): void {
  // Never half written: a lock that cannot be read belongs to nobody.
  const draft = `${file}.${owner.token}`
  try {
    writeFileSync(draft, JSON.stringify(owner))
    renameSync(draft, file)
  } catch {
    rmSync(draft, { force: true })
  }
}

/** Of several that find a dead owner at once, the one that makes the takeover file replaces it. */
function takeOver(folder: string, file: string, owner: LockOwner): void {
  refuseIfAlive(folder, file)
  const takeover = path.join(folder, 'lock.takeover.json')
  if (!writeIfAbsent(takeover, owner)) {
    refuseIfAlive(folder, takeover)
    // Its maker died between two file operations.
    rmSync(takeover, { force: true })
    if (!writeIfAbsent(takeover, owner)) throw inUse(folder, readOwner(takeover))
  }
  try {
    refuseIfAlive(folder, file)
    rmSync(file, { force: true })
    if (!writeIfAbsent(file, owner)) throw inUse(folder, readOwner(file))
  } finally {
    rmSync(takeover, { force: true })
  }
}

function refuseIfAlive(folder: string, file: string): void {
  const found = readOwner(file)
  if (found !== undefined && isAlive(found)) throw inUse(folder, found)
}

function inUse(folder: string, owner: LockOwner | undefined): AppError {
  const pid =
    owner === undefined ? '?' : owner.host === hostname() ? owner.pid : `${owner.pid} @ ${owner.host}`
  return new AppError('database_folder_in_use', { folder, pid })
}

/** Writes a file that nobody can see half written, unless there is one already. */
function writeIfAbsent(file: string, owner: LockOwner): boolean {
  const draft = `${file}.${owner.token}`
  writeFileSync(draft, JSON.stringify(owner))
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    unlinkSync(draft)
  }
}

function readOwner(file: string): LockOwner | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
  return parseOwner(text)
}

/** Files are put in place whole, so one that cannot be read was torn by a power loss: its owner is gone. */
function parseOwner(text: string): LockOwner {
  const nobody: LockOwner = { token: '', pid: 0, host: hostname(), startedAt: 'unreadable', heartbeatAt: 0 }
  try {
    const value: unknown = JSON.parse(text)
    return isOwner(value) ? value : nobody
  } catch {
    return nobody
  }
}

function isOwner(value: unknown): value is LockOwner {
  return (
    typeof value === 'object' &&
    value !== null &&
    'token' in value &&
    typeof value.token === 'string' &&
    'pid' in value &&
    typeof value.pid === 'number' &&
    'host' in value &&
    typeof value.host === 'string' &&
    'startedAt' in value &&
    typeof value.startedAt === 'string'
  )
}

/**
 * Boot and start time of a running process, so that a pid given anew to another program is not taken for the
 * owner. Undefined where there is no /proc. A zombie counts as gone.
 */
function startOf(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the program's name in brackets and may hold anything, so counting begins behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? 'zombie' : `${boot}/${fields[19]}`
  } catch {
    return undefined
  }
}
