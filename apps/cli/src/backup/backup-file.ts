import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { AppError } from '@duibiao/base'
import { makeDumpTally } from '@duibiao/store'
import type { DumpLine } from '@duibiao/store'
import { problemOf } from '../message-file.ts'
import { openStream, sealStream } from './sealed-stream.ts'
import type { Cost } from './sealed-stream.ts'

/** What a backup holds, one line of JSON each: the dump of the database, then files of the data folder piece by piece. */
export type BackupLine =
  | DumpLine
  /** The next piece of a file; a first piece begins it. */
  | { readonly line: 'file'; readonly path: string; readonly isFirst: boolean; readonly data: string }

/** With what a backup is sealed. */
export interface Sealing {
  readonly secret: Uint8Array
  readonly random: (length: number) => Uint8Array
  readonly cost?: Cost
}

/** Where lines of a backup are put; it waits while the disk is behind. */
export type PutLine = (line: BackupLine) => Promise<void>

/**
 * Writes a backup: packed, sealed, and there under its name only once it is whole and on the disk.
 * @throws AppError `file_unwritable`; and what `fill` throws
 */
export async function writeBackup(
  file: string,
  sealing: Sealing,
  fill: (put: PutLine) => Promise<void>,
): Promise<void> {
  if (existsSync(file)) throw new AppError('file_unwritable', { file, problem: 'EEXIST' })
  const draft = `${file}.partial`
  const handle = await open(draft, 'wx', 0o600).catch((error: unknown) => {
    throw new AppError('file_unwritable', { file: draft, problem: problemOf(error) }, { cause: error })
  })
  const packer = createGzip()
  const writing = pipeline(
    packer,
    (packed) => sealStream(packed, sealing),
    async (sealed) => {
      for await (const bytes of sealed) await handle.write(bytes)
      await handle.sync()
    },
  )
  // Told to whoever waits for the next line, or for the end.
  writing.catch(() => {})
  try {
    await fill(async (line) => {
      if (!packer.write(`${JSON.stringify(line)}\n`)) await Promise.race([once(packer, 'drain'), writing])
    })
    packer.end()
    await writing
    await handle.close()
    await rename(draft, file)
  } catch (error) {
    packer.destroy()
    await handle.close()
    await rm(draft, { force: true })
    throw error
  }
}

/**
 * Reads a backup from its file, line by line; whatever is yielded is proved.
 * @throws AppError `file_unreadable`, `backup_locked`, `backup_broken`
 */
export async function* readBackup(file: string, secret: Uint8Array): AsyncGenerator<BackupLine> {
  const unpacker = createGunzip()
  const reading = pipeline(createReadStream(file), (sealed) => openStream(sealed, secret), unpacker)
  reading.catch(() => {})
  try {
    let rest = ''
    for await (const text of unpacker.setEncoding('utf8')) {
      const lines = `${rest}${text}`.split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) yield JSON.parse(line)
    }
    await reading
    if (rest !== '') throw new AppError('backup_broken', { reason: 'cut' })
  } catch (error) {
    throw toFault(error, file)
  } finally {
    unpacker.destroy()
  }
}

/** What a backup holds. */
export interface BackupContents {
  /** Rows by table. */
  readonly counts: Readonly<Record<string, number>>
  readonly files: readonly string[]
  /** Digests of evidence whose file is not in it. */
  readonly missing: readonly string[]
}

/**
 * Reads a backup to its end, so that nothing is begun with one that is cut or changed. The rows of each table are counted and
 * compared with what the dump says, and the content of evidence with the digest it is filed under.
 * @throws AppError as `readBackup`
 */
export async function checkBackup(file: string, secret: Uint8Array): Promise<BackupContents> {
  const tally = makeDumpTally()
  const named = makeDigestList()
  const files = makeFileCheck()
  for await (const line of readBackup(file, secret)) {
    if (line.line === 'file') files.take(line)
    else {
      tally.take(line)
      named.take(line)
    }
  }
  const { counts } = tally.finish()
  const held = files.finish()
  const digests = new Set(held.map((name) => path.posix.basename(name)))
  return { counts, files: held, missing: named.list().filter((digest) => !digests.has(digest)) }
}

/** Digests that the rows of the table of evidence name. */
function makeDigestList(): {
  readonly take: (line: DumpLine) => void
  readonly list: () => readonly string[]
} {
  const digests = new Set<string>()
  let column = -1
  return {
    take(line) {
      if (line.line === 'table') {
        column = line.table === 'evidence' ? line.columns.findIndex(({ name }) => name === 'digest') : -1
      }
      if (line.line !== 'rows' || column < 0) return
      for (const row of line.rows) digests.add(row[column] ?? '')
    },
    list: () => [...digests],
  }
}

type FileLine = Extract<BackupLine, { readonly line: 'file' }>

/** Compares each file of evidence with the digest that is its name. */
function makeFileCheck(): {
  readonly take: (line: FileLine) => void
  readonly finish: () => readonly string[]
} {
  const files: string[] = []
  let hash = createHash('sha256')
  function close(): void {
    const last = files.at(-1)
    const name = last === undefined ? '' : path.posix.basename(last)
    if (!/^[0-9a-f]{64}$/.test(name) || name === hash.digest('hex')) return
    throw new AppError('backup_broken', { reason: `evidence ${name}` })
  }
  return {
    take({ path: name, isFirst, data }) {
      if (isFirst) {
        close()
        files.push(name)
        hash = createHash('sha256')
      } else if (files.at(-1) !== name)
        throw new AppError('backup_broken', { reason: 'a file without a beginning' })
      hash.update(data, 'base64')
    },
    finish() {
      close()
      return files
    },
  }
}

function toFault(error: unknown, file: string): unknown {
  if (error instanceof AppError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code.startsWith('E') && !code.startsWith('ERR_')) {
    return new AppError('file_unreadable', { file, problem: problemOf(error) }, { cause: error })
  }
  return new AppError('backup_broken', { reason: 'packing' }, { cause: error })
}
