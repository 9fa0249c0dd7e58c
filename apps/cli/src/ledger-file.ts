import { closeSync, createReadStream, openSync, writeSync } from 'node:fs'
import { AppError } from '@duibiao/base'
import {
  finishVerification,
  formatExportLine,
  readExportLine,
  startVerification,
  verifyLine,
} from '@duibiao/kernel'
import type { Anchor, ExportLine, Verdict } from '@duibiao/kernel'
import { verificationPort } from '@duibiao/store'
import { problemOf } from './message-file.ts'

/**
 * Writes the lines of an export to a file, a line feed after each.
 * @param name how faults call the file
 * @returns how many lines
 * @throws AppError `file_unwritable`
 */
export async function writeLedgerFile(
  file: string,
  name: string,
  lines: AsyncIterable<ExportLine>,
): Promise<number> {
  let count = 0
  const descriptor = openForWriting(file, name)
  try {
    let block: string[] = []
    for await (const line of lines) {
      block.push(`${formatExportLine(line)}\n`)
      count += 1
      if (block.length >= 1000) {
        writeSync(descriptor, block.join(''))
        block = []
      }
    }
    writeSync(descriptor, block.join(''))
  } finally {
    closeSync(descriptor)
  }
  return count
}

/** The lines of an export that can be read; undefined for one that cannot. Bytes that are no UTF-8 make such a line. */
export async function* readLedgerFile(file: string, name: string): AsyncGenerator<ExportLine | undefined> {
  for await (const bytes of readLines(file, name)) yield parseLine(bytes)
}

/**
 * Verifies an export.
 * @throws AppError `file_unreadable`, `export_unknown`
 */
export async function verifyLedgerFile(file: string, name: string, anchor: Anchor): Promise<Verdict> {
  let verification: ReturnType<typeof startVerification> | undefined
  for await (const line of readLedgerFile(file, name)) {
    if (verification === undefined) {
      if (line?.line !== 'header' || line.digest !== verificationPort.algorithm) break
      verification = startVerification(line.district, verificationPort, anchor)
    }
    if (verifyLine(verification, line) !== undefined) break
  }
  if (verification === undefined) throw new AppError('export_unknown', { file: name })
  return finishVerification(verification)
}

function openForWriting(file: string, name: string): number {
  try {
    return openSync(file, 'w')
  } catch (error) {
    throw new AppError('file_unwritable', { file: name, problem: problemOf(error) }, { cause: error })
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function parseLine(bytes: Uint8Array): ExportLine | undefined {
  try {
    return readExportLine(decoder.decode(bytes))
  } catch {
    return undefined
  }
}

const lineFeed = 0x0a

/** Splits at line feeds alone: canonical JSON may hold the other characters that some readers take for line ends. */
async function* readLines(file: string, name: string): AsyncGenerator<Uint8Array> {
  let rest = Buffer.alloc(0)
  try {
    for await (const chunk of createReadStream(file)) {
      if (!Buffer.isBuffer(chunk)) continue
      const bytes = Buffer.concat([rest, chunk])
      let from = 0
      for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, from)) {
        yield bytes.subarray(from, at)
        from = at + 1
      }
      rest = bytes.subarray(from)
    }
  } catch (error) {
    throw new AppError('file_unreadable', { file: name, problem: problemOf(error) }, { cause: error })
  }
  if (rest.length > 0) yield rest
}
