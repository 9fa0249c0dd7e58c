import { crc32, createDeflateRaw } from 'node:zlib'

/** A part of a compressed file, its text or bytes in pieces. */
export type PartText = {
  readonly name: string
  readonly text: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>
}

/** Writes a compressed file. Its parts carry no time, so that the same contents give the same bytes. */
export async function writeZip(parts: Iterable<PartText>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const { name, text } of parts) {
    const packed = await pack(text)
    const head = headOf(name, packed)
    pieces.push(head.local, ...packed.chunks)
    directory.push(head.central(offset))
    offset += head.local.length + packed.size
  }
  const size = directory.reduce((sum, one) => sum + one.length, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...pieces, ...directory, end])
}

type Packed = {
  readonly chunks: readonly Uint8Array[]
  readonly size: number
  readonly length: number
  readonly checksum: number
}

/** Some 64 kB of text go into the compressor at a time. */
const pieceLength = 65_536

async function pack(text: PartText['text']): Promise<Packed> {
  const deflate = createDeflateRaw()
  const chunks: Uint8Array[] = []
  deflate.on('data', (chunk: Uint8Array) => chunks.push(chunk))
  const ended = new Promise<void>((resolve, reject) => {
    deflate.on('end', resolve)
    deflate.on('error', reject)
  })
  let length = 0
  let checksum = 0
  let waiting = ''
  for await (const piece of text) {
    if (typeof piece === 'string') waiting += piece
    else {
      await flush()
      await put(piece)
    }
    if (waiting.length >= pieceLength) await flush()
  }
  await flush()
  deflate.end()
  await ended
  return { chunks, size: chunks.reduce((sum, one) => sum + one.length, 0), length, checksum }

  function flush(): Promise<void> | undefined {
    const bytes = Buffer.from(waiting, 'utf8')
    waiting = ''
    return put(bytes)
  }

  function put(bytes: Uint8Array): Promise<void> | undefined {
    length += bytes.length
    checksum = crc32(bytes, checksum)
    if (deflate.write(bytes)) return undefined
    return new Promise((resolve) => deflate.once('drain', resolve))
  }
}

/** The heads of a part: before it, and in the directory (APPNOTE 4.3.7, 4.3.12). Bit 11: the name is UTF-8. */
function headOf(
  name: string,
  { size, length, checksum }: Packed,
): { readonly local: Uint8Array; readonly central: (offset: number) => Uint8Array } {
  const bytes = Buffer.from(name, 'utf8')
  const shared = Buffer.alloc(26)
  shared.writeUInt16LE(20, 0)
  shared.writeUInt16LE(0x0800, 2)
  shared.writeUInt16LE(8, 4)
  // 1980-01-01, the first day that the format can write.
  shared.writeUInt32LE(0x00210000, 6)
  shared.writeUInt32LE(checksum, 10)
  shared.writeUInt32LE(size, 14)
  shared.writeUInt32LE(length, 18)
  shared.writeUInt16LE(bytes.length, 22)
  const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), shared, bytes])
  return {
    local,
    central(offset) {
      const tail = Buffer.alloc(14)
      tail.writeUInt32LE(offset, 10)
      return Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), shared, tail, bytes])
    },
  }
}
