import { createCipheriv, createDecipheriv, scrypt } from 'node:crypto'
import { AppError } from '@duibiao/base'

/**
 * A stream sealed with a secret, in chunks: so that nothing is believed before it is proved, however long the whole. Each
 * chunk is sealed with AES-256-GCM under a number of its own, and the last one says so (the STREAM construction of Hoang,
 * Reyhanitabar, Rogaway and Vizár, 2015): chunks cannot be changed, left out, moved or cut off.
 *
 * Form: 17 bytes `duibiao backup 1` and a line feed; one byte each for log2 N, r and p of scrypt (RFC 7914); 16 bytes of salt;
 * then chunks, each four bytes with the length of its text and in the topmost bit whether it is the last, the text sealed,
 * and 16 bytes of authentication.
 */
const magic = Buffer.from('duibiao backup 1\n')
const saltLength = 16
const tagLength = 16
const chunkLength = 64 * 1024
const lastMark = 0x8000_0000

/** What guessing a passphrase costs: N=2^17, r=8, p=1 take 128 MB and some 0.5 s (OWASP, password storage). */
export interface Cost {
  readonly logN: number
  readonly r: number
  readonly p: number
}

const passphraseCost: Cost = { logN: 17, r: 8, p: 1 }

/** Seals a stream. @param random for the salt, so that no two streams have the same key */
export async function* sealStream(
  plain: AsyncIterable<Uint8Array>,
  {
    secret,
    random,
    cost = passphraseCost,
  }: { readonly secret: Uint8Array; readonly random: (length: number) => Uint8Array; readonly cost?: Cost },
): AsyncGenerator<Uint8Array> {
  const salt = random(saltLength)
  const header = Buffer.concat([magic, Uint8Array.of(cost.logN, cost.r, cost.p), salt])
  const key = await deriveKey(secret, salt, cost)
  yield header
  let waiting = Buffer.alloc(0)
  let number = 0
  for await (const bytes of plain) {
    waiting = Buffer.concat([waiting, bytes])
    // One chunk is held back: it may turn out to be the last.
    while (waiting.length > chunkLength) {
      yield sealChunk({ key, header, number, isLast: false }, waiting.subarray(0, chunkLength))
      waiting = waiting.subarray(chunkLength)
      number += 1
    }
  }
  yield sealChunk({ key, header, number, isLast: true }, waiting)
}

/**
 * Opens a sealed stream. What it yields is proved, its end too once it returns.
 * @throws AppError `backup_locked` when the secret is wrong, `backup_broken` when it was changed or cut
 */
export async function* openStream(
  sealed: AsyncIterable<Uint8Array>,
  secret: Uint8Array,
): AsyncGenerator<Uint8Array> {
  const reader = makeReader(sealed)
  const header = await takeOrFail(reader, magic.length + 3 + saltLength)
  const key = await deriveKey(secret, header.subarray(magic.length + 3), readCost(header))
  for (let number = 0; ; number += 1) {
    const mark = (await takeOrFail(reader, 4)).readUInt32BE()
    const isLast = mark >= lastMark
    const length = isLast ? mark - lastMark : mark
    if (length > chunkLength) throw new AppError('backup_broken', { reason: `chunk ${number}` })
    yield openChunk({ key, header, number, isLast }, await takeOrFail(reader, length + tagLength))
    if (isLast) break
  }
  if ((await reader.take(1)) !== undefined)
    throw new AppError('backup_broken', { reason: 'more after the end' })
}

async function takeOrFail({ take }: Reader, length: number): Promise<Buffer> {
  const bytes = await take(length)
  if (bytes === undefined) throw new AppError('backup_broken', { reason: 'cut' })
  return bytes
}

/** Whoever made the file must not decide how much memory and time we take: 512 MB at most. */
function readCost(header: Buffer): Cost {
  const [logN = 0, r = 0, p = 0] = header.subarray(magic.length)
  const isSane = logN >= 1 && logN <= 18 && r >= 1 && r <= 16 && p >= 1 && p <= 4
  if (!isSane || !header.subarray(0, magic.length).equals(magic)) {
    throw new AppError('backup_broken', { reason: 'header' })
  }
  return { logN, r, p }
}

interface Place {
  readonly key: Uint8Array
  readonly header: Uint8Array
  readonly number: number
  readonly isLast: boolean
}

function sealChunk(place: Place, text: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', place.key, nonceOf(place)).setAAD(place.header)
  const mark = Buffer.alloc(4)
  mark.writeUInt32BE(place.isLast ? text.length + lastMark : text.length)
  return Buffer.concat([mark, cipher.update(text), cipher.final(), cipher.getAuthTag()])
}

function openChunk(place: Place, bytes: Buffer): Uint8Array {
  const end = bytes.length - tagLength
  const decipher = createDecipheriv('aes-256-gcm', place.key, nonceOf(place))
    .setAAD(place.header)
    .setAuthTag(bytes.subarray(end))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(0, end)), decipher.final()])
  } catch (error) {
    if (place.number === 0) throw new AppError('backup_locked', {}, { cause: error })
    throw new AppError('backup_broken', { reason: `chunk ${place.number}` }, { cause: error })
  }
}

/** The key belongs to one stream, so a number and the mark of the end never come twice under it. */
function nonceOf({ number, isLast }: Place): Uint8Array {
  const nonce = Buffer.alloc(12)
  nonce.writeBigUInt64BE(BigInt(number))
  nonce.writeUInt8(isLast ? 1 : 0, 11)
  return nonce
}

function deriveKey(secret: Uint8Array, salt: Uint8Array, { logN, r, p }: Cost): Promise<Uint8Array> {
  const N = 2 ** logN
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })
}

interface Reader {
  /** So many bytes; undefined when the stream ends before. */
  readonly take: (length: number) => Promise<Buffer | undefined>
}

function makeReader(stream: AsyncIterable<Uint8Array>): Reader {
  const iterator = stream[Symbol.asyncIterator]()
  let waiting = Buffer.alloc(0)
  return {
    async take(length) {
      const parts = [waiting]
      let size = waiting.length
      while (size < length) {
        const next = await iterator.next()
        if (next.done === true) return undefined
        parts.push(Buffer.from(next.value))
        size += next.value.length
      }
      const whole = parts.length === 1 ? waiting : Buffer.concat(parts)
      waiting = whole.subarray(length)
      return whole.subarray(0, length)
    },
  }
}
