import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { DiskOperation } from './disk-recording.ts'

/**
 * A disk that knows what has reached it. A sync of a file brings its content and its name to the disk, as ext4
 * and xfs do; a sync of a folder brings all its names; nothing else ever does. A folder must itself be named on
 * the disk for what is in it to be found.
 */
export interface DiskModel {
  apply(operation: DiskOperation): void
  /** Everything reaches the disk. */
  syncAll(): void
  /**
   * Writes what is found after the power went, into an empty folder.
   * @param survives asked for every unsynced write and name whether it happened to reach the disk all the same
   */
  writeSurvivors(folder: string, survives: () => boolean): void
}

/** Makes the model of a folder that is empty and on the disk. */
export function makeDiskModel(): DiskModel {
  const root = makeFolder()
  const files = new Map<number, FileNode>()
  return {
    apply(operation) {
      applyOperation({ root, files }, operation)
    },
    syncAll() {
      syncTree(root)
    },
    writeSurvivors(folder, survives) {
      writeFolder(root, folder, survives)
    },
  }
}

type Change = { readonly position: number; readonly bytes: Uint8Array } | { readonly length: number }

interface FileNode {
  readonly kind: 'file'
  /** What is on the disk; may be longer than `length`. */
  stored: Buffer
  length: number
  /** What is not there yet, in order. */
  pending: Change[]
  parent: FolderNode
  name: string
}

interface FolderNode {
  readonly kind: 'folder'
  readonly stored: Map<string, FileNode | FolderNode>
  readonly current: Map<string, FileNode | FolderNode>
}

interface Tree {
  readonly root: FolderNode
  readonly files: Map<number, FileNode>
}

function makeFolder(): FolderNode {
  return { kind: 'folder', stored: new Map(), current: new Map() }
}

function applyOperation(tree: Tree, operation: DiskOperation): void {
  switch (operation.kind) {
    case 'create': {
      const { parent, name } = locate(tree.root, operation.path)
      const file: FileNode = { kind: 'file', stored: Buffer.alloc(0), length: 0, pending: [], parent, name }
      tree.files.set(operation.file, file)
      parent.current.set(name, file)
      return
    }
    case 'write':
      fileOf(tree, operation.file).pending.push({ position: operation.position, bytes: operation.bytes })
      return
    case 'truncate':
      fileOf(tree, operation.file).pending.push({ length: operation.length })
      return
    case 'sync':
      syncFile(fileOf(tree, operation.file))
      return
    case 'make_folder': {
      const { parent, name } = locate(tree.root, operation.path)
      parent.current.set(name, makeFolder())
      return
    }
    case 'sync_folder':
      syncNames(folderOf(tree.root, operation.path))
      return
    case 'rename':
      rename(tree.root, operation.from, operation.to)
      return
    case 'remove': {
      const { parent, name } = locate(tree.root, operation.path)
      parent.current.delete(name)
      return
    }
    case 'note':
      return
  }
}

function locate(root: FolderNode, name: string): { readonly parent: FolderNode; readonly name: string } {
  return { parent: folderOf(root, path.dirname(name)), name: path.basename(name) }
}

function folderOf(root: FolderNode, name: string): FolderNode {
  let folder = root
  for (const part of name.split(path.sep).filter((step) => step !== '' && step !== '.')) {
    const next = folder.current.get(part)
    if (next?.kind !== 'folder') throw new Error(`the record has no folder ${name}`)
    folder = next
  }
  return folder
}

function fileOf(tree: Tree, number: number): FileNode {
  const file = tree.files.get(number)
  if (file === undefined) throw new Error(`the record has no file ${number}`)
  return file
}

function rename(root: FolderNode, from: string, to: string): void {
  const source = locate(root, from)
  const target = locate(root, to)
  const node = source.parent.current.get(source.name)
  if (node === undefined) throw new Error(`the record has no ${from}`)
  source.parent.current.delete(source.name)
  target.parent.current.set(target.name, node)
  if (node.kind === 'file') Object.assign(node, target)
}

function syncFile(file: FileNode): void {
  for (const change of file.pending) applyChange(file, change)
  file.pending = []
  if (file.parent.current.get(file.name) === file) file.parent.stored.set(file.name, file)
}

function applyChange(file: Pick<FileNode, 'stored' | 'length'>, change: Change): void {
  const end =
    'length' in change ? change.length : Math.max(file.length, change.position + change.bytes.length)
  if (end > file.stored.length) {
    const larger = Buffer.alloc(Math.max(end, file.stored.length * 2))
    file.stored.copy(larger, 0, 0, file.length)
    file.stored = larger
  }
  if ('length' in change) file.stored.fill(0, end)
  else file.stored.set(change.bytes, change.position)
  file.length = end
}

function syncNames(folder: FolderNode): void {
  folder.stored.clear()
  for (const [name, node] of folder.current) folder.stored.set(name, node)
}

function syncTree(folder: FolderNode): void {
  syncNames(folder)
  for (const node of folder.current.values()) {
    if (node.kind === 'folder') syncTree(node)
    else syncFile(node)
  }
}

function writeFolder(folder: FolderNode, target: string, survives: () => boolean): void {
  mkdirSync(target, { recursive: true })
  const names = new Map(folder.stored)
  for (const [name, node] of folder.current) if (names.get(name) !== node && survives()) names.set(name, node)
  for (const name of folder.stored.keys()) if (!folder.current.has(name) && survives()) names.delete(name)
  for (const [name, node] of names) {
    const place = path.join(target, name)
    if (node.kind === 'folder') writeFolder(node, place, survives)
    else writeFileSync(place, survivingContent(node, survives))
  }
}

function survivingContent(file: FileNode, survives: () => boolean): Uint8Array {
  const kept = file.pending.filter(() => survives())
  if (kept.length === 0) return file.stored.subarray(0, file.length)
  const copy = { stored: Buffer.from(file.stored), length: file.length }
  for (const change of kept) applyChange(copy, change)
  return copy.stored.subarray(0, copy.length)
}
