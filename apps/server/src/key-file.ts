import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '@duibiao/base'

/** Bytes of a key. */
const keyLength = 32

/**
 * The key of a file of 32 bytes; a new one is written there, for the owner only, when there is none.
 * @throws AppError `key_unreadable` when the file holds anything else
 */
export function openKeyFile(file: string, random: (length: number) => Uint8Array): Uint8Array {
  const fresh = random(keyLength)
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  try {
    // Of two programs that start at once one writes, and both read what it wrote.
    writeFileSync(file, fresh, { mode: 0o600, flag: 'wx' })
    return fresh
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  const key = readFileSync(file)
  if (key.length !== keyLength) throw new AppError('key_unreadable', { file })
  return key
}
