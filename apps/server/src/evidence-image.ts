import type { EvidenceKind } from './evidence-kind.ts'
import type { FileView } from './evidence-view.ts'

/** Width and height in pixels. */
export interface ImageSize {
  readonly width: number
  readonly height: number
}

/**
 * The size of a picture as its header gives it, without unpacking it (ASVS V5.2.6).
 * @returns undefined when it is not whole, or something else begins where it should end
 */
export function readImageSize(view: FileView, form: EvidenceKind['form']): Promise<ImageSize | undefined> {
  switch (form) {
    case 'jpeg':
      return readJpeg(view)
    case 'png':
      return readPng(view)
    case 'gif':
      return readGif(view)
    case 'webp':
      return readWebp(view)
    case 'heif':
      return readHeif(view)
    case 'archive':
    case 'film':
    case 'pdf':
    case 'text':
      return Promise.resolve(undefined)
  }
}

/** Segments up to the picture itself (ITU-T T.81, B). What follows its end is left: telephones keep moving pictures there. */
async function readJpeg(view: FileView): Promise<ImageSize | undefined> {
  let size: ImageSize | undefined
  for (let at = 2; at + 4 <= view.size;) {
    const head = await view.read(at, 9)
    const marker = head[1] ?? 0
    if (head[0] !== 0xff || marker < 0xc0) return undefined
    const isFrame = marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame && head.length === 9) size = { height: head.readUInt16BE(5), width: head.readUInt16BE(7) }
    if (marker === 0xda) return size
    at += 2 + head.readUInt16BE(2)
  }
  return undefined
}

/** Chunks from the header to the end, and nothing after it (PNG, 5.3). */
async function readPng(view: FileView): Promise<ImageSize | undefined> {
  const first = await view.read(8, 16)
  if (first.length < 16 || first.toString('latin1', 4, 8) !== 'IHDR') return undefined
  const size = { width: first.readUInt32BE(8), height: first.readUInt32BE(12) }
  for (let at = 8; at + 12 <= view.size;) {
    const head = await view.read(at, 8)
    at += 12 + head.readUInt32BE(0)
    if (head.toString('latin1', 4, 8) === 'IEND') return at === view.size ? size : undefined
  }
  return undefined
}

/** Blocks from the header to the trailer, and nothing after it (GIF89a): a script in the guise of a picture breaks them. */
async function readGif(view: FileView): Promise<ImageSize | undefined> {
  const head = await view.read(0, 13)
  if (head.length < 13) return undefined
  const size = { width: head.readUInt16LE(6), height: head.readUInt16LE(8) }
  let at = 13 + tableLength(head[10] ?? 0)
  for (;;) {
    const block = await view.read(at, 10)
    const [kind] = block
    if (kind === 0x3b) return at + 1 === view.size ? size : undefined
    if (kind === 0x21) at = await skipBlocks(view, at + 2)
    else if (kind === 0x2c && block.length === 10) {
      at = await skipBlocks(view, at + 11 + tableLength(block[9] ?? 0))
    } else return undefined
  }
}

function tableLength(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1)
}

/** Past blocks that each say how long they are; the last one is empty. */
async function skipBlocks(view: FileView, from: number): Promise<number> {
  let at = from
  while (at < view.size) {
    const piece = await view.read(at, 65_536)
    let place = 0
    while (place < piece.length) {
      const length = piece[place] ?? 0
      if (length === 0) return at + place + 1
      place += length + 1
    }
    at += place
  }
  return view.size
}

/** RIFF with one of three kinds of picture (RFC 9649). */
async function readWebp(view: FileView): Promise<ImageSize | undefined> {
  const head = await view.read(0, 30)
  if (head.length < 30 || head.readUInt32LE(4) + 8 !== view.size + (view.size % 2)) return undefined
  switch (head.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff }
    case 'VP8L': {
      const bits = head.readUInt32LE(21)
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    case 'VP8X':
      return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 }
    default:
      return undefined
  }
}

/** The largest of the sizes that its items say they have (ISO 23008-12, `ispe`). */
async function readHeif(view: FileView): Promise<ImageSize | undefined> {
  const head = await view.read(0, 1_048_576)
  let size: ImageSize | undefined
  for (let at = head.indexOf('ispe'); at >= 0 && at + 16 <= head.length; at = head.indexOf('ispe', at + 4)) {
    const [width, height] = [head.readUInt32BE(at + 8), head.readUInt32BE(at + 12)]
    if (size === undefined || width * height > size.width * size.height) size = { width, height }
  }
  return size
}
