import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { AppError, isAppError } from '@duibiao/base'
import type { DistrictId } from '@duibiao/base'

/** The contents of evidence in the data folder: `evidence/<district>/<two digits>/<digest>`, each once (ASVS V5.3.1). */
export interface EvidenceFiles {
  /**
   * Takes what is uploaded, to be looked at under a name of our own; nothing of it counts before it is kept.
   * @throws AppError `request_too_large`, `evidence_infected`
   */
  take(
    body: AsyncIterable<Uint8Array>,
    rule: { readonly limit: number; readonly name: string },
  ): Promise<TakenFile>
  /** Streams a content. @throws AppError `resource_missing` when it is not there */
  read(district: DistrictId, digest: string): Promise<AsyncIterable<Uint8Array>>
  /**
   * Removes contents that nothing has any more.
   * @param findKept of some digests those that something has
   */
  clear(
    district: DistrictId,
    digests: readonly string[],
    findKept: (digests: readonly string[]) => Promise<ReadonlySet<string>>,
  ): Promise<void>
  /** Removes what was taken and never kept, before a time in milliseconds. */
  clearTaken(before: number): Promise<void>
}

/** What was uploaded, not kept yet. */
export interface TakenFile {
  readonly path: string
  readonly digest: string
  readonly bytes: number
  /** Puts it in its place, for good; the same content that is there already gives way to it. */
  keep(district: DistrictId): Promise<void>
  drop(): Promise<void>
}

export function openEvidenceFiles(data: string): EvidenceFiles {
  const taken = path.join(data, 'incoming')
  const leaving = path.join(data, 'leaving')
  function placeOf(district: DistrictId, digest: string): string {
    return path.join(data, 'evidence', String(district), digest.slice(0, 2), digest)
  }
  async function leave(file: string, findKept: () => Promise<boolean>): Promise<void> {
    const aside = path.join(leaving, randomUUID())
    await mkdir(leaving, { recursive: true, mode: 0o700 })
    if (!(await moved(file, aside))) return
    // Whoever uploads the same now writes the row first and the file after that: seen here, or put in its place anew.
    if (await findKept()) await rename(aside, file)
    else await rm(aside)
  }
  return {
    async take(body, rule) {
      await mkdir(taken, { recursive: true, mode: 0o700 })
      const file = path.join(taken, randomUUID())
      try {
        const { digest, bytes } = await writeBody(file, body, rule)
        return {
          path: file,
          digest,
          bytes,
          keep: (district) => putInPlace(file, placeOf(district, digest)),
          drop: () => rm(file, { force: true }),
        }
      } catch (error) {
        await rm(file, { force: true })
        throw error
      }
    },
    async read(district, digest) {
      const place = placeOf(district, digest)
      const found = await stat(place).catch(() => undefined)
      if (found?.isFile() !== true) throw new AppError('resource_missing')
      return createReadStream(place)
    },
    async clear(district, digests, findKept) {
      const kept = await findKept(digests)
      for (const digest of digests) {
        if (kept.has(digest)) continue
        await leave(placeOf(district, digest), async () => (await findKept([digest])).has(digest))
      }
    },
    async clearTaken(before) {
      for (const folder of [taken, leaving]) {
        for (const name of await readdir(folder).catch(() => [])) {
          const file = path.join(folder, name)
          const found = await stat(file).catch(() => undefined)
          if (found !== undefined && found.mtimeMs < before) await rm(file, { force: true })
        }
      }
    },
  }
}

/** The string that every scanner of viruses knows, in two parts, so that none finds it here. */
const mark = Buffer.from(`X5O!P%@AP[4\\PZX54(P^)7CC)7}$${'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'}`)

async function writeBody(
  file: string,
  body: AsyncIterable<Uint8Array>,
  { limit, name }: { readonly limit: number; readonly name: string },
): Promise<{ readonly digest: string; readonly bytes: number }> {
  const handle = await open(file, 'wx', 0o600)
  const hash = createHash('sha256')
  let bytes = 0
  let tail = Buffer.alloc(0)
  try {
    for await (const piece of body) {
      bytes += piece.length
      if (bytes > limit) throw new AppError('request_too_large', { limit })
      const seen = Buffer.concat([tail, piece])
      if (seen.includes(mark)) throw new AppError('evidence_infected', { name })
      tail = seen.subarray(Math.max(0, seen.length - mark.length))
      hash.update(piece)
      await handle.writeFile(piece)
    }
    await handle.sync()
  } catch (error) {
    throw isFull(error) ? new AppError('database_full', {}, { cause: error }) : error
  } finally {
    await handle.close()
  }
  return { digest: hash.digest('hex'), bytes }
}

function isFull(error: unknown): boolean {
  return !isAppError(error) && error instanceof Error && 'code' in error && error.code === 'ENOSPC'
}

/** Renamed and the folder synced, so that after a crash the file is there whole or not at all. */
async function putInPlace(file: string, place: string): Promise<void> {
  const folder = path.dirname(place)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await rename(file, place)
  for (const one of [folder, path.dirname(folder)]) {
    const handle = await open(one, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
}

async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}
