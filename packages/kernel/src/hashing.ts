import type { Digest } from '@duibiao/base'

/** Digest of raw bytes, as lower-case hex. The implementation must not keep the array: it is used again. */
export type DigestBytes = (bytes: Uint8Array) => string

/** The digest port of the ledger. Both functions are the same 256-bit digest: `digest(t)` is `digestBytes(utf8(t))`. */
export type DigestPort = {
  readonly algorithm: 'sha-256' | 'sm3'
  readonly digest: Digest
  readonly digestBytes: DigestBytes
}

/** Length of a digest in bytes. */
export const digestLength = 32

const hexForm = /^[0-9a-f]{64}$/
const digitValues = new Uint8Array(128)
for (let digit = 0; digit < 16; digit++) digitValues['0123456789abcdef'.charCodeAt(digit)] = digit

/** True for 64 lower-case hex digits. */
export function isHex(value: unknown): value is string {
  return typeof value === 'string' && hexForm.test(value)
}

/** Writes the bytes of a digest in hex into `target` from `offset` on. */
export function writeHex(target: Uint8Array, hex: string, offset: number): void {
  // Uint8Array.fromHex would allocate an array per node of the tree.
  for (let index = 0; index < digestLength; index++) {
    const high = digitValues[hex.charCodeAt(2 * index)] ?? 0
    const low = digitValues[hex.charCodeAt(2 * index + 1)] ?? 0
    target[offset + index] = (high << 4) | low
  }
}
