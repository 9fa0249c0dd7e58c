import { deflateRawSync, crc32 } from 'node:zlib'

/** Files made byte by byte, for tests of what is accepted as evidence. */

/** A JPEG with a frame of the size, Exif with the place it was taken at, and a comment. */
export function aJpeg({ width = 8, height = 8, after = '' } = {}): Buffer {
  const place = Buffer.concat([Buffer.from('GPS 36.6512N 117.1201E', 'latin1'), Buffer.alloc(10)])
  const frame = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0])
  frame.writeUInt16BE(height, 1)
  frame.writeUInt16BE(width, 3)
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
    segment(0xe1, Buffer.concat([exifWithOrientation(6), place])),
    segment(0xfe, Buffer.from('taken by 13800001234', 'latin1')),
    segment(0xc0, frame),
    segment(0xda, Buffer.from([1, 1, 0, 0, 0x3f, 0])),
    Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd9]),
    Buffer.from(after, 'latin1'),
  ])
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}

function exifWithOrientation(orientation: number): Buffer {
  const text = `Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0${String.fromCharCode(orientation)}\0\0\0\0\0\0`
  return Buffer.from(text, 'latin1')
}

export function aPng({ width = 4, height = 4, text = 'place 36.65,117.12' } = {}): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from(`Comment\0${text}`, 'latin1')),
    chunk('IDAT', Buffer.from([1, 2, 3])),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const head = Buffer.alloc(4)
  head.writeUInt32BE(content.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([head, body, sum])
}

export function aGif(): Buffer {
  const head = Buffer.from('GIF89a\x04\0\x04\0\x80\0\0\0\0\0\xff\xff\xff', 'latin1')
  const picture = Buffer.from(',\0\0\0\0\x04\0\x04\0\0\x02\x02\x04\x01\0', 'latin1')
  return Buffer.concat([head, picture, Buffer.from(';')])
}

export interface ArchivedFile {
  readonly name: string
  readonly text: string
  /** Size that the directory claims. */
  readonly claims?: number
  readonly isLink?: boolean
}

/** An archive with the files, packed. */
export function anArchive(files: readonly ArchivedFile[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, text, claims, isLink = false } of files) {
    const packed = deflateRawSync(Buffer.from(text))
    const title = Buffer.from(name)
    const local = Buffer.alloc(30)
    local.write('PK\x03\x04', 'latin1')
    local.writeUInt16LE(20, 4)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(crc32(text), 14)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(Buffer.byteLength(text), 22)
    local.writeUInt16LE(title.length, 26)
    const entry = Buffer.alloc(46)
    entry.write('PK\x01\x02', 'latin1')
    local.copy(entry, 6, 4, 30)
    entry.writeUInt32LE(claims ?? Buffer.byteLength(text), 24)
    entry.writeUInt16LE(title.length, 28)
    entry.writeUInt16LE(0, 30)
    entry.writeUInt32LE(isLink ? 0xa1ff0000 : 0, 38)
    entry.writeUInt32LE(offset, 42)
    locals.push(local, title, packed)
    directory.push(entry, title)
    offset += local.length + title.length + packed.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, list, end])
}

function typesOf(main: string): string {
  return `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`
}

/** A document of an office program, with further files inside. */
export function aDocx(more: readonly ArchivedFile[] = [], kind = 'document'): Buffer {
  const main =
    kind === 'document'
      ? 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
      : 'application/vnd.ms-word.document.macroEnabled.main+xml'
  return anArchive([
    { name: '[Content_Types].xml', text: typesOf(main) },
    { name: '_rels/.rels', text: '<Relationships/>' },
    { name: 'word/document.xml', text: '<w:document/>' },
    ...more,
  ])
}
