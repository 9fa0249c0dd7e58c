import type { Brand } from './brand.ts'
import { AppError } from './error.ts'

/** A digest of 256 bits as 64 lower-case hex digits. */
export type DigestHex = Brand<string, 'DigestHex'>

/**
 * Digest of the UTF-8 bytes of a text, as 64 lower-case hex digits. The pure packages have no crypto: the shell passes
 * SHA-256 (or SM3) in.
 */
export type Digest = (text: string) => string

const hexForm = /^[0-9a-f]{64}$/

/** True when the text is a 256-bit digest in lower-case hex. */
export function isDigestHex(text: string): text is DigestHex {
  return hexForm.test(text)
}

/** Throws `digest_malformed` unless the text is a 256-bit digest in lower-case hex. */
export function parseDigestHex(text: string): DigestHex {
  if (!isDigestHex(text)) throw new AppError('digest_malformed', { text })
  return text
}
