import { createHash } from 'node:crypto'
import type { PackSource } from './pack-source.ts'

/** SHA-256 over the paths and contents of all files in the order of their paths: two packs are the same when it is. */
export function hashPack(source: PackSource): string {
  const hash = createHash('sha256')
  for (const [file, bytes] of [...source.files].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${file}\0${bytes.length}\0`)
    hash.update(bytes)
  }
  return hash.digest('hex')
}
