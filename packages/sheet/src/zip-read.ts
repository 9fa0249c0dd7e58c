import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { AppError } from '@duibiao/base'
import type { SheetLimits } from './limit.ts'

/** A compressed file whose parts are unpacked one by one, and never more of them than the limit allows. */
export type ZipFile = {
  readonly has: (name: string) => boolean
  /** The names of all parts; those of folders end with a slash. */
  readonly names: () => readonly string[]
  /** The bytes of a part. @throws AppError `sheet_too_large`, `sheet_unreadable` */
  readonly bytes: (name: string) => Promise<Uint8Array>
  /** The text of a part in pieces. @throws AppError `sheet_too_large`, `sheet_unreadable` */
  readonly read: (name: string) => AsyncGenerator<string>
}

type ZipPart = { readonly method: number; readonly start: number; readonly size: number }

/** Reads the directory at the end of the file (APPNOTE 6.3); what claims to be larger than 4 GB is refused. */
export function openZip(bytes: Uint8Array, limits: Pick<SheetLimits, 'parts' | 'unpacked'>): ZipFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts = readDirectory(view, bytes, limits)
  let unpacked = 0

  async function* chunksOf(name: string): AsyncGenerator<Uint8Array> {
    const part = parts.get(name)
    if (part === undefined) throw unreadable(`${name}?`)
    try {
      for await (const chunk of unpack(bytes, view, part)) {
        unpacked += chunk.length
        if (unpacked > limits.unpacked) throw new AppError('sheet_too_large', { limit: 'unpacked' })
        yield chunk
      }
    } catch (error) {
      throw error instanceof AppError ? error : unreadable(name, error)
    }
  }

  async function* read(name: string): AsyncGenerator<string> {
    const decoder = new TextDecoder('utf-8')
    for await (const chunk of chunksOf(name)) yield decoder.decode(chunk, { stream: true })
    yield decoder.decode()
  }

  return {
    has: (name) => parts.has(name),
    names: () => [...parts.keys()],
    async bytes(name) {
      const chunks: Uint8Array[] = []
      for await (const chunk of chunksOf(name)) chunks.push(chunk)
      return new Uint8Array(Buffer.concat(chunks))
    },
    read,
  }
}

function readDirectory(
  view: DataView,
  bytes: Uint8Array,
  limits: Pick<SheetLimits, 'parts'>,
): ReadonlyMap<string, ZipPart> {
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  if (count > limits.parts) throw new AppError('sheet_too_large', { limit: 'parts' })
  const parts = new Map<string, ZipPart>()
  let at = view.getUint32(end + 16, true)
  for (let number = 0; number < count; number++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) throw unreadable('zip')
    const flags = view.getUint16(at + 8, true)
    // Bit 0: encrypted.
    if ((flags & 1) !== 0) throw unreadable('encrypted')
    const nameLength = view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    // A name that is there twice is read differently by every program: a way to show one thing and mean another.
    if (parts.has(name)) throw unreadable(`${name} × 2`)
    parts.set(name, {
      method: view.getUint16(at + 10, true),
      size: view.getUint32(at + 20, true),
      start: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return parts
}

/** The record that ends the directory stands within the last 64 kB. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at
  }
  throw unreadable('zip')
}

async function* unpack(
  bytes: Uint8Array,
  view: DataView,
  { method, start, size }: ZipPart,
): AsyncGenerator<Uint8Array> {
  if (start + 30 > view.byteLength || view.getUint32(start, true) !== 0x04034b50) throw unreadable('zip')
  const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true)
  if (from + size > bytes.length) throw unreadable('zip')
  const packed = bytes.subarray(from, from + size)
  if (method === 0) yield packed
  else if (method === 8) {
    const inflate = createInflateRaw({ chunkSize: 262_144 })
    // A reader that stops half-way closes the stream too.
    for await (const chunk of Readable.from([packed]).pipe(inflate)) yield asBytes(chunk)
  } else throw unreadable(`method ${method}`)
}

function asBytes(chunk: unknown): Uint8Array {
  return chunk instanceof Uint8Array ? chunk : new Uint8Array()
}

/** The file is not what it claims to be. */
export function unreadable(problem: string, cause?: unknown): AppError {
  return new AppError('sheet_unreadable', { problem }, cause === undefined ? {} : { cause })
}
