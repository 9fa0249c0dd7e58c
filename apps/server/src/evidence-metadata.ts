/** Kinds of pictures whose metadata can be taken out. */
export const strippedMedia: readonly string[] = ['image/jpeg', 'image/png']

/**
 * A picture without what it says beside the picture: place, time, device, author, previews. Which way it is held stays, so
 * that it is shown upright; so do colours.
 * @param bytes of a kind in `strippedMedia`
 * @throws RangeError when it is not whole: then nothing of it may be shown
 */
export function stripMetadata(bytes: Buffer, media: string): Buffer {
  if (media === 'image/jpeg') return stripJpeg(bytes)
  if (media === 'image/png') return stripPng(bytes)
  throw new RangeError(`metadata of ${media} cannot be taken out`)
}

/** APP0 (JFIF), APP2 with a colour profile, APP14 (colour transform). */
function isKeptSegment(marker: number, content: Buffer): boolean {
  if (marker < 0xe0 || marker > 0xfe) return true
  if (marker === 0xe0 || marker === 0xee) return true
  return marker === 0xe2 && content.toString('latin1', 0, 11) === 'ICC_PROFILE'
}

function stripJpeg(bytes: Buffer): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, 2)]
  let orientation: number | undefined
  let at = 2
  for (;;) {
    if (at + 4 > bytes.length || bytes[at] !== 0xff) throw new RangeError('not a whole JPEG')
    const marker = bytes[at + 1] ?? 0
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    const content = bytes.subarray(at + 4, end)
    if (marker === 0xe1) orientation ??= readOrientation(content)
    if (marker === 0xda) break
    if (isKeptSegment(marker, content)) kept.push(bytes.subarray(at, end))
    at = end
  }
  if (orientation !== undefined) kept.splice(1, 0, writeOrientation(orientation))
  return Buffer.concat([...kept, ...listScans(bytes, at)])
}

/** The scans of a picture up to its end: what telephones keep behind it, a film or the picture before a change, is left out. */
function listScans(bytes: Buffer, from: number): readonly Buffer[] {
  const kept: Buffer[] = []
  let begin = from
  let at = from
  for (;;) {
    at = bytes.indexOf(0xff, at)
    if (at < 0 || at + 1 >= bytes.length) throw new RangeError('not a whole JPEG')
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xd9) return [...kept, bytes.subarray(begin, at + 2)]
    if (isScanData(marker)) {
      at += marker === 0xff ? 1 : 2
      continue
    }
    if (at + 4 > bytes.length) throw new RangeError('not a whole JPEG')
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    if (!isKeptSegment(marker, bytes.subarray(at + 4, end))) {
      kept.push(bytes.subarray(begin, at))
      begin = end
    }
    at = end
  }
}

/** A byte that was stuffed or filled in, or a mark to begin anew: part of the scan. */
function isScanData(marker: number): boolean {
  return marker === 0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7)
}

/** Tag 0x0112 of the first directory of Exif (CIPA DC-008, 4.6.2). */
function readOrientation(content: Buffer): number | undefined {
  if (content.toString('latin1', 0, 6) !== 'Exif\0\0' || content.length < 14) return undefined
  const isLittle = content.toString('latin1', 6, 8) === 'II'
  function read16(at: number): number {
    return isLittle ? content.readUInt16LE(at) : content.readUInt16BE(at)
  }
  const directory = 6 + (isLittle ? content.readUInt32LE(10) : content.readUInt32BE(10))
  if (directory + 2 > content.length) return undefined
  const count = read16(directory)
  for (let index = 0; index < count; index += 1) {
    const at = directory + 2 + index * 12
    if (at + 12 > content.length) return undefined
    const value = read16(at + 8)
    if (read16(at) === 0x0112) return value >= 2 && value <= 8 ? value : undefined
  }
  return undefined
}

/** A segment of Exif that says nothing else. */
function writeOrientation(orientation: number): Buffer {
  const segment = Buffer.alloc(36)
  segment.write('\xff\xe1\x00\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01', 'latin1')
  segment.writeUInt16BE(orientation, 28)
  return segment
}

const keptChunks = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP bKGD hIST pHYs sPLT acTL fcTL fdAT'.split(' '),
)

function stripPng(bytes: Buffer): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, 8)]
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at)
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (end > bytes.length) break
    if (keptChunks.has(name)) kept.push(bytes.subarray(at, end))
    if (name === 'IEND') return Buffer.concat(kept)
    at = end
  }
  throw new RangeError('not a whole PNG')
}
