import { createReadStream, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { appendFile, chmod, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '@duibiao/base'
import type { BackupLine, PutLine } from './backup-file.ts'

const pieceLength = 512 * 1024

/** Files of a data folder that a backup may hold, relative to it: the evidence, and the keys when they are wished for. */
export function listDataFiles(data: string, { withKeys }: { readonly withKeys: boolean }): readonly string[] {
  const keys = withKeys ? ['ledger-key.pem', 'secret-key'] : []
  const evidence = path.join(data, 'evidence')
  const kept = existsSync(evidence)
    ? readdirSync(evidence, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(data, path.join(entry.parentPath, entry.name)))
    : []
  return [...keys.filter((name) => existsSync(path.join(data, name))), ...kept.toSorted()]
}

/** Puts a file into a backup, piece by piece. */
export async function putFile(data: string, file: string, put: PutLine): Promise<void> {
  const name = file.split(path.sep).join('/')
  let isFirst = true
  const pieces = createReadStream(path.join(data, file), { highWaterMark: pieceLength })
  for await (const piece of pieces) {
    await put({ line: 'file', path: name, isFirst, data: Buffer.from(piece).toString('base64') })
    isFirst = false
  }
  if (isFirst) await put({ line: 'file', path: name, isFirst, data: '' })
}

/**
 * Writes the next piece of a file into a data folder, for the owner only.
 * @throws AppError `restore_target_filled` when the file is there already, `backup_broken` for a path that leads elsewhere
 */
export async function takeFile(
  data: string,
  { path: name, isFirst, data: text }: Extract<BackupLine, { readonly line: 'file' }>,
): Promise<void> {
  if (!/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(name)) throw new AppError('backup_broken', { reason: 'a path' })
  const target = path.join(data, ...name.split('/'))
  const bytes = Buffer.from(text, 'base64')
  if (!isFirst) return appendFile(target, bytes)
  if (existsSync(target)) throw new AppError('restore_target_filled')
  mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 })
  await writeFile(target, bytes, { mode: 0o600, flag: 'wx' })
  await chmod(target, 0o600)
}
