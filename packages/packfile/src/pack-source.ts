import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding } from '@duibiao/base'
import { faultAt } from './pack-fault.ts'

/** The files of a pack by their path inside it, with `/` between folders. */
export type PackSource = { readonly name: string; readonly files: ReadonlyMap<string, Uint8Array> }

/** What a pack may hold at most; a folder beyond it is refused, so that no pack can fill the memory. */
export const packLimits = {
  files: 1000,
  fileBytes: 8_000_000,
  totalBytes: 64_000_000,
  depth: 4,
} as const

// Letters, digits, dot, dash, underscore: paths that mean the same on every system and in every archive.
const safeName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/u

type Walk = {
  readonly folder: string
  readonly files: Map<string, Uint8Array>
  readonly findings: Finding[]
  bytes: number
}

/**
 * Reads the folder of a pack into memory. Links, special files, unsafe names and anything beyond the limits are findings
 * and are not read. Hidden files (`.gitkeep`, `.DS_Store`) are passed over. Never throws on what lies in the folder.
 */
export function readPackSource(folder: string): {
  readonly source: PackSource
  readonly findings: readonly Finding[]
} {
  const walk: Walk = { folder, files: new Map(), findings: [], bytes: 0 }
  readFolder(walk, '', 1)
  const name =
    folder
      .replace(/[/\\]+$/u, '')
      .split(/[/\\]/u)
      .at(-1) ?? ''
  return { source: { name, files: walk.files }, findings: walk.findings }
}

function readFolder(walk: Walk, path: string, depth: number): void {
  let entries: readonly string[]
  try {
    entries = readdirSync(join(walk.folder, path)).toSorted()
  } catch {
    report(walk, path, [
      'pack_folder_unreadable',
      '文件夹不存在或不能读取',
      'the folder is not there or cannot be read',
    ])
    return
  }
  for (const name of entries) {
    if (name.startsWith('.')) continue
    const inner = path === '' ? name : `${path}/${name}`
    if (!safeName.test(name)) {
      report(walk, inner, [
        'pack_path_unsafe',
        '文件名只能用字母、数字、点、横线和下划线',
        'file names may hold letters, digits, dots, dashes and underscores only',
      ])
    } else readEntry(walk, inner, depth)
  }
}

function readEntry(walk: Walk, path: string, depth: number): void {
  const state = lstatSync(join(walk.folder, path), { throwIfNoEntry: false })
  if (state?.isDirectory()) {
    if (depth < packLimits.depth) readFolder(walk, path, depth + 1)
    else
      report(walk, path, [
        'pack_too_deep',
        `文件夹超过 ${packLimits.depth} 层`,
        `folders are nested deeper than ${packLimits.depth}`,
      ])
    return
  }
  if (!state?.isFile()) {
    report(walk, path, [
      'pack_path_unsafe',
      '治理包中只能有普通文件，不能有链接',
      'a pack holds plain files only, no links',
    ])
    return
  }
  if (walk.files.size >= packLimits.files) {
    if (
      walk.files.size === packLimits.files &&
      !walk.findings.some((one) => one.code === 'pack_too_many_files')
    )
      report(walk, path, [
        'pack_too_many_files',
        `文件超过 ${packLimits.files} 个`,
        `there are more than ${packLimits.files} files`,
      ])
    return
  }
  if (state.size > packLimits.fileBytes || walk.bytes + state.size > packLimits.totalBytes) {
    report(walk, path, [
      'pack_file_too_large',
      `文件过大（${state.size} 字节）`,
      `the file is too large (${state.size} bytes)`,
    ])
    return
  }
  walk.bytes += state.size
  walk.files.set(path, readFileSync(join(walk.folder, path)))
}

function report(walk: Walk, file: string, [code, zh, en]: readonly [string, string, string]): void {
  walk.findings.push(faultAt({ file, line: 0 }, code, [zh, en]))
}
