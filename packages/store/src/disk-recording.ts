import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import path from 'node:path'

/**
 * One thing a program did to the files below a folder, in order. Files are known by a number, since a file that
 * is open goes on under the same number when its name changes; paths are relative to the folder.
 */
export type DiskOperation =
  | { readonly kind: 'create'; readonly path: string; readonly file: number }
  | { readonly kind: 'write'; readonly file: number; readonly position: number; readonly bytes: Uint8Array }
  | { readonly kind: 'truncate'; readonly file: number; readonly length: number }
  | { readonly kind: 'sync'; readonly file: number }
  | { readonly kind: 'make_folder'; readonly path: string }
  | { readonly kind: 'sync_folder'; readonly path: string }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'note'; readonly text: string }

/** A running record. */
export interface DiskRecord {
  readonly operations: readonly DiskOperation[]
  note(text: string): void
}

type Target =
  { readonly kind: 'file'; readonly file: number } | { readonly kind: 'folder'; readonly path: string }

/**
 * Records what this process does below a folder from now on, by taking the place of Node's file functions. It
 * must be called before anything that writes is imported. Lock files are left out: they mean nothing after a
 * power loss.
 */
export function recordDisk(root: string): DiskRecord {
  const operations: DiskOperation[] = []
  const disk = { root: path.resolve(root), operations, open: new Map<number, Target>() }
  recordDescriptors(disk)
  recordContents(disk)
  recordNames(disk)
  syncBuiltinESMExports()
  return { operations, note: (text) => operations.push({ kind: 'note', text }) }
}

interface Disk {
  readonly root: string
  readonly operations: DiskOperation[]
  readonly open: Map<number, Target>
}

/** The path below the root, or undefined when it is none of ours. */
function relate(disk: Disk, name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined
  const relative = path.relative(disk.root, path.resolve(name))
  if (relative.startsWith('..') || path.basename(relative).startsWith('lock.')) return undefined
  return relative
}

function recordDescriptors(disk: Disk): void {
  const { openSync, closeSync, fsync, fsyncSync, existsSync, fstatSync } = fs
  fs.openSync = (name, flags, mode) => {
    const relative = relate(disk, name)
    const isNew = relative !== undefined && !existsSync(name)
    const descriptor = openSync(name, flags, mode)
    if (relative === undefined) return descriptor
    const status = fstatSync(descriptor)
    if (status.isDirectory()) disk.open.set(descriptor, { kind: 'folder', path: relative })
    else {
      disk.open.set(descriptor, { kind: 'file', file: status.ino })
      if (isNew) disk.operations.push({ kind: 'create', path: relative, file: status.ino })
    }
    return descriptor
  }
  fs.closeSync = (descriptor) => {
    disk.open.delete(descriptor)
    closeSync(descriptor)
  }
  function recordSync(descriptor: number): void {
    const target = disk.open.get(descriptor)
    if (target?.kind === 'file') disk.operations.push({ kind: 'sync', file: target.file })
    if (target?.kind === 'folder') disk.operations.push({ kind: 'sync_folder', path: target.path })
  }
  function recordedSync(descriptor: number, tell: (error: Error | null) => void): void {
    fsync(descriptor, (error) => {
      if (error === null) recordSync(descriptor)
      tell(error)
    })
  }
  Object.assign(fs, { fsync: recordedSync })
  fs.fsyncSync = (descriptor) => {
    fsyncSync(descriptor)
    recordSync(descriptor)
  }
}

function recordContents(disk: Disk): void {
  const { ftruncateSync, truncateSync, statSync, existsSync } = fs
  const writeSync: (...parts: WriteArguments) => number = fs.writeSync
  const writeFileSync = fs.writeFileSync
  function recordedWrite(...[descriptor, buffer, offset, length, position]: WriteArguments): number {
    const written = writeSync(descriptor, buffer, offset, length, position)
    const target = disk.open.get(descriptor)
    if (target?.kind === 'file') {
      const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset + offset, written).slice()
      disk.operations.push({ kind: 'write', file: target.file, position, bytes })
    }
    return written
  }
  Object.assign(fs, { writeSync: recordedWrite })
  fs.ftruncateSync = (descriptor, length) => {
    ftruncateSync(descriptor, length)
    const target = disk.open.get(descriptor)
    if (target?.kind === 'file')
      disk.operations.push({ kind: 'truncate', file: target.file, length: length ?? 0 })
  }
  fs.truncateSync = (name, length) => {
    truncateSync(name, length)
    if (relate(disk, name) !== undefined) {
      disk.operations.push({ kind: 'truncate', file: statSync(name).ino, length: length ?? 0 })
    }
  }
  fs.writeFileSync = (name, data, options) => {
    const relative = relate(disk, name)
    const isNew = relative !== undefined && !existsSync(String(name))
    writeFileSync(name, data, options)
    if (relative === undefined) return
    const file = statSync(String(name)).ino
    if (isNew) disk.operations.push({ kind: 'create', path: relative, file })
    else disk.operations.push({ kind: 'truncate', file, length: 0 })
    const bytes =
      typeof data === 'string' ? new TextEncoder().encode(data) : new Uint8Array(data.buffer.slice(0))
    if (bytes.length > 0) disk.operations.push({ kind: 'write', file, position: 0, bytes })
  }
}

/** The one form in which PGlite writes. */
type WriteArguments = readonly [
  descriptor: number,
  buffer: NodeJS.ArrayBufferView,
  offset: number,
  length: number,
  position: number,
]

function recordNames(disk: Disk): void {
  const { renameSync, unlinkSync, rmdirSync, rmSync, existsSync } = fs
  const makeFolder = fs.mkdirSync
  function recordedMake(name: string, options?: fs.MakeDirectoryOptions): string | undefined {
    const relative = relate(disk, name)
    const missing = relative === undefined ? [] : missingFolders(disk.root, relative, existsSync)
    const first = makeFolder(name, options)
    for (const folder of missing) disk.operations.push({ kind: 'make_folder', path: folder })
    return first
  }
  Object.assign(fs, { mkdirSync: recordedMake })
  fs.renameSync = (from, to) => {
    renameSync(from, to)
    const [source, target] = [relate(disk, from), relate(disk, to)]
    if (source !== undefined && target !== undefined) {
      disk.operations.push({ kind: 'rename', from: source, to: target })
    }
  }
  function recordRemoval(name: unknown): void {
    const relative = relate(disk, name)
    if (relative !== undefined) disk.operations.push({ kind: 'remove', path: relative })
  }
  fs.unlinkSync = (name) => {
    unlinkSync(name)
    recordRemoval(name)
  }
  fs.rmdirSync = (name) => {
    rmdirSync(name)
    recordRemoval(name)
  }
  fs.rmSync = (name, options) => {
    const found = existsSync(name)
    rmSync(name, options)
    if (found) recordRemoval(name)
  }
}

function missingFolders(
  root: string,
  relative: string,
  exists: (name: string) => boolean,
): readonly string[] {
  const parts = relative.split(path.sep)
  return parts
    .map((_, index) => parts.slice(0, index + 1).join(path.sep))
    .filter((folder) => !exists(path.join(root, folder)))
}
